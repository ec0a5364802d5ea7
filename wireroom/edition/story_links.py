"""What other pages say of stories: the link on an article's page, the front page's running stories. Writes none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Min

from wireroom.core.addresses import story_path
from wireroom.core.text.headlines import shorten_headline
from wireroom.edition.models import StoryPage
from wireroom.edition.press import Press
from wireroom.edition.story_pages import LEAST, find_name, round_count
from wireroom.edition.values import RunningStory, StoryLink
from wireroom.publishing.models import Article
from wireroom.stories.models import Match, Story

RUNNING = 5
LATELY = timedelta(hours=48)
LOOKS_AT = 1000
REMEMBERED = 12_000


def story_links(articles: Sequence[Article], press: Press) -> dict[int, StoryLink]:
    """The story's page for each of some articles that is to have one with more to read on it.

    Counted from the articles themselves: the story's own page is written after them. What they are told is remembered,
    so that they are not asked for again when it is.
    """
    rows = Match.objects.filter(item_id__in=[article.item_id for article in articles], story__isnull=False)
    stories = {match.item_id: match.story for match in rows.select_related("story").only("story")}
    live = Article.objects.filter(item__match__story__in=set(stories.values()), state=Article.State.LIVE)
    groups = live.values_list("item__match__story_id", "language").order_by()
    counted = groups.annotate(count=Count("id"), began=Min("sort_at")) if stories else ()
    extents: dict[int, dict[str, tuple[int, datetime]]] = defaultdict(dict)
    for story_id, language, count, began in counted:
        extents[story_id][language] = (count, began)
    found: dict[int, StoryLink] = {}
    for article in articles:
        story = stories.get(article.item_id)
        told = extents[story.id] if story else {}
        link = None
        if article.language in told:
            elsewhere = {tongue: count for tongue, (count, _) in told.items()}
            link = story_link(story, article.language, told[article.language], elsewhere=elsewhere, press=press)
        if link:
            found[article.id] = link
        press.told[article.id] = link
    for article_id in list(press.told)[: max(0, len(press.told) - REMEMBERED)]:
        del press.told[article_id]
    return found


def story_link(
    story: Story, language: str, extent: tuple[int, datetime], *, elsewhere: Mapping[str, int], press: Press
) -> StoryLink | None:
    """The link to a story in a language from its `extent`, the number of its live articles and the time of the first,
    and the numbers of its articles `elsewhere`, by language.

    None where there is no more to read than one article.
    """
    count, began = extent
    others = tuple(tongue for tongue in press.languages if tongue != language and elsewhere.get(tongue))
    if count + sum(elsewhere[tongue] for tongue in others) < LEAST:
        return None
    name = find_name(story.name, language, press.languages)
    return StoryLink(story_path(language, story.key), name, began, *round_count(count), elsewhere=others)


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
