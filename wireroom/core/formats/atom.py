"""Reads Atom 0.3 and 1.0 (RFC 4287) and deleted entries (RFC 6721), as found. Cleans nothing; RSS is rss.py's."""

import base64
import binascii
import re
from html import escape

from wireroom.core.formats.fields import Element, Fields, Names
from wireroom.core.formats.media import add_enclosure, read_media
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import RawFeed, RawItem, Text
from wireroom.core.formats.xml import Tree, base_of, inner_html, language_of
from wireroom.core.text.characters import strip_controls

NAMES = Names("atom:")

_DIV = "div"
# RFC 4287 §4.2.7.2: a registered name, or this and the name.
_RELATIONS = "http://www.iana.org/assignments/relation/"
# Signs of markup in what is not declared as markup: an end tag, or a tag that stands alone.
_MARKUP = re.compile(
    r"</(?:p|a|div|b|i|em|strong|li|span|h[1-6]|blockquote|pre|table)>|<(?:br|hr|img|p)\b[^<>]*>", re.I
)


def read_feed(tree: Tree, names: Names) -> RawFeed:
    """What the feed says of itself; no entries. `names` are as for the entries."""
    root = tree.root
    fields = Fields(root, names)
    old = "purl.org/atom" in root.tag or root.get("version") in ("0.1", "0.2", "0.3")
    feed = RawFeed(format="atom03" if old else "atom10")
    feed.title = _plain(_construct(fields.first("title"), tree.has_base))
    feed.language = (language_of(root) if tree.has_lang else None) or fields.text("dc:language", "language")
    feed.copyright_notice = _rights(fields, tree.has_base)
    feed.authors = _people(fields)
    for link in fields.get("link", ()):
        rel, address = (link.get("rel") or "alternate").lower(), (link.get("href") or link.text or "").strip()
        if rel == "alternate" and address and feed.link is None:
            feed.link = address
        elif rel == "self" and address and feed.self_url is None:
            feed.self_url = address
        elif rel == "hub" and address:
            feed.hubs.append(address)
        elif rel == "license" and address and feed.usage_terms is None:
            feed.usage_terms = address
    return feed


def read_entry(element: Element, tree: Tree, names: Names) -> RawItem:
    """One entry, with its extensions."""
    fields = Fields(element, names)
    item = RawItem()
    if tree.has_base:
        item.base = base_of(element)
    if tree.has_lang:
        item.language = language_of(element)
    if item.language is None:
        item.language = fields.text("dc:language")
    item.guid = fields.text("id", "guid", "dc:identifier")
    item.title = _construct(fields.first("title", "dc:title", "media:title"), tree.has_base, loose=False)
    item.published = fields.text(
        "published", "issued", "dc:date", "created", "dcterms:issued", "pubdate", "dcterms:created"
    )
    item.updated = fields.text("updated", "modified", "dcterms:modified", "app:edited")
    item.body = _content(fields, item, tree.has_base)
    item.summary = _construct(fields.first("summary", "dc:description", "description", "tagline"), tree.has_base)
    item.categories = _categories(fields)
    source = fields.first("source")
    origin = Fields(source, names) if source is not None else None
    item.authors = _people(fields) or (_people(origin) if origin else [])
    if origin:
        item.provider = _plain(_construct(origin.first("title"), tree.has_base)) or origin.text("id")
    item.provider = item.provider or fields.text("dc:publisher")
    item.copyright_notice = _rights(fields, tree.has_base) or (_rights(origin, tree.has_base) if origin else None)
    item.usage_terms = fields.text("dcterms:license", "cc:license")
    control = fields.first("app:control")
    if control is not None and Fields(control, names).text("app:draft") == "yes":
        item.pub_status = "withheld"
    _read_links(fields, item)
    read_media(fields, item)
    return item


def read_deleted(element: Element, tree: Tree, names: Names) -> RawItem:
    """A deleted entry (RFC 6721): the source has withdrawn the item that `ref` names."""
    fields = Fields(element, names)
    item = RawItem(pub_status="canceled", guid=(element.get("ref") or "").strip() or None)
    item.updated = (element.get("when") or "").strip() or None
    if tree.has_base:
        item.base = base_of(element)
    item.ed_note = _plain(_construct(fields.first("at:comment", "comment"), tree.has_base))
    by = fields.first("at:by", "by")
    if by is not None:
        item.authors = [name for name in [_person(Fields(by, names))] if name]
    item.title = _construct(fields.first("title"), tree.has_base, loose=False)
    _read_links(fields, item)
    if item.guid is None:
        item.problems.append(Problem("missing_ref", "a deleted entry does not say which entry it deletes", "guid"))
    return item


def _read_links(fields: Fields, item: RawItem) -> None:
    best = (False, -1, False)
    for link in fields.get("link", ()):
        rel = (link.get("rel") or "alternate").strip().lower().removeprefix(_RELATIONS)
        address = (link.get("href") or link.text or "").strip()
        if not address:
            continue
        if rel == "alternate":
            rank = _rank(link, item.language)
            if rank > best:
                item.link, best = address, rank
        elif rel == "enclosure":
            add_enclosure(item, address, type=link.get("type"), length=link.get("length"))
        elif rel == "license":
            item.usage_terms = item.usage_terms or address
    if (
        item.link is None
        and item.guid
        and item.guid.startswith(("http://", "https://"))
        and item.pub_status != "canceled"
    ):
        item.link = item.guid
    for enclosure in fields.get("enclosure", ()):
        add_enclosure(item, enclosure.get("url") or "", type=enclosure.get("type"), length=enclosure.get("length"))


def _rank(link: Element, language: str | None) -> tuple[bool, int, bool]:
    """A page before another representation of it, and one in the item's language before a translation of it."""
    kind, other = link.get("type"), link.get("hreflang")
    page = 1 if not kind else 2 if "html" in kind else 0
    ours = not other or not language or other[:2].lower() == language[:2].lower()
    return (page > 0 and ours, page, ours)


def _content(fields: Fields, item: RawItem, has_base: bool) -> Text | None:
    for element in fields.get("content", ()):
        source = element.get("src")
        if source and not (element.text or "").strip() and not len(element):
            add_enclosure(item, source, type=element.get("type"))
            continue
        found = _construct(element, has_base)
        if found is None and (element.text or "").strip():
            item.problems.append(Problem("binary_content", f"content of type {element.get('type')!r}", "content_html"))
        if found is not None:
            # As a media type it keeps its lines; Atom's own "text" may be folded.
            lines = found.kind == "text" and element.get("type") == "text/plain"
            return found._replace(kind="lines") if lines else found
    for name in ("content:encoded", "xhtml:body", "xhtml:div", "body"):
        element = fields.first(name)
        if element is not None:
            value = inner_html(element) if len(element) else (element.text or "")
            if value.strip():
                return Text(value, "html", base_of(element) if has_base else None)
    return None


def _construct(element: Element | None, has_base: bool, *, loose: bool = True) -> Text | None:
    """A text construct or content element (RFC 4287 §3.1, §4.1.3; Atom 0.3 §3.1). None for what holds no text.

    `loose`: what is not typed at all and looks like markup is markup.
    """
    if element is None:
        return None
    base = base_of(element) if has_base else None
    declared, mode = element.get("type"), (element.get("mode") or "").lower()
    kind = (declared or "text").strip().lower().split(";")[0]
    value = element.text or ""
    if mode == "base64" or _is_binary(kind):
        decoded = _decode_base64(value)
        if decoded is not None:
            return Text(decoded, "html", base) if decoded.strip() else None
        if mode == "base64":
            return None
    if len(element):
        children = [child for child in element if isinstance(child.tag, str)]
        if len(children) == 1 and not value.strip() and children[0].tag.rpartition("}")[2] == _DIV and "xhtml" in kind:
            inner = inner_html(children[0])
            return Text(inner, "html", base_of(children[0]) if has_base else None) if inner.strip() else None
        if kind == "html" or "html" in kind or kind in ("text", "text/plain") or not _is_binary(kind):
            return Text(inner_html(element), "html", base)
    if not value.strip():
        return None
    if "xhtml" in kind and mode != "escaped":
        # Markup would be elements; what is characters here is characters, unless the writer escaped it by mistake.
        return Text(value, "html" if _MARKUP.search(value) else "text", base)
    if "html" in kind or mode == "escaped":
        return Text(value, "html" if "html" in kind or _MARKUP.search(value) else "either", base)
    if loose and declared is None and _MARKUP.search(value):
        return Text(value, "html", base)
    return Text(value, "text", base)


def _is_binary(kind: str) -> bool:
    """Whether a media type is one whose content RFC 4287 has in Base64."""
    if "/" not in kind:
        return False
    return not kind.startswith(("text/", "message/")) and not kind.endswith(("+xml", "/xml"))


def _decode_base64(value: str) -> str | None:
    try:
        return strip_controls(base64.b64decode("".join(value.split()), validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        return None


def _plain(found: Text | None) -> str | None:
    """As one line that may be HTML, for what is finished as such: characters of plain text are escaped."""
    if found is None:
        return None
    return " ".join((escape(found.value) if found.kind == "text" else found.value).split())


def _rights(fields: Fields, has_base: bool) -> str | None:
    return _plain(_construct(fields.first("rights", "copyright", "dc:rights"), has_base))


def _people(fields: Fields) -> list[str]:
    found: dict[str, None] = {}
    for element in (*fields.get("author", ()), *fields.get("dc:creator", ())):
        name = _person(Fields(element, NAMES)) if len(element) else " ".join((element.text or "").split())
        if name:
            found[name] = None
    return list(found)


def _person(fields: Fields) -> str | None:
    name = fields.text("name", "email", "uri", "url")
    return " ".join(name.split()) if name else None


def _categories(fields: Fields) -> list[str]:
    found: dict[str, None] = {}
    for element in (*fields.get("category", ()), *fields.get("dc:subject", ())):
        name = " ".join((element.get("label") or element.get("term") or element.text or "").split())
        if name:
            found[name] = None
    return list(found)
