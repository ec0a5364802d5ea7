"""Which articles belong on each other's pages: of the same story first, then what is nearest. Writes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wireroom.publishing.actions.naming import articles_naming
from wireroom.publishing.models import Article
from wireroom.stories.models import Match
from wireroom.stories.queries import linked_items, near_items

SHOWN = 5
# What is further than this from an article is no reading beside it.
FLOOR = 0.05
CHUNK = 400
# A story of at most so many articles fills their pages with its own, linked or not: an editor may have joined what no
# link joins. What comes to a small story has all of it looked at, so that those pages follow.
SMALL_STORY = 9


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article among the matches: the leader of its copies, its story, and what shares passages with it."""

    id: int
    language: str
    leader: int
    story: int | None
    sharing: frozenset[int]


def related_articles(article_ids: Collection[int]) -> dict[int, list[int]]:
    """For each article at most five live ones of its language: of its story first, the nearest first, then what else is
    linked; no two of them share passages, and none with the article itself."""
    placed = {one.id: one for one in _placed(Article.objects.filter(id__in=list(article_ids)))}
    near = near_items({one.leader for one in placed.values()})
    others = _by_leader({other.item for found in near.values() for other in found})
    members = _by_story({one.story for one in placed.values() if one.story})
    chosen: dict[int, list[int]] = {}
    for article_id, one in placed.items():
        together = members.get((one.story, one.language), ())
        nearness = {other: 0.0 for other in together if len(together) <= SMALL_STORY}
        for link in near.get(one.leader, ()):
            if link.cosine >= FLOOR:
                nearness.update((other, link.cosine) for other in others.get((link.item, one.language), ()))
        candidates = [(other, cosine) for other, cosine in nearness.items() if other.id != article_id]
        candidates.sort(key=lambda pair: (pair[0].story is None or pair[0].story != one.story, -pair[1], -pair[0].id))
        chosen[article_id] = _unlike(one, [other for other, _ in candidates])
    return chosen


def linked_articles(article_ids: Collection[int], *, nearest: int | None = None) -> set[int]:
    """Articles on whose pages some of these stand, or would: all that name them, all live ones of their stories and all
    that are linked, or only the `nearest` of each. An article may be the nearest there is to many that are far from its
    own nearest."""
    if not article_ids:
        return set()
    placed = _placed(Article.objects.filter(id__in=list(article_ids)))
    leaders = {one.leader for one in placed}
    if nearest is None:
        wanted = linked_items(leaders)
    else:
        wanted = {link.item for found in near_items(leaders).values() for link in found[:nearest]}
    found = {other.id for group in _by_leader(wanted).values() for other in group}
    if nearest is None:
        stories = _by_story({one.story for one in placed if one.story})
        found |= {other.id for group in stories.values() for other in group}
        found = found.union(*articles_naming(article_ids).values())
    return found


def _unlike(one: _Placed, candidates: Iterable[_Placed]) -> list[int]:
    chosen: list[_Placed] = []
    for other in candidates:
        if len(chosen) == SHOWN:
            break
        if not any(_alike(other, shown) for shown in (one, *chosen)):
            chosen.append(other)
    return [other.id for other in chosen]


def _alike(one: _Placed, other: _Placed) -> bool:
    return one.leader == other.leader or one.leader in other.sharing or other.leader in one.sharing


def _placed(articles) -> list[_Placed]:
    columns = ("id", "language", "item__match__leader_id", "item__match__story_id", "item__match__sharing")
    rows = articles.filter(item__match__isnull=False).values_list(*columns)
    return [_Placed(id, language, leader, story, frozenset(sharing)) for id, language, leader, story, sharing in rows]


def _by_leader(leaders: Collection[int]) -> dict[tuple[int, str], list[_Placed]]:
    """The live articles of these items' copies, by leader and language."""
    found: dict[tuple[int, str], list[_Placed]] = defaultdict(list)
    wanted = sorted(leaders)
    for start in range(0, len(wanted), CHUNK):
        members = Match.objects.filter(leader_id__in=wanted[start : start + CHUNK]).values("item_id")
        for one in _placed(Article.objects.filter(item_id__in=members, state=Article.State.LIVE)):
            found[one.leader, one.language].append(one)
    return found


def _by_story(stories: Collection[int]) -> dict[tuple[int, str], list[_Placed]]:
    """The live articles of stories, by story and language."""
    found: dict[tuple[int, str], list[_Placed]] = defaultdict(list)
    wanted = sorted(stories)
    for start in range(0, len(wanted), CHUNK):
        live = Article.objects.filter(state=Article.State.LIVE, item__match__story_id__in=wanted[start : start + CHUNK])
        for one in _placed(live):
            found[one.story, one.language].append(one)
    return found
