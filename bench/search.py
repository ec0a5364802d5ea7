"""Latency of the site's search at some sizes, beside SQLite FTS5's trigram index of the same texts, used plainly.

    python bench/search.py [--articles 10000,100000]

Rows of articles are made directly and indexed as the newsroom does, so that hundreds of thousands are possible; what
indexing costs an article is told too. Ours counts up to a thousand matches, joins articles that are live, and gives the
ids of a page; the trigram index gives twenty rows, newest first. Two characters are less than a trigram: it finds none.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice

from bench_newsroom import temporary_newsroom
from invented_copy import invent_articles

ROUNDS = 100
BATCH = 200
NOW = datetime(2024, 10, 18, 3, 0, tzinfo=UTC)


def main() -> int:
    """Measures each size in turn, in one newsroom that grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default="10000,100000")
    sizes = sorted(int(size) for size in parser.parse_args().articles.split(","))
    with temporary_newsroom():
        from wireroom.runner.opening import migrate_database

        migrate_database()
        shelf = Shelf()
        print("articles | query | ours ms p50 / p95 | found | trigram ms p50 / p95 | found")
        for size in sizes:
            cost = shelf.grow(size)
            shelf.measure()
            print(f"{size} | indexing one article: {cost:.2f} ms CPU")
    return 0


class Shelf:
    """Articles of one provider, in our index and in a trigram index beside it."""

    def __init__(self) -> None:
        from django.db import connection

        from wireroom.wire.models import Feed, Fetch, Provider

        self.provider = Provider.objects.create(slug="bench", name="Bench", created_at=NOW)
        feed = Feed.objects.create(provider=self.provider, url="https://wire.example/feed", created_at=NOW)
        self.fetch = Fetch.objects.create(feed=feed, at=NOW, url=feed.url, status=200, outcome="fetched")
        self.count = 0
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIRTUAL TABLE plain USING fts5(headline, body, tokenize='trigram')")

    def grow(self, size: int) -> float:
        """Add articles until there are `size`; milliseconds of processor time for indexing each."""
        from django.db import connection, transaction

        from wireroom.searching.actions import describe_articles, index_articles

        copies = invent_articles(size - self.count, until=NOW, start=self.count)
        spent, added = 0.0, size - self.count
        while batch := list(islice(copies, BATCH)):
            with transaction.atomic():
                articles = [self._add(copy) for copy in batch]
                started = time.process_time()
                index_articles(describe_articles(articles))
                spent += time.process_time() - started
                rows = [(a.id, a.current.headline, a.current.body) for a in articles]
                with connection.cursor() as cursor:
                    cursor.executemany("INSERT INTO plain (rowid, headline, body) VALUES (%s, %s, %s)", rows)
        self.count = size
        return spent * 1000 / max(added, 1)

    def measure(self) -> None:
        """Prints a line a query."""
        from django.db import connection

        from wireroom.core.searching.asking import parse_query
        from wireroom.searching.queries import Search, find_articles, find_suggestions

        zone = NOW.astimezone().tzinfo or UTC
        for query in _queries():
            for order in ("newest", "best"):
                asked = Search(parse_query(query), zone, NOW, "", order)
                ours, found = _timed(lambda asked=asked: len(find_articles(asked).ids))
                plain, theirs = "", ""
                if order == "newest":
                    quoted = " ".join(f'"{word}"' for word in query.replace('"', "").split())

                    def ask(quoted: str = quoted) -> int:
                        with connection.cursor() as cursor:
                            cursor.execute(
                                "SELECT rowid FROM plain WHERE plain MATCH %s ORDER BY rowid DESC LIMIT 20", [quoted]
                            )
                            return len(cursor.fetchall())

                    plain, theirs = _timed(ask)
                print(f"{self.count} | {query} ({order}) | {ours} | {found} | {plain} | {theirs}", flush=True)
        asked = Search(parse_query("goverment"), zone, NOW, "")
        spent, found = _timed(lambda: len(find_suggestions(asked).queries), rounds=10)
        print(f"{self.count} | suggestions for a mistyped word | {spent} | {found}", flush=True)

    def _add(self, copy):
        from wireroom.publishing.models import Article, ArticleVersion
        from wireroom.wire.models import Item, Version

        item = Item.objects.create(provider=self.provider, guid=copy.guid, first_received_at=copy.published)
        version = Version.objects.create(
            item=item, number=1, fetch=self.fetch, received_at=copy.published, content_hash=f"{item.id:032x}",
            headline=copy.headline, language=copy.language,
        )  # fmt: skip
        article = Article.objects.create(
            origin=item, item=item, key=f"k{item.id}", language=copy.language, state="live",
            path=f"/{copy.language}/k{item.id}/",
            sort_at=copy.published, first_published_at=copy.published,
        )  # fmt: skip
        article.current = ArticleVersion.objects.create(
            article=article, version=version, number=1, made_at=NOW, headline=copy.headline, body=copy.html,
            extent="full",
        )  # fmt: skip
        article.save(update_fields=["current"])
        return article


def _queries() -> list[str]:
    """Rare and common words and phrases of the invented copy, and one that is not in it."""
    headlines = [copy.headline for copy in islice(invent_articles(40, until=NOW), 40)]
    english = next(headline for headline in headlines if headline.isascii())
    japanese = next(headline for headline in headlines if not headline.isascii())
    words = english.split()
    phrase = f'"{" ".join(words[:3])}"'
    return [words[0], words[1], " ".join(words[1:3]), phrase, "議会", "議会 空港", japanese[:5], "goverment"]


def _timed(ask: Callable[[], int], *, rounds: int = ROUNDS) -> tuple[str, int]:
    times, found = [], 0
    for _ in range(rounds):
        started = time.perf_counter()
        found = ask()
        times.append((time.perf_counter() - started) * 1000)
    return f"{statistics.median(times):.2f} / {sorted(times)[int(rounds * 0.95)]:.2f}", found


if __name__ == "__main__":
    raise SystemExit(main())
