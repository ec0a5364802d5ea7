"""Counts in how many different items a shingle stood lately, in bounded memory. Decides about no item."""

from collections.abc import Set

# More items than this have it: a source's form of words, not the story's.
COMMON = 16
_MOST = 1_000_000


class Commonness:
    """A lossy count: when it grows past its bound, counts are halved and shingles seen twice at most forgotten.

    `common` has the shingles that more than sixteen different items had.
    """

    def __init__(self, *, most: int = _MOST):
        self.common: set[int] = set()
        # Most shingles ever stand in one item: they are only seen, and a number is kept of the others.
        self._seen: set[int] = set()
        self._counts: dict[int, int] = {}
        self._most = most

    def count(self, shingles: Set[int]) -> None:
        """One more item has these. Not for an item that is a copy of another."""
        counts = self._counts
        for shingle in self._seen.intersection(shingles):
            counts[shingle] = seen = counts.get(shingle, 1) + 1
            if seen > COMMON:
                self.common.add(shingle)
        self._seen.update(shingles)
        while len(self._seen) > self._most:
            self._counts = {shingle: seen // 2 for shingle, seen in self._counts.items() if seen > 2}
            self._seen = set(self._counts)
            self.common = {shingle for shingle, seen in self._counts.items() if seen > COMMON // 2}
