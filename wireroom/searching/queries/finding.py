"""Finding what was published, and at the desk what was received. Newest first, or best among the newest thousand.

Only articles that are live now are found for the site, whatever the index holds: a kill counts when it is decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, Q, QuerySet

from wireroom.core.addresses import section_slug
from wireroom.core.searching.asking import EVERY_LANGUAGE, Query
from wireroom.core.searching.folding import fold_text
from wireroom.core.searching.places import SITE, number_at, places_between, shelf_at
from wireroom.publishing.models import Article
from wireroom.searching.queries.matching import Matching, match_articles, match_items
from wireroom.wire.models import Item, Provider

# So many are counted, paged through and ranked; a reader who needs more needs another word.
MOST = 1000
NEWEST, BEST = "newest", "best"
ORDERS = (NEWEST, BEST)


@dataclass(frozen=True, slots=True)
class Found:
    """Ids in the order asked for, at most a thousand; `is_cut`: there are more."""

    ids: tuple[int, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """A query with what the reader's place adds: language and zone of the site, order, the time now, days of a form.

    `language`, `since` and `until` are what the query's own filters do not overrule; "" and None for all.
    """

    query: Query
    zone: ZoneInfo
    now: datetime
    language: str = ""
    order: str = NEWEST
    since: date | None = None
    until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return self.query.is_empty and not (self.since or self.until)

    @property
    def first_day(self) -> date | None:
        """The first day to look at, if not all."""
        return self.query.since or self.since

    @property
    def last_day(self) -> date | None:
        """The last day to look at, if not all."""
        return self.query.until or self.until


def find_articles(search: Search, *, most: int = MOST) -> Found:
    """Live articles that the query asks for. Call it within time_limit."""
    query = search.query
    if search.is_empty:
        return Found()
    language = _language(search)
    providers = _provider_ids(query.provider) if query.provider else None
    if providers == []:
        return Found()
    if not (query.terms or query.authors):
        return _cut(_listed_articles(search, providers).values_list("id", flat=True)[: most + 1], most)
    wheres = ["article.state = %s", "(article.expires_at IS NULL OR article.expires_at > %s)"]
    values: list[object] = [Article.State.LIVE, connection.ops.adapt_datetimefield_value(search.now)]
    if language:
        wheres.append("article.language = %s")
        values.append(language)
    if query.section:
        wheres.append("article.section = %s")
        values.append(section_slug(query.section))
    if providers is not None:
        wheres.append(
            "(SELECT provider_id FROM wire_item WHERE wire_item.id = article.item_id)"
            f" IN ({', '.join(['%s'] * len(providers))})"
        )
        values += providers
    rows = _select(search, match_articles(query, wheres, is_scored=search.order == BEST), values, most + 1)
    return _cut([number_at(place) for place, _ in rows], most)


def find_items(search: Search, *, most: int = MOST) -> Found:
    """Items in any state, for the desk. Call it within time_limit."""
    query = search.query
    if search.is_empty:
        return Found()
    providers = _provider_ids(query.provider) if query.provider else None
    if providers == []:
        return Found()
    items = _listed_items(search, providers)
    if not (query.terms or query.authors):
        return _cut(items.order_by("-id").values_list("id", flat=True)[: most + 1], most)
    among, values = "", ()
    if query.provider or query.section or _language(search):
        among, values = items.values("id").query.sql_with_params()
    rows = _select(search, match_items(query, among, is_scored=search.order == BEST), values, most + 1)
    articles = [number_at(place) for place, _ in rows if shelf_at(place) == SITE]
    item_of = dict(Article.objects.filter(id__in=articles).values_list("id", "item_id"))
    ids = [item_of.get(number_at(p)) if shelf_at(p) == SITE else number_at(p) for p, _ in rows]
    wanted = list(dict.fromkeys(id for id in ids if id))
    return Found(tuple(wanted[:most]), len(rows) > most)


def _select(search: Search, matching: Matching, values: Sequence[object], most: int) -> list[tuple[int, float]]:
    """Places and scores, newest first or best first; `values` are of the conditions on articles or items."""
    bounds = places_between(search.first_day, search.last_day, search.zone)
    with connection.cursor() as cursor:
        cursor.execute(matching.statement, [*matching.words, *bounds, *values, most])
        rows = cursor.fetchall()
    # Of two that fit as well, the newer is first.
    return sorted(rows, key=lambda row: (-row[1], -row[0]))


def _listed_articles(search: Search, providers: list[int] | None) -> QuerySet[Article]:
    query = search.query
    articles = Article.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=search.now), state=Article.State.LIVE, current__isnull=False
    )
    if language := _language(search):
        articles = articles.filter(language=language)
    if query.section:
        articles = articles.filter(section=section_slug(query.section))
    if providers is not None:
        articles = articles.filter(item__provider__in=providers)
    return _within(articles, search, "sort_at").order_by(F("sort_at").desc(), "key")


def _listed_items(search: Search, providers: list[int] | None) -> QuerySet[Item]:
    query, items = search.query, Item.objects.filter(current__isnull=False)
    if language := _language(search):
        items = items.filter(Q(current__language=language) | Q(current__language__startswith=f"{language}-"))
    if query.section:
        items = items.filter(article__section=section_slug(query.section))
    if providers is not None:
        items = items.filter(provider__in=providers)
    return _within(items, search, "first_received_at")


def _within(rows: QuerySet, search: Search, field: str) -> QuerySet:
    """Rows of the days asked for, by a column of time."""
    first, last = places_between(search.first_day, search.last_day, search.zone)
    if search.first_day:
        rows = rows.filter(**{f"{field}__gte": datetime.fromtimestamp(first >> 31, search.zone)})
    if search.last_day:
        rows = rows.filter(**{f"{field}__lt": datetime.fromtimestamp((last >> 31) + 1, search.zone)})
    return rows


def _language(search: Search) -> str:
    return "" if (asked := search.query.language or search.language) == EVERY_LANGUAGE else asked[:20]


def _provider_ids(words: str) -> list[int]:
    """Providers with these words in their name, or this slug. There are few, so all are looked at."""
    wanted = fold_text(words)
    rows = Provider.objects.values_list("id", "name", "slug")
    return [id for id, name, slug in rows if wanted in fold_text(name) or wanted == slug][:MOST]


def _cut(ids: Sequence[int], most: int) -> Found:
    found = list(ids)
    return Found(tuple(found[:most]), len(found) > most)
