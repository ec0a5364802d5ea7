"""Asking for the pages of a story to be written again, after a person judged it. Writes none."""

from collections.abc import Iterable
from datetime import datetime

from wireroom.edition.models import StoryPage
from wireroom.edition.places import story_place
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article
from wireroom.stories.models import Story
from wireroom.stories.queries import stories_leading_to
from wireroom.tasks.actions import enqueue


def refresh_story(story: Story, *, now: datetime) -> None:
    """Have the edition look at a story again: its page in every language, those of stories that became part of it or
    that it became part of, and the pages of its articles. Call it in the transaction that changed or judged it.

    Of stories that were joined or split, call it for each that was there before or is now.
    """
    around = [story, *Story.objects.filter(id__in=stories_leading_to([story.id]))]
    if story.merged_into_id:
        around.append(Story.objects.get(id=story.merged_into_id))
    ask_for_stories(around, now=now, priority=1)
    live = Article.objects.filter(item__match__story=story, state=Article.State.LIVE)
    refresh_article(live.values_list("id", flat=True), now=now)


def ask_for_stories(stories: Iterable[Story], *, now: datetime, priority: int) -> None:
    """Ask for the pages of some stories, in every language that they have a page or live articles in."""
    keys: set[str] = set()
    for story in stories:
        live = Article.objects.filter(item__match__story=story, state=Article.State.LIVE)
        languages = set(live.values_list("language", flat=True).order_by().distinct())
        languages.update(StoryPage.objects.filter(story=story).values_list("language", flat=True))
        keys.update(story_place(language, story.key).key for language in languages)
    enqueue("places", sorted(keys), now=now, priority=priority)
