"""Keeping Related rows: pairs for new headlines, and whose pages a change of state touches."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from django.db import connection

from wireroom.core.matching.related import WINDOW, Described, Pair, decide_pairs, find_terms
from wireroom.publishing.models import Article, Related

SHOWN = 5
CANDIDATES = 250
# The same neighbours come up with every batch of a day.
_terms = lru_cache(maxsize=4096)(find_terms)


def relate_articles(articles: Iterable[Article]) -> set[int]:
    """Pair new (or re-headed) articles with their neighbours in time. Returns the others whose pages change."""
    by_language: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_language[article.language].append(article)
    touched: set[int] = set()
    for language, new in by_language.items():
        touched |= _relate(language, new)
    return touched


def related_to(article_ids: Collection[int]) -> set[int]:
    """Articles whose pages show (or would show) one of these."""
    if not article_ids:
        return set()
    return set(Related.objects.filter(other_id__in=article_ids).values_list("article_id", flat=True))


def forget_terms() -> None:
    """Drop the terms of headlines kept in this process's memory, after a purge."""
    _terms.cache_clear()


def _relate(language: str, new: list[Article]) -> set[int]:
    described = [Described(a.id, a.sort_at, a.section, _terms(a.current.headline, a.current.standfirst)) for a in new]
    earliest, latest = min(a.sort_at for a in new), max(a.sort_at for a in new)
    near = Article.objects.filter(
        language=language, state=Article.State.LIVE, sort_at__range=(earliest - WINDOW, latest + WINDOW)
    ).exclude(id__in=[a.id for a in new])
    rows = near.order_by("-sort_at").values_list("id", "sort_at", "section", "current__headline", "current__standfirst")
    others = [Described(row[0], row[1], row[2], _terms(row[3], row[4])) for row in rows[:CANDIDATES]]
    pairs = decide_pairs(described, others)
    stronger = _stronger_counts(pairs)
    _store(pairs)
    return {pair.other for pair in pairs if stronger[pair] < SHOWN}


def _store(pairs: Sequence[Pair]) -> None:
    """Both ways, one statement prepared once: a day's batch has thousands of rows of three numbers."""
    rows = [(a, b, pair.score) for pair in pairs for a, b in ((pair.one, pair.other), (pair.other, pair.one))]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO publishing_related (article_id, other_id, score) VALUES (%s, %s, %s)"
            " ON CONFLICT (article_id, other_id) DO UPDATE SET score = excluded.score",
            rows,
        )


def _stronger_counts(pairs) -> Counter:
    """For each pair, how many stronger neighbours its other article has already: beyond five, its page stays."""
    scores: dict[int, list[float]] = defaultdict(list)
    others = [pair.other for pair in pairs]
    for article_id, score in Related.objects.filter(article_id__in=others).values_list("article_id", "score"):
        scores[article_id].append(score)
    return Counter({pair: sum(score > pair.score for score in scores[pair.other]) for pair in pairs})
