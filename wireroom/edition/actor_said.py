"""What somebody said as far as the site shows it in a language: which statements, how many, where. Writes nothing."""

from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.said import SURE, anchor, shorten_words, speaker_of
from wireroom.edition.said_values import VoiceView
from wireroom.publishing.models import Article
from wireroom.publishing.queries import shown_statements
from wireroom.reading.models import Actor, Statement
from wireroom.reading.queries import find_actor, said_by


def shown_said(actor: Actor | None, language: str) -> QuerySet[Statement]:
    """What an actor said that stands on live pages of a language, newest first; nothing where nobody is named."""
    if actor is None or actor.kind == Actor.Kind.UNNAMED:
        return Statement.objects.none()
    here = Article.objects.filter(
        state=Article.State.LIVE, current__version=OuterRef("version"), current__extent="full", language=language
    )
    sure = Q(confidence__gte=SURE) | ~Q(reviewed="")
    return shown_statements(said_by(actor)).filter(sure, Exists(here))


def articles_of(rows: Sequence[Statement], language: str) -> dict[int, Article]:
    """The live articles of a language in which some statements stand, by item."""
    wanted = Article.objects.filter(
        item__in={row.item_id for row in rows}, language=language, state=Article.State.LIVE, current__extent="full"
    ).select_related("current", "item__provider")
    columns = ("path", "item", "language", "may_index", "state", "item__provider__name")
    current = ("current__headline", "current__version", "current__made_at")
    return {row.item_id: row for row in wanted.only(*columns, *current).order_by("-id")}


def voices_of(rows: Sequence[Statement], articles: dict[int, Article], among: Collection[int]) -> list[VoiceView]:
    """Statements as their speaker's page shows them, of those articles (by id) alone that it may show."""
    found = []
    for row in rows:
        article = articles.get(row.item_id)
        if article is None or article.id not in among or article.current.version_id != row.version_id:
            continue
        found.append(
            VoiceView(
                speaker=speaker_of(row),
                stance=row.stance,
                words=shorten_words(row.content),
                url=f"{article.path}#{anchor(row.number)}",
                at=row.said_at,
                headline=shorten_headline(article.current.headline),
                provider_name=article.item.provider.name,
            )
        )
    return found


def find_target(key: str) -> Actor | None:
    """Whom a key means now, if it is somebody else by an editor's word; else None."""
    root = find_actor(key)
    return root if root and root.key != key else None
