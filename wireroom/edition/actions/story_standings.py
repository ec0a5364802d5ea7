"""In which state the pages of stories are to be, many at once. Writes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from wireroom.edition.models import StoryPage
from wireroom.edition.places import Place, story_place
from wireroom.edition.press import Press
from wireroom.edition.story_pages import decide_state
from wireroom.publishing.models import Article
from wireroom.stories.models import Story

CHUNK = 300


@dataclass(frozen=True, slots=True)
class StoryStanding:
    """A story in a language as its rows have it: the state its page is to be in, and the story it leads to, if any.

    `elsewhere` counts its live articles in the site's other languages, by language; those without any left out.
    """

    place: Place
    story: Story
    page: StoryPage | None
    state: str
    target: Story | None = None
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.place.language

    @property
    def is_live(self) -> bool:
        return self.state == StoryPage.State.LIVE


def read_standings(places: Collection[Place], press: Press) -> list[StoryStanding]:
    """How the stories of some places stand, and those that their pages are to lead to and that have none yet."""
    stories = {story.key: story for story in _stories_by_key({place.name for place in places})}
    targets = {story.id: find_target(story) for story in stories.values() if story.merged_into_id}
    ids = {story.id for story in (*stories.values(), *targets.values())}
    live = _count_live(ids)
    pages = _read_pages(ids, {place.language for place in places})
    standings: dict[Place, StoryStanding] = {}
    for place in dict.fromkeys(places):
        if place.name not in stories or (place in standings and standings[place].state):
            continue
        story = stories[place.name]
        target, page = targets.get(story.id), pages.get((story.id, place.language))
        target_live = live.get((target.id, place.language), 0) if target else None
        elsewhere = _elsewhere(story, place.language, live, press)
        here = live.get((story.id, place.language), 0)
        state = decide_state(here, made=bool(page), elsewhere=sum(elsewhere.values()), target_live=target_live)
        standings[place] = StoryStanding(place, story, page, state, target, elsewhere)
        if state == StoryPage.State.MOVED:
            # Where a page leads to there must be one, even if that story alone would have none.
            there, page = story_place(place.language, target.key), pages.get((target.id, place.language))
            if page is None or page.state != StoryPage.State.LIVE:
                elsewhere = _elsewhere(target, place.language, live, press)
                standings[there] = StoryStanding(there, target, page, StoryPage.State.LIVE, elsewhere=elsewhere)
    return list(standings.values())


def find_target(story: Story) -> Story:
    """The story that one went into in the end."""
    seen = {story.id}
    while story.merged_into_id and story.merged_into_id not in seen:
        story = story.merged_into
        seen.add(story.id)
    return story


def _elsewhere(story: Story, language: str, live: Mapping[tuple[int, str], int], press: Press) -> dict[str, int]:
    others = (tongue for tongue in press.languages if tongue != language)
    return {tongue: count for tongue in others if (count := live.get((story.id, tongue), 0))}


def _stories_by_key(keys: Collection[str]) -> list[Story]:
    wanted, found = sorted(keys), []
    for start in range(0, len(wanted), CHUNK):
        found += Story.objects.filter(key__in=wanted[start : start + CHUNK]).select_related("merged_into")
    return found


def _count_live(story_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """How many live articles stories have, by language."""
    wanted, counts = sorted(story_ids), {}
    for start in range(0, len(wanted), CHUNK):
        rows = Article.objects.filter(item__match__story_id__in=wanted[start : start + CHUNK], state=Article.State.LIVE)
        counted = rows.values_list("item__match__story_id", "language").order_by().annotate(count=Count("id"))
        counts.update({(story, language): count for story, language, count in counted})
    return counts


def _read_pages(story_ids: Collection[int], languages: Collection[str]) -> dict[tuple[int, str], StoryPage]:
    wanted, found = sorted(story_ids), {}
    for start in range(0, len(wanted), CHUNK):
        rows = StoryPage.objects.filter(story_id__in=wanted[start : start + CHUNK], language__in=languages)
        found.update({(page.story_id, page.language): page for page in rows})
    return found
