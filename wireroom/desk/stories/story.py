"""Everything a story's screen shows: its items with their copies folded, stories near to it, what was judged."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, Max

from wireroom.core.addresses import story_path
from wireroom.desk.stories.rows import StoryRow
from wireroom.desk.wire.rows import WireRow, rows_of
from wireroom.edition.models import StoryPage
from wireroom.stories.models import Judgement, Match, Story
from wireroom.stories.queries import judgements_on, near_items

PAGE = 50
HISTORY = 100
NEAR = 5
QUESTIONS = (Judgement.Question.STORY, Judgement.Question.NAME, Judgement.Question.CLOSED)


@dataclass(frozen=True, slots=True)
class ToldRow:
    """An item of a story, the other items that have its copy, and its language ("" where that is not known)."""

    row: WireRow
    copies: tuple[WireRow, ...]
    language: str


@dataclass(frozen=True, slots=True)
class StoryScreen:
    """One story. `others` are stories it may be joined with: those found by `words`, else those near to it; `seen` is
    the newest judgement on it, 0 for none; `paths` are its pages on the site."""

    row: StoryRow
    page: Page
    items: tuple[ToldRow, ...]
    others: tuple[StoryRow, ...]
    words: str
    history: tuple[Judgement, ...]
    seen: int
    paths: tuple[str, ...]


def items_of(story: Story, *, number: str | None) -> Page:
    """A page of the matches that lead the copies of a story, the newest first."""
    led = Match.objects.filter(story=story, leader=F("item_id")).order_by("-published", "-item_id")
    return Paginator(led, PAGE).get_page(number)


def fold_copies(page: Page) -> tuple[ToldRow, ...]:
    """The items of a page as the wire shows them, each with its copies."""
    leaders = {match.item_id: match.language for match in page}
    copies: dict[int, list[int]] = defaultdict(list)
    carried = Match.objects.filter(leader_id__in=leaders).exclude(item_id=F("leader_id")).order_by("item_id")
    for item, leader in carried.values_list("item_id", "leader_id"):
        copies[leader].append(item)
    rows = {row.id: row for row in rows_of([*leaders, *(item for some in copies.values() for item in some)])}
    return tuple(
        ToldRow(rows[leader], tuple(rows[item] for item in copies[leader]), language)
        for leader, language in leaders.items()
        if leader in rows
    )


def near_stories(story: Story, page: Page) -> list[Story]:
    """Stories that tell of like things as the items of a page: the nearest first, none of them this one."""
    near = near_items([match.item_id for match in page])
    best: dict[int, float] = {}
    for links in near.values():
        for link in links:
            best[link.item] = max(best.get(link.item, 0.0), link.cosine)
    items = sorted(best, key=lambda item: (-best[item], -item))[: NEAR * 20]
    stories = dict(Match.objects.filter(item_id__in=items).values_list("item_id", "story_id"))
    wanted = dict.fromkeys(s for item in items if (s := stories.get(item)) and s != story.id)
    known = Story.objects.in_bulk(list(wanted)[:NEAR])
    return [known[id] for id in list(wanted)[:NEAR]]


def history_of(story: Story) -> tuple[Judgement, ...]:
    """What persons said of the items of a story, the newest first, at most 100."""
    items = list(Match.objects.filter(story=story).values_list("item_id", flat=True))
    return tuple(judgements_on(items, questions=QUESTIONS)[:HISTORY])


def newest_word(story: Story) -> int:
    """The newest judgement on the items of a story, by its id; 0 for none."""
    said = Judgement.objects.filter(question__in=QUESTIONS)
    forth = said.filter(item__match__story=story).aggregate(newest=Max("id"))["newest"] or 0
    return max(forth, said.filter(other__match__story=story).aggregate(newest=Max("id"))["newest"] or 0)


def newest_word_on(item_id: int) -> int:
    """The newest judgement on the story that an item tells, by its id, of one that is alone on the item; 0 for none."""
    match = Match.objects.select_related("story").filter(item_id=item_id).first()
    if match and match.story:
        return newest_word(match.story)
    said = judgements_on([item_id], questions=[Judgement.Question.STORY])
    return said[0].id if said else 0


def paths_of(story: Story) -> tuple[str, ...]:
    """The addresses of a story's pages that stand on the site."""
    live = StoryPage.objects.filter(story=story, state=StoryPage.State.LIVE).order_by("language")
    return tuple(story_path(language, story.key) for language in live.values_list("language", flat=True))
