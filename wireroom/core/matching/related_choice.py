"""Chooses what else to read beside an item from its neighbours. Finds none itself."""

from collections.abc import Callable, Collection, Iterable

from wireroom.core.matching.neighbours import Neighbour

SHOWN = 10


def choose_related(
    neighbours: Iterable[Neighbour], *, same_story: Collection[int], alike: Callable[[int, int], bool]
) -> list[int]:
    """At most ten items, those of the same story first, the nearest first; no two of them `alike`.

    The neighbours are earlier items, none of them a copy of the item itself.
    """
    ranked = sorted(neighbours, key=lambda one: (one.item not in same_story, -one.cosine, -one.item))
    chosen: list[int] = []
    for neighbour in ranked:
        if len(chosen) == SHOWN:
            break
        if not any(alike(neighbour.item, other) for other in chosen):
            chosen.append(neighbour.item)
    return chosen
