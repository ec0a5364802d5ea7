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


@dataclass(frozen=True, slots=True)
class Judged:
    """What persons said of pairs of items: they tell one story, or different ones. It outranks every link."""

    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()


def regroup(
    published: Mapping[int, datetime | None],
    links: Iterable[tuple[int, int, float]],
    *,
    least: float = AVERAGE,
    judged: Judged = Judged(),
) -> list[list[int]]:
    """Groups of items by average link: the two groups with the highest mean cosine become one while it is at least
    `least`.

    `published` has every item with its time; `links` the cosines of pairs of them, each pair once. A pair without
    a link counts as 0. Groups too far apart in time stay apart (as in clusters.is_open). Same links, same groups: ties
    go to the earlier items. What persons said stands: pairs `together` are in one group, pairs `apart` in two.
    """
    groups = {item: _Group([item], moment, moment) for item, moment in published.items()}
    sums: dict[int, dict[int, float]] = {item: {} for item in groups}
    for one, other, cosine in links:
        sums[one][other] = sums[other][one] = cosine
    apart = {frozenset(pair) for pair in judged.apart}
    for pair in sorted(judged.together):
        first, second = (next((at for at, group in groups.items() if item in group.items), None) for item in pair)
        if first is not None and second is not None and first != second:
            _merge(groups, sums, min(first, second), max(first, second))
    queue = [(-_mean(groups, sums, one, other), one, other) for one in sums for other in sums[one] if one < other]
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
        if apart and any(frozenset((a, b)) in apart for a in first.items for b in second.items):
            continue
        _merge(groups, sums, one, other)
        for third, total in sums[one].items():
            average = total / (len(groups[one].items) * len(groups[third].items))
            if average >= least:
                heappush(queue, (-average, min(one, third), max(one, third)))
    return [sorted(group.items) for _, group in sorted(groups.items())]


def _mean(groups: dict[int, _Group], sums: dict[int, dict[int, float]], one: int, other: int) -> float:
    return sums[one][other] / (len(groups[one].items) * len(groups[other].items))


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
