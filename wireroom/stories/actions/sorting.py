"""Joining and splitting stories as a person wants them, each as judgements on pairs of items. Names and closes none."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.stories.actions.judging import sign_judgement
from wireroom.stories.actions.regrouping import regroup_items
from wireroom.stories.actions.shares import lock_counts
from wireroom.stories.models import Judgement, Match, Story
from wireroom.wire.models import Item

Answer = Judgement.Answer
# Words on what would scatter may scatter something else, hardly twice.
TRIES = 3


def join_stories(story: Story, other: Story, *, by: By, now: datetime) -> set[int]:
    """Make two stories one; the address of the later one leads to the other, which takes its name over where it has
    none. Returns the items whose story changed.

    Raises WireroomError where one of them is closed, empty or the other.
    """
    if story.id == other.id:
        raise WireroomError(f"story {story.key}: it cannot join itself")
    with transaction.atomic():
        said = _Said(by, now)
        staying, coming = said.leaders(story), said.leaders(other)
        said.same(staying[0], coming[0])
        return said.carry_out({*staying, *coming}, together=(staying, coming))


def split_story(story: Story, items: Collection[Item], *, by: By, now: datetime) -> set[int]:
    """Make some items of a story another one; the address stays with its first item. Returns the items whose story
    changed. Raises WireroomError where none is ticked or none would stay."""
    with transaction.atomic():
        said = _Said(by, now)
        ticked, staying = said.divide(story, items)
        for item in ticked:
            said.different(item, staying[0])
        for item in ticked[1:]:
            said.same(item, ticked[0])
        return said.carry_out({*ticked, staying[0]}, together=(ticked, staying))


def move_items(items: Collection[Item], story: Story, *, by: By, now: datetime) -> set[int]:
    """Put items into another story, each with its copies; what they leave stays whole. Returns the items whose story
    changed. Raises WireroomError where an item is there already."""
    with transaction.atomic():
        said = _Said(by, now)
        coming, staying = said.standing(items), said.leaders(story)
        if not coming:
            raise WireroomError(f"story {story.key}: tick what is to go there")
        left: list[list[int]] = []
        for origin in sorted({match.story_id for match in coming.values() if match.story_id}):
            if origin == story.id:
                raise WireroomError(f"story {story.key}: it is there already")
            rest = [item for item in said.leaders(Story.objects.get(id=origin)) if item not in coming]
            for item in (item for item, match in coming.items() if match.story_id == origin and rest):
                said.different(item, rest[0])
            left.append(rest)
        for item in coming:
            said.same(item, staying[0])
        return said.carry_out({*coming, staying[0]}, together=([*staying, *coming], *left))


class _Said:
    """What is said for one wish of a person, and its being carried out. Made and used within one transaction."""

    def __init__(self, by: By, now: datetime):
        self._by, self._now = by, now
        lock_counts()

    def leaders(self, story: Story) -> list[int]:
        """The items of a story, copies once, the earliest first."""
        found = sorted(set(Match.objects.filter(story=story).values_list("leader_id", flat=True)))
        if not found:
            raise WireroomError(f"story {story.key}: it has no items any more")
        if Story.objects.filter(id=story.id).exclude(closed_at=None).exists():
            raise WireroomError(f"story {story.key}: it is closed; open it first")
        return found

    def standing(self, items: Collection[Item]) -> dict[int, Match]:
        """The matches of some items, by the leader of their copies, the earliest first."""
        rows = Match.objects.select_related("item").filter(item_id__in=[item.id for item in items])
        found = {row.item_id: row for row in rows}
        for item in items:
            if item.id not in found:
                raise WireroomError(f"{item.guid}: it was not matched yet")
            if found[item.id].round_up:
                raise WireroomError(f"{item.guid}: a round-up of several stories belongs to none")
        return {row.leader_id: row for row in sorted(found.values(), key=lambda row: row.leader_id)}

    def divide(self, story: Story, items: Collection[Item]) -> tuple[list[int], list[int]]:
        """The leaders that are to leave a story, and those that stay."""
        leaders = self.leaders(story)
        ticked = [item for item in self.standing(items) if item in leaders]
        if not ticked:
            raise WireroomError(f"story {story.key}: tick the items that are another story")
        staying = [item for item in leaders if item not in ticked]
        if not staying:
            raise WireroomError(f"story {story.key}: leave at least one item in it")
        return ticked, staying

    def same(self, one: int, other: int) -> None:
        """Two items tell one story."""
        self._sign(one, other, Answer.SAME)

    def different(self, one: int, other: int) -> None:
        """Two items tell different stories."""
        self._sign(one, other, Answer.DIFFERENT)

    def carry_out(self, touched: Collection[int], *, together: Collection[Collection[int]]) -> set[int]:
        """Regroup; what the person saw `together`, and the links alone would scatter, is said to be together too."""
        asked = set(touched)
        for _ in range(TRIES):
            with transaction.atomic():
                moved = regroup_items(asked, now=self._now)
                strays = [(item, group[0]) for group in map(sorted, together) for item in _strays(group)]
                # No address follows items to where they are not to be.
                transaction.set_rollback(bool(strays))
            if not strays:
                return moved | set(touched)
            for item, first in strays:
                self.same(item, first)
            asked.update(item for pair in strays for item in pair)
        return regroup_items(asked, now=self._now) | set(touched)

    def _sign(self, one: int, other: int, answer: str) -> None:
        judgement = Judgement(question=Judgement.Question.STORY, item_id=one, other_id=other, answer=answer)
        sign_judgement(judgement, by=self._by, now=self._now)


def _strays(group: list[int]) -> list[int]:
    """Those of some items that are not in the first one's story."""
    stories = dict(Match.objects.filter(item_id__in=group).values_list("item_id", "story_id"))
    return [item for item in group[1:] if stories[item] is None or stories[item] != stories[group[0]]]
