"""Which articles stand among the related ones of whose page, as these were written. Writes no page.

What links two articles may change before their pages are written again: what a page names is kept, not found anew.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection

from wireroom.edition.models import RelatedEntry
from wireroom.edition.values import Teaser
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.models import Article

CHUNK = 300


def articles_naming(article_ids: Collection[int]) -> set[int]:
    """Articles whose pages, as last written, name some of these among the related ones."""
    found: set[int] = set()
    wanted = sorted(article_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = RelatedEntry.objects.filter(named_id__in=wanted[start : start + CHUNK])
        found.update(rows.values_list("article_id", flat=True))
    return found


def record_related(related: Mapping[int, Collection[Teaser]], *, now: datetime) -> None:
    """Keep what some articles' pages name as they stand now, by article. Call it in the transaction that ends the
    batch.

    What changed since it was read for a page finds no entry of that page: such pages are asked for once more here.
    """
    wanted = {(article, teaser.article_id) for article, teasers in related.items() for teaser in teasers}
    known = _known(related)
    new = wanted - known
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM edition_relatedentry WHERE article_id = %s AND named_id = %s", sorted(known - wanted)
        )
        cursor.executemany(
            "INSERT INTO edition_relatedentry (article_id, named_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            sorted(new),
        )
    named = {named for _, named in new}
    shown = {(teaser.article_id, teaser.copy_id) for teasers in related.values() for teaser in teasers}
    outdated = {article_id for article_id, _ in shown - _standing(named)} & named
    refresh_article({article for article, named in new if named in outdated}, now=now, priority=1)


def _known(article_ids: Collection[int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    wanted = sorted(article_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = RelatedEntry.objects.filter(article_id__in=wanted[start : start + CHUNK])
        found.update(rows.values_list("article_id", "named_id"))
    return found


def _standing(article_ids: Collection[int]) -> set[tuple[int, int]]:
    """Those of some articles that are live, and their current copy."""
    found: set[tuple[int, int]] = set()
    wanted = sorted(article_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = Article.objects.filter(id__in=wanted[start : start + CHUNK], state=Article.State.LIVE)
        found.update(rows.values_list("id", "current_id"))
    return found
