"""The ledger for programs: what is asked, read and checked, and the statements it means. Answers nothing.

Newest first by when it was said; the cursor is a place in that order, so that what is read meanwhile moves nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict

from wireroom.core.errors import WireroomError
from wireroom.public.api_listing import parse_since
from wireroom.publishing.models import Article
from wireroom.publishing.queries import shown_statements
from wireroom.reading.models import Statement
from wireroom.reading.queries import find_actor
from wireroom.stories.models import Match, Story

USUAL, MOST = 100, 500
# What the reader is less sure of is not told, unless an editor stood for it.
SURE = 0.5
_CURSOR = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,18})-([0-9]{1,9})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_KNOWN = frozenset({"story", "actor", "lang", "since", "after", "limit"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks for; empty means any. `story` and `actor` are keys, `since` when it was said at the earliest,
    `after` the place (time, item, number) of the last statement it has."""

    story: str = ""
    actor: str = ""
    language: str = ""
    since: datetime | None = None
    after: tuple[datetime, int, int] | None = None
    limit: int = USUAL

    def following(self, after: str) -> "Asked":
        """The same from a place on, as a page names it."""
        return replace(self, after=_parse_cursor(after))


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with the article it stands in, and the key of its story, "" where it has none."""

    statement: Statement
    article: Article
    story: str


def parse_asked(fields: QueryDict, languages: tuple[str, ...]) -> Asked:
    """The parameters of an address. Raises WireroomError, naming the one that is wrong."""
    if unknown := sorted(set(fields) - _KNOWN):
        raise WireroomError(f"{unknown[0][:40]}: no such parameter; there are {', '.join(sorted(_KNOWN))}")
    language = fields.get("lang", "")
    if language and language not in languages:
        raise WireroomError(f"lang: {language[:20]!r} is none of this site's languages ({', '.join(languages)})")
    return Asked(
        _plain(fields.get("story", "")),
        _plain(fields.get("actor", "")),
        language,
        parse_since(fields.get("since", "")),
        _parse_cursor(fields.get("after", "")),
        _parse_limit(fields.get("limit", "")),
    )


def read_entries(asked: Asked) -> tuple[list[Entry], str]:
    """The statements asked for on pages of live articles, and the cursor of the next page, "" on the last."""
    rows = shown_statements().filter(Q(confidence__gte=SURE) | ~Q(reviewed=""))
    rows = _narrowed(rows, asked).select_related("actor", "claim", "item__provider").prefetch_related("figures")
    found = list(rows.order_by("-said_at", "item_id", "number")[: asked.limit + 1])
    shown = found[: asked.limit]
    last = shown[-1] if len(found) > len(shown) else None
    after = f"{(last.said_at - _EPOCH) // _MICROSECOND}-{last.item_id}-{last.number}" if last else ""
    return _entries(shown), after


def _narrowed(rows: QuerySet[Statement], asked: Asked) -> QuerySet[Statement]:
    if asked.language:
        live = Article.objects.filter(state=Article.State.LIVE, language=asked.language)
        rows = rows.filter(version__in=live.values("current__version"))
    if asked.actor:
        actor = find_actor(asked.actor)
        rows = rows.filter(actor=actor) if actor else rows.none()
    if asked.story:
        told = Story.objects.filter(key=asked.story).first()
        while told and told.merged_into_id:
            told = told.merged_into
        rows = rows.filter(item__match__story=told) if told else rows.none()
    if asked.since:
        rows = rows.filter(said_at__gte=asked.since)
    if asked.after:
        at, item, number = asked.after
        here = Q(said_at=at) & (Q(item_id__gt=item) | Q(item_id=item, number__gt=number))
        rows = rows.filter(Q(said_at__lt=at) | here)
    return rows


def _entries(rows: Sequence[Statement]) -> list[Entry]:
    versions = {row.version_id for row in rows}
    live = Article.objects.filter(state=Article.State.LIVE, current__version__in=versions).select_related("current")
    articles = {article.current.version_id: article for article in live.order_by("-id")}
    matches = Match.objects.filter(item__in={row.item_id for row in rows}, story__isnull=False)
    stories = dict(matches.values_list("item_id", "story__key"))
    return [
        Entry(row, articles[row.version_id], stories.get(row.item_id, "")) for row in rows if row.version_id in articles
    ]


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:40]


def _parse_cursor(text: str) -> tuple[datetime, int, int] | None:
    if not text:
        return None
    found = _CURSOR.fullmatch(text)
    try:
        if found:
            return _EPOCH + int(found[1]) * _MICROSECOND, int(found[2]), int(found[3])
    except OverflowError:
        pass
    raise WireroomError("after: take it from the address that a page calls next")


def _parse_limit(text: str) -> int:
    if not text:
        return USUAL
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST:
        return int(text[:6])
    raise WireroomError(f"limit: a number from 1 to {MOST}")
