"""Matched rows for tests: invented texts of three events, and items that have them, each of another provider."""

from itertools import count

from published_rows import NOON, add_feed, add_item

from wireroom.stories.actions import match_items
from wireroom.wire.models import Item

FERRY = (
    "The night ferry to Minato is back in service after three weeks in dock, the harbour office said on Friday. "
    "Engineers replaced both propeller shafts and a cracked housing that had stopped the ship in mid-strait. "
)
OTHER_FERRY = (
    "Passengers welcomed the return of the Minato night ferry on Friday. The ship had been in dock for three weeks "
    "with a broken propeller shaft, and the harbour office had refused to let it sail across the strait. "
)
SILO = (
    "A grain silo in Lindvale burst on Monday morning and spilled four hundred tonnes of barley over the railway line. "
    "Nobody was hurt. The mill's owner said the seam had been welded twice since the spring. "
)
OTHER_SILO = (
    "Trains through Lindvale were stopped on Monday after barley from a burst grain silo buried the railway line. The "
    "mill said a welded seam had given way; four hundred tonnes were cleared by the evening. "
)
ORCHID = (
    "Botanists found an orchid last seen in 1911 on a slope above Kettle Bay. It flowers for nine days. The finders "
    "keep the place to themselves until the seed is ripe, and asked walkers to stay on the path. "
)
_guids = count(1)


def arrive(*texts: str) -> list[Item]:
    """An item of another provider for each text, matched."""
    items = []
    for text in texts:
        number = next(_guids)
        feed = add_feed(name=f"Wire {number}", url=f"https://wire{number}.example/feed")
        items.append(add_item(feed=feed, guid=f"g{number}", headline=text[:30], body=f"<p>{text}</p>"))
    match_items([item.id for item in items], now=NOON)
    return items
