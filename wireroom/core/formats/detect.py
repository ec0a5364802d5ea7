"""Decides what a document is: one table of XML formats and one of JSON formats, each row with its reader.

A further format (NewsML, NITF, ninjs) is a further row: how to know its root, and a function from the tree to RawFeed.
"""

from collections.abc import Callable
from typing import NamedTuple

from wireroom.core.errors import ParseError
from wireroom.core.formats import atom, json_feed, newsml_1, newsml_g2, ninjs, nitf, rss
from wireroom.core.formats.fields import Element, Names, own_namespace
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.profiles import apply_profile
from wireroom.core.formats.raw import RawFeed, RawItem
from wireroom.core.formats.xml import Tree

# Deeper than any feed, shallower than what would cost more than its reading.
MAX_ITEMS = 50_000


class XmlFormat(NamedTuple):
    """A row: names of roots (local, lower case; none: any root that holds items), and the reader."""

    roots: frozenset[str]
    read: Callable[[Tree], RawFeed]


class JsonFormat(NamedTuple):
    """A row: what tells that an object is of the format, and the reader."""

    recognises: Callable[[json_feed.JsonObject], bool]
    read: Callable[[json_feed.JsonObject], RawFeed]


def read_xml(tree: Tree) -> RawFeed:
    """The feed, by the first row whose roots name the document's. Raises ParseError when none does."""
    name = tree.root.tag.rpartition("}")[2].rpartition(":")[2].lower()
    for row in XML_FORMATS:
        if name in row.roots:
            feed = row.read(tree)
            apply_profile(feed, tree.root)
            return feed
    if name not in ("html", "opml"):
        feed = _read_rss(tree)
        if feed.items:
            feed.problems.append(Problem("unknown_root", f"a document with the root {name[:80]!r} that holds items"))
            return feed
    raise ParseError(f"XML, but no feed: the root element is {name[:80]!r}")


def read_json(text: str) -> RawFeed:
    """The feed of a JSON document. Raises ParseError when no row knows it."""
    document = json_feed.load_json(text)
    for row in JSON_FORMATS:
        if row.recognises(document):
            feed = row.read(document)
            apply_profile(feed, None)
            return feed
    raise ParseError("JSON, but no feed: it has no list of items")


def _read_atom(tree: Tree) -> RawFeed:
    names = _names(tree, "atom:")
    feed = atom.read_feed(tree, names)
    feed.items = _read_items(tree, feed)
    return feed


def _read_entry_document(tree: Tree) -> RawFeed:
    feed = RawFeed(format="atom10")
    feed.items = _read_items(tree, feed)
    return feed


def _read_rss(tree: Tree) -> RawFeed:
    feed = rss.read_channel(tree, _names(tree, ""))
    feed.items = _read_items(tree, feed)
    return feed


def _names(tree: Tree, plain: str) -> Names:
    own = own_namespace(tree.root)
    if own is None:
        return rss.NAMES if plain == "" else atom.NAMES
    return Names(plain, own=own)


def _read_items(tree: Tree, feed: RawFeed) -> list[RawItem]:
    """Every item, entry and deleted entry at any depth, in document order, each by its own vocabulary's reader."""
    in_rss, in_atom = _names(tree, ""), _names(tree, "atom:")
    items: list[RawItem] = []
    for element in _find_items(tree.root):
        name = in_atom[element.tag][0]
        if name == "entry":
            items.append(atom.read_entry(element, tree, in_atom))
        elif name == "item":
            items.append(rss.read_item(element, tree, in_rss))
        elif name in ("at:deleted-entry", "deleted-entry"):
            items.append(atom.read_deleted(element, tree, in_atom))
        if len(items) >= MAX_ITEMS:
            feed.problems.append(Problem("too_many_items", f"only the first {MAX_ITEMS} items were read"))
            break
    return items


def _find_items(root: Element) -> list[Element]:
    found = list(root.iter("{*}item", "{*}entry", "{*}deleted-entry"))
    if found or root.tag.rpartition("}")[2].islower():
        return found
    # CDF and others of its time write their names in capitals.
    return [element for element in root.iter() if element.tag.rpartition("}")[2].lower() in ("item", "entry")]


XML_FORMATS: tuple[XmlFormat, ...] = (
    XmlFormat(frozenset(("feed",)), _read_atom),
    XmlFormat(frozenset(("entry", "deleted-entry")), _read_entry_document),
    XmlFormat(frozenset(("rss", "rdf", "channel")), _read_rss),
    XmlFormat(newsml_g2.ROOTS, newsml_g2.read_newsml_g2),
    XmlFormat(frozenset(("nitf",)), nitf.read_nitf),
    XmlFormat(frozenset(("newsml",)), newsml_1.read_newsml),
)
JSON_FORMATS: tuple[JsonFormat, ...] = (
    JsonFormat(ninjs.is_ninjs, ninjs.read_ninjs),
    JsonFormat(json_feed.is_json_feed, json_feed.read_json_feed),
)
