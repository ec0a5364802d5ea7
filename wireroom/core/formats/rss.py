"""Reads RSS 0.9x, 1.0 (RDF) and 2.0, and CDF: feeds and items, as found. Cleans nothing; Atom entries are atom.py's."""

import re

from wireroom.core.formats.fields import (
    BODIES,
    CATEGORIES,
    FILES,
    LANGUAGE,
    LINKS,
    MEDIA,
    ORIGIN,
    PEOPLE,
    RIGHTS,
    UPDATES,
    Element,
    Fields,
    Names,
)
from wireroom.core.formats.media import add_enclosure, add_picture, read_media
from wireroom.core.formats.raw import RawFeed, RawItem, Text
from wireroom.core.formats.xml import Tree, base_of, inner_html, language_of

NAMES = Names()

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_VALUE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}value"
_VERSIONS = {"2": "rss20", "1": "rss10"}
_WITH_NAME = re.compile(r"^\s*[^\s()<>]+@[^\s()<>]+\s*\((.+)\)\s*$", re.DOTALL)
_WITH_ADDRESS = re.compile(r"^\s*\"?([^<>\"]*?[^<>\"\s])\"?\s*<[^<>]+@[^<>]+>\s*$")

# In order of trust: the whole text before the summary; see docs/parsing.md.
_BODIES = ("content:encoded", "fullitem", "xhtml:body", "xhtml:div", "content", "atom:content", "body")
_SUMMARIES = ("description", "dc:description", "dcterms:abstract", "abstract", "atom:summary", "summary")
_DATES = (
    "atom:published", "dc:date", "dcterms:issued", "dcterms:created", "atom:issued", "published", "date",
    "prism:publicationdate",
)  # fmt: skip
_LATE_SUMMARIES = ("itunes:summary", "itunes:subtitle")


def read_channel(tree: Tree, names: Names) -> RawFeed:
    """What the channel says of itself; no items. `names` are as for the items."""
    root = tree.root
    top = Fields(root, names)
    name = names[root.tag][0]
    channel = root if name == "channel" else top.first("channel")
    feed = RawFeed(format=_format(root, name))
    if channel is None:
        return feed
    fields = Fields(channel, names)
    feed.title = fields.text("title", "dc:title")
    feed.link = fields.text("link") or _alternate(fields) or channel.get("HREF")
    feed.language = (language_of(channel) if tree.has_lang else None) or fields.text("language", "dc:language")
    feed.copyright_notice = fields.text("copyright", "dc:rights", "atom:rights", "media:copyright")
    feed.usage_terms = _license(fields)
    for link in (*fields.get("atom:link", ()), *fields.get("link", ())):
        rel, address = (link.get("rel") or "").lower(), (link.get("href") or "").strip()
        if not address:
            continue
        if rel == "hub":
            feed.hubs.append(address)
        elif rel == "self":
            feed.self_url = feed.self_url or address
        elif rel == "license":
            feed.usage_terms = feed.usage_terms or address
    ttl = fields.text("ttl")
    if ttl and ttl.isascii() and ttl.isdigit() and len(ttl) < 7:
        feed.ttl = int(ttl)
    hours = fields.first("skiphours")
    if hours is not None:
        found = [(hour.text or "").strip() for hour in hours]
        feed.skip_hours = sorted(
            {int(hour) % 24 for hour in found if hour.isascii() and hour.isdigit() and len(hour) < 3}
        )
    return feed


def _format(root: Element, name: str) -> str:
    if name == "rdf:rdf" or root.tag.lower().endswith("rdf"):
        return "rss090" if any("netscape.com" in (space or "") for space in root.nsmap.values()) else "rss10"
    version = (root.get("version") or "").strip()
    if version[:3] in ("0.9", ".9"):
        return {"0.90": "rss090", "0.91": "rss091", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}.get(
            version, "rss091"
        )
    return _VERSIONS.get(version[:1], "rss20")


def read_item(element: Element, tree: Tree, names: Names) -> RawItem:
    """One item of any RSS, with its extensions."""
    fields = Fields(element, names)
    groups = fields.groups
    item = RawItem()
    if tree.has_base:
        item.base = base_of(element)
    if tree.has_lang:
        item.language = language_of(element)
    if groups & LANGUAGE and not item.language:
        item.language = fields.text("dc:language", "language")
    item.guid = fields.one("guid") or element.get(_ABOUT) or fields.text("atom:id", "dc:identifier")
    item.title = _title(fields)
    item.link = _link(fields, element)
    item.published = fields.one("pubdate") or fields.text(*_DATES)
    if groups & UPDATES:
        item.updated = fields.text("atom:updated", "dcterms:modified", "updated", "atom:modified", "lastbuilddate")
    if item.published is None and item.updated is None:
        item.updated = element.get("LASTMOD")
    if groups & BODIES:
        item.body = _first_text(fields, _BODIES, tree.has_base)
        if item.body is None and "content:items" in fields:
            item.body = _content_items(fields)
    usual = fields.get("description")
    if (
        usual is not None
        and not tree.has_base
        and not len(usual[0])
        and (value := usual[0].text)
        and not value.isspace()
    ):
        item.summary = Text(value, "html")
    else:
        item.summary = _first_text(fields, _SUMMARIES, tree.has_base)
    if item.summary is None:
        item.summary = _first_text(fields, _LATE_SUMMARIES, tree.has_base)
    if groups & PEOPLE:
        item.authors = _authors(fields)
    if groups & CATEGORIES:
        item.categories = _categories(fields)
    if groups & RIGHTS:
        item.copyright_notice = fields.text("dc:rights", "atom:rights", "copyright", "media:copyright")
        item.usage_terms = _license(fields)
    if groups & ORIGIN:
        item.provider = fields.text("source", "dc:publisher")
    if groups & FILES:
        _read_files(fields, item)
    if groups & LINKS:
        _read_links(fields, item)
    if groups & (MEDIA | FILES):
        read_media(fields, item)
    return item


def _title(fields: Fields) -> Text | None:
    usual = fields.get("title")
    if usual is not None and not len(usual[0]) and (value := usual[0].text) and not value.isspace():
        return Text(value, "either")
    for name in ("title", "atom:title", "dc:title", "media:title", "itunes:title"):
        for found in fields.get(name, ()):
            if len(found):
                return Text(inner_html(found), "html")
            value = found.text
            if value and not value.isspace():
                # atom:title says itself whether it is HTML; RSS never does.
                return Text(value, "html" if name[:5] == "atom:" and "html" in (found.get("type") or "") else "either")
    return None


def _link(fields: Fields, element: Element) -> str | None:
    # What a service that counts clicks put in the place of the link.
    link = fields.one("feedburner:origlink") or fields.one("link")
    if link:
        return link
    for found in fields.get("link", ()):
        address = found.get("href") or found.get(_RESOURCE)
        if address and (found.get("rel") or "alternate") == "alternate":
            return address
    link = _alternate(fields)
    if link:
        return link
    guid = fields.first("guid")
    if guid is not None and (guid.get("isPermaLink") or guid.get("ispermalink") or "true").strip().lower() != "false":
        text = (guid.text or "").strip()
        if text.lower().startswith(("http://", "https://")) or (guid.get("isPermaLink") and "/" in text):
            return text
    about = element.get(_ABOUT) or element.get("HREF") or element.get("href")
    return about if about and "/" in about else None


def _alternate(fields: Fields) -> str | None:
    for found in fields.get("atom:link", ()) if fields.groups & LINKS else ():
        if (found.get("rel") or "alternate") == "alternate" and found.get("href"):
            return found.get("href")
    return None


def _content_items(fields: Fields) -> Text | None:
    """The bodies that the first draft of the content module of RSS 1.0 has as rdf:value within content:items."""
    found = [inner_html(value) if len(value) else value.text or "" for value in fields["content:items"][0].iter(_VALUE)]
    whole = "\n".join(found).strip()
    return Text(whole, "html") if whole else None


def _first_text(fields: Fields, names: tuple[str, ...], has_base: bool) -> Text | None:
    for name in names:
        if name not in fields:
            continue
        for found in fields.get(name, ()):
            value = inner_html(found) if len(found) else (found.text or "")
            if value and not value.isspace():
                plain = found.get("type") in ("text", "text/plain") and name.startswith("atom:")
                return Text(value, "text" if plain else "html", base_of(found) if has_base else None)
    return None


def _authors(fields: Fields) -> list[str]:
    found: dict[str, None] = {}
    for kind in ("dc:creator", "author", "atom:author"):
        for element in fields.get(kind, ()):
            if len(element):
                inner = Fields(element, NAMES)
                name = inner.text("name", "atom:name", "email", "atom:email") or "".join(element.itertext()).strip()
            else:
                name = person_name(element.text or "")
            if name:
                found[name] = None
    if not found and (name := fields.text("itunes:author", "dc:contributor")):
        found[person_name(name)] = None
    return list(found)


def person_name(text: str) -> str:
    """Of "a@b.example (Jo Doe)" and "Jo Doe <a@b.example>" the name; anything else as it is, white space folded."""
    found = _WITH_NAME.match(text) or _WITH_ADDRESS.match(text) if "@" in text else None
    return " ".join((found[1] if found else text).split())


def _categories(fields: Fields) -> list[str]:
    found: dict[str, None] = {}
    for kind in ("category", "dc:subject", "media:category", "atom:category"):
        for element in fields.get(kind, ()):
            name = " ".join((element.text or element.get("label") or element.get("term") or "").split())
            if name:
                found[name] = None
    if keywords := fields.text("media:keywords", "itunes:keywords"):
        for name in keywords.split(","):
            name = " ".join(name.split())
            if name:
                found[name] = None
    return list(found)


def _license(fields: Fields) -> str | None:
    for element in (
        *fields.get("cc:license", ()),
        *fields.get("dcterms:license", ()),
        *fields.get("media:license", ()),
    ):
        terms = (element.text or "").strip() or element.get(_RESOURCE) or element.get("href")
        if terms:
            return terms
    return None


def _read_files(fields: Fields, item: RawItem) -> None:
    for element in fields.get("enclosure", ()):
        address = element.get("url") or element.get("href") or element.get(_RESOURCE) or element.text or ""
        add_enclosure(item, address, type=element.get("type"), length=element.get("length"))
    if "thumbnail" not in fields and "thumb" not in fields:
        return
    for element in (*fields.get("thumbnail", ()), *fields.get("thumb", ())):
        add_picture(item, element.get("url") or element.text or "")


def _read_links(fields: Fields, item: RawItem) -> None:
    for link in fields["atom:link"]:
        rel = link.get("rel")
        if rel == "enclosure":
            add_enclosure(item, link.get("href") or "", type=link.get("type"), length=link.get("length"))
        elif rel == "license":
            item.usage_terms = item.usage_terms or link.get("href")
