"""How many items a term or an anchor stands in: tables of everyday news, and what has streamed by. Weighs nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import log
from zlib import crc32

# The table counts as this many items, so that the first ones of a stream are weighed soberly.
_TABLE_ITEMS = 5000
_UNLISTED = 2.0
_MOST = 1_000_000


class TermShares:
    """Counts the terms of a stream on top of the table, in bounded memory: when it is full, all counts are halved.

    Terms go by their keys (term_key). `counts` and `items` go on from an earlier count: of terms, and of how many items
    these were.
    """

    def __init__(self, counts: Mapping[int, float] | None = None, *, items: float = 0.0, most: int = _MOST):
        self._counts: Counter[int] = Counter(counts or {})
        self._items = items
        self._most = most

    def count(self, keys: Iterable[int]) -> None:
        """One more item has these terms; each once."""
        self._counts.update(keys)
        self._items += 1
        while len(self._counts) > self._most:
            self._counts = Counter({key: seen // 2 for key, seen in self._counts.items() if seen > 1})
            self._items /= 2

    def count_more(self, keys: Iterable[int]) -> None:
        """The item that was counted last has these, too."""
        self._counts.update(keys)

    def rarities(self, keys: Collection[int]) -> list[float]:
        """The inverse frequency of each term: the logarithm of how many items there are for each that has it."""
        listed, counted = _table(), self._counts
        all_items = log(_TABLE_ITEMS + self._items + 1)
        return [all_items - log(listed.get(key, _UNLISTED) + counted.get(key, 0) + 0.5) for key in keys]


def term_key(term: str) -> int:
    """A term's 32-bit hash, by which it is counted, weighed and looked up."""
    return crc32(term.encode())


def term_keys(terms: Iterable[str]) -> Iterator[int]:
    """As term_key, of each of many."""
    return map(crc32, map(str.encode, terms))


@cache
def _table() -> dict[int, float]:
    """For each listed term, by its key, the number of items of the table that have it."""
    table: dict[int, float] = {}
    for name in ("term_shares_en.txt", "term_shares_ja.txt", "anchor_shares.txt"):
        for line in files("wireroom.core.data").joinpath(name).read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            per_mille, *terms = line.split()
            for key in map(term_key, terms):
                table[key] = max(table.get(key, 0.0), float(per_mille) * _TABLE_ITEMS / 1000)
    return table
