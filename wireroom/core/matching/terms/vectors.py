"""An item as weighted terms (tf-idf), and how near two such are. Knows no stories."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log, sqrt
from operator import mul
from struct import pack, unpack

from wireroom.core.matching.terms.shares import TermShares, term_keys

STRONGEST, KEPT = 24, 60
_WORTH = (0.0, *(1 + log(number) for number in range(1, 100)))


@dataclass(frozen=True, slots=True)
class Terms:
    """The strongest terms of an item, at most 60, the strongest first: `keys` are 32-bit hashes of terms, `weights`
    the coordinates of a vector of length 1."""

    keys: array = field(repr=False)
    weights: array = field(repr=False)

    @property
    def strongest(self) -> array:
        """The keys of the 24 strongest, by which items are looked up."""
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


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of an item by their keys, each once, and what its number there is worth: 1 + ln of it."""

    keys: tuple[int, ...] = field(repr=False)
    worth: tuple[float, ...] = field(repr=False)


def key_terms(counts: Counter[str]) -> Counted:
    """Counted terms by their keys. Two terms of one item seldom share a hash; the later stays."""
    by_key = dict(zip(term_keys(counts), counts.values(), strict=True))
    return Counted(tuple(by_key), tuple([_WORTH[number] if number < 100 else _WORTH[99] for number in by_key.values()]))


def weigh_terms(counted: Counted, shares: TermShares) -> Terms:
    """The vector of an item from its counted terms: their worth times their rarity, cut to the strongest and
    normalised."""
    weights = list(map(mul, counted.worth, shares.rarities(counted.keys)))
    # Numbers are sorted in a fraction of the time of pairs.
    least = sorted(weights)[-KEPT] if len(weights) > KEPT else 0.0
    heavy = [pair for pair in zip(weights, counted.keys, strict=True) if pair[0] >= least and pair[0] > 0]
    kept = sorted(heavy, reverse=True)[:KEPT]
    length = sqrt(sum([weight * weight for weight, _ in kept])) or 1.0
    return Terms(array("I", [key for _, key in kept]), array("f", [weight / length for weight, _ in kept]))


def cosine(weights: Mapping[int, float], other: Terms) -> float:
    """The cosine of an item's weights by key (Terms.as_mapping) and another item's terms: 0 to 1."""
    total = 0.0
    # Two items share few terms.
    for number, key in enumerate(other.keys):
        if key in weights:
            total += weights[key] * other.weights[number]
    return total
