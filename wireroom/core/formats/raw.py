"""What a format's reader takes from a document, as found: RawItem, RawFeed, Text. Cleans and decides nothing."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from wireroom.core.formats.parsed import Enclosure, Hop, NameHint, ParsedPicture, Problem

# text: characters, shown as they are. html: markup. either: HTML where it looks like it (RSS does not say of titles).
# lines: characters with meaningful line breaks (JSON Feed).
Kind = Literal["text", "html", "either", "lines"]


class Text(NamedTuple):
    """A value and what its characters mean; `base` is what its relative addresses stand against, if it says so."""

    value: str
    kind: Kind = "either"
    base: str | None = None


@dataclass(slots=True)
class RawItem:
    """One item's values before any cleaning. Dates are the source's words; `base` its xml:base, if any."""

    guid: str | None = None
    title: Text | None = None
    link: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    base: str | None = None
    authors: list[str] = field(default_factory=list)
    body: Text | None = None
    summary: Text | None = None
    media_text: Text | None = None
    categories: list[str] = field(default_factory=list)
    pictures: list[ParsedPicture] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    pub_status: str | None = None
    ed_note: str | None = None
    usage_terms: str | None = None
    copyright_notice: str | None = None
    provider: str | None = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class WireItem(RawItem):
    """A story of an agency wire (NewsML, NITF, ninjs): what feeds have no words for, besides.

    `embargo` is the source's word for its end, "" when there is an embargo without one, None when there is none;
    `urgency` 1 to 9 as it stands; `severity` how much the signal matters; `names` what the mark-up of the body calls
    persons, organisations and places; `replaces` the guids of items that this one takes the place of. `pub_status` is
    usable, withheld or canceled where the document says so in a vocabulary we could resolve, else the source's own
    word; withheld also where the item is no story at all (a package, a plan, a list of concepts).
    """

    version: str | None = None
    embargo: str | None = None
    expires: str | None = None
    urgency: str | None = None
    signal: str | None = None
    severity: str | None = None
    slugline: str | None = None
    byline: str | None = None
    dateline: str | None = None
    copyright_holder: str | None = None
    credit_line: str | None = None
    digital_source_type: str | None = None
    data_mining: str | None = None
    located: list[str] = field(default_factory=list)
    names: list[NameHint] = field(default_factory=list)
    excluded_audience: list[str] = field(default_factory=list)
    hops: list[Hop] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawFeed:
    """A document's items, what it says of itself and hands down to them (language, rights, authors, its address)."""

    format: str
    title: str | None = None
    link: str | None = None
    language: str | None = None
    self_url: str | None = None
    hubs: list[str] = field(default_factory=list)
    ttl: int | None = None
    skip_hours: list[int] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    usage_terms: str | None = None
    copyright_notice: str | None = None
    items: list[RawItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
