"""Looking at matches and stories: who has the same copy, what is near to what, what a story tells. Changes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection

from wireroom.stories.models import Judgement, Link, Match

CHUNK = 400
# Later items that found one near to them, the nearest; its own links are few.
BACK = 40
_BACK = (
    "SELECT * FROM (SELECT other_id, item_id, cosine FROM stories_link WHERE other_id = %s"
    " ORDER BY cosine DESC, item_id DESC LIMIT %s) AS one"
)
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Near:
    """An item that tells of like things, and how near it is (a cosine)."""

    item: int
    cosine: float


def groups_of(item_ids: Collection[int]) -> list[list[int]]:
    """The items with the same copy as each of these, every group once, in order of its first item; an item without a
    match is alone."""
    leaders: dict[int, int] = {}
    for some in _chunks(item_ids):
        leaders |= dict(Match.objects.filter(item_id__in=some).values_list("item_id", "leader_id"))
    groups: dict[int, list[int]] = {leaders.get(item, item): [] for item in item_ids}
    matched: set[int] = set()
    for some in _chunks(groups):
        rows = Match.objects.filter(leader_id__in=some).order_by("item_id").values_list("item_id", "leader_id")
        for item, leader in rows:
            groups[leader].append(item)
            matched.add(item)
    for item in item_ids:
        if item not in matched:
            groups[item] = [*groups.get(item, ()), item]
    return [groups[leader] for leader in sorted(groups) if groups[leader]]


def chosen_leads(item_ids: Collection[int]) -> set[int]:
    """Those of some items that a person chose to lead their copies, and did not take back."""
    last: dict[int, str] = {}
    for some in _chunks(item_ids):
        rows = Judgement.objects.filter(question=Judgement.Question.LEAD, item_id__in=some).order_by("id")
        last |= dict(rows.values_list("item_id", "answer"))
    return {item for item, answer in last.items() if answer == Judgement.Answer.SAME}


def near_items(leaders: Collection[int]) -> dict[int, list[Near]]:
    """What is linked to each of these items, which lead their copies: the nearest first."""
    found: dict[int, list[Near]] = defaultdict(list)
    wanted = sorted(set(leaders))
    for some in _chunks(wanted):
        for item, other, cosine in Link.objects.filter(item_id__in=some).values_list("item_id", "other_id", "cosine"):
            found[item].append(Near(other, cosine))
    with connection.cursor() as cursor:
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            asked = [value for leader in some for value in (leader, BACK)]
            cursor.execute(" UNION ALL ".join([_BACK] * len(some)), asked)
            for leader, item, cosine in cursor.fetchall():
                found[leader].append(Near(item, cosine))
    return {leader: sorted(near, key=lambda one: (-one.cosine, -one.item)) for leader, near in found.items()}


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
