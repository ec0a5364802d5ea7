"""Finds where a document says its next page is: Atom links (RFC 5005), JSON Feed's next_url, what APIs write instead.

Reads no items, and asks nothing. The address comes as written, or resolved where the document itself says against what.
"""

import json
from urllib.parse import urljoin

from wireroom.core.formats.xml import NotWellFormed, Tree, base_of, parse_usual, parse_xml
from wireroom.core.text.decode import decode_feed

_RELATIONS = "http://www.iana.org/assignments/relation/"
# Where JSON documents name their next page, the standard's own place first.
_PLACES = (
    ("next_url",),
    ("_links", "next"),
    ("links", "next"),
    ("next",),
    ("pagination", "next_url"),
    ("pagination", "next"),
    ("paging", "next"),
    ("meta", "next"),
)


def find_next_link(body: bytes, *, content_type: str | None = None) -> str | None:
    """The address of the next page, None when the document names none or cannot be read. Never raises."""
    tree = parse_usual(body)
    if tree is None:
        text = decode_feed(body, label=content_type).text.strip("\ufeff \t\r\n")
        if text[:1] in ("{", "["):
            return _find_in_json(text)
        try:
            tree = parse_xml(text)
        except NotWellFormed:
            return None
    return _find_in_xml(tree)


def _find_in_xml(tree: Tree) -> str | None:
    """Of the feed or channel only: an entry's links are its own."""
    root = tree.root
    for parent in (root, *root.iterchildren("{*}channel", "channel")):
        for link in parent.iterchildren("{*}link", "link"):
            relations = (link.get("rel") or "").lower().replace(_RELATIONS, "").split()
            address = (link.get("href") or "").strip()
            if "next" in relations and address:
                base = base_of(link) if tree.has_base else None
                try:
                    return urljoin(base, address) if base else address
                except ValueError:
                    return None
    return None


def _find_in_json(text: str) -> str | None:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for place in _PLACES:
        value = document
        for name in place:
            value = value.get(name) if isinstance(value, dict) else None
        if address := _as_address(value):
            return address
    return None


def _as_address(value: object) -> str | None:
    """Of a string, {"href": …}, {"url": …} or a list of such. A bare word or number is a cursor and no address."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("href") or value.get("url")
    address = value.strip() if isinstance(value, str) else ""
    return address if "/" in address or address.startswith("?") else None
