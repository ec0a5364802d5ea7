"""Which story an item joins as it comes, and the Story rows. Regroups nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count, F, Max, Min

from wireroom.core.addresses import article_key
from wireroom.core.matching.clusters import Extent, choose_story
from wireroom.core.matching.copy_groups import CopiesFound
from wireroom.core.matching.neighbours import Neighbour
from wireroom.stories.actions.groups import StoredGroups
from wireroom.stories.models import Match, Story
from wireroom.wire.models import Item


class Joining:
    """Finds stories for the items of a batch. An item alone has none; the second of a story makes it.

    `moved` collects the items that were in no story, or in another, before.
    """

    def __init__(self, groups: StoredGroups, *, now: datetime):
        self._groups = groups
        self._now = now
        self._grown: set[int] = set()
        self.moved: set[int] = set()

    def story_of(
        self, before: Match | None, found: CopiesFound, neighbours: Sequence[Neighbour], *, published: datetime
    ) -> int | None:
        """The story of an item: its leader's, the one it had, or the one it is nearest to; None where it is alone."""
        if found.round_up:
            return None
        if before and before.story_id and found.leader == before.leader_id:
            return before.story_id
        leading = Match.objects.filter(item_id=found.leader).values_list("story_id", flat=True).first()
        story = leading or self._nearest(neighbours, published)
        if story:
            self._grown.add(story)
        return story

    def store(self) -> None:
        """Bring size and times of the stories that grew up to date."""
        measure_stories(self._grown)

    def _nearest(self, neighbours: Sequence[Neighbour], published: datetime) -> int | None:
        """The story chosen among those of the neighbours; one that is alone counts as a story of its own."""
        rows = Match.objects.filter(item_id__in=[one.item for one in neighbours], round_up=False)
        standing = {item: (story, at) for item, story, at in rows.values_list("item_id", "story_id", "published")}
        links: dict[int, list[float]] = defaultdict(list)
        extents: dict[int, Extent] = {}
        for one in neighbours:
            if one.item not in standing:
                continue
            story, at = standing[one.item]
            links[story or -one.item].append(one.cosine)
            if story is None:
                extents[-one.item] = Extent(1, at, at)
        real = [story for story in links if story > 0]
        for row in Story.objects.filter(id__in=real, closed_at=None):
            extents[row.id] = Extent(row.size, row.began_at, row.ended_at)
        chosen = choose_story({s: links[s] for s in links if s in extents}, extents, moment=published)
        if chosen is None or chosen > 0:
            return chosen
        return self._begin(-chosen)

    def _begin(self, item_id: int) -> int:
        """A story that begins with an item that was alone until now, and its copies."""
        story = new_story(Item.objects.select_related("provider").get(id=item_id), now=self._now)
        Match.objects.filter(leader_id=item_id).update(story=story)
        self.moved.update(self._groups.members(item_id))
        return story.id


def new_story(item: Item, *, now: datetime) -> Story:
    """A story that goes by the identity of the item it begins with; by a further name where that one is taken."""
    number = 0
    while True:
        further = f"\x1f{number}" if number else ""
        key = article_key("story", f"{item.provider.slug}\x1f{item.guid}{further}")
        if not Story.objects.filter(key=key).exists():
            return Story.objects.create(key=key, created_at=now)
        number += 1


def measure_stories(story_ids: Iterable[int]) -> None:
    """Count the items of stories, copies once, and read when they began and ended."""
    ids = list(story_ids)
    rows = Match.objects.filter(story_id__in=ids).values("story_id").order_by()
    spans = {row["story_id"]: row for row in rows.annotate(began=Min("published"), ended=Max("published"))}
    sizes = Match.objects.filter(story_id__in=ids, leader_id=F("item_id")).values("story_id").order_by()
    counts = {row["story_id"]: row["size"] for row in sizes.annotate(size=Count("item_id"))}
    for story_id in ids:
        span = spans.get(story_id, {"began": None, "ended": None})
        Story.objects.filter(id=story_id).update(
            size=counts.get(story_id, 0), began_at=span["began"], ended_at=span["ended"]
        )
