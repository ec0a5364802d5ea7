"""Reads NewsML-G2 to 2.35: news messages and every kind of item, as found. Cleans nothing, fetches nothing.

Only a news item is a story. The other kinds are read as far as they say who they are, and held: a package is a list of
items that have a status of their own, and its titles could tell of one that is embargoed or killed.
"""

from collections.abc import Iterable

from wireroom.core.formats.fields import Element, Fields, Names, own_namespace
from wireroom.core.formats.newsml_g2 import content, description, management
from wireroom.core.formats.newsml_g2.codes import Catalog
from wireroom.core.formats.newsml_g2.content import read_body
from wireroom.core.formats.newsml_g2.description import language_of_content, read_description
from wireroom.core.formats.newsml_g2.management import Reading, read_hops, read_management
from wireroom.core.formats.newsml_g2.renditions import read_renditions
from wireroom.core.formats.newsml_g2.rights import read_rights
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import RawFeed, WireItem
from wireroom.core.formats.xml import Tree

ITEMS = frozenset(["newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"])
ROOTS = ITEMS | {"newsmessage"}
_STORY = "newsitem"
_NEWEST = 35
_MOST_ITEMS = 50_000
_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_NAMES = Names(own=_NAMESPACE)
_PARTS = (
    "catalog catalogref hophistory pubhistory rightsinfo itemmeta contentmeta partmeta assert inlineref "
    "derivedfrom derivedfromvalue contentset groupset concept conceptset schememeta newscoverageset "
    "catalogcontainer"
)
_KNOWN = frozenset(_PARTS.split())


def read_newsml_g2(tree: Tree) -> RawFeed:
    """Every item of a document, in order; a message without items is readable and has none."""
    root = tree.root
    names = _names_of(root)
    feed = RawFeed(format="newsml_g2")
    alone = names[root.tag][0] in ITEMS
    found = [root] if alone else _items_of(root, names)
    outer = [] if alone else _catalogs(root, names)
    for element in found[:_MOST_ITEMS]:
        feed.items.append(_read_item(element, names, outer))
    if len(found) > _MOST_ITEMS:
        feed.problems.append(Problem("too_many_items", f"only the first {_MOST_ITEMS} items were read"))
    return feed


def _names_of(root: Element) -> Names:
    own = own_namespace(root)
    return _NAMES if own in (None, _NAMESPACE) else Names(own=own)


def _items_of(message: Element, names: Names) -> list[Element]:
    """What stands in the item sets; items within items are none."""
    found = []
    for part in message:
        if names[part.tag][0] == "itemset":
            found += [element for element in part if names[element.tag][0] in ITEMS]
        elif names[part.tag][0] in ITEMS:
            found.append(part)
    return found


def _catalogs(root: Element, names: Names) -> list[Element]:
    """The catalogs of a message's header, which hold for items that have none of that alias."""
    headers = [part for part in root if names[part.tag][0] == "header"]
    return [child for part in (root, *headers) for child in part if names[child.tag][0] in ("catalog", "catalogref")]


def _read_item(element: Element, names: Names, outer: list[Element]) -> WireItem:
    fields = Fields(element, names)
    item = WireItem(guid=(element.get("guid") or "").strip() or None)
    item.version = (element.get("version") or "").strip() or None
    catalogs = (*fields.get("catalog", ()), *fields.get("catalogref", ()), *outer)
    reading = Reading(item, names, Catalog(catalogs))
    handling, meta, inside = (_section(fields, name, names) for name in ("itemmeta", "contentmeta", "contentset"))
    reading.language = item.language = language_of_content(meta, element)
    read_management(handling, reading)
    read_description(meta, reading)
    if "rightsinfo" in fields:
        read_rights(fields["rightsinfo"], reading)
    if "hophistory" in fields:
        item.hops = read_hops(fields["hophistory"][0], reading)
    read_body(inside, reading)
    read_renditions(inside, meta, reading)
    _note_problems(element, reading)
    _note_unknown((fields, handling, meta, inside), item)
    return item


def _section(fields: Fields, name: str, names: Names) -> Fields:
    """A section's children; none where the item has no such section."""
    return Fields(fields[name][0] if name in fields else (), names)


def _note_problems(element: Element, reading: Reading) -> None:
    item = reading.item
    problems = item.problems
    if reading.names[element.tag][0] != _STORY:
        # Whatever its status: nothing that was never a story may be printed as one. A kill stays a kill.
        name = element.tag.rpartition("}")[2]
        problems.append(Problem("no_story", f"a {name} is for the desk: held, whatever its status", "pub_status"))
        item.pub_status = "canceled" if item.pub_status == "canceled" else "withheld"
    if item.guid is None:
        problems.append(Problem("missing_guid", "the item says not which it is", "guid"))
    version = (element.get("standardversion") or "").strip()
    major, _, minor = version.partition(".")
    if major != "2" or not minor.isascii() or not minor.isdigit() or int(minor[:6]) > _NEWEST:
        problems.append(Problem("unknown_version", f"NewsML-G2 in a version we do not know: {version[:40]!r}"))
    if reading.unresolved:
        codes = ", ".join(dict.fromkeys(reading.unresolved))
        problems.append(Problem("unknown_qcode", f"no catalog that is here names the vocabulary of {codes[:200]}"))


def _note_unknown(sections: Iterable[Fields], item: WireItem) -> None:
    """One Problem for all elements in the standard's own namespace that it does not have at their place."""
    unknown: list[str] = []
    for section, known in zip(sections, (_KNOWN, management.KNOWN, description.KNOWN, content.KNOWN), strict=True):
        if not section.keys() <= known:
            found = [section[name][0].tag for name in section if name not in known and ":" not in name]
            unknown += [tag.rpartition("}")[2][:60] for tag in found]
    if unknown:
        told = ", ".join(unknown[:10])
        item.problems.append(Problem("unknown_element", f"elements we do not know: {told}"))
