"""Reads NewsML 1.0 to 1.2: every NewsItem's identity, status and times. Its copy is newsml_1_story's, pictures its own.

IPTC NewsML 1.2 specification, 2003; RFC 3085 for the identifiers. Nothing that a document refers to is fetched.
"""

from wireroom.core.formats.fields import Element
from wireroom.core.formats.newsml_1_media import read_media
from wireroom.core.formats.newsml_1_story import read_story
from wireroom.core.formats.newsml_1_topics import Topics
from wireroom.core.formats.newsml_1_tree import attribute_of, components_of, formal_name, text_of
from wireroom.core.formats.parsed import Problem
from wireroom.core.formats.raw import RawFeed, WireItem
from wireroom.core.formats.xml import XML_LANG, Tree

_MOST_ITEMS = 5000
_STATUSES = {"cancelled": "canceled", "canceled": "canceled", "usable": "usable", "withheld": "withheld"}
# What an Instruction does to the item, whatever its Status says.
_KILLS = frozenset(("delete", "kill", "cancel", "canceled", "cancelled", "withdraw", "withdrawn"))
_HOLDS = frozenset(("hold", "withhold", "withheld"))
_SIGNALS = {
    "rectify": "correction",
    "correct": "correction",
    "correction": "correction",
    "corrected": "correction",
    "update": "update",
    "updated": "update",
    "replace": "update",
    "replacement": "update",
}


def read_newsml(tree: Tree) -> RawFeed:
    """Every NewsItem of a document. One that carries topics or a patch is no story: it is withheld."""
    feed = RawFeed(format="newsml_1")
    topics = Topics(tree.root)
    sender = formal_name(tree.root.find("{*}NewsEnvelope/{*}SentFrom/{*}Party"))
    for number, element in enumerate(tree.root.iter("{*}NewsItem")):
        if number >= _MOST_ITEMS:
            feed.problems.append(Problem("too_many_items", f"only the first {_MOST_ITEMS} items were read"))
            break
        item = _read_item(element, topics)
        item.provider = item.provider or sender
        feed.items.append(item)
    return feed


def _read_item(element: Element, topics: Topics) -> WireItem:
    item = WireItem()
    _read_identity(element, item)
    _read_management(element, item)
    components = components_of(element)
    if not components and item.pub_status in (None, "usable") and item.embargo is None:
        item.pub_status = "withheld"
        item.problems.append(_explain(element))
    read_story(components, item, topics)
    read_media(components, item)
    if item.language is None:
        item.language = element.get(XML_LANG)
    return item


def _explain(element: Element) -> Problem:
    if element.find("{*}Update") is not None:
        # Applied to another form of the text than was meant, it would change what somebody said.
        return Problem(
            "partial_update", "the item only says which parts of another to change: an editor must look at it"
        )
    return Problem("no_story", "the item has no NewsComponent: its topics are for machines, nothing for readers")


def _read_identity(element: Element, item: WireItem) -> None:
    """The PublicIdentifier, which ends in the revision (RFC 3085), or what it would be where it names no item."""
    identifier = element.find("{*}Identification/{*}NewsIdentifier")
    if identifier is None:
        item.problems.append(Problem("missing_guid", "the item has no NewsIdentifier", "guid"))
        return
    provider, date, name = (text_of(identifier.find(f"{{*}}{part}")) for part in ("ProviderId", "DateId", "NewsItemId"))
    if name in (None, "0"):
        name = _object_id(element) or name
    revision = identifier.find("{*}RevisionId")
    item.version = text_of(revision)
    public = text_of(identifier.find("{*}PublicIdentifier"))
    if public and (not name or name in public):
        item.guid = public
    elif name:
        update = (attribute_of(revision, "Update") or "").replace("N", "")
        item.guid = f"urn:newsml:{provider or ''}:{date or ''}:{name}:{item.version or '0'}{update}"
    else:
        item.guid = public


def _object_id(element: Element) -> str | None:
    """What some write into a component where the item's own identifier should be."""
    for node in element.iterfind(".//{*}AdministrativeMetadata/{*}Property[@FormalName='NewsObjectId']"):
        if (value := attribute_of(node, "Value")) and value != "0":
            return value
    return None


def _read_management(element: Element, item: WireItem) -> None:
    management = element.find("{*}NewsManagement")
    if management is None:
        return
    first, this = (text_of(management.find(f"{{*}}{name}")) for name in ("FirstCreated", "ThisRevisionCreated"))
    item.published = item.updated = this or first
    status = formal_name(management.find("{*}Status"))
    word = (status or "").lower()
    item.pub_status = _STATUSES.get(word, word) or None
    _read_change(management, word, item)
    item.urgency = formal_name(management.find("{*}Urgency"))
    for instruction in management.iterfind("{*}Instruction"):
        order = (formal_name(instruction) or "").lower()
        if order in _KILLS:
            item.pub_status = "canceled"
        elif order in _HOLDS and item.pub_status != "canceled":
            item.pub_status = "withheld"
        elif order in _SIGNALS:
            item.signal = item.signal or _SIGNALS[order]


def _read_change(management: Element, word: str, item: WireItem) -> None:
    """An embargo is a status that will change to usable; a usable item that will be withdrawn expires."""
    changes = []
    for change in management.iterfind("{*}StatusWillChange"):
        future = (formal_name(change.find("{*}FutureStatus")) or "").lower()
        changes.append((future, text_of(change.find("{*}DateAndTime")) or ""))
    release = next((at for future, at in changes if future == "usable"), None)
    if word == "embargoed" or (word == "withheld" and release is not None):
        item.pub_status, item.embargo = "usable", release or ""
    for future, at in changes:
        if item.pub_status == "usable" and future in ("canceled", "cancelled", "withheld") and at:
            item.expires = item.expires or at
