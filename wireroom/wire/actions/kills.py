"""Kills that name a guid which the provider has on several stories: each of them is meant. Decides no item."""

from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.core.identity import link_key
from wireroom.core.status import CANCELED
from wireroom.wire.models import Feed, Item, ReusedGuid

MOST_TARGETS = 1000


def spread_kills(feed: Feed, document: ParsedFeed) -> ParsedFeed:
    """The document with every kill of a reused guid said of each story that stands under it.

    A kill that gives the address of one of them speaks of that one. The kill itself stays: a story may still come.
    """
    killing = {item.guid for item in document.items if item.guid and (item.pub_status or "").lower() in CANCELED}
    if not killing:
        return document
    reused = ReusedGuid.objects.filter(provider=feed.provider, guid__in=sorted(killing)[:MOST_TARGETS])
    named = {row.guid: _stories_under(feed, row.guid) for row in reused}
    if not any(named.values()):
        return document
    items = list(document.items)
    for item in document.items:
        stories = named.get(item.guid or "", ())
        if (item.pub_status or "").lower() in CANCELED and not _is_told_apart(item, stories):
            items += [item._replace(guid=story.guid) for story in stories]
    values = {name: getattr(document, name) for name in ParsedFeed.__dataclass_fields__}
    return ParsedFeed(**values | {"items": tuple(items)})


def _stories_under(feed: Feed, guid: str) -> list[Item]:
    rows = Item.objects.filter(provider=feed.provider, guid__startswith=f"{guid}#").only("guid", "link_key")
    return list(rows.order_by("id")[:MOST_TARGETS])


def _is_told_apart(item: ParsedItem, stories: list[Item]) -> bool:
    key = link_key(item.link)
    return bool(key) and any(story.link_key == key for story in stories)
