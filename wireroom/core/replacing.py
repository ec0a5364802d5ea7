"""Who took whose place, told in any order: chains of items, and the groups that they join. Knows no rows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Succession:
    """An item, by its id, took the place of another one."""

    newer: int
    older: int


def find_newer(item: int, successions: Collection[Succession]) -> frozenset[int]:
    """All that took an item's place, at once or one after the other; never the item itself."""
    found: set[int] = set()
    ends = {item}
    while ends:
        ends = {one.newer for one in successions if one.older in ends} - found - {item}
        found |= ends
    return frozenset(found)


def may_follow(succession: Succession, known: Collection[Succession]) -> bool:
    """Whether the word fits what is known: nobody takes his own place in the end. Of a circle the last word is not
    heard."""
    return succession.newer != succession.older and succession.older not in find_newer(succession.newer, known)


def join_groups(groups: Sequence[Sequence[int]], successions: Iterable[Succession]) -> list[list[int]]:
    """The groups of items, those between which somebody took another's place joined, in order of their first items."""
    of_item: dict[int, list[int]] = {}
    for group in map(list, groups):
        of_item |= dict.fromkeys(group, group)
    for one in successions:
        first, second = (of_item.setdefault(item, [item]) for item in (one.older, one.newer))
        if first is not second:
            first += second
            of_item |= dict.fromkeys(second, first)
    return sorted({id(group): sorted(group) for group in of_item.values()}.values())
