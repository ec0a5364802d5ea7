"""Which articles the pages of others name, as these were last written. Writes no page.

What links two articles may change before their pages are written again, so what a page names is kept, not found anew.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db import connection

from wireroom.publishing.actions.refreshing import refresh_article
from wireroom.publishing.models import Article, NamedEntry

CHUNK = 300


def articles_naming(article_ids: Collection[int]) -> dict[int, set[int]]:
    """Articles whose pages, as last written, name some of these, by the article named; only of those that are."""
    found: dict[int, set[int]] = {}
    for some in _chunks(article_ids):
        for named, article in NamedEntry.objects.filter(named__in=some).values_list("named_id", "article_id"):
            found.setdefault(named, set()).add(article)
    return found


def record_named(named: Mapping[int, Collection[tuple[int, int]]], *, now: datetime) -> None:
    """Keep what some articles' pages name as they stand now: by article, the articles named and the copies
    (ArticleVersion) they were named by. Call it in the transaction that ends the batch.

    What changed since it was read for a page finds no entry of that page: such pages are asked for once more here.
    """
    wanted = {(article, other) for article, others in named.items() for other, _ in others}
    known: set[tuple[int, int]] = set()
    for some in _chunks(named):
        known.update(NamedEntry.objects.filter(article__in=some).values_list("article_id", "named_id"))
    new = wanted - known
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM publishing_namedentry WHERE article_id = %s AND named_id = %s", sorted(known - wanted)
        )
        cursor.executemany(
            "INSERT INTO publishing_namedentry (article_id, named_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            sorted(new),
        )
    shown = {pair for others in named.values() for pair in others}
    outdated = {other for other, _ in shown - _standing({other for _, other in new})}
    refresh_article({article for article, other in new if other in outdated}, now=now, priority=1)


def _standing(article_ids: Collection[int]) -> set[tuple[int, int]]:
    """Those of some articles that are live, each with its current copy."""
    found: set[tuple[int, int]] = set()
    for some in _chunks(article_ids):
        rows = Article.objects.filter(id__in=some, state=Article.State.LIVE)
        found.update(rows.values_list("id", "current_id"))
    return found


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
