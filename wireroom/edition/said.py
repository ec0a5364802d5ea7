"""Who says what on article pages: the panel's statements, the marks in the body, and what was said against it later."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from wireroom.core.text.headlines import shorten_headline
from wireroom.core.text.marking import Mark
from wireroom.core.text.quotations import find_exact
from wireroom.edition.speakers import speaker_urls
from wireroom.edition.values import LaterView, SaidView
from wireroom.publishing.models import Article
from wireroom.publishing.queries import shown_statements
from wireroom.reading.models import Statement
from wireroom.reading.queries import DENYING, LaterWord, later_words, statements_of
from wireroom.stories.models import Match

# What the reader is less sure of than this is not shown: it abstains.
SURE = 0.5
# So sure it must be to tell other programs that these are the speaker's own words.
VERY_SURE = 0.8
# Of a story so many of the newest items that deny anything are looked through for later words.
AMONG = 200
WORDS = 280
_EAST_ASIAN = "\u2e80"
_DATELINE = re.compile(r"\A【[^】]*】")


@dataclass(frozen=True, slots=True)
class Said:
    """Of one article: its statements in the order of the text, the marks of its body, later words against it."""

    statements: tuple[SaidView, ...] = ()
    marks: tuple[Mark, ...] = ()
    later: tuple[LaterView, ...] = ()


def said_on(articles: Sequence[Article]) -> dict[int, Said]:
    """What the ledger has for the pages of some articles: of those shown in full, from providers whose statements are
    shown."""
    shown = {
        article.current.version_id: article
        for article in articles
        if article.current.extent == "full" and article.item.provider.shows_statements
    }
    read = statements_of(list(shown))
    urls = {
        language: speaker_urls(_keys(read[number] for number in read if shown[number].language == language), language)
        for language in {shown[number].language for number in read}
    }
    opposed = _opposed_stories(shown[number].item_id for number in read)
    found: dict[int, Said] = {}
    for version_id, article in shown.items():
        rows = [row for row in read.get(version_id, ()) if row.confidence >= SURE or row.reviewed]
        if rows:
            story = opposed.get(article.item_id)
            later = tuple(_later(article, story)) if story else ()
            views = tuple(_said(row, urls[article.language]) for row in rows)
            found[article.id] = Said(views, tuple(map(_mark, rows)), later)
    return found


def anchor(number: int) -> str:
    """The id of a statement's place on its article's page."""
    return f"said-{number}"


def speaker_of(row: Statement) -> str:
    """Who a statement is attributed to, by the fullest name known, without the dateline that stood before it; "" where
    nobody is named."""
    return row.actor.name if row.actor else _DATELINE.sub("", row.actor_text or row.source_text)


def shorten_words(words: str) -> str:
    """The words of a statement as lists of them show it, cut with an ellipsis after 280 letters, or half as many
    Chinese characters or kana."""
    if len(words) <= WORDS // 2:
        return words
    room = WORDS
    for index, letter in enumerate(words):
        room -= 2 if letter >= _EAST_ASIAN else 1
        if room < 0:
            return words[:index].rstrip() + "…"
    return words


def _keys(groups: Iterable[Sequence[Statement]]) -> set[str]:
    return {row.actor.key for group in groups for row in group if row.actor}


def _said(row: Statement, urls: Mapping[str, str]) -> SaidView:
    return SaidView(
        anchor=anchor(row.number),
        speaker=speaker_of(row),
        stance=row.stance,
        words=shorten_words(row.content),
        quoted=row.quoted,
        reviewed=bool(row.reviewed),
        speaker_url=urls.get(row.actor.key, "") if row.actor else "",
        kind=row.actor.kind if row.actor else "",
        exact=find_exact(row.content) if _is_own_words(row) else "",
    )


def _is_own_words(row: Statement) -> bool:
    return row.quoted and len(row.spans) == 1 and row.confidence >= VERY_SURE


def _mark(row: Statement) -> Mark:
    spans = [tuple(span) for span in row.spans]
    if not spans and row.cue_start is not None:
        spans = [(row.cue_start, row.cue_end)]
    return Mark(anchor(row.number), f"said-{row.stance}", tuple(spans))


def _opposed_stories(item_ids: Iterable[int]) -> dict[int, int]:
    """The stories of some items, by item, in which anybody denies or lacks evidence of anything: most have none."""
    rows = Match.objects.filter(item__in=list(item_ids), story__isnull=False)
    stories = dict(rows.values_list("item_id", "story_id"))
    told = Match.objects.filter(story__in=set(stories.values()), item__statements__stance__in=DENYING)
    opposed = set(told.values_list("story_id", flat=True))
    return {item: story for item, story in stories.items() if story in opposed}


def _later(article: Article, story: int) -> list[LaterView]:
    """Words of later items of its story that oppose what this article's item says, as far as they stand here."""
    denying = Exists(Statement.objects.filter(item=OuterRef("item"), stance__in=DENYING))
    among = Match.objects.filter(denying, story=story).order_by("-published", "-item_id")
    words = later_words(article.item_id, list(among.values_list("item_id", flat=True)[:AMONG]))
    standing = {row.id for row in shown_statements(Statement.objects.filter(id__in=[one.word.id for one in words]))}
    told = (_told(one, article.language) for one in words if one.word.id in standing)
    return [view for view in told if view]


def _told(one: LaterWord, language: str) -> LaterView | None:
    other = (
        Article.objects.filter(item=one.word.item_id, state=Article.State.LIVE, language=language)
        .select_related("current")
        .first()
    )
    if other is None:
        return None
    return LaterView(
        speaker=speaker_of(one.word),
        stance=one.word.stance,
        url=f"{other.path}#{anchor(one.word.number)}",
        headline=shorten_headline(other.current.headline),
        at=other.sort_at,
        article_id=other.id,
        copy_id=other.current_id,
    )
