"""Decides whether two items are the same copy, by the shingles they share. Looks nothing up; unsure is not the same."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import filterfalse, pairwise

from wireroom.core.matching.fingerprints import Fingerprint
from wireroom.core.matching.forms import is_filled_in_anew

# Of the shingles of the shorter text: a version of it; perhaps one.
SAME_SHARE, SHARES_SHARE = 0.60, 0.30
# Shingles that are enough to go by; for fewer, one text must wholly be the beginning of the other.
ENOUGH, FEW, FEW_SHARE = 25, 12, 0.9
_TOO_FEW = 5
TITLE_SHARE = 0.6
WINDOW, NEAR = timedelta(days=14), timedelta(hours=48)
# How a text begins: its first third, and at least this many shingles.
_BEGINNING, _BEGUN, _NOT_BEGUN = 24, 0.3, 0.15
_KIN_SHARE, _KIN_BEGUN = 0.1, 0.05
_PARTS, _PART_SHARE, _SPREAD = 10, 0.2, 0.6
_LEAST = 20
# A block at the beginning of both: so much of it is shared, so little of what is after it, and it is most of what is
# shared. Of a text that has still more of the other one it is the beginning, with a notice after it.
_BLOCK_SHARE, _AFTER, _MOST_OF_IT, _PREAMBLE = 0.85, 0.35, 0.6, 0.7
# What headlines of one text and of two have in common. In a script without spaces those on one matter share most of
# their characters.
_ONE_TITLE, _OTHER_TITLE = 0.8, 0.4
_NUMBERS, _NUMBERS_SHARE = 5, 0.34


class Likeness(StrEnum):
    """What two texts are to each other: one copy, texts that share passages, or neither."""

    SAME = "same"
    SHARES = "shares"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Compared:
    """The likeness of two texts, and what share of the shorter one's shingles the other has (0 to 1).

    Two that are `kin` may be copies of one text that kept different parts of it: true of what has a known copy between
    them, and too little to say so by itself.
    """

    likeness: Likeness
    share: float
    kin: bool


_DIFFERENT = Compared(Likeness.DIFFERENT, 0.0, kin=False)


def compare_copies(
    one: Fingerprint,
    other: Fingerprint,
    *,
    apart: timedelta | None,
    common: Set[int],
    distinct: Set[int] | None = None,
) -> Compared:
    """How alike two items are.

    `apart`: the time between their publications, None where it is not known (then they are taken for near). Shingles
    that are `common` say nothing about either. `distinct`: the one's shingles as a set, where it is compared with many.
    """
    if apart is not None and apart > WINDOW and not (one.digest == other.digest and len(one.shingles) >= ENOUGH):
        return _DIFFERENT
    if one.digest == other.digest and _says_something(one):
        return Compared(Likeness.SAME, 1.0, kin=True)
    shared = (set(one.shingles) if distinct is None else distinct).intersection(other.shingles) - common
    # Most candidates end here: the rest costs ten times as much.
    if len(shared) < _TOO_FEW:
        return _DIFFERENT
    mine = list(filterfalse(common.__contains__, one.shingles))
    theirs = list(filterfalse(common.__contains__, other.shingles))
    size = min(len(set(mine)), len(set(theirs)))
    share = len(shared) / size
    if size < ENOUGH:
        same = size >= FEW and share >= FEW_SHARE and _titles_agree(one, other)
    elif share < SHARES_SHARE:
        same = False
    elif apart is not None and apart > NEAR:
        same = share >= SAME_SHARE and _is_version(mine, theirs, shared) and not _numbers_differ(one, other)
    else:
        same = _is_version(mine, theirs, shared) and (
            share >= SAME_SHARE or not _titles_differ(one, other, _OTHER_TITLE)
        )
    if same:
        boxed = share < _PREAMBLE and _titles_differ(one, other, _ONE_TITLE) and _begin_alike(mine, theirs, shared)
        if boxed or is_filled_in_anew(one, other, shared):
            return Compared(Likeness.SHARES, share, kin=False)
        return Compared(Likeness.SAME, share, kin=True)
    kin = share >= _KIN_SHARE and max(_begun(mine, shared), _begun(theirs, shared)) >= _KIN_BEGUN
    return Compared(Likeness.SHARES if share >= SHARES_SHARE else Likeness.DIFFERENT, share, kin=kin)


def _is_version(mine: Sequence[int], theirs: Sequence[int], shared: set[int]) -> bool:
    """Whether two texts share what makes the one a version of the other, and no mere block of background.

    How the one begins must stand in the other. Where less than 0.6 is shared, that must be twenty shingles and also lie
    all over the shorter text, or begin the one and not the other (a story told again at the end of a round-up): what
    stands in one block at the same end of both is a list or a notice that a source puts there.
    """
    begun, begun_less = sorted((_begun(mine, shared), _begun(theirs, shared)), reverse=True)
    if begun < _BEGUN:
        return False
    shorter = min(mine, theirs, key=len)
    if len(shared) >= SAME_SHARE * len(set(shorter)):
        return True
    return len(shared) >= _LEAST and (begun_less < _NOT_BEGUN or _spread(shorter, shared) >= _SPREAD)


def _begin_alike(mine: Sequence[int], theirs: Sequence[int], shared: set[int]) -> bool:
    """Whether two texts begin with one block and have hardly anything else in common. Under different headlines that is
    a box of links, which their source puts there."""
    return all(_is_preamble(text, shared) for text in (mine, theirs))


def _is_preamble(shingles: Sequence[int], shared: set[int]) -> bool:
    """Whether what a text shares is a block that it begins with, and hardly anything else."""
    block = inside = total = 0
    for at, shingle in enumerate(shingles, start=1):
        total += shingle in shared
        if total >= _BLOCK_SHARE * at:
            block, inside = at, total
    return inside >= _MOST_OF_IT * total and total - inside < _AFTER * (len(shingles) - block)


def _begun(shingles: Sequence[int], shared: set[int]) -> float:
    beginning = shingles[: max(_BEGINNING, len(shingles) // 3)]
    return sum(map(shared.__contains__, beginning)) / len(beginning)


def _spread(shingles: Sequence[int], shared: set[int]) -> float:
    """In how many of ten parts of a text at least a fifth is shared."""
    bounds = [part * len(shingles) // _PARTS for part in range(_PARTS + 1)]
    parts = [shingles[start:end] for start, end in pairwise(bounds)]
    return sum(sum(map(shared.__contains__, part)) >= _PART_SHARE * len(part) for part in parts) / _PARTS


def _says_something(one: Fingerprint) -> bool:
    return len(one.shingles) >= FEW or len(one.shingles) + len(one.title) >= FEW


def _titles_agree(one: Fingerprint, other: Fingerprint) -> bool:
    size = min(len(one.title), len(other.title))
    return size > 2 and len(one.title & other.title) >= TITLE_SHARE * size


def _titles_differ(one: Fingerprint, other: Fingerprint, least: float) -> bool:
    """Whether two headlines have less than so much in common; of texts without one nobody knows."""
    size = min(len(one.title), len(other.title))
    return size > 0 and len(one.title & other.title) < least * size


def _numbers_differ(one: Fingerprint, other: Fingerprint) -> bool:
    """A table's or a report's form filled in anew has the words of the last one, and other figures."""
    size = min(len(one.numbers), len(other.numbers))
    return size >= _NUMBERS and len(one.numbers & other.numbers) < _NUMBERS_SHARE * size
