"""Has what a person judged carried out: items decided again, pages of articles and stories written. Judges nothing."""

from collections.abc import Collection, Iterable
from datetime import datetime

from wireroom.edition.actions import refresh_story
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.queries import articles_showing
from wireroom.stories.models import Story
from wireroom.tasks.actions import enqueue

CHUNK = 400


def settle_copies(touched: Collection[int], *, now: datetime) -> None:
    """After a word on copies: decide these items again before all else. Call it in the transaction of the judgement."""
    enqueue("decide", sorted(touched), now=now, priority=0)
    settle_stories(touched, around=(), now=now)


def settle_stories(touched: Collection[int], *, around: Iterable[Story], now: datetime) -> None:
    """After a word on stories: write the pages of those that were there before (`around`) or hold these items now."""
    stories = {story.id for story in around}
    ids = sorted(touched)
    for start in range(0, len(ids), CHUNK):
        rows = Story.objects.filter(matches__item_id__in=ids[start : start + CHUNK])
        stories.update(rows.values_list("id", flat=True).distinct())
    # Read again: what they were merged into has just changed.
    for story in Story.objects.filter(id__in=stories).order_by("id"):
        refresh_story(story, now=now)
    refresh_article(articles_showing(ids), now=now)


def stories_of(item_ids: Collection[int]) -> list[Story]:
    """The stories that some items tell now."""
    return list(Story.objects.filter(matches__item_id__in=list(item_ids)).distinct())
