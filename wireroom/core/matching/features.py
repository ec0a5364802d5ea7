"""The table by which matching finds earlier items: its port, and the one that lies in memory. Compares no texts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What a key stands for: a hash of a long shingle, a term, or an anchor, which other languages share."""

    COPY = "copy"
    TERM = "term"
    ANCHOR = "anchor"


class Features(Protocol):
    """Rows (kind, key, item), read newest first with a cap a key, so that a look-up costs the same at any size."""

    def add(self, kind: Kind, keys: Iterable[int], item: int) -> None:
        """One row for each key. Items are numbered in the order of arrival."""
        ...

    def newest(self, kind: Kind, keys: Iterable[int], cap: int) -> Iterator[tuple[int, list[int]]]:
        """Each key that has items, with its newest ones, the newest first, at most `cap`."""
        ...

    def heaviest(self, kind: Kind, weights: Mapping[int, float], *, cap: int, most: int) -> list[int]:
        """The items that stand under these keys, at most `cap` newest of each key, by the sum of their keys' weights:
        the heaviest first, the newer of two alike, at most `most`."""
        ...


class FeaturesInMemory:
    """The table in this process's memory. Forgets for each key all but the newest `kept` items."""

    def __init__(self, *, kept: int):
        self._kept = kept
        # Most keys ever stand for one item; a list for each would double the memory.
        self._rows: dict[tuple[Kind, int], int | list[int]] = {}

    def add(self, kind: Kind, keys: Iterable[int], item: int) -> None:
        """One row for each key. Items are numbered in the order of arrival."""
        for key in keys:
            items = self._rows.setdefault((kind, key), item)
            if isinstance(items, list):
                items.append(item)
                if len(items) >= 2 * self._kept:
                    del items[: -self._kept]
            elif items != item:
                self._rows[kind, key] = [items, item]

    def newest(self, kind: Kind, keys: Iterable[int], cap: int) -> Iterator[tuple[int, list[int]]]:
        """Each key that has items, with its newest ones, the newest first, at most `cap`."""
        for key in keys:
            items = self._rows.get((kind, key))
            if isinstance(items, list):
                yield key, items[: -min(cap, self._kept) - 1 : -1]
            elif items is not None:
                yield key, [items]

    def heaviest(self, kind: Kind, weights: Mapping[int, float], *, cap: int, most: int) -> list[int]:
        """The items that stand under these keys, at most `cap` newest of each key, by the sum of their keys' weights:
        the heaviest first, the newer of two alike, at most `most`."""
        strength: dict[int, float] = defaultdict(float)
        for key, items in self.newest(kind, weights, cap):
            for item in items:
                strength[item] += weights[key]
        return choose_heaviest(strength, most)


def choose_heaviest(strength: Mapping[int, float], most: int) -> list[int]:
    """The items of the greatest strength, at most so many, the heaviest first, the newer of two alike."""
    # Numbers are sorted in a fraction of the time of pairs.
    least = min(sorted(strength.values())[-most:], default=0.0)
    return [-item for _, item in sorted([(-one, -item) for item, one in strength.items() if one >= least])[:most]]
