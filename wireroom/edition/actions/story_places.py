"""Which stories' pages an article stands on or belongs on, and asking for those that are not as they should be."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import blake2b

from wireroom.edition.models import StoryEntry, StoryPage
from wireroom.edition.places import Place, story_place
from wireroom.publishing.models import Article
from wireroom.stories.models import Match, Story
from wireroom.tasks.actions import CALM, enqueue


def places_of_stories(articles: Collection[Article]) -> dict[int, tuple[Place, ...]]:
    """The stories' pages that some articles stand on as last written, or belong on by their item, by article."""
    found: dict[int, dict[Place, None]] = defaultdict(dict)
    for article_id, places in _standing(articles).items():
        found[article_id].update(dict.fromkeys(places))
    stories = _stories(articles)
    for article in articles:
        if article.item_id in stories:
            found[article.id][story_place(article.language, stories[article.item_id].key)] = None
    return {article_id: tuple(places) for article_id, places in found.items()}


def ask_for_stories_of(articles: Collection[Article], *, now: datetime) -> None:
    """Ask for the stories' pages on which some articles do not stand as they should: their story changed, a person
    judged it, another became part of it. Whatever changed a story has its articles looked at."""
    standing, stories = _standing(articles), _stories(articles)
    ids = {story.id for story in stories.values()}
    judged = {
        (page.story_id, page.language): page.judged
        for page in StoryPage.objects.filter(story_id__in=ids).only("story_id", "language", "judged")
    }
    # Its address must lead on as soon as there is an article to be led to.
    left = StoryPage.objects.filter(story__merged_into_id__in=ids).exclude(state=StoryPage.State.MOVED)
    leading = defaultdict(set)
    for into, language, key in left.values_list("story__merged_into_id", "language", "story__key"):
        leading[into, language].add(story_place(language, key))
    asked: set[Place] = set()
    for article in articles:
        now_on = set(standing.get(article.id, ()))
        story = stories.get(article.item_id) if article.state == Article.State.LIVE else None
        wanted = {story_place(article.language, story.key)} if story else set()
        asked |= now_on ^ wanted
        if story:
            known = judged.get((story.id, article.language))
            asked |= wanted if known not in (None, hash_judged(story)) else set()
            asked |= leading[story.id, article.language]
    enqueue("places", sorted(place.key for place in asked), now=now, priority=CALM)


def hash_judged(story: Story) -> str:
    """A hash of what persons decided of a story, as its page shows it."""
    said = repr((story.name, story.closed_at.timestamp() if story.closed_at else None))
    return blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _standing(articles: Iterable[Article]) -> dict[int, list[Place]]:
    rows = StoryEntry.objects.filter(article_id__in=[article.id for article in articles])
    found: dict[int, list[Place]] = defaultdict(list)
    for article_id, language, key in rows.values_list("article_id", "page__language", "page__story__key"):
        found[article_id].append(story_place(language, key))
    return found


def _stories(articles: Iterable[Article]) -> dict[int, Story]:
    """The stories of some articles, by item."""
    rows = Match.objects.filter(item_id__in=[article.item_id for article in articles], story__isnull=False)
    return {match.item_id: match.story for match in rows.select_related("story").only("story")}
