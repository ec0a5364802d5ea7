"""Regroups the items of touched stories by average link, once more of each story is known. Looks nothing up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from wireroom.core.matching.clusters import BIG, OPEN, OPEN_BIG

AVERAGE = 0.15


@dataclass(slots=True)
class _Group:
    items: list[int]
    began: datetime | None
    ended: datetime | None


def regroup(
    published: Mapping[int, datetime | None], links: Iterable[tuple[int, int, float]], *, least: float = AVERAGE
) -> list[list[int]]:
    """Groups of items by average link: the two groups with the highest mean cosine become one while it is at least
    `least`.

    `published` has every item with its time; `links` the cosines of pairs of them, each pair once. A pair without
    a link counts as 0. Groups too far apart in time stay apart (as in clusters.is_open). Same links, same groups: ties
    go to the earlier items.
    """
    groups = {item: _Group([item], moment, moment) for item, moment in published.items()}
    sums: dict[int, dict[int, float]] = {item: {} for item in groups}
    for one, other, cosine in links:
        sums[one][other] = sums[other][one] = cosine
    queue = [(-cosine, one, other) for one in sums for other, cosine in sums[one].items() if one < other]
    queue = [entry for entry in queue if -entry[0] >= least]
    heapify(queue)
    while queue:
        mean, one, other = heappop(queue)
        if one not in groups or other not in groups or other not in sums[one]:
            continue
        first, second = groups[one], groups[other]
        size = len(first.items) * len(second.items)
        # An entry made before one of the two grew says what no longer holds.
        if abs(sums[one][other] / size + mean) > 1e-9 or not _meet(first, second):
            continue
        _merge(groups, sums, one, other)
        for third, total in sums[one].items():
            average = total / (len(groups[one].items) * len(groups[third].items))
            if average >= least:
                heappush(queue, (-average, min(one, third), max(one, third)))
    return [sorted(group.items) for _, group in sorted(groups.items())]


def _merge(groups: dict[int, _Group], sums: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Makes the second group part of the first."""
    first, second = groups[one], groups.pop(other)
    first.items += second.items
    first.began = min((moment for moment in (first.began, second.began) if moment), default=None)
    first.ended = max((moment for moment in (first.ended, second.ended) if moment), default=None)
    for third, total in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total


def _meet(one: _Group, other: _Group) -> bool:
    """Whether two groups are near enough in time to be one story."""
    if one.began is None or other.began is None:
        return True
    apart = max(one.began - other.ended, other.began - one.ended, timedelta(0))
    return apart <= (OPEN_BIG if len(one.items) + len(other.items) > BIG else OPEN)
