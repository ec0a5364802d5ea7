"""Regrouping touched stories by average link, and across languages by bridges, within what persons judged; addresses go
with a story's first item."""

from collections import deque
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from wireroom.core.matching.clusters import decide_caution
from wireroom.core.matching.crossing import Told, join_languages
from wireroom.core.matching.judged import Judged, Word, decide_judged
from wireroom.core.matching.regrouping import AVERAGE, regroup
from wireroom.core.matching.story_keeping import keep_stories
from wireroom.core.matching.stream import MOST
from wireroom.stories.actions.joining import lead_to, measure_stories, new_stories
from wireroom.stories.actions.shares import count_items, lock_counts
from wireroom.stories.models import Bridge, Judgement, Link, Match
from wireroom.wire.models import Item


def regroup_items(item_ids: Collection[int], *, now: datetime) -> set[int]:
    """Group anew the stories that these items are in, with all that hangs together with them by links.

    Returns the items whose story is another one than before, and all of those whose story others came to or left.
    """
    moved: set[int] = set()
    done: set[int] = set()
    with transaction.atomic():
        lock_counts()
        for item_id in sorted(item_ids):
            row = Match.objects.filter(item_id=item_id, round_up=False).first()
            if row is None or row.leader_id in done:
                continue
            leaders = _around(row.leader_id)
            done |= leaders
            moved |= _regroup(leaders, now)
    return moved


def _around(leader: int) -> set[int]:
    """The leaders of copies that hang together with one, by whole stories, the nearest steps first, at most 1,500."""
    found: set[int] = set()
    queue = deque([leader])
    any_said = Judgement.objects.filter(question=Judgement.Question.STORY).exists()
    while queue and len(found) < MOST:
        if (step := queue.popleft()) in found:
            continue
        fresh = _whole_story(step) - found
        if not fresh or (found and len(found) + len(fresh) > MOST):
            continue
        found |= fresh
        near = Link.objects.filter(Q(item_id__in=fresh) | Q(other_id__in=fresh), cosine__gte=AVERAGE)
        across = Bridge.objects.filter(Q(item_id__in=fresh) | Q(other_id__in=fresh))
        if any_said:
            queue.extendleft(item for item in sorted(_joined_to(fresh), reverse=True) if item not in found)
        pairs = [
            *across.order_by("-strength").values_list("item_id", "other_id"),
            *near.order_by("-cosine").values_list("item_id", "other_id"),
        ]
        steps = [item for pair in pairs for item in pair]
        queue += [item for item in dict.fromkeys(steps) if item not in found]
    return found


def _joined_to(leaders: set[int]) -> set[int]:
    """The leaders of what a person said tells the same story as some of these."""
    said = Judgement.objects.filter(question=Judgement.Question.STORY, answer=Judgement.Answer.SAME)
    forth = said.filter(item__match__leader_id__in=leaders).values_list("other__match__leader_id", flat=True)
    back = said.filter(other__match__leader_id__in=leaders).values_list("item__match__leader_id", flat=True)
    return {leader for leader in (*forth, *back) if leader is not None}


def _whole_story(leader: int) -> set[int]:
    """The leaders in the story of an item; none where a person closed that story."""
    story = Match.objects.filter(item_id=leader).values("story_id", "story__closed_at", "leader_id", "round_up").first()
    if story is None or story["story__closed_at"] or story["round_up"] or story["leader_id"] != leader:
        return set()
    if story["story_id"] is None:
        return {leader}
    rows = Match.objects.filter(story_id=story["story_id"]).values_list("leader_id", flat=True)
    return set(rows)


def _regroup(leaders: set[int], now: datetime) -> set[int]:
    rows = Match.objects.filter(item_id__in=leaders).values_list("item_id", "published", "language", "story_id")
    told = {item: Told(at, language.split("-")[0]) for item, at, language, _ in rows}
    before = {item: story for item, _, _, story in rows}
    among = Link.objects.filter(item_id__in=leaders, other_id__in=leaders)
    links = among.order_by("item_id", "other_id").values_list("item_id", "other_id", "cosine")
    least = AVERAGE + decide_caution(count_items())
    judged = judged_among(leaders)
    groups = regroup({item: one.published for item, one in told.items()}, links, least=least, judged=judged)
    across = Bridge.objects.filter(item_id__in=leaders, other_id__in=leaders).order_by("item_id", "other_id")
    bridges = across.values_list("item_id", "other_id", "strength")
    groups = join_languages(groups, bridges, told=told, judged=judged)
    return _apply(groups, before, now)


def judged_among(leaders: Collection[int]) -> Judged:
    """What persons said of pairs of these items' stories; an item stands for its copies."""
    rows = Judgement.objects.filter(question=Judgement.Question.STORY).filter(
        Q(item__match__leader_id__in=leaders) & Q(other__match__leader_id__in=leaders)
    )
    rows = rows.order_by("id").values_list("item__match__leader_id", "other__match__leader_id", "answer")
    return decide_judged([Word(*row) for row in rows])


def _apply(groups: list[list[int]], before: dict[int, int | None], now: datetime) -> set[int]:
    """Give each group the story that it goes by. Others become part of those that their items went to."""
    kept = keep_stories(groups, before)
    stories = list(kept.stories)
    begun = {min(group): number for number, group in enumerate(groups) if stories[number] is None and len(group) > 1}
    firsts = Item.objects.select_related("provider").filter(id__in=begun).order_by("id")
    for item, story in new_stories(firsts, now=now).items():
        stories[begun[item]] = story
    for story, number in kept.led_on.items():
        lead_to(story, stories[number])
    touched: set[int] = set()
    moved: set[int] = set()
    for group, story in zip(groups, stories, strict=True):
        changed = [item for item in group if before[item] != story]
        if changed:
            Match.objects.filter(leader_id__in=changed).update(story_id=story)
            moved.update(changed)
            touched.update(one for one in (story, *(before[item] for item in changed)) if one)
    measure_stories(touched)
    return moved | set(Match.objects.filter(story_id__in=touched).values_list("item_id", flat=True))
