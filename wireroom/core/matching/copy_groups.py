"""Which earlier items are the same copy as a new one, and the groups that copies make. Knows no stories."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from wireroom.core.matching.commonness import Commonness
from wireroom.core.matching.copies import Compared, Likeness, compare_copies
from wireroom.core.matching.features import Features, Kind
from wireroom.core.matching.fingerprints import Fingerprint

# What is read for one key, compared with one item, and listed of one group.
CAP, COMPARED, LISTED = 50, 16, 64
_ROUND_UP_SHARE = 0.75
_KIN_MEMBERS = 1 / 4


@dataclass(frozen=True, slots=True)
class Dated:
    """A fingerprint and when its item was published, where that is known (aware)."""

    fingerprint: Fingerprint
    published: datetime | None


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """`same`: earlier items that are the same copy, by number, the earliest first. `leader`: the first of its group
    (the item itself where it begins one). `sharing`: earlier items that share passages and are not surely the same.
    A `round_up` has parts of several stories, most of it of none: it is nobody's copy, and nothing is told by it."""

    leader: int
    same: tuple[int, ...] = ()
    sharing: tuple[int, ...] = ()
    round_up: bool = False


class CopyGroups:
    """The copies among the items of a stream. `read` gives back what was taken under a number."""

    def __init__(self, features: Features, commonness: Commonness, *, read: Callable[[int], Dated]):
        self._features = features
        self._commonness = commonness
        self._read = read
        self._leader: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}

    def leader(self, item: int) -> int:
        """The first item of the group that an item is in."""
        return self._leader.get(item, item)

    def take(self, item: int) -> CopiesFound:
        """Finds the copies of an item that `read` knows already, and lets later items find it."""
        dated = self._read(item)
        compared = {other: self._compare(dated, other) for other in self._candidates(dated.fingerprint)}
        same = {other: found.share for other, found in compared.items() if found.likeness is Likeness.SAME}
        sharing = tuple(sorted(o for o, found in compared.items() if found.likeness is not Likeness.DIFFERENT))
        best = max(same, key=lambda other: (same[other], -other), default=item)
        strangers = {leader for leader in map(self.leader, same) if not self._are_kin(leader, self.leader(best))}
        if strangers and self._covered(dated, best) < _ROUND_UP_SHARE:
            return CopiesFound(item, sharing=sharing, round_up=True)
        same = self._with_kin(dated, [other for other in same if self.leader(other) not in strangers])
        self._join(item, same)
        if not any(self._read(other).fingerprint.digest == dated.fingerprint.digest for other in same):
            self._features.add(Kind.COPY, _keys(dated.fingerprint), item)
        if not same:
            self._commonness.count(set(dated.fingerprint.shingles))
        return CopiesFound(self.leader(item), tuple(_some(same)), tuple(o for o in sharing if o not in same))

    def _candidates(self, fingerprint: Fingerprint) -> list[int]:
        """Those that share keys, first those that share many and rare ones."""
        strength: dict[int, float] = defaultdict(float)
        for _, items in self._features.newest(Kind.COPY, _keys(fingerprint), CAP):
            for item in items:
                strength[item] += 1 / len(items)
        return sorted(strength, key=lambda item: (-strength[item], -item))[:COMPARED]

    def _compare(self, dated: Dated, other: int) -> Compared:
        before = self._read(other)
        known = dated.published is not None and before.published is not None
        apart = abs(dated.published - before.published) if known else None
        return compare_copies(dated.fingerprint, before.fingerprint, apart=apart, common=self._commonness.common)

    def _with_kin(self, dated: Dated, same: list[int]) -> list[int]:
        """With the other members of their groups that have enough in common with the item too, the earliest first."""
        found = set(same)
        for leader in {self.leader(other) for other in same}:
            members = _some(self._members.get(leader, [leader]))
            kin = {o for o in members if o in found or self._compare(dated, o).kin}
            # The same as one and unlike most of its copies: the one is the odd one out, or this item is.
            if len(kin) < _KIN_MEMBERS * len(members):
                found -= kin
            else:
                found |= kin
        return sorted(found)

    def _are_kin(self, one: int, other: int) -> bool:
        return self._compare(self._read(one), other).kin

    def _covered(self, dated: Dated, other: int) -> float:
        """What share of an item's own shingles another item has."""
        mine = set(dated.fingerprint.shingles)
        return len(mine.intersection(self._read(other).fingerprint.shingles)) / max(1, len(mine))

    def _join(self, item: int, same: list[int]) -> None:
        """Puts the item into the oldest group most of which it is the same as; several such groups become one."""
        joined: list[int] = []
        for leader in sorted({self.leader(other) for other in same}):
            members = _some(self._members.get(leader, [leader]))
            # Of a round-up's group it may be the same as the round-up alone.
            if sum(member in same for member in members) * 2 > len(members):
                joined.append(leader)
        if not joined:
            return
        first, *others = joined
        members = self._members.setdefault(first, [first])
        for leader in others:
            for member in self._members.pop(leader, [leader]):
                self._leader[member] = first
                members.append(member)
        self._leader[item] = first
        members.append(item)


def _some(items: list[int]) -> list[int]:
    """At most so many: the first, which leads, and the newest."""
    return items if len(items) <= LISTED else [items[0], *items[1 - LISTED :]]


def _keys(fingerprint: Fingerprint) -> tuple[int, ...]:
    # An item too short for a long shingle is found by all of its tokens at once.
    return (*fingerprint.keys, fingerprint.digest)
