"""Which earlier items are the same copy as a new one, and the groups that copies make. Knows no stories."""

from collections import defaultdict
from collections.abc import Callable, Collection, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from wireroom.core.matching.agency_ids import AgencyId
from wireroom.core.matching.commonness import Commonness
from wireroom.core.matching.copies import NEAR, WINDOW, Compared, Likeness, compare_copies
from wireroom.core.matching.features import Features, Kind
from wireroom.core.matching.fingerprints import Fingerprint

# What is read for one key, compared with one item, and listed of one group.
CAP, COMPARED, LISTED = 50, 16, 64
_ROUND_UP_SHARE, _OVERLAP = 0.75, (0.15, 0.8)
_KIN_MEMBERS = 1 / 4
# What texts with one agency's id have in common at least where their versions differ, or nobody says which they are.
_SAME_ID_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Dated:
    """A fingerprint, when its item was published, where that is known (aware), who sent it (None: not known), and the
    id that it has at whoever sends it."""

    fingerprint: Fingerprint
    published: datetime | None
    sender: int | None = None
    agency_id: AgencyId | None = None


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """`same`: earlier items that are the same copy, by number, the earliest first. `leader`: the first of its group
    (the item itself where it begins one). `sharing`: earlier items that share passages and are not surely the same.
    A `round_up` has parts of several stories, most of it of none: it is nobody's copy, and nothing is told by it."""

    leader: int
    same: tuple[int, ...] = ()
    sharing: tuple[int, ...] = ()
    round_up: bool = False


class Groups(Protocol):
    """Which items are copies of each other: each group goes by its first item, its leader."""

    def leader(self, item: int) -> int:
        """The first item of the group that an item is in: the item itself where it is in none."""
        ...

    def members(self, leader: int) -> list[int]:
        """The items of a group, of large ones at most 64: the first, which leads, and the newest."""
        ...

    def join(self, item: int, leaders: list[int]) -> None:
        """Puts an item into the groups of these leaders, which become one; the first of them leads it."""
        ...

    def apart(self, item: int) -> Set[int]:
        """The items that a person said are not the same as this one."""
        ...


class GroupsInMemory:
    """The groups in this process's memory."""

    def __init__(self):
        self._leader: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}

    def leader(self, item: int) -> int:
        """The first item of the group that an item is in: the item itself where it is in none."""
        return self._leader.get(item, item)

    def members(self, leader: int) -> list[int]:
        """The items of a group, of large ones at most 64: the first, which leads, and the newest."""
        return some_of(self._members.get(leader, [leader]))

    def join(self, item: int, leaders: list[int]) -> None:
        """Puts an item into the groups of these leaders, which become one; the first of them leads it."""
        first, *others = leaders
        members = self._members.setdefault(first, [first])
        for leader in others:
            for member in self._members.pop(leader, [leader]):
                self._leader[member] = first
                members.append(member)
        self._leader[item] = first
        members.append(item)

    def apart(self, item: int) -> Set[int]:
        """Nobody judges here."""
        return frozenset()


class CopyGroups:
    """Finds copies among the items of a stream. `read` gives back what was taken under a number."""

    def __init__(self, features: Features, groups: Groups, commonness: Commonness, *, read: Callable[[int], Dated]):
        self._features = features
        self._groups = groups
        self._commonness = commonness
        self._read = read
        # The shingles, as a set, of the text that was compared last: mostly it is compared with several.
        self._distinct: tuple[Fingerprint | None, Set[int]] = (None, frozenset())

    def take(self, item: int) -> CopiesFound:
        """Finds the copies of an item that `read` knows already, and lets later items find it."""
        dated = self._read(item)
        compared = {other: self._compare(dated, other) for other in self._candidates(item, dated)}
        apart = self._apart(item)
        same = {
            other: found.share
            for other, found in compared.items()
            if found.likeness is Likeness.SAME and self._groups.leader(other) not in apart
        }
        sharing = tuple(sorted(o for o, found in compared.items() if found.likeness is not Likeness.DIFFERENT))
        best = max(same, key=lambda other: (same[other], -other), default=item)
        strangers = self._strangers(dated, same.keys(), best)
        if strangers and self._covered(dated, best) < _ROUND_UP_SHARE:
            return CopiesFound(item, sharing=sharing, round_up=True)
        same = self._with_kin(dated, [other for other in same if self._groups.leader(other) not in strangers])
        self._join(item, same)
        if not any(self._read(other).fingerprint.digest == dated.fingerprint.digest for other in same):
            self._features.add(Kind.COPY, copy_keys(dated), item)
        elif dated.agency_id:
            self._features.add(Kind.COPY, [dated.agency_id.key], item)
        if not same:
            self._commonness.count(self._distinct_of(dated.fingerprint))
        return CopiesFound(self._groups.leader(item), tuple(some_of(same)), tuple(o for o in sharing if o not in same))

    def _apart(self, item: int) -> Set[int]:
        """The leaders of groups that an item must not come to: a person said it is not the same as one of them."""
        return {self._groups.leader(other) for other in self._groups.apart(item)}

    def _candidates(self, itself: int, dated: Dated) -> list[int]:
        """Those that share keys, first those that share many and rare ones."""
        strength: dict[int, float] = defaultdict(float)
        for _, items in self._features.newest(Kind.COPY, copy_keys(dated), CAP):
            for item in items:
                strength[item] += 1 / len(items)
        strength.pop(itself, None)
        return sorted(strength, key=lambda item: (-strength[item], -item))[:COMPARED]

    def _compare(self, dated: Dated, other: int) -> Compared:
        before = self._read(other)
        known = dated.published is not None and before.published is not None
        apart = abs(dated.published - before.published) if known else None
        if dated.sender is not None and dated.sender == before.sender:
            # Whoever fills in a form every day sends it under a new name; so no figures may differ here.
            apart = max(apart or timedelta(0), NEAR + timedelta(seconds=1))
        found = compare_copies(
            dated.fingerprint,
            before.fingerprint,
            apart=apart,
            common=self._commonness.common,
            distinct=self._distinct_of(dated.fingerprint),
        )
        return _compare_ids(dated, before, found)

    def _distinct_of(self, fingerprint: Fingerprint) -> Set[int]:
        if self._distinct[0] is not fingerprint:
            self._distinct = fingerprint, frozenset(fingerprint.shingles)
        return self._distinct[1]

    def _with_kin(self, dated: Dated, same: list[int]) -> list[int]:
        """With the other members of their groups that have enough in common with the item too, the earliest first."""
        found = set(same)
        for leader in {self._groups.leader(other) for other in same}:
            members = self._groups.members(leader)
            kin = {o for o in members if o in found or self._compare(dated, o).kin}
            # The same as one and unlike most of its copies: the one is the odd one out, or this item is.
            if len(kin) < _KIN_MEMBERS * len(members):
                found -= kin
            else:
                found |= kin
        return sorted(found)

    def _strangers(self, dated: Dated, same: Collection[int], best: int) -> set[int]:
        """The leaders of those that tell another story than the best of them: their texts have little in common, and
        what an item has of the ones and of the best are different parts of it. Two short versions of one text may have
        as little in common, but their parts overlap."""
        leaders = {self._groups.leader(other) for other in same} - {self._groups.leader(best)}
        strangers = {leader for leader in leaders if not self._are_kin(leader, self._groups.leader(best))}
        if not strangers:
            return strangers
        mine = self._distinct_of(dated.fingerprint)
        parts = {other: mine.intersection(self._read(other).fingerprint.shingles) for other in same}
        overlapping = {
            self._groups.leader(other)
            for other, part in parts.items()
            if _overlap(part, parts[best]) and self._are_near(other, best)
        }
        return strangers - overlapping

    def _are_near(self, one: int, other: int) -> bool:
        moments = self._read(one).published, self._read(other).published
        return None in moments or abs(moments[0] - moments[1]) <= WINDOW

    def _are_kin(self, one: int, other: int) -> bool:
        return self._compare(self._read(one), other).kin

    def _covered(self, dated: Dated, other: int) -> float:
        """What share of an item's own shingles another item has."""
        mine = self._distinct_of(dated.fingerprint)
        return len(mine.intersection(self._read(other).fingerprint.shingles)) / max(1, len(mine))

    def _join(self, item: int, same: list[int]) -> None:
        """Puts the item into the oldest group most of which it is the same as; several such groups become one."""
        joined: list[int] = []
        others: set[int] = set()
        for leader in sorted({self._groups.leader(other) for other in same}):
            members = self._groups.members(leader)
            found = [member for member in members if member in same]
            # Of a round-up's group it may be the same as the round-up alone.
            belongs = len(found) * 2 > len(members) or self._is_named(item, found)
            if belongs and not any(self._groups.apart(member) & others for member in members):
                joined.append(leader)
                others.update(members)
        if joined:
            self._groups.join(item, joined)

    def _is_named(self, item: int, others: list[int]) -> bool:
        """Whether one of the others has the agency's id that an item has."""
        own = self._read(item).agency_id
        theirs = (self._read(other).agency_id for other in others) if own else ()
        return any(one is not None and one.id == own.id for one in theirs)


def _overlap(one: Set[int], other: Set[int]) -> bool:
    """Whether two parts of a text overlap, and not nearly wholly: what hangs on every text, as a list does, tells
    nothing."""
    least, most = _OVERLAP
    return least <= len(one & other) / max(1, min(len(one), len(other))) <= most


def some_of(items: list[int]) -> list[int]:
    """At most so many: the first, which leads, and the newest."""
    return items if len(items) <= LISTED else [items[0], *items[1 - LISTED :]]


def copy_keys(dated: Dated) -> tuple[int, ...]:
    """All that the copies of an item are looked up by."""
    # An item too short for a long shingle is found by all of its tokens at once.
    by_text = (*dated.fingerprint.keys, dated.fingerprint.digest)
    return (*by_text, dated.agency_id.key) if dated.agency_id else by_text


def _compare_ids(dated: Dated, before: Dated, found: Compared) -> Compared:
    """What a new text is to an earlier one, once it counts whether one agency's id stands on both.

    The same version of an item is the same copy, however a carrier cut it; so are versions that have something in
    common. Where they have nothing in common somebody may use another's id, so that a person must say: also where
    other words under the same version are more than there were, as they would be shown in place of the agency's.
    """
    one, other = dated.agency_id, before.agency_id
    if one is None or other is None or one.id != other.id or found.likeness is Likeness.SAME:
        return found
    cut = len(dated.fingerprint.shingles) <= len(before.fingerprint.shingles)
    if (one.version and one.version == other.version and cut) or found.share >= _SAME_ID_SHARE:
        return Compared(Likeness.SAME, found.share, kin=True)
    return Compared(Likeness.SHARES, found.share, kin=found.kin)
