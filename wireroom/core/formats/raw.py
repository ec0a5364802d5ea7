"""What a format's reader takes from a document, as found: RawItem, RawFeed, Text. Cleans and decides nothing."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from wireroom.core.formats.parsed import Enclosure, ParsedPicture, Problem

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
