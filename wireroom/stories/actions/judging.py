"""A person's word on what the machine found: kept for ever, applied at once. The caller has the items decided again."""

from datetime import datetime

from django.db import transaction

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.stories.actions.groups import StoredGroups
from wireroom.stories.actions.joining import lead_on, measure_stories
from wireroom.stories.actions.matching import rematch_items
from wireroom.stories.actions.regrouping import regroup_items
from wireroom.stories.actions.shares import lock_counts
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Judgement, Match, Story
from wireroom.wire.models import Item

Question, Answer = Judgement.Question, Judgement.Answer


def judge_copies(item: Item, other: Item, *, answer: str, by: By, now: datetime) -> set[int]:
    """Say whether two items are the same copy. Returns the items to decide again. Raises WireroomError.

    What was said before of these and of others that share a group with them holds as far as this word allows. Unsure
    takes back what was said: what the machine finds counts again.
    """
    if item == other:
        raise WireroomError(f"{item.guid}: an item is no copy of itself")
    pair = (min(item.id, other.id), max(item.id, other.id))
    with transaction.atomic():
        lock_counts()
        _matched(item), _matched(other)
        standings = Standings()
        groups = StoredGroups(standings)
        taken_back = answer == Answer.UNSURE and other.id in groups.apart(item.id) | groups.same(item.id)
        sign_judgement(Judgement(question=Question.COPY, item=item, other=other, answer=answer), by=by, now=now)
        split = groups.settle(pair, doubted=pair if taken_back else None)
        touched = {member for leader in groups.touched for member in groups.members(leader)}
        standings.store()
        measure_stories(standings.left)
        lead_on(standings.left)
        # What is by itself again tells its story by its own words.
        touched |= rematch_items(split | ({pair[1]} if taken_back else set()), now=now)
        touched |= regroup_items(pair, now=now)
    return touched | {item.id, other.id}


def judge_stories(item: Item, other: Item, *, answer: str, by: By, now: datetime) -> set[int]:
    """Say whether two items tell one story: joins or splits their stories. Returns the items whose story changed.

    Raises WireroomError for items that are copies of one, for round-ups, which tell no one story, and for items of a
    closed story.
    """
    if item == other:
        raise WireroomError(f"{item.guid}: one item tells one story")
    with transaction.atomic():
        lock_counts()
        one, two = _may_move(item), _may_move(other)
        if one.leader_id == two.leader_id:
            raise WireroomError(f"{item.guid} and {other.guid} are the same copy: say first that they are not")
        sign_judgement(Judgement(question=Question.STORY, item=item, other=other, answer=answer), by=by, now=now)
        return regroup_items([item.id, other.id], now=now) | {item.id, other.id}


def choose_lead(item: Item, *, answer: str, by: By, now: datetime) -> set[int]:
    """Have an item lead its copies, or no more. Returns the items to decide again."""
    with transaction.atomic():
        sign_judgement(Judgement(question=Question.LEAD, item=item, answer=answer), by=by, now=now)
        leader = Standings().of(_matched(item)).leader
        return set(Match.objects.filter(leader_id=leader).values_list("item_id", flat=True))


def name_story(story: Story, *, name: str, by: By, now: datetime) -> None:
    """Call a story by a name; "" gives it back the headline of its newest article."""
    with transaction.atomic():
        judgement = Judgement(
            question=Question.NAME, item=first_item(story), answer=Answer.SAME, words=name.strip()[:200]
        )
        sign_judgement(judgement, by=by, now=now)
        Story.objects.filter(id=story.id).update(name=name.strip()[:200])


def close_story(story: Story, *, closed: bool, by: By, now: datetime) -> None:
    """Let no more items come to a story, or open it again."""
    with transaction.atomic():
        lock_counts()
        answer = Answer.SAME if closed else Answer.DIFFERENT
        sign_judgement(Judgement(question=Question.CLOSED, item=first_item(story), answer=answer), by=by, now=now)
        Story.objects.filter(id=story.id).update(closed_at=now if closed else None)


def first_item(story: Story) -> Item:
    """The earliest item of a story. Raises WireroomError for one that has none any more."""
    row = Match.objects.filter(story=story).select_related("item").order_by("item_id").first()
    if row is None:
        raise WireroomError(f"story {story.key}: it has no items any more")
    return row.item


def sign_judgement(judgement: Judgement, *, by: By, now: datetime) -> None:
    """Keep a person's word, with who said it and when. What follows is the caller's, in the same transaction."""
    judgement.by_id, judgement.by_name, judgement.at = by.user_id, by.name, now
    judgement.save(force_insert=True)


def _matched(item: Item) -> int:
    if not Match.objects.filter(item=item).exists():
        raise WireroomError(f"{item.guid}: it was not matched yet")
    return item.id


def _may_move(item: Item) -> Match:
    match = Match.objects.select_related("story").filter(item_id=_matched(item)).get()
    if match.round_up:
        raise WireroomError(f"{item.guid}: a round-up of several stories belongs to none")
    if match.story and match.story.closed_at:
        raise WireroomError(f"story {match.story.key}: it is closed; open it first")
    return match
