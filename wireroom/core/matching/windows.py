"""Hashes of every run of so many neighbours in a row of hashes, all at once. Knows no texts."""

from array import array
from collections.abc import Sequence

# One multiplier for each place in a run, of 29 bits: so six products of theirs and a 32-bit hash sum up below 2**64.
_PLACES = (0x1D2A4F93, 0x12C9E0B5, 0x1B873593, 0x165667B1, 0x10C4D1E7, 0x1F83D9AB)
_LANE = 8
_BIG_END = array("H", [1]).tobytes()[0] == 0


def hash_windows(hashes: Sequence[int], size: int, *, step: int = 1) -> array:
    """The 32-bit hashes of the runs of `size` hashes (six at most) that stand `step` apart, in the order of their
    beginnings; none where there are fewer.

    The row is one large number with 64 bits for each hash, so that a few multiplications do all of it: ten times as
    fast as a loop.
    """
    count = len(hashes) - (size - 1) * step
    if count <= 0:
        return array("I")
    row = int.from_bytes(_native(array("Q", hashes)).tobytes(), "little")
    total = sum((row >> place * step * 8 * _LANE) * factor for place, factor in enumerate(_PLACES[:size]))
    halves = array("I", total.to_bytes(len(hashes) * _LANE, "little")[: count * _LANE])
    return _native(halves)[1::2]


def _native(numbers: array) -> array:
    """The numbers with the little end first on any machine, or back again."""
    if _BIG_END:
        numbers.byteswap()
    return numbers
