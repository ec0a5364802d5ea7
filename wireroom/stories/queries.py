"""Looking at matches and stories: who has the same copy, what is near to what, what persons are to judge. Changes
nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from wireroom.core.matching.clusters import OPEN_BIG
from wireroom.core.matching.copies import compare_copies
from wireroom.stories.actions.reading import read_dated
from wireroom.stories.models import CommonShingle, Judgement, Link, Match, Story
from wireroom.wire.rows import RowsAmong

CHUNK = 400
_LEADERS = RowsAmong(Match, ("item_id", "leader_id"), among="item_id")
_MEMBERS = RowsAmong(Match, ("item_id", "leader_id"), among="leader_id", order="item_id")
_LINKED = tuple(RowsAmong(Link, ("item_id", "other_id"), among=among) for among in ("item", "other"))
# Later items that found one near to them, the nearest; its own links are few.
BACK = 40
_BACK = (
    "SELECT * FROM (SELECT other_id, item_id, cosine FROM stories_link WHERE other_id = %s"
    " ORDER BY cosine DESC, item_id DESC LIMIT %s) AS one"
)
AT_ONCE = 25
# Pairs of items that share passages are looked for among the newest items that do.
RECENT = timedelta(days=14)
LOOKED_AT = 400
# As the index that migration 0002 makes says it; a parameter would keep SQLite from using that.
_SHARES = "stories_match.sharing <> '[]'"


@dataclass(frozen=True, slots=True)
class Near:
    """An item that tells of like things, and how near it is (a cosine)."""

    item: int
    cosine: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that share passages and may be the same copy: the later, the earlier."""

    item: int
    other: int


def groups_of(item_ids: Collection[int]) -> list[list[int]]:
    """The items with the same copy as each of these, every group once, in order of its first item; an item without a
    match is alone."""
    leaders = dict(_LEADERS.tuples(item_ids))
    groups: dict[int, list[int]] = {leaders.get(item, item): [] for item in item_ids}
    matched: set[int] = set()
    for item, leader in _MEMBERS.tuples(groups):
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


def linked_items(leaders: Collection[int]) -> set[int]:
    """All that is linked to some of these items, which lead their copies, however many there are: what near_items says
    of each of them names one of these, or may."""
    return {item for rows in _LINKED for pair in rows.tuples(leaders) for item in pair}


def near_items(leaders: Collection[int]) -> dict[int, list[Near]]:
    """What is linked to each of these items, which lead their copies: the nearest first, of later ones the nearest
    40."""
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


def pairs_to_judge(*, now: datetime) -> list[Pair]:
    """Pairs that share passages, of the last 14 days, on which no person said anything yet: the newest first.

    Of several copies of one text one pair stands for all: a word on it settles the others too. Among the newest 400
    items that share passages with others.
    """
    rows = Match.objects.extra(where=[_SHARES]).filter(
        at__gte=now - RECENT, round_up=False, item__current__purged_at=None
    )
    newest = rows.order_by("-item_id").values_list("item_id", "leader_id", "sharing")[:LOOKED_AT]
    found = [(item, leader, sorted(sharing)) for item, leader, sharing in newest]
    others = {other for _, _, sharing in found for other in sharing}
    leaders = {leader: leader for _, leader, _ in found}
    for some in _chunks(others):
        known = Match.objects.filter(item_id__in=some, round_up=False, item__current__purged_at=None)
        leaders |= dict(known.values_list("item_id", "leader_id"))
    settled = _judged_groups(set(leaders.values()))
    pairs: list[Pair] = []
    for item, leader, sharing in found:
        for other in sharing:
            groups = frozenset((leader, leaders.get(other, leader)))
            if len(groups) == 2 and groups not in settled:
                settled.add(groups)
                pairs.append(Pair(item, other))
    return pairs


def sharing_with(item_id: int) -> list[int]:
    """Items that share passages with one, the newest first; later ones only among the newest 400 that share any."""
    earlier = Match.objects.filter(item=item_id).values_list("sharing", flat=True).first() or []
    rows = Match.objects.extra(where=[_SHARES]).filter(item_id__gt=item_id).order_by("-item_id")
    later = [item for item, sharing in rows.values_list("item_id", "sharing")[:LOOKED_AT] if item_id in sharing]
    return [*later, *sorted(earlier, reverse=True)]


def _judged_groups(leaders: set[int]) -> set[frozenset[int]]:
    """Pairs of groups of copies between which a person judged some items, by their leaders."""
    judged: set[frozenset[int]] = set()
    for some in _chunks(leaders):
        said = Judgement.objects.filter(question=Judgement.Question.COPY, item__match__leader_id__in=some)
        judged.update(map(frozenset, said.values_list("item__match__leader_id", "other__match__leader_id")))
    return judged


def share_of(one: Match, other: Match) -> float:
    """What share of the shorter one's words two matched items have in common, 0 to 1, what is common everywhere left
    out."""
    first, second = (read_dated(row.version, row.published, sender=0).fingerprint for row in (one, other))
    both = set(first.shingles).intersection(second.shingles)
    common: set[int] = set()
    for some in _chunks(both):
        common.update(CommonShingle.objects.filter(shingle__in=some).values_list("shingle", flat=True))
    return compare_copies(first, second, apart=None, common=common).share


def judgements_on(item_ids: Collection[int], *, questions: Collection[str]) -> list[Judgement]:
    """What persons said of some items, the newest first."""
    found: dict[int, Judgement] = {}
    for some in _chunks(item_ids):
        rows = Judgement.objects.filter(Q(item_id__in=some) | Q(other_id__in=some), question__in=list(questions))
        rows = rows.select_related("item__current", "other__current")
        found |= {row.id: row for row in rows.defer("item__current__body", "other__current__body")}
    return [found[id] for id in sorted(found, reverse=True)]


def story_by_key(key: str) -> Story | None:
    """The story that a key names: where its items went, if it became part of another."""
    story = Story.objects.filter(key=key).first()
    passed: set[int] = set()
    while story and story.merged_into_id and story.id not in passed:
        passed.add(story.id)
        story = story.merged_into
    return story


def stories_leading_to(story_ids: Collection[int]) -> dict[int, int]:
    """The stories whose addresses lead to some of these, also by way of others, with the one that each leads to."""
    found: dict[int, int] = {}
    reached = {story: story for story in story_ids}
    while reached:
        rows: list[tuple[int, int]] = []
        for some in _chunks(reached):
            rows += Story.objects.filter(merged_into__in=some).values_list("id", "merged_into_id")
        reached = {story: reached[into] for story, into in rows if story not in found and story not in story_ids}
        found |= reached
    return found


def count_open_stories(*, now: datetime) -> int:
    """Stories of two items and more that nobody closed, with an item of the last 14 days: those that may still grow."""
    return Story.objects.filter(closed_at=None, merged_into=None, ended_at__gte=now - OPEN_BIG, size__gte=2).count()


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
