"""Stories as rows: what they are called, how large and how new, in which languages, by whom. Changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from wireroom.core.searching.asking import parse_query
from wireroom.searching.queries import Search, find_items, time_limit
from wireroom.stories.models import Match, Story

FRESH = timedelta(hours=24)
FOUND = 10
NAMED = 200


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as the list shows it. `headline` is its name, else that of its newest item; `fresh` counts what arrived
    in the last 24 hours, copies once."""

    story: Story
    headline: str
    fresh: int
    languages: tuple[str, ...]
    providers: tuple[str, ...]


def open_stories(*, closed: bool) -> QuerySet[Story]:
    """Stories with items, those with the newest item first: the closed ones, or the others."""
    return Story.objects.filter(merged_into=None, size__gt=0, closed_at__isnull=not closed).order_by(
        F("ended_at").desc(nulls_last=True), "-id"
    )


def story_rows(stories: Sequence[Story], *, now: datetime) -> tuple[StoryRow, ...]:
    """These stories as rows, in the order given."""
    ids = [story.id for story in stories]
    names = headlines_of(ids)
    led = Match.objects.filter(story__in=ids, leader=F("item_id"))
    fresh = led.filter(item__first_received_at__gte=now - FRESH).values("story_id").order_by()
    counts = {row["story_id"]: row["n"] for row in fresh.annotate(n=Count("item_id"))}
    languages: dict[int, set[str]] = defaultdict(set)
    providers: dict[int, set[str]] = defaultdict(set)
    told = Match.objects.filter(story__in=ids).order_by().distinct()
    for story, language, provider in told.values_list("story_id", "language", "item__provider__name"):
        languages[story].add(language.partition("-")[0])
        providers[story].add(provider)
    return tuple(
        StoryRow(
            story=story,
            headline=names.get(story.id, story.key),
            fresh=counts.get(story.id, 0),
            languages=tuple(sorted(languages[story.id] - {""})),
            providers=tuple(sorted(providers[story.id])),
        )
        for story in stories
    )


def headlines_of(story_ids: Sequence[int]) -> dict[int, str]:
    """What each story is called: its name, else the headline of its newest item, else its key."""
    newest = Match.objects.filter(story=OuterRef("pk"), leader=F("item_id")).order_by("-published", "-item_id")
    rows = Story.objects.filter(id__in=list(story_ids)).annotate(
        newest=Subquery(newest.values("item__current__headline")[:1])
    )
    return {row.id: row.name or row.newest or row.key for row in rows}


def find_stories(words: str, *, now: datetime) -> list[Story]:
    """At most ten stories with these words in their name or in an item, those with the newest item first.

    Raises WireroomError when looking takes too long.
    """
    named = (
        Story.objects.filter(name__icontains=words.strip(), merged_into=None) if words.strip() else Story.objects.none()
    )
    found = set(named.order_by("-id").values_list("id", flat=True)[:FOUND])
    query = parse_query(words)
    if not query.is_empty:
        with time_limit():
            items = find_items(Search(query, settings.NEWSROOM.zone, now)).ids[:NAMED]
        found.update(Match.objects.filter(item_id__in=list(items)).values_list("story_id", flat=True))
    known = Story.objects.filter(id__in=[id for id in found if id], size__gt=0)
    return list(known.order_by(F("ended_at").desc(nulls_last=True), "-id")[:FOUND])
