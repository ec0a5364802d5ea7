"""Finds the earlier items nearest to a new one by their terms, through the table of features. Decides no story."""

from collections.abc import Callable
from dataclasses import dataclass

from wireroom.core.matching.features import Features, Kind
from wireroom.core.matching.terms.vectors import Terms, cosine

# What is read for one key, and weighed exactly.
CAP, WEIGHED = 200, 100
FLOOR = 0.05


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An earlier item and the cosine of its terms with the new one's (0.05 to 1)."""

    item: int
    cosine: float


def find_neighbours(terms: Terms, features: Features, *, read: Callable[[int], Terms]) -> list[Neighbour]:
    """The nearest earlier items, nearest first, at most a hundred: looked up by strong terms, weighed exactly."""
    weights = terms.as_mapping()
    strongest = {key: weights[key] for key in terms.strongest}
    nearest = features.heaviest(Kind.TERM, strongest, cap=CAP, most=WEIGHED)
    found = [Neighbour(item, cosine(weights, read(item))) for item in nearest]
    return sorted((one for one in found if one.cosine >= FLOOR), key=lambda one: (-one.cosine, -one.item))
