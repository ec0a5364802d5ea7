"""Latency of the site's search as an archive grows, beside SQLite FTS5 and PostgreSQL's text search, used plainly.

    python bench/search.py [--articles 10000,100000,1000000] [--systems ours,unicode61,trigram]

Systems: ours, or ours@ADDRESS for a newsroom on PostgreSQL; FTS5's tokenizers unicode61 and trigram; postgresql@ADDRESS
for a plain table there. ADDRESS is postgresql://user@host:port/name, a database that may be filled. The texts are those
of archive_copy.py. Rows of items and articles are written directly, the index as the newsroom writes it, and what that
costs an article is told too. By proportion a million articles take all systems two hours and 30 GB; memory stays small.

A kind of query is asked with several words of like frequency in turn. Ours finds up to a thousand live articles and
counts them; the others give twenty rows and know of no states. A kind takes at most ten seconds a system. Times are of
the processor, which other work on the machine hardly changes; of PostgreSQL, another process, by the clock on the wall.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from archive_copy import APART, BEGINNING, ArchivedCopy, archive_articles, vocabulary
from bench_newsroom import temporary_newsroom
from search_peers import Clock, Fts5, PostgreSql

ROUNDS, LONGEST_S = 100, 10.0
BATCH = 500
PROVIDERS = 20


def main() -> int:
    """Measures each size in turn, with systems that grow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default="10000,100000")
    parser.add_argument("--systems", default="ours,unicode61,trigram")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wireroom-bench-")))
        systems = [_open(name, folder, stack) for name in arguments.systems.split(",")]
        count = 0
        for size in sorted(int(size) for size in arguments.articles.split(",")):
            _grow(systems, count, size)
            count = size
            _measure(systems, size)
    return 0


def _open(name: str, folder: Path, stack: ExitStack):
    kind, _, address = name.partition("@")
    if kind == "ours":
        stack.enter_context(temporary_newsroom(database=address))
        return Ours("ours on PostgreSQL", time.perf_counter) if address else Ours("ours", time.process_time)
    return PostgreSql.open(address) if kind == "postgresql" else Fts5.open(kind, folder)


def _grow(systems: list, count: int, size: int) -> None:
    """Add articles until there are `size`, and say what each cost."""
    started = time.perf_counter()
    spent = dict.fromkeys((system.name for system in systems), 0.0)
    copies = archive_articles(size - count, start=count)
    while batch := list(islice(copies, BATCH)):
        for system in systems:
            spent[system.name] += system.add(batch)
    for system in systems:
        system.settle()
    costs = ", ".join(f"{name} {seconds * 1000 / max(size - count, 1):.2f} ms" for name, seconds in spent.items())
    print(f"{size}: {size - count} in {time.perf_counter() - started:.0f} s; indexing one: {costs}", flush=True)


def _measure(systems: list, size: int) -> None:
    """Prints a line a kind of query and order: median and 95th percentile in milliseconds, and the most found."""
    for kind, queries in _kinds():
        for order in ("newest", "best"):
            told = []
            for system in systems:
                # The filters are our own language, so there is nothing to ask the others.
                if isinstance(system, Ours) or ":" not in queries[0]:
                    asking = [system.asking(query, is_best=order == "best") for query in queries]
                    told.append(f"{system.name} {_times(asking, system.clock)} ({max(ask() for ask in asking)})")
            if told:
                print(f"{size} | {kind}, {order} | {' | '.join(told)}", flush=True)
    mistyped = [f"{word[:-2]}{word[-1]}{word[-2]}" for word in _words("en", 2000)]
    for system in systems:
        if isinstance(system, Ours):
            asking = [system.suggesting(word) for word in mistyped]
            print(f"{size} | a mistyped word | {system.name} {_times(asking, system.clock)}", flush=True)


class Ours:
    """The newsroom's own search, in a newsroom that has only rows that searching reads."""

    def __init__(self, name: str, clock: Clock) -> None:
        from wireroom.runner.opening import migrate_database

        migrate_database()
        from wireroom.publishing.models import Article, ArticleVersion
        from wireroom.wire.models import Feed, Fetch, Item, Provider, Version

        self.name, self.clock, self.count = name, clock, 0
        self.providers = [
            Provider.objects.create(slug=f"wire{number}", name=f"Wire {number}", created_at=BEGINNING)
            for number in range(PROVIDERS)
        ]
        feed = Feed.objects.create(provider=self.providers[0], url="https://wire.example/feed", created_at=BEGINNING)
        fetch = Fetch.objects.create(feed=feed, at=BEGINNING, url=feed.url, status=200, outcome="fetched")
        # What all articles have as their current copy: queries ask only whether there is one.
        item = Item.objects.create(provider=self.providers[0], guid="first", first_received_at=BEGINNING)
        version = Version.objects.create(item=item, number=1, fetch=fetch, received_at=BEGINNING, content_hash="0" * 32)
        article = Article.objects.create(
            origin=item, item=item, key="first", language="en", state="held", path="/en/first/", sort_at=BEGINNING,
            first_published_at=BEGINNING,
        )  # fmt: skip
        self.shown = ArticleVersion.objects.create(
            article=article, version=version, number=1, made_at=BEGINNING, headline="", extent="full"
        )

    def add(self, copies: Sequence[ArchivedCopy]) -> float:
        """Seconds of writing the index; the rows it leans on are not counted."""
        from django.db import transaction

        from wireroom.publishing.models import Article, ArticleVersion
        from wireroom.searching.actions import describe_articles, index_articles
        from wireroom.wire.models import Item, Version

        with transaction.atomic():
            items = Item.objects.bulk_create(
                Item(
                    provider=self.providers[copy.number * copy.number % 389 % PROVIDERS],
                    guid=f"tag:wire.example,2014:{copy.number}",
                    first_received_at=copy.published,
                )
                for copy in copies
            )
            articles = [
                Article(
                    origin=item, item=item, key=f"k{copy.number}", language=copy.language, state="live",
                    path=f"/{copy.language}/k{copy.number}/", section=f"s{copy.number % 11}", current=self.shown,
                    sort_at=copy.published, first_published_at=copy.published,
                )
                for copy, item in zip(copies, items, strict=True)
            ]  # fmt: skip
            Article.objects.bulk_create(articles)
            for copy, article in zip(copies, articles, strict=True):
                article.current = ArticleVersion(
                    headline=copy.headline, body=copy.html, extent="full", version=Version(byline=copy.byline)
                )
            self.count += len(copies)
            started = self.clock()
            index_articles(describe_articles(articles))
            return self.clock() - started

    def settle(self) -> None:
        """What a newsroom's own housekeeping does in time."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM ANALYZE")

    def asking(self, query: str, *, is_best: bool) -> Callable[[], int]:
        """What asks as the site does and says how many were found; -1 when it was stopped."""
        from wireroom.searching.queries import find_articles

        search = self._search(query, "best" if is_best else "newest")
        return partial(_within_time, lambda: len(find_articles(search).ids))

    def suggesting(self, word: str) -> Callable[[], int]:
        """What looks for other queries where this word finds nothing."""
        from wireroom.searching.queries import find_suggestions

        search = self._search(word, "newest")
        return partial(_within_time, lambda: len(find_suggestions(search).queries))

    def _search(self, query: str, order: str):
        from wireroom.core.searching.asking import parse_query
        from wireroom.searching.queries import Search

        return Search(parse_query(query), UTC, BEGINNING + self.count * APART, "", order)


def _kinds() -> Iterator[tuple[str, list[str]]]:
    """Kinds of queries with words of like frequency; a common word is in a third of the articles of its language."""
    for language, name in (("en", "English"), ("ja", "Japanese")):
        common, usual, rare = (_words(language, rank) for rank in (60, 1000, 60_000))
        names = vocabulary(language).names
        pairs = list(zip(common, reversed(common), strict=True))[:2]
        phrases = [f'"{a} {b}"' if language == "en" else f"{a}の{b}" for a, b in pairs]
        other = "ja" if language == "en" else "en"
        yield f"{name}, a common word", common
        yield f"{name}, a usual word", usual
        yield f"{name}, a rare word", rare
        yield f"{name}, two common words", [f"{one} {other}" for one, other in pairs]
        yield f"{name}, a common and a rare word", [f"{a} {b}" for a, b in zip(common, rare, strict=True)]
        yield f"{name}, a common name (phrase)", [f'"{name}"' for name in names[5:10]]
        yield f"{name}, a rare name (phrase)", [f'"{name}"' for name in names[9000:9005]]
        yield f"{name}, a phrase of two common words", phrases
        yield f"{name}, a common word in the other language's pages", [f"{word} lang:{other}" for word in common]
        yield f"{name}, a common word of one provider", [f"{word} provider:wire1" for word in common]
        yield f"{name}, a common word in one month", [f"{word} from:2014-01 to:2014-01" for word in common]
    yield "the most common word", _words("en", 0)[:1]
    yield "one Japanese character", [word[0] for word in _words("ja", 300)]
    yield "a day without words", ["lang:ja from:2014-01-20 to:2014-01-20"]


def _words(language: str, rank: int) -> list[str]:
    """Five words from this rank on; of Japanese ones those of two kanji."""
    words = vocabulary(language).words[rank : rank + 60]
    return [word for word in words if language == "en" or (len(word) == 2 and min(word) >= "一")][:5]


def _within_time(ask: Callable[[], int]) -> int:
    from wireroom.core.errors import WireroomError
    from wireroom.searching.queries import time_limit

    try:
        with time_limit():
            return ask()
    except WireroomError:
        return -1


def _times(asking: list[Callable[[], int]], clock: Clock) -> str:
    times: list[float] = []
    for ask in islice(cycle(asking), ROUNDS):
        started = clock()
        ask()
        times.append((clock() - started) * 1000)
        if sum(times) > LONGEST_S * 1000 and len(times) >= len(asking):
            break
    return f"{statistics.median(times):.2f} / {sorted(times)[int(len(times) * 0.95)]:.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
