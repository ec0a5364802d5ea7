"""Asking for the whole edition again. Pages whose bytes come out the same are not written."""

from datetime import datetime

from django.db.models import Max, QuerySet

from wireroom.edition.actions.actor_places import every_actor_place
from wireroom.edition.actions.stories import every_story_place
from wireroom.edition.models import ListEntry
from wireroom.edition.places import Place, page_number, parse_place
from wireroom.publishing.models import Article
from wireroom.tasks.actions import enqueue


def ask_for_everything(*, now: datetime) -> None:
    """Enqueue every article and every place of the site."""
    _ask(Article.objects.all(), now)


def ask_besides_decided(*, now: datetime) -> None:
    """As ask_for_everything, where all items are to be decided anew: deciding asks for the pages of live articles, so
    that each is written once, while others are still decided."""
    _ask(Article.objects.exclude(state=Article.State.LIVE), now)


def _ask(articles: QuerySet[Article], now: datetime) -> None:
    enqueue("edition", articles.order_by("id").values_list("id", flat=True).iterator(), now=now)
    enqueue("places", [place.key for place in every_place()], now=now, priority=7)


def every_place() -> list[Place]:
    """All places that have ever had an article, each with its numbered pages, the stories, and those quoted."""
    places: dict[str, Place] = {}
    for listing, last in ListEntry.objects.values_list("listing").annotate(Max("position")):
        place = parse_place(f"{listing}:0")
        numbered = [
            Place(place.kind, place.language, place.name, number) for number in range(1, page_number(place, last) + 1)
        ]
        newest = [] if place.kind == "sitemap" else [place]
        feeds = [Place("feeds", place.language, place.name if place.kind == "section" else "")]
        news = [Place("news", place.language)]
        places |= {found.key: found for found in (*newest, *numbered, *feeds, *news)}
    return [*places.values(), *every_story_place(), *every_actor_place()]
