"""Which stories' pages an article stands on or belongs on, and asking for those that are not as they should be."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from wireroom.edition.models import StoryEntry, StoryPage
from wireroom.edition.places import Place, story_place
from wireroom.publishing.models import Article
from wireroom.stories.models import Match, Story
from wireroom.stories.queries import stories_leading_to
from wireroom.tasks.actions import CALM, enqueue


@dataclass(frozen=True, slots=True)
class Placing:
    """Where an article stands among stories: the pages it is on as last written, and the story its item is in."""

    standing: tuple[Place, ...] = ()
    story: Story | None = None


def find_placings(articles: Collection[Article]) -> dict[int, Placing]:
    """Where some articles stand among stories, by article; those without any story left out."""
    standing: dict[int, list[Place]] = defaultdict(list)
    rows = StoryEntry.objects.filter(article_id__in=[article.id for article in articles])
    for article_id, language, key in rows.values_list("article_id", "page__language", "page__story__key"):
        standing[article_id].append(story_place(language, key))
    matches = Match.objects.filter(item_id__in=[article.item_id for article in articles], story__isnull=False)
    stories = {match.item_id: match.story for match in matches.select_related("story").only("story")}
    return {
        article.id: Placing(tuple(standing.get(article.id, ())), stories.get(article.item_id))
        for article in articles
        if article.id in standing or article.item_id in stories
    }


def places_of(article: Article, placing: Placing | None) -> tuple[Place, ...]:
    """The stories' pages that an article stands on or belongs on."""
    if placing is None:
        return ()
    wanted = (story_place(article.language, placing.story.key),) if placing.story else ()
    return tuple(dict.fromkeys((*placing.standing, *wanted)))


def ask_for_stories_of(articles: Collection[Article], placings: Mapping[int, Placing], *, now: datetime) -> None:
    """Ask for the stories' pages on which some articles do not stand as they should: their story changed, a person
    judged it, another became part of it. Whatever changed a story has its articles looked at."""
    if not placings:
        return
    ids = {placing.story.id for placing in placings.values() if placing.story}
    judged = {
        (page.story_id, page.language): page.judged
        for page in StoryPage.objects.filter(story_id__in=ids).only("story_id", "language", "judged")
    }
    # Its address must lead on as soon as there is an article to be led to.
    merged = stories_leading_to(ids)
    left = StoryPage.objects.filter(story_id__in=merged).exclude(state=StoryPage.State.MOVED)
    leading = defaultdict(set)
    for story_id, language, key in left.values_list("story_id", "language", "story__key"):
        leading[merged[story_id], language].add(story_place(language, key))
    asked: set[Place] = set()
    for article in articles:
        placing = placings.get(article.id, Placing())
        story = placing.story if article.state == Article.State.LIVE else None
        wanted = {story_place(article.language, story.key)} if story else set()
        asked |= set(placing.standing) ^ wanted
        if story:
            known = judged.get((story.id, article.language))
            asked |= wanted if known not in (None, hash_judged(story)) else set()
            asked |= leading[story.id, article.language]
    enqueue("places", sorted(place.key for place in asked), now=now, priority=CALM)


def hash_judged(story: Story) -> str:
    """A hash of what persons decided of a story, as its page shows it."""
    said = repr((story.name, story.closed_at.timestamp() if story.closed_at else None))
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()
