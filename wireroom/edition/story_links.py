"""What other pages say of stories: the link on an article's page, the front page's running stories. Writes none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import F

from wireroom.core.addresses import story_path
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.models import StoryPage
from wireroom.edition.press import Press
from wireroom.edition.story_pages import LEAST, find_name, round_count
from wireroom.edition.values import RunningStory, StoryLink
from wireroom.publishing.models import Article
from wireroom.stories.models import Match

RUNNING = 5
LATELY = timedelta(hours=48)
LOOKS_AT = 1000


def story_links(articles: Sequence[Article], press: Press) -> dict[int, StoryLink]:
    """The story's page for each of some articles that has one with more to read on it."""
    rows = Match.objects.filter(item_id__in=[article.item_id for article in articles], story__isnull=False)
    story_of = dict(rows.values_list("item_id", "story_id"))
    pages = _live_pages(story_of.values())
    found: dict[int, StoryLink] = {}
    for article in articles:
        page = pages.get((story_of.get(article.item_id), article.language))
        if page and page.articles >= LEAST:
            name = find_name(page.story.name, article.language, press.languages)
            url = story_path(article.language, page.story.key)
            found[article.id] = StoryLink(url, name, page.began_at, *round_count(page.articles))
    return found


def running_stories(language: str, press: Press) -> tuple[RunningStory, ...]:
    """The stories with most live articles in the 48 hours up to the newest one, of those that have a page.

    Counted from the newest article and not from now: the same rows give the same front page.
    """
    rows = Article.objects.filter(language=language, state=Article.State.LIVE).order_by(F("sort_at").desc(), "key")
    newest = list(rows.values_list("id", "sort_at", "item__match__story_id")[:LOOKS_AT])
    lately = [row for row in newest if row[2] and row[1] >= newest[0][1] - LATELY]
    counts = Counter(story for _, _, story in lately)
    latest = {story: (article, at) for article, at, story in reversed(lately)}
    pages = _live_pages(story for story, count in counts.items() if count >= LEAST)
    chosen = sorted(
        (page for (_, tongue), page in pages.items() if tongue == language),
        key=lambda page: (-counts[page.story_id], -latest[page.story_id][1].timestamp(), page.story.key),
    )[:RUNNING]
    ids = [latest[page.story_id][0] for page in chosen]
    headlines = dict(Article.objects.filter(id__in=ids).values_list("id", "current__headline"))
    return tuple(
        RunningStory(
            story_path(language, page.story.key),
            find_name(page.story.name, language, press.languages) or shorten_headline(headlines[article]),
            at,
        )
        for page, (article, at) in ((page, latest[page.story_id]) for page in chosen)
    )


def _live_pages(story_ids: Iterable[int]) -> dict[tuple[int, str], StoryPage]:
    rows = StoryPage.objects.filter(story_id__in=set(story_ids), state=StoryPage.State.LIVE).select_related("story")
    return {(page.story_id, page.language): page for page in rows}
