"""Reads what a Salvage port made of a document that is no XML. Parses nothing; items carry the Problem "salvaged"."""

import re
from typing import Any

from wireroom.core.formats.media import add_enclosure, add_picture
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import RawFeed, RawItem, Text
from wireroom.core.formats.rss import person_name
from wireroom.core.text.characters import strip_controls

SALVAGED = Problem("salvaged", "the document is not well-formed; this item was read as well as could be")
_FORMAT = re.compile(r"^(?:rss|atom|cdf)\w*$")


class _Entry:
    """feedparser's dictionary read with checks; its values are as hostile as the document."""

    __slots__ = ("values",)

    def __init__(self, values: Any):
        self.values = values if isinstance(values, dict) else {}

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return strip_controls(value).strip() or None if isinstance(value, str) else None

    def rows(self, name: str) -> list["_Entry"]:
        value = self.values.get(name)
        return [_Entry(row) for row in value] if isinstance(value, list) else []

    def row(self, name: str) -> "_Entry":
        return _Entry(self.values.get(name))


def read_salvaged(result: dict) -> RawFeed:
    """The feed from feedparser's plain values: {"version", "feed", "entries"}."""
    source = _Entry(result)
    head = source.row("feed")
    version = source.text("version") or ""
    feed = RawFeed(format=version if _FORMAT.match(version) else "rss20")
    feed.title, feed.link, feed.language = head.text("title"), head.text("link"), head.text("language")
    feed.copyright_notice = head.text("rights")
    for link in head.rows("links"):
        address = link.text("href")
        if address and link.text("rel") == "self":
            feed.self_url = feed.self_url or address
        elif address and link.text("rel") == "hub":
            feed.hubs.append(address)
    ttl = head.text("ttl")
    feed.ttl = int(ttl) if ttl and ttl.isascii() and ttl.isdigit() and len(ttl) < 7 else None
    feed.items = [_read_entry(entry) for entry in source.rows("entries")]
    feed.problems = [Problem("salvaged", "the document is not well-formed")]
    return feed


def _read_entry(entry: _Entry) -> RawItem:
    item = RawItem(problems=[SALVAGED])
    item.guid = entry.text("id")
    item.title = _text(entry, "title")
    item.link = entry.text("link")
    item.published = entry.text("published") or entry.text("created")
    item.updated = entry.text("updated")
    item.body = _body(entry)
    item.summary = _text(entry, "summary")
    item.language = entry.row("title_detail").text("language")
    names = [author.text("name") or author.text("email") for author in entry.rows("authors")]
    item.authors = list(dict.fromkeys(person_name(name) for name in names if name))
    terms = (tag.text("label") or tag.text("term") for tag in entry.rows("tags"))
    item.categories = list(dict.fromkeys(" ".join(term.split()) for term in terms if term))
    item.copyright_notice = entry.text("rights")
    item.provider = entry.row("source").text("title")
    for link in entry.rows("links"):
        if link.text("rel") == "enclosure" and (address := link.text("href")):
            add_enclosure(item, address, type=link.text("type"), length=link.text("length"))
    for name in ("media_content", "media_thumbnail"):
        for media in entry.rows(name):
            address, kind = media.text("url"), media.text("type") or ""
            if address and (name == "media_thumbnail" or kind.startswith("image") or media.text("medium") == "image"):
                add_picture(item, address, type=kind or None, size=(media.text("width"), media.text("height")))
    return item


def _text(entry: _Entry, name: str) -> Text | None:
    value = entry.text(name)
    if value is None:
        return None
    plain = entry.row(f"{name}_detail").text("type") == "text/plain" and "<" not in value and "&" not in value
    return Text(value, "text" if plain else "either" if name == "title" else "html")


def _body(entry: _Entry) -> Text | None:
    for content in entry.rows("content"):
        value = content.text("value")
        if value:
            return Text(value, "html")
    return None
