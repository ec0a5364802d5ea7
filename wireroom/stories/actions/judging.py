"""A person's word on what the machine found: kept for ever, applied at once. The caller has the items decided again."""

from datetime import datetime

from django.db import transaction

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.stories.actions.groups import StoredGroups
from wireroom.stories.actions.regrouping import regroup_items
from wireroom.stories.actions.shares import lock_counts
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Judgement, Match, Story
from wireroom.wire.models import Item

Question, Answer = Judgement.Question, Judgement.Answer


def judge_copies(item: Item, other: Item, *, answer: str, by: By, now: datetime) -> set[int]:
    """Say whether two items are the same copy. Returns the items to decide again. Raises WireroomError."""
    if item == other:
        raise WireroomError(f"{item.guid}: an item is no copy of itself")
    with transaction.atomic():
        lock_counts()
        _write(Question.COPY, item, other, answer=answer, by=by, now=now)
        standings = Standings()
        groups = StoredGroups(standings)
        one, two = groups.leader(_matched(item)), groups.leader(_matched(other))
        if answer == Answer.SAME and one != two:
            groups.merge(*sorted((one, two)))
        elif answer == Answer.DIFFERENT and one == two:
            groups.leave(max(item.id, other.id))
        touched = {member for leader in groups.touched for member in groups.members(leader)}
        standings.store()
    return touched | {item.id, other.id}


def judge_stories(item: Item, other: Item, *, answer: str, by: By, now: datetime) -> set[int]:
    """Say whether two items tell one story: joins or splits their stories. Returns the items whose story changed."""
    if item == other:
        raise WireroomError(f"{item.guid}: one item tells one story")
    with transaction.atomic():
        lock_counts()
        _matched(item), _matched(other)
        _write(Question.STORY, item, other, answer=answer, by=by, now=now)
    return regroup_items([item.id, other.id], now=now) | {item.id, other.id}


def choose_lead(item: Item, *, answer: str, by: By, now: datetime) -> set[int]:
    """Have an item lead its copies, or no more. Returns the items to decide again."""
    with transaction.atomic():
        _write(Question.LEAD, item, None, answer=answer, by=by, now=now)
        leader = Standings().of(_matched(item)).leader
        return set(Match.objects.filter(leader_id=leader).values_list("item_id", flat=True))


def name_story(story: Story, *, name: str, by: By, now: datetime) -> None:
    """Call a story by a name; "" gives it back the headline of its newest article."""
    with transaction.atomic():
        _write(Question.NAME, first_item(story), None, answer=Answer.SAME, by=by, now=now, words=name.strip()[:200])
        Story.objects.filter(id=story.id).update(name=name.strip()[:200])


def close_story(story: Story, *, closed: bool, by: By, now: datetime) -> None:
    """Let no more items come to a story, or open it again."""
    with transaction.atomic():
        answer = Answer.SAME if closed else Answer.DIFFERENT
        _write(Question.CLOSED, first_item(story), None, answer=answer, by=by, now=now)
        Story.objects.filter(id=story.id).update(closed_at=now if closed else None)


def first_item(story: Story) -> Item:
    """The earliest item of a story. Raises WireroomError for one that has none any more."""
    row = Match.objects.filter(story=story).select_related("item").order_by("item_id").first()
    if row is None:
        raise WireroomError(f"story {story.key}: it has no items any more")
    return row.item


def _matched(item: Item) -> int:
    if not Match.objects.filter(item=item).exists():
        raise WireroomError(f"{item.guid}: it was not matched yet")
    return item.id


def _write(question: str, item: Item, other: Item | None, *, answer: str, by: By, now: datetime, words: str = ""):
    Judgement.objects.create(
        question=question,
        item=item,
        other=other,
        answer=answer,
        words=words,
        by_id=by.user_id,
        by_name=by.name,
        at=now,
    )
