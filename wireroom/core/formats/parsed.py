"""What every parser returns: ParsedFeed, ParsedItem and their parts. Values only; reading is the parsers' work.

Times are aware `datetime` in UTC; absent is None or an empty tuple; text never holds control
characters or lone surrogates. `content_html` is already safe to show (see core.text.sanitize).

What is made for every item is a named tuple: a frozen dataclass of so many fields takes six times as long to make, a
tenth of all the parsing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that could not be read as meant; the rest of the item stands.

    `code` is a stable snake_case word ("bad_date", "salvaged"), `message` a sentence naming the
    field and what was found there, cut to 300 characters.
    """

    code: str
    message: str
    field: str | None = None

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST_MESSAGE:
            object.__setattr__(self, "message", self.message[:LONGEST_MESSAGE])


class ParsedPicture(NamedTuple):
    """A picture a document points at; sizes in pixels, as claimed by the source."""

    url: str
    type: str | None = None
    width: int | None = None
    height: int | None = None
    caption: str | None = None
    credit: str | None = None


class Enclosure(NamedTuple):
    """An attached file; `length` in bytes, as claimed by the source."""

    url: str
    type: str | None = None
    length: int | None = None


class NameHint(NamedTuple):
    """A name as the source's mark-up marks it; `kind` is person, organisation or place."""

    text: str
    kind: str


class Hop(NamedTuple):
    """A party the copy passed through: who, what it did (created, edited, translated, distributed …), when."""

    party: str
    action: str = ""
    at: str = ""


class ParsedItem(NamedTuple):
    """One story as one document tells it (DESIGN §5, `parse --json`).

    `raw_digest` is 16 bytes over the raw values. `unchanged`: the caller knew that digest, so the cleaned fields were
    left empty; guid, title, link and digest are there. `embargo_open`: under an embargo whose end nobody knows. What
    follows `urgency` comes from agency wires; raw.WireItem says what each means.
    """

    guid: str | None = None
    title: str | None = None
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    categories: tuple[str, ...] = ()
    pictures: tuple[ParsedPicture, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    pub_status: str | None = None
    ed_note: str | None = None
    usage_terms: str | None = None
    copyright_notice: str | None = None
    provider: str | None = None
    problems: tuple[Problem, ...] = ()
    raw_digest: bytes = b""
    unchanged: bool = False
    embargoed_until: datetime | None = None
    embargo_open: bool = False
    version: str | None = None
    signal: str | None = None
    urgency: int | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    expires_at: datetime | None = None
    copyright_holder: str | None = None
    credit_line: str | None = None
    digital_source_type: str | None = None
    data_mining: str | None = None
    located: tuple[str, ...] = ()
    names: tuple[NameHint, ...] = ()
    excluded_audience: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    replaces: tuple[str, ...] = ()
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A whole document: its items in document order, and what it says of itself and its schedule.

    `format` is one of rss090 … rss20, rss10, atom03, atom10, json10, json11, newsml_g2, newsml_1, nitf, ninjs;
    `encoding` the codec the bytes were read with; `ttl` in minutes; `skip_hours` hours of the day (UTC, 0-23).
    """

    format: str
    items: tuple[ParsedItem, ...] = ()
    title: str | None = None
    link: str | None = None
    language: str | None = None
    encoding: str | None = None
    self_url: str | None = None
    hubs: tuple[str, ...] = ()
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
