"""The cosines and bridges between items of a stream, and what hangs together by them. Groups nothing."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from wireroom.core.matching.neighbours import Neighbour

# Links of an item that are kept.
KEPT = 60


class Links:
    """Links by number of item: to the nearest earlier ones, and from the later ones that found it near enough."""

    def __init__(self, *, near_enough: float):
        self._near_enough = near_enough
        self._earlier: dict[int, tuple[array, array]] = {}
        self._later: dict[int, array] = {}
        self._bridges: dict[int, dict[int, float]] = {}

    def take(self, item: int, neighbours: Sequence[Neighbour], *, apart: bool) -> None:
        """Keeps the links of a new item to the nearest earlier ones; `neighbours` come nearest first.

        What stands `apart` ties nothing together: a copy, whose original does, or a round-up.
        """
        kept = neighbours[:KEPT]
        self._earlier[item] = (array("I", (one.item for one in kept)), array("f", (one.cosine for one in kept)))
        for one in kept:
            if apart or one.cosine < self._near_enough:
                break
            self._later.setdefault(one.item, array("I")).append(item)

    def earlier(self, item: int) -> Iterator[Neighbour]:
        """The earlier items near an item, nearest first."""
        numbers, cosines = self._earlier.get(item, ((), ()))
        return (Neighbour(number, cosine) for number, cosine in zip(numbers, cosines, strict=True))

    def between(self, items: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """The links among these items: the later, the earlier, the cosine."""
        among = set(items)
        for item in sorted(among):
            for one in self.earlier(item):
                if one.item in among:
                    yield item, one.item, one.cosine

    def bridge(self, item: int, other: int, strength: float) -> None:
        """Keeps that an item tells of the same event as one in another language."""
        self._bridges.setdefault(item, {})[other] = strength
        self._bridges.setdefault(other, {})[item] = strength

    def bridges(self) -> Mapping[int, Collection[int]]:
        """The items that each is bridged to."""
        return self._bridges

    def bridges_between(self, items: Iterable[int]) -> Iterator[tuple[int, int, float]]:
        """The bridges among these items: the later, the earlier, the strength."""
        among = set(items)
        for item in sorted(among & self._bridges.keys()):
            for other, strength in self._bridges[item].items():
                if other < item and other in among:
                    yield item, other, strength

    def stories_around(
        self, story: int, *, story_of: Callable[[int], int], items_of: Callable[[int], list[int]], most: int
    ) -> list[int]:
        """The stories that hang together with one by links that are near enough and by bridges, the nearest steps
        first, until their items would be more than `most`."""
        found, queue, size = {story}, [story], len(items_of(story))
        for at in queue:
            for item in items_of(at):
                for other in self._near(item):
                    if (further := story_of(other)) in found:
                        continue
                    if size + len(items_of(further)) > most:
                        return queue
                    size += len(items_of(further))
                    found.add(further)
                    queue.append(further)
        return queue

    def _near(self, item: int) -> Iterator[int]:
        for one in self.earlier(item):
            if one.cosine < self._near_enough:
                break
            yield one.item
        yield from self._later.get(item, ())
        yield from self._bridges.get(item, ())
