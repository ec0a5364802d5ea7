"""Kills and holds of a guid that the provider has on several stories: each of them is meant. Decides no item."""

from dataclasses import replace

from wireroom.core.formats.parsed import ParsedFeed, ParsedItem, Problem
from wireroom.core.identity import link_key
from wireroom.core.status import CANCELED, decide_restraint
from wireroom.wire.models import Feed, Item, ReusedGuid

MOST_TARGETS = 1000
SEVERAL = "guid_on_several"


def spread_restraints(feed: Feed, document: ParsedFeed) -> ParsedFeed:
    """The document with every kill and bare hold of a reused guid said of each story that stands under it, and a
    problem that tells the desk so.

    One that gives the address of a story speaks of that one. The word itself stays: a story may still come.
    """
    named = {item.guid for item in document.items if item.guid and _means_all(item)}
    if not named:
        return document
    reused = ReusedGuid.objects.filter(provider=feed.provider, guid__in=sorted(named)[:MOST_TARGETS])
    stories = {row.guid: _stories_under(feed, row.guid) for row in reused}
    items = []
    for item in document.items:
        meant = stories.get(item.guid or "", ()) if _means_all(item) else ()
        items += _say_of_each(item, meant) if meant and not _is_told_apart(item, meant) else [item]
    return replace(document, items=tuple(items)) if any(stories.values()) else document


def _means_all(item: ParsedItem) -> bool:
    """A kill whatever it says; a hold that brings no copy of its own, by which it could be told apart."""
    if (item.pub_status or "").lower() in CANCELED:
        return True
    bare = not (item.link or item.content_text or item.summary)
    return bare and decide_restraint(item.pub_status, embargoed=False) > 0


def _say_of_each(item: ParsedItem, stories: list[Item]) -> list[ParsedItem]:
    message = f"{item.pub_status} is said of {item.guid}, which stands on several stories: each may be meant"
    told = item._replace(problems=(*item.problems, Problem(SEVERAL, message[:400], "guid")))
    return [told, *(told._replace(guid=story.guid) for story in stories)]


def _stories_under(feed: Feed, guid: str) -> list[Item]:
    rows = Item.objects.filter(provider=feed.provider, guid__startswith=f"{guid}#").only("guid", "link_key")
    return list(rows.order_by("id")[:MOST_TARGETS])


def _is_told_apart(item: ParsedItem, stories: list[Item]) -> bool:
    key = link_key(item.link)
    return bool(key) and any(story.link_key == key for story in stories)
