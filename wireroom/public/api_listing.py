"""The list of articles for programs: what is asked, read and checked, and the articles it means. Answers nothing.

A page is newest first by the time that lists go by, and its cursor is the place of its last article in that order, so
that what is published meanwhile moves nothing and no article is told twice or left out.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from wireroom.core.errors import WireroomError
from wireroom.publishing.models import Article, Correction, Receipt

USUAL, MOST = 50, 200
# How long a gone article is named, for programs that keep copies.
TOMBSTONES = timedelta(days=30)
_CURSOR = re.compile(r"(-?[0-9]{1,17})-([a-z0-9]{1,20})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_KNOWN = frozenset({"lang", "section", "since", "after", "limit"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks for; empty means any. `after` is the place (time, key) of the last article it has."""

    language: str = ""
    section: str = ""
    since: datetime | None = None
    after: tuple[datetime, str] | None = None
    limit: int = USUAL


@dataclass(frozen=True, slots=True)
class Page:
    """Ids of a page's articles in order, and the cursor of the next page, "" on the last."""

    ids: tuple[int, ...]
    after: str = ""


def parse_asked(fields: QueryDict, languages: tuple[str, ...]) -> Asked:
    """The parameters of an address. Raises WireroomError, naming the one that is wrong."""
    if unknown := sorted(set(fields) - _KNOWN):
        raise WireroomError(f"{unknown[0][:40]}: no such parameter; there are {', '.join(sorted(_KNOWN))}")
    language = fields.get("lang", "")
    if language and language not in languages:
        raise WireroomError(f"lang: {language[:20]!r} is none of this site's languages ({', '.join(languages)})")
    return Asked(
        language,
        fields.get("section", "").replace("\x00", "")[:80],
        parse_since(fields.get("since", "")),
        _parse_cursor(fields.get("after", "")),
        _parse_limit(fields.get("limit", "")),
    )


def read_page(asked: Asked, *, now: datetime) -> Page:
    """The live articles asked for, and those gone within 30 days."""
    rows = Article.objects.filter(
        Q(state=Article.State.LIVE, current__isnull=False) | Q(state=Article.State.GONE, gone_at__gte=now - TOMBSTONES)
    )
    if asked.language:
        rows = rows.filter(language=asked.language)
    if asked.section:
        rows = rows.filter(section=asked.section)
    if asked.since:
        rows = _changed(rows, asked.since)
    if asked.after:
        at, key = asked.after
        rows = rows.filter(Q(sort_at__lt=at) | Q(sort_at=at, key__gt=key))
    rows = rows.order_by(F("sort_at").desc(), "key").values_list("id", "sort_at", "key")
    found = list(rows[: asked.limit + 1])
    shown = found[: asked.limit]
    last = shown[-1] if len(found) > len(shown) else None
    return Page(tuple(row[0] for row in shown), f"{(last[1] - _EPOCH) // _MICROSECOND}-{last[2]}" if last else "")


def _changed(rows: QuerySet[Article], since: datetime) -> QuerySet[Article]:
    """Published, changed, corrected, released or gone since then."""
    mine = {"article": OuterRef("pk")}
    return rows.filter(
        Q(current__made_at__gte=since)
        | Q(gone_at__gte=since)
        | Exists(Correction.objects.filter(**mine, at__gte=since))
        | Exists(Receipt.objects.filter(**mine, asked_at__gte=since))
    )


def parse_since(text: str) -> datetime | None:
    """An ISO 8601 time or day in UTC; None for "". Raises WireroomError."""
    if not text:
        return None
    try:
        # A plus sign in an address means a space.
        at = parse_datetime(text.strip().replace(" ", "+") if "T" in text else f"{text}T00:00:00Z")
        if at is not None:
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise WireroomError(f"since: {text[:40]!r} is no ISO 8601 time such as 2026-03-01T09:00:00Z")


def _parse_cursor(text: str) -> tuple[datetime, str] | None:
    if not text:
        return None
    found = _CURSOR.fullmatch(text)
    try:
        if found:
            return _EPOCH + int(found[1]) * _MICROSECOND, found[2]
    except OverflowError:
        pass
    raise WireroomError("after: take it from the address that a page calls next")


def _parse_limit(text: str) -> int:
    if not text:
        return USUAL
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST:
        return int(text[:6])
    raise WireroomError(f"limit: a number from 1 to {MOST}")
