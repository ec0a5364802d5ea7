"""Finds the earlier items nearest to a new one by their terms, through the table of features. Decides no story."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from wireroom.core.matching.features import Features, Kind
from wireroom.core.matching.terms.vectors import Terms, cosine

# What is read for one key, and weighed exactly.
CAP, WEIGHED = 64, 40
FLOOR = 0.05


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An earlier item and the cosine of its terms with the new one's (0.05 to 1)."""

    item: int
    cosine: float


def find_neighbours(
    terms: Terms, features: Features, *, read: Callable[[Collection[int]], Mapping[int, Terms]]
) -> list[Neighbour]:
    """The nearest earlier items, nearest first, at most forty: looked up by strong terms, weighed exactly.

    `read` gives the terms of items that were looked up, without those that do not count.
    """
    weights = terms.as_mapping()
    strongest = {key: weights[key] for key in terms.strongest}
    nearest = read(features.heaviest(Kind.TERM, strongest, cap=CAP, most=WEIGHED))
    found = [Neighbour(item, cosine(weights, other)) for item, other in nearest.items()]
    return sorted((one for one in found if one.cosine >= FLOOR), key=lambda one: (-one.cosine, -one.item))
