"""Which copy keeps an item off the site, where another one's kill or hold does. Decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from wireroom.core.carrying import KILLED_COPY, SPREADING
from wireroom.publishing.models import Hold
from wireroom.stories.models import Match

# Gates of what is off the site for the sake of another copy, and of what has that effect on copies.
BY_A_COPY = frozenset({"copy", KILLED_COPY})
CAUSING = frozenset({"killed", *SPREADING})


@dataclass(frozen=True, slots=True)
class Cause:
    """The copy whose kill or hold counts for another item."""

    item: int
    provider: str


def find_causes(holds: Iterable[Hold]) -> dict[int, Cause]:
    """By item, the copy that is meant by each of these holds that stand for the sake of a copy."""
    waiting = {hold.item_id: hold for hold in holds if hold.gate in BY_A_COPY}
    if not waiting:
        return {}
    leaders = dict(Match.objects.filter(item_id__in=list(waiting)).values_list("item_id", "leader_id"))
    rows = Hold.objects.filter(gate__in=CAUSING, item__match__leader_id__in=set(leaders.values()))
    rows = rows.select_related("item__provider", "item__match").order_by("item_id")
    causing = [(row.item.match.leader_id, row) for row in rows]
    found: dict[int, Cause] = {}
    for item, hold in waiting.items():
        others = [row for leader, row in causing if leader == leaders.get(item) and row.item_id != item]
        # The reason names who sent it and why; a hold whose words were told otherwise is known by its sender.
        others.sort(key=lambda row: (row.reason not in hold.reason, f"({row.item.provider.name}):" not in hold.reason))
        if others:
            found[item] = Cause(others[0].item_id, others[0].item.provider.name)
    return found
