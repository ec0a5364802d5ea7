"""How many items a term stands in: a table of everyday news, and what has streamed by. Weighs nothing."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log

# The table counts as this many items, so that the first ones of a stream are weighed soberly.
_TABLE_ITEMS = 5000
_UNLISTED = 2.0
_MOST = 1_000_000


class TermShares:
    """Counts the terms of a stream on top of the table, in bounded memory: when it is full, all counts are halved."""

    def __init__(self, *, most: int = _MOST):
        self._counts: Counter[str] = Counter()
        self._items = 0.0
        self._most = most

    def count(self, terms: Iterable[str]) -> None:
        """One more item has these; each term once."""
        self._counts.update(terms)
        self._items += 1
        while len(self._counts) > self._most:
            self._counts = Counter({term: seen // 2 for term, seen in self._counts.items() if seen > 1})
            self._items /= 2

    def rarity(self, term: str) -> float:
        """The inverse frequency of a term: the logarithm of how many items there are for each that has it."""
        seen = _table().get(term, _UNLISTED) + self._counts.get(term, 0)
        return log((_TABLE_ITEMS + self._items + 1) / (seen + 0.5))


@cache
def _table() -> dict[str, float]:
    """For each listed term the number of items of the table that have it."""
    table: dict[str, float] = {}
    for name in ("term_shares_en.txt", "term_shares_ja.txt"):
        for line in files("wireroom.core.data").joinpath(name).read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            per_mille, *terms = line.split()
            for term in terms:
                table[term] = max(table.get(term, 0.0), float(per_mille) * _TABLE_ITEMS / 1000)
    return table
