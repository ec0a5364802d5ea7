"""Counts in how many different items a shingle stood lately, in bounded memory. Decides about no item."""

from collections import Counter
from collections.abc import Set
from itertools import compress

# More items than this have it: a source's form of words, not the story's.
COMMON = 16
_MOST = 1_000_000


class Commonness:
    """A lossy count: when it grows past its bound, counts are halved and shingles seen twice at most forgotten.

    `common` has the shingles that more than sixteen different items had.
    """

    def __init__(self, *, most: int = _MOST):
        self.common: set[int] = set()
        self._counts: Counter[int] = Counter()
        self._most = most

    def count(self, shingles: Set[int]) -> None:
        """One more item has these. Not for an item that is a copy of another."""
        self._counts.update(shingles)
        counts = self._counts
        # The same order twice: of the shingles, and of their counts.
        self.common.update(compress(shingles, map(COMMON.__lt__, map(counts.__getitem__, shingles))))
        while len(self._counts) > self._most:
            self._counts = Counter({shingle: seen // 2 for shingle, seen in self._counts.items() if seen > 2})
            self.common = {shingle for shingle, seen in self._counts.items() if seen > COMMON // 2}
