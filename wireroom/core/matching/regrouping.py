"""Regroups the items of touched stories by average link, once more of each story is known. Looks nothing up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush

from wireroom.core.matching.clusters import Span, ask_for, time_between
from wireroom.core.matching.judged import NOTHING_SAID, Judged, any_apart, part

AVERAGE = 0.15


@dataclass(slots=True)
class _Group:
    items: list[int]
    span: Span


def regroup(
    published: Mapping[int, datetime | None],
    links: Iterable[tuple[int, int, float]],
    *,
    least: float = AVERAGE,
    judged: Judged = NOTHING_SAID,
) -> list[list[int]]:
    """Groups of items by average link: the two groups with the highest mean cosine become one while it is at least
    `least`, and as much more as their distance in time asks (clusters.ask_for).

    `published` has every item with its time; `links` the cosines of pairs of them, each pair once. A pair without
    a link counts as 0. Same links, same groups: ties go to the earlier items. What persons said stands: pairs
    `together` are in one group, with all that the links put with either of them, pairs `apart` in two.
    """
    groups = {item: _Group([item], (moment, moment)) for item, moment in published.items()}
    sums: dict[int, dict[int, float]] = {item: {} for item in groups}
    for one, other, cosine in links:
        sums[one][other] = sums[other][one] = cosine
    bound = _Bound(judged, published)
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
        if abs(sums[one][other] / size + mean) > 1e-9 or not _may_meet(first, second, -mean - least):
            continue
        if not bound.may_join(first.items[0], second.items[0]):
            continue
        bound.join(first.items[0], second.items[0])
        _merge(groups, sums, one, other)
        for third, total in sums[one].items():
            average = total / (len(groups[one].items) * len(groups[third].items))
            if average >= least:
                heappush(queue, (-average, min(one, third), max(one, third)))
    return part([sorted(group.items) for group in groups.values()], judged)


class _Bound:
    """Which items will end in one group by what persons said and what was merged; without judgements nothing."""

    def __init__(self, judged: Judged, items: Iterable[int]):
        self._apart = judged.apart
        self._sets: dict[int, set[int]] = {item: {item} for item in items} if judged.apart else {}
        for one, other in judged.together:
            if one in self._sets and other in self._sets:
                self.join(one, other)

    def may_join(self, one: int, other: int) -> bool:
        """Whether no two items are to be kept apart that would come together."""
        if not self._apart:
            return True
        return not any_apart(self._sets[one], self._sets[other], self._apart)

    def join(self, one: int, other: int) -> None:
        """These two are in one group from now on."""
        if self._apart and self._sets[one] is not self._sets[other]:
            self._sets[one] |= self._sets[other]
            self._sets.update(dict.fromkeys(self._sets[other], self._sets[one]))


def _mean(groups: dict[int, _Group], sums: dict[int, dict[int, float]], one: int, other: int) -> float:
    return sums[one][other] / (len(groups[one].items) * len(groups[other].items))


def _merge(groups: dict[int, _Group], sums: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Makes the second group part of the first."""
    first, second = groups[one], groups.pop(other)
    first.items += second.items
    first.span = _join(first.span, second.span)
    for third, total in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total


def _may_meet(one: _Group, other: _Group, beyond: float) -> bool:
    """Whether two groups are near enough in time to be one story, whose mean cosine is so much `beyond` the least."""
    asked = ask_for(time_between(one.span, other.span), size=len(one.items) + len(other.items))
    return asked is not None and beyond >= asked


def _join(one: Span, other: Span) -> Span:
    began, ended = ([moment for moment in moments if moment] for moments in zip(one, other, strict=True))
    return min(began, default=None), max(ended, default=None)
