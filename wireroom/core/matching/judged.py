"""What persons said of pairs of items, made consistent: what was said last counts. Looks nothing up."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


@dataclass(frozen=True, slots=True)
class Word:
    """A person's answer on two items by their numbers: same, different, or unsure, which takes back what was said."""

    one: int
    other: int
    answer: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of items, the lower number first, that belong together, and pairs that are to be kept apart."""

    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()


NOTHING_SAID = Judged()


def decide_judged(words: Sequence[Word]) -> Judged:
    """What holds of words in the order in which they were said.

    Of one pair the last word counts. Words on several pairs can contradict each other (A and B are the same, B and C
    are, A and C are not): then the older one gives way, so what was said last always holds.
    """
    last = {_pair(word): word for word in words if word.one != word.other}
    order = {_pair(word): at for at, word in enumerate(words)}
    units: dict[int, set[int]] = {}
    together: set[tuple[int, int]] = set()
    apart: set[tuple[int, int]] = set()
    for pair in sorted(last, key=order.__getitem__, reverse=True):
        one, other = (units.setdefault(item, {item}) for item in pair)
        if last[pair].answer == DIFFERENT and one is not other:
            apart.add(pair)
        elif last[pair].answer == SAME and not any_apart(one, other, apart):
            together.add(pair)
            if one is not other:
                one |= other
                units.update(dict.fromkeys(other, one))
    return Judged(frozenset(together), frozenset(apart))


def part(groups: Iterable[Sequence[int]], judged: Judged) -> list[list[int]]:
    """These groups as persons' words have them: with those that belong together as one, split where items are to be
    kept apart. What is split off stays with whom it may; the first item's part comes first."""
    members: dict[int, list[int]] = {}
    for group in map(list, groups):
        members.update(dict.fromkeys(group, group))
    units = {item: [item] for item in members}
    for one, other in sorted(judged.together):
        if one in units and other in units:
            _unite(units, one, other)
            _unite(members, one, other)
    found: list[list[int]] = []
    for group in _distinct(members):
        parts: list[set[int]] = []
        for unit in map(set, _distinct({item: units[item] for item in sorted(group)})):
            place = next((one for one in parts if not any_apart(one, unit, judged.apart)), None)
            if place is None:
                parts.append(unit)
            else:
                place.update(unit)
        found += [sorted(one) for one in parts]
    return sorted(found)


def _pair(word: Word) -> tuple[int, int]:
    return min(word.one, word.other), max(word.one, word.other)


def any_apart(one: Set[int], other: Set[int], apart: Iterable[tuple[int, int]]) -> bool:
    """Whether some item of the one is to be kept apart from one of the other."""
    return any((a in one and b in other) or (b in one and a in other) for a, b in apart)


def _unite(lists: dict[int, list[int]], one: int, other: int) -> None:
    first, second = lists[one], lists[other]
    if first is not second:
        first += second
        lists.update(dict.fromkeys(second, first))


def _distinct(lists: dict[int, list[int]]) -> list[list[int]]:
    return list({id(one): one for one in lists.values()}.values())
