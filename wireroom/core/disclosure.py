"""What a page must say of how it was made: facts in, an ordered list of points out. Wording is the edition's work."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MakingFacts:
    """What was recorded of one published state of an item.

    `source_published` is None when the source gave no time; `extent` is full, excerpt or headline;
    `translated_from` and `engine` are None for copy in its own language; `released_by` and
    `checked_by` name persons, None means nobody. `translated_from` is a language tag. `carriers` names who else
    sent the same copy.
    """

    provider_name: str
    received_at: datetime
    published_at: datetime
    version_number: int
    version_received_at: datetime
    extent: str
    language: str
    source_name: str | None = None
    source_published: datetime | None = None
    original_url: str | None = None
    byline: str | None = None
    salvaged: bool = False
    pictures: int = 0
    translated_from: str | None = None
    engine: str | None = None
    released_by: str | None = None
    checked_by: str | None = None
    corrections: int = 0
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the page says: a stable key, and the one value it names (text, time or number) if any."""

    key: str
    text: str | None = None
    at: datetime | None = None
    count: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """`short` is said at first view, `full` at the end of the page, as JSON-LD and in feeds and API alike."""

    short: tuple[Point, ...]
    full: tuple[Point, ...]


SHORT_KEYS = frozenset(
    (
        "source",
        "received",
        "extent_excerpt",
        "extent_headline",
        "translated",
        "not_translated",
        "released_by",
        "automatic",
        "checked_by",
        "unchecked",
    )
)


def decide_disclosure(facts: MakingFacts) -> Disclosure:
    """Choose and order the points. The same facts always give the same points, on every surface."""
    full = [
        Point("source", text=facts.provider_name),
        *([Point("credited", text=facts.source_name)] if facts.source_name else []),
        *([Point("carriers", text=", ".join(facts.carriers))] if facts.carriers else []),
        *([Point("written_by", text=facts.byline)] if facts.byline else [Point("no_byline")]),
        Point("source_time", at=facts.source_published) if facts.source_published else Point("source_undated"),
        Point("received", at=facts.received_at),
        Point("published", at=facts.published_at),
    ]
    if facts.version_number > 1:
        full.append(Point("version", count=facts.version_number, at=facts.version_received_at))
    full.append(Point(f"extent_{facts.extent}"))
    full.append(Point("translated", text=facts.translated_from) if facts.translated_from else Point("not_translated"))
    if facts.engine:
        full.append(Point("engine", text=facts.engine))
    if facts.salvaged:
        full.append(Point("salvaged"))
    if facts.pictures:
        full.append(Point("pictures", count=facts.pictures))
    full.append(Point("released_by", text=facts.released_by) if facts.released_by else Point("automatic"))
    full.append(Point("checked_by", text=facts.checked_by) if facts.checked_by else Point("unchecked"))
    if facts.corrections:
        full.append(Point("corrections", count=facts.corrections))
    if facts.original_url:
        full.append(Point("original", url=facts.original_url))
    return Disclosure(short=tuple(point for point in full if point.key in SHORT_KEYS), full=tuple(full))
