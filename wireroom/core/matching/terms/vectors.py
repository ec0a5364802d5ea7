"""An item as weighted terms (tf-idf), and how near two such are. Knows no stories."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import repeat
from math import log, sqrt
from operator import mul
from struct import pack, unpack

from wireroom.core.matching.terms.shares import TermShares, term_key

STRONGEST = 20
_KEPT = 100


@dataclass(frozen=True, slots=True)
class Terms:
    """The strongest terms of an item, at most 100, the strongest first: `keys` are 32-bit hashes of terms, `weights`
    the coordinates of a vector of length 1."""

    keys: array = field(repr=False)
    weights: array = field(repr=False)

    @property
    def strongest(self) -> array:
        """The keys of the twenty strongest, by which items are looked up."""
        return self.keys[:STRONGEST]

    def as_mapping(self) -> Mapping[int, float]:
        """Weights by key."""
        return dict(zip(self.keys, self.weights, strict=True))

    def packed(self) -> bytes:
        """All of it as bytes: keys, then weights, 32 bits each, little end first; unpack_terms reads them."""
        return pack(f"<{len(self.keys)}I{len(self.weights)}f", *self.keys, *self.weights)


def unpack_terms(packed: bytes) -> Terms:
    """The terms that were packed."""
    half = len(packed) // 8
    numbers = unpack(f"<{half}I{half}f", packed)
    return Terms(array("I", numbers[:half]), array("f", numbers[half:]))


def weigh_terms(counts: Counter[str], shares: TermShares) -> Terms:
    """The vector of an item from its counted terms: (1 + ln tf) times the rarity, cut to 100 and normalised."""
    weights = {term: (1 + log(number)) * shares.rarity(term) for term, number in counts.items()}
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_KEPT]
    # Two terms of one item seldom share a hash; the stronger stays.
    by_key: dict[int, float] = {}
    for term, weight in kept:
        if weight > 0:
            by_key.setdefault(term_key(term), weight)
    length = sqrt(sum(weight * weight for weight in by_key.values())) or 1.0
    return Terms(array("I", by_key), array("f", (weight / length for weight in by_key.values())))


def cosine(weights: Mapping[int, float], other: Terms) -> float:
    """The cosine of an item's weights by key (Terms.as_mapping) and another item's terms: 0 to 1."""
    return sum(map(mul, map(weights.get, other.keys, repeat(0.0)), other.weights))
