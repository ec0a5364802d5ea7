"""Which story an item joins as it comes, and the Story rows. Regroups nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, F, Max, Min, Q

from wireroom.core.addresses import article_key
from wireroom.core.matching.anchors.bridges import Bridge
from wireroom.core.matching.clusters import Extent, choose_story, decide_caution, is_open
from wireroom.core.matching.copy_groups import CopiesFound
from wireroom.core.matching.crossing import Told, may_join
from wireroom.core.matching.judged import Word, decide_judged
from wireroom.core.matching.neighbours import Neighbour
from wireroom.stories.actions.standings import Standings, aware
from wireroom.stories.models import Judgement, Match, Story
from wireroom.wire.models import Item

# Stories that begin with a batch go by such numbers, with that of their first item, until they are stored.
BEGUN = 1 << 62
# Asked for with every item, as the standings are.
_READ = "SELECT id, size, began_at, ended_at FROM stories_story WHERE closed_at IS NULL AND id IN"


@dataclass(frozen=True, slots=True)
class Near:
    """What an item is near to: earlier items by their terms, those in other languages by what they share; and its own
    language, "" where it is not known."""

    neighbours: Sequence[Neighbour]
    bridges: Sequence[Bridge] = ()
    language: str = ""


class Joining:
    """Finds stories for the items of a batch. An item alone has none; the second of a story makes it. Writes nothing
    before it is told to store.

    `moved` collects the items that were in no story, or in another, before; `judged` are those of whose stories persons
    said something.
    """

    def __init__(self, standings: Standings, *, counted: int, now: datetime):
        self._standings = standings
        self._caution = decide_caution(counted)
        self._now = now
        self._extents: dict[int, Extent | None] = {}
        self._grown: set[int] = set()
        self._begun: list[int] = []
        self._any_said: bool | None = None
        self._apart: dict[int, set[int]] = {}
        self._told: dict[int, Told] = {}
        self.moved: set[int] = set()
        self.judged: set[int] = set()

    def read_said(self, items: Collection[int]) -> None:
        """Read what persons said of the stories of many items at once: mostly nothing."""
        rows = Judgement.objects.filter(Q(item__in=items) | Q(other__in=items), question=Judgement.Question.STORY)
        words = [Word(*row) for row in rows.order_by("id").values_list("item_id", "other_id", "answer")]
        self.judged.update(item for word in words for item in (word.one, word.other))
        for one, other in decide_judged(words).apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def story_of(self, item: int, found: CopiesFound, near: Near, *, published: datetime) -> int | None:
        """The story of an item: its leader's, the one it had, the one it is nearest to, or the one that is told in
        another language; None where it is alone. What says more than its leader takes that along."""
        if found.round_up:
            return None
        self._told[item] = Told(published, near.language)
        led = self._standings.of(found.leader).story
        # By words that a person alone calls the same as its leader's, nothing is found of these.
        alone = found.leader != item and not found.same
        if not led and found.leader != item:
            self._share_said(item, found.leader)
        story = led or (None if alone else self._find(item, near, published))
        if story and not led and (found.leader != item or self._standings.of(item).version):
            self._take_along(found.leader, story, but=item)
        if story and self._standings.of(item).story != story:
            self._grow(story, published, counts=found.leader == item)
        return story

    def store(self) -> None:
        """Store the standings and the stories that began, and bring size and times of those that grew up to date."""
        rows = Item.objects.select_related("provider").filter(id__in=self._begun).order_by("id")
        stored = {BEGUN + item: story for item, story in new_stories(rows, now=self._now).items()}
        self._standings.rename(stored)
        self._standings.store()
        measure_stories({stored.get(story, story) for story in self._grown} | self._standings.left.keys())
        lead_on(self._standings.left)

    def _find(self, item: int, near: Near, published: datetime) -> int | None:
        return self._nearest(item, near.neighbours, published) or self._across(item, near.bridges, published)

    def _share_said(self, item: int, leader: int) -> None:
        """What persons keep apart from the copies of a leader is kept apart from one that comes to them."""
        if self._any_said is None:
            self._any_said = Judgement.objects.filter(question=Judgement.Question.STORY).exists()
        if self._any_said:
            members = self._standings.members(leader)
            self.read_said(members)
            self._apart.setdefault(item, set()).update(*(self._apart.get(member, ()) for member in members))

    def _take_along(self, leader: int, story: int, *, but: int) -> None:
        """Put the copies of a leader, which were in no story, into that of one of them."""
        if leader != but:
            self._grow(story, self._standings.of(leader).published, counts=True)
        for member in self._standings.members(leader):
            if member != but:
                self._standings.put(member, story)
                self.moved.add(member)

    def _nearest(self, item: int, neighbours: Sequence[Neighbour], published: datetime) -> int | None:
        """The story chosen among those of the neighbours; one that is alone counts as a story of its own. None that a
        person said the item does not tell."""
        self._standings.read(one.item for one in neighbours)
        shut = {self._place(other) for other in self._apart.get(item, ())}
        links: dict[int, list[float]] = defaultdict(list)
        extents: dict[int, Extent] = {}
        for one in neighbours:
            standing = self._standings.of(one.item)
            if standing.round_up or standing.published is None:
                continue
            if shut and self._place(one.item) in shut:
                continue
            links[standing.story or -one.item].append(one.cosine)
            if standing.story is None:
                extents[-one.item] = Extent(1, standing.published, standing.published)
        self._read_extents(story for story in links if story > 0)
        extents |= {story: extent for story in links if story > 0 and (extent := self._extents[story])}
        chosen = choose_story(
            {s: links[s] for s in links if s in extents}, extents, moment=published, caution=self._caution
        )
        return self._begin(-chosen) if chosen is not None and chosen < 0 else chosen

    def _across(self, item: int, bridges: Sequence[Bridge], published: datetime) -> int | None:
        """The open story that the strongest bridge leads to, where the item may join it."""
        self._standings.read(one.item for one in bridges)
        shut = {self._place(other) for other in self._apart.get(item, ())}
        for one in bridges:
            standing = self._standings.of(one.item)
            if standing.round_up or (shut and self._place(one.item) in shut):
                continue
            if standing.story is None:
                return self._begin(one.item)
            self._read_extents([standing.story])
            extent = self._extents[standing.story]
            if extent is None or not is_open(extent.began, extent.ended, moment=published, size=extent.size):
                continue
            told = self._read_told(standing.story)
            if may_join([item], told, one.strength, told=told | {item: self._told[item]}):
                return standing.story
        return None

    def _read_told(self, story: int) -> dict[int, Told]:
        """When the items of a story were published and in which languages, those of this batch too."""
        told: dict[int, Told] = {}
        if story < BEGUN:
            rows = Match.objects.filter(story_id=story).values_list("item_id", "published", "language")
            told = {item: Told(published, language.split("-")[0]) for item, published, language in rows}
        return told | {item: one for item, one in self._told.items() if self._standings.of(item).story == story}

    def _place(self, item: int) -> int:
        """The story of an item; the leader of its copies, as a negative number, where they are alone."""
        leader = self._standings.of(item).leader
        return self._standings.of(leader).story or -leader

    def _read_extents(self, stories: Iterable[int]) -> None:
        """The extents of stories not known yet; of a closed one None: it takes no more."""
        unread = [story for story in stories if story not in self._extents]
        if unread:
            self._extents.update(dict.fromkeys(unread))
            with connection.cursor() as cursor:
                cursor.execute(f"{_READ} ({', '.join(['%s'] * len(unread))})", unread)
                for story, size, began, ended in cursor.fetchall():
                    self._extents[story] = Extent(size, aware(began), aware(ended))

    def _grow(self, story: int, published: datetime, *, counts: bool) -> None:
        self._grown.add(story)
        extent = self._extents.get(story)
        if extent:
            began, ended = extent.began or published, extent.ended or published
            self._extents[story] = Extent(extent.size + counts, min(began, published), max(ended, published))

    def _begin(self, item_id: int) -> int:
        """A story that begins with an item that was alone until now, and its copies."""
        story, published = BEGUN + item_id, self._standings.of(item_id).published
        self._begun.append(item_id)
        self._extents[story] = Extent(1, published, published)
        for member in self._standings.members(item_id):
            self._standings.put(member, story)
            self.moved.add(member)
        return story


def new_stories(items: Iterable[Item], *, now: datetime) -> dict[int, int]:
    """The stories that begin with some items, by item. Each goes by the identity of its item: one that began with it
    before and was led on comes back; where that name is another's, by a further one."""
    waiting, made, number = list(items), {}, 0
    while waiting:
        further = f"\x1f{number}" if number else ""
        keys = {article_key("story", f"{item.provider.slug}\x1f{item.guid}{further}"): item for item in waiting}
        known = set(Story.objects.filter(key__in=keys).values_list("key", flat=True))
        emptied = Story.objects.filter(key__in=keys, matches=None, closed_at=None).exclude(merged_into=None)
        for story in emptied:
            _bring_back(story)
            made[keys[story.key].id] = story.id
        free = [Story(key=key, created_at=now) for key in keys if key not in known]
        made |= {keys[story.key].id: story.id for story in Story.objects.bulk_create(free)}
        waiting = [item for item in keys.values() if item.id not in made]
        number += 1
    return made


def _bring_back(story: Story) -> None:
    """Have a story stand at its address again; the name that the other one took over from it goes with it."""
    Story.objects.filter(id=story.merged_into_id, name=story.name).update(name="")
    Story.objects.filter(id=story.id).update(merged_into=None)


def lead_on(left: Mapping[int, int | None]) -> None:
    """Have the addresses of stories that nothing is left in lead to where their last items went."""
    emptied = Story.objects.filter(id__in=left.keys(), merged_into=None, matches=None)
    for story in emptied:
        if into := left[story.id]:
            lead_to(story.id, into)


def lead_to(story_id: int, into: int) -> None:
    """Have the address of a story that nothing is left in lead to another, which is called as persons called the first
    where it has no name: that would be lost."""
    Story.objects.filter(id=story_id).update(merged_into=into)
    name = Story.objects.values_list("name", flat=True).get(id=story_id)
    Story.objects.filter(id=into, name="").update(name=name)


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
