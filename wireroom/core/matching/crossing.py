"""Joins groups of several languages that tell of one event, by the bridges between their items. Regroups no language.

Average link would tear them apart: most pairs of items in two languages share no term. So the strongest bridge between
two groups decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wireroom.core.matching.clusters import Span, ask_for, time_between
from wireroom.core.matching.judged import NOTHING_SAID, Judged, any_apart

# From here a bridge also joins a group to a story that has another group of its language.
SURE = 5.0


@dataclass(frozen=True, slots=True)
class Told:
    """When an item was published, and its language ("" where that is not known)."""

    published: datetime | None
    language: str = ""


def join_languages(
    groups: Iterable[Sequence[int]],
    bridges: Iterable[tuple[int, int, float]],
    *,
    told: Mapping[int, Told],
    judged: Judged = NOTHING_SAID,
) -> list[list[int]]:
    """Groups of items, those of several languages joined by bridges (item, item, strength), the strongest first.

    Two groups that have a language in common were left apart by their own words: only what is sure joins them. Groups
    too far apart in time stay apart (as in clusters.is_open), and those between which a person said that they differ.
    """
    members: dict[int, set[int]] = {}
    for group in map(set, groups):
        members.update(dict.fromkeys(group, group))
    for one, other, strength in sorted(bridges, key=lambda bridge: (-bridge[2], bridge[:2])):
        first, second = members.get(one), members.get(other)
        if first is None or second is None or first is second:
            continue
        if may_join(first, second, strength, told=told) and not any_apart(first, second, judged.apart):
            first |= second
            members.update(dict.fromkeys(second, first))
    return sorted(sorted(group) for group in {id(group): group for group in members.values()}.values())


def may_join(one: Iterable[int], other: Iterable[int], strength: float, *, told: Mapping[int, Told]) -> bool:
    """Whether a bridge of that strength makes two groups one story."""
    first, second = [told[item] for item in one], [told[item] for item in other]
    if strength < SURE and {item.language for item in first} & {item.language for item in second}:
        return False
    apart = time_between(_span(first), _span(second))
    return ask_for(apart, size=len(first) + len(second)) == 0.0


def _span(told: Sequence[Told]) -> Span:
    moments = [item.published for item in told if item.published]
    return min(moments, default=None), max(moments, default=None)
