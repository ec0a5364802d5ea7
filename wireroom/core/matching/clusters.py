"""Stories as they grow: each new item joins the story it is nearest to, or begins one. Regroups nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wireroom.core.matching.neighbours import Neighbour

JOIN = 0.18
LINKS = 3
CAUTION, SETTLED = 0.08, 1000
OPEN, OPEN_BIG, BIG = timedelta(hours=72), timedelta(days=14), 10
# How much nearer things must be beyond the 72 hours, and for each day more.
LATER, LATER_EACH_DAY = 0.1, 0.04

# When the first and the last of something were published, where that is known.
Span = tuple[datetime | None, datetime | None]


@dataclass(slots=True)
class Story:
    """A growing story: its items by number in order of arrival, and when the first and the last were published."""

    items: list[int]
    began: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a story is, and when its first and its last item were published."""

    size: int
    began: datetime | None
    ended: datetime | None


class Stories:
    """The stories of a stream. A story is known by the number of its earliest item."""

    def __init__(self):
        self._story_of: dict[int, int] = {}
        self._stories: dict[int, Story] = {}

    def story(self, item: int) -> int:
        """The story that an item is in."""
        return self._story_of[item]

    def items(self, story: int) -> list[int]:
        """The items of a story, in order of arrival."""
        return list(self._stories[story].items)

    def take(
        self,
        item: int,
        neighbours: Iterable[Neighbour],
        *,
        published: datetime | None,
        bridged: Callable[[], int | None] = lambda: None,
    ) -> int:
        """Puts a new item into a story; returns which. Where no neighbour is near enough, into that which `bridged`
        finds."""
        story = self._nearest(neighbours, published)
        if story is None:
            story = bridged()
        if story is None:
            story = item
            self._stories[story] = Story([])
        self._add(story, item, published)
        return story

    def replace(self, stories: Iterable[int], groups: Iterable[list[tuple[int, datetime | None]]]) -> None:
        """Puts the items of some stories into other groups. Each goes by its earliest item, so most keep their name."""
        for story in stories:
            del self._stories[story]
        for group in groups:
            story = min(item for item, _ in group)
            self._stories[story] = Story([])
            for item, published in sorted(group, key=lambda pair: pair[0]):
                self._add(story, item, published)

    def _add(self, story: int, item: int, published: datetime | None) -> None:
        grown = self._stories[story]
        grown.items.append(item)
        self._story_of[item] = story
        if published is not None:
            grown.began = min(grown.began or published, published)
            grown.ended = max(grown.ended or published, published)

    def _nearest(self, neighbours: Iterable[Neighbour], published: datetime | None) -> int | None:
        links: dict[int, list[float]] = defaultdict(list)
        for neighbour in neighbours:
            links[self._story_of[neighbour.item]].append(neighbour.cosine)
        return choose_story(links, {story: self._extent(story) for story in links}, moment=published)

    def _extent(self, story: int) -> Extent:
        grown = self._stories[story]
        return Extent(len(grown.items), grown.began, grown.ended)


def choose_story(
    links: Mapping[int, list[float]], extents: Mapping[int, Extent], *, moment: datetime | None, caution: float = 0.0
) -> int | None:
    """The story that something of that moment joins: of those not too far back that with the highest mean of its three
    best links, less what their distance in time asks (ask_for), the older of two alike; None where that is 0.18 and
    `caution` or less.

    `links` has the cosines with items of each story in question.
    """
    best, strength = None, JOIN + caution
    for story, cosines in links.items():
        extent = extents[story]
        asked = ask_for(time_between((extent.began, extent.ended), (moment, moment)), size=extent.size)
        if asked is None:
            continue
        counted = max(1, min(LINKS, extent.size))
        mean = sum(sorted(cosines, reverse=True)[:counted]) / counted - asked
        if mean > strength or (mean == strength and (best is None or story < best)):
            best, strength = story, mean
    return best


def ask_for(apart: timedelta, *, size: int) -> float | None:
    """How much nearer than usual two groups of items so far apart in time must be to be one story of that size.

    Nothing for 72 hours, and for 14 days once it has ten items; else from then on 0.1, and 0.04 for each day more; None
    beyond 14 days: what comes so late is another story whatever it says.
    """
    if apart <= OPEN or (size >= BIG and apart <= OPEN_BIG):
        return 0.0
    return None if apart > OPEN_BIG else LATER + LATER_EACH_DAY * ((apart - OPEN) / timedelta(days=1))


def decide_caution(items: int) -> float:
    """How much nearer two items must be while only so many were counted: from 0.08 down to nothing at a thousand.

    Until a newsroom's own names are known to be common there, whatever happens in one town looks like one story.
    """
    return CAUTION * max(0.0, 1 - items / SETTLED)


def is_open(began: datetime | None, ended: datetime | None, *, moment: datetime | None, size: int) -> bool:
    """Whether something of that moment can belong to a story of that time by a bridge alone: 72 hours apart at most, 14
    days for a story of ten items. What has no date can belong to any."""
    return ask_for(time_between((began, ended), (moment, moment)), size=size) == 0.0


def time_between(one: Span, other: Span) -> timedelta:
    """How long after the end of the one the other begins, or the other way round; nothing where they overlap, or where
    one has no date."""
    (began, ended), (first, last) = one, other
    if began is None or ended is None or first is None or last is None:
        return timedelta(0)
    return max(began - last, first - ended, timedelta(0))
