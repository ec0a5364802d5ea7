"""Which pages of those quoted an article stands on or belongs on, and asking for them. Writes none."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count

from wireroom.edition.models import ActorEntry, ActorPage, StoryPage
from wireroom.edition.places import SITEMAP_SIZE, Place, actor_place, story_place
from wireroom.edition.story_pages import LEAST
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article
from wireroom.publishing.queries import articles_showing
from wireroom.reading.models import Actor, Statement
from wireroom.stories.models import Match
from wireroom.tasks.actions import CALM, enqueue

CHUNK = 400


def places_of_actors(articles: Collection[Article]) -> dict[int, tuple[Place, ...]]:
    """The pages of those quoted that some articles stand on as last written, or are about to, by article."""
    found: dict[int, list[Place]] = defaultdict(list)
    entries = ActorEntry.objects.filter(article_id__in=[article.id for article in articles]).order_by("id")
    for article_id, language, key in entries.values_list("article_id", "page__language", "page__key"):
        found[article_id].append(actor_place(language, key))
    return {article_id: tuple(places) for article_id, places in found.items()}


def refresh_said(item_ids: Collection[int], *, now: datetime, priority: int = CALM) -> None:
    """Have every page written again that tells what some items say: their articles', their stories', and those of who
    is quoted. Call it in the transaction that changed what the ledger has of them."""
    ids = sorted(articles_showing(item_ids))
    refresh_article(ids, now=now, priority=priority)
    articles = list(Article.objects.filter(id__in=ids).only("id", "item_id", "language", "state"))
    places = {place for standing in places_of_actors(articles).values() for place in standing}
    places.update(_belonging(articles))
    rows = Match.objects.filter(item__in=list(item_ids), story__isnull=False)
    stories = dict(rows.values_list("item", "story__key"))
    places.update(story_place(one.language, stories[one.item_id]) for one in articles if one.item_id in stories)
    enqueue("places", sorted(place.key for place in places), now=now, priority=priority)


def _belonging(articles: Collection[Article]) -> Iterable[Place]:
    """The pages of those that some articles quote and that have, or may get, a page."""
    items = {article.item_id for article in articles}
    quoted = Actor.objects.filter(statements__item__in=items).exclude(kind=Actor.Kind.UNNAMED)
    actors = {actor.id: actor.key for actor in quoted.distinct()}
    counts = Statement.objects.filter(actor__in=list(actors)).values_list("actor").annotate(count=Count("id"))
    many = {actors[number] for number, count in counts if count >= LEAST}
    many.update(ActorPage.objects.filter(key__in=list(actors.values())).values_list("key", flat=True))
    rows = Statement.objects.filter(item__in=items, actor__in=list(actors)).values_list("item", "actor").distinct()
    by_item: dict[int, set[str]] = defaultdict(set)
    for item, actor in rows:
        by_item[item].add(actors[actor])
    return [actor_place(one.language, key) for one in articles for key in by_item[one.item_id] if key in many]


def refresh_actors(actors: Iterable[Actor], items: Collection[int] = (), *, now: datetime) -> None:
    """Have the pages of some actors written again that an editor named, joined or split, and all that tell what some
    items say. Call it in the transaction of the editor's word; with both actors where there are two."""
    keys = {actor.key for actor in actors}
    languages = set(Article.objects.filter(state=Article.State.LIVE).values_list("language", flat=True).distinct())
    places = {actor_place(language, key).key for key in keys for language in languages}
    pages = ActorPage.objects.filter(key__in=keys).values_list("language", "key")
    places.update(actor_place(language, key).key for language, key in pages)
    enqueue("places", sorted(places), now=now, priority=1)
    wanted = sorted(items)
    for start in range(0, len(wanted), CHUNK):
        refresh_said(wanted[start : start + CHUNK], now=now, priority=3)


def every_actor_place() -> list[Place]:
    """The pages of all who ever had one, and their sitemaps."""
    rows = list(ActorPage.objects.order_by("id").values_list("id", "language", "key"))
    sitemaps = dict.fromkeys(actors_sitemap(page_id, language) for page_id, language, _ in rows)
    return [*(actor_place(language, key) for _, language, key in rows), *sitemaps]


def actors_sitemap(page_id: int, language: str) -> Place:
    """The sitemap that somebody's page stands in: by its row's number, so that places in it never change."""
    return Place("actors", language, number=page_id // SITEMAP_SIZE + 1)


def live_languages(key: str, languages: Collection[str]) -> list[str]:
    """The languages in which somebody quoted has a page now."""
    rows = ActorPage.objects.filter(key=key, state=StoryPage.State.LIVE, language__in=languages)
    return list(rows.order_by("language").values_list("language", flat=True))
