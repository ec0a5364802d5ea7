"""The same texts searched with what databases bring along, used plainly: SQLite FTS5, PostgreSQL. Knows no newsroom."""

import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive_copy import ArchivedCopy

Clock = Callable[[], float]
PAGE = 20
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536", "mmap_size=268435456")


@dataclass(slots=True)
class Fts5:
    """A table with one of FTS5's own tokenizers, in a file of its own with the settings that a newsroom has."""

    name: str
    connection: sqlite3.Connection
    clock: Clock = time.process_time

    @classmethod
    def open(cls, tokenizer: str, folder: Path) -> "Fts5":
        connection = sqlite3.connect(folder / f"{tokenizer}.sqlite3", isolation_level=None)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"CREATE VIRTUAL TABLE plain USING fts5(headline, body, tokenize='{tokenizer}')")
        return cls(f"FTS5 {tokenizer}", connection)

    def add(self, copies: Sequence[ArchivedCopy]) -> float:
        """In one transaction, rowids in order of time; the seconds it took."""
        started = self.clock()
        self.connection.execute("BEGIN IMMEDIATE")
        rows = ((copy.number + 1, copy.headline, copy.body) for copy in copies)
        self.connection.executemany("INSERT INTO plain (rowid, headline, body) VALUES (?, ?, ?)", rows)
        self.connection.execute("COMMIT")
        return self.clock() - started

    def settle(self) -> None:
        """Leave nothing for later that would slow the first queries."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def asking(self, query: str, *, is_best: bool) -> Callable[[], int]:
        """What asks for a page of results and says how many it has."""
        order = "rank" if is_best else "rowid DESC"
        asked = f"SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY {order} LIMIT {PAGE}"
        return partial(self._count, asked, " ".join(f'"{part}"' for part in _parts(query)))

    def _count(self, asked: str, words: str) -> int:
        return len(self.connection.execute(asked, [words]).fetchall())


@dataclass(slots=True)
class PostgreSql:
    """A table with a generated tsvector ("simple": no language's stems) under a GIN index."""

    name: str
    connection: object
    clock: Clock = time.perf_counter

    @classmethod
    def open(cls, address: str) -> "PostgreSql":
        import psycopg

        connection = psycopg.connect(address, autocommit=True)
        connection.execute("DROP TABLE IF EXISTS plain")
        connection.execute(
            "CREATE TABLE plain (id bigint PRIMARY KEY, headline text, body text, words tsvector GENERATED ALWAYS AS"
            " (to_tsvector('simple', headline || ' ' || body)) STORED)"
        )
        connection.execute("CREATE INDEX plain_words ON plain USING gin (words)")
        return cls("PostgreSQL", connection)

    def add(self, copies: Sequence[ArchivedCopy]) -> float:
        """In one transaction, ids in order of time; the seconds it took."""
        started = self.clock()
        with self.connection.cursor().copy("COPY plain (id, headline, body) FROM STDIN") as rows:
            for copy in copies:
                rows.write_row((copy.number + 1, copy.headline, copy.body))
        return self.clock() - started

    def settle(self) -> None:
        """What its own housekeeping does in time."""
        self.connection.execute("VACUUM ANALYZE plain")

    def asking(self, query: str, *, is_best: bool) -> Callable[[], int]:
        """What asks for a page of results and says how many it has."""
        words = "websearch_to_tsquery('simple', %(query)s)"
        order = f"ts_rank(words, {words}) DESC" if is_best else "id DESC"
        return partial(self._count, f"SELECT id FROM plain WHERE words @@ {words} ORDER BY {order} LIMIT {PAGE}", query)

    def _count(self, asked: str, query: str) -> int:
        return len(self.connection.execute(asked, {"query": query}).fetchall())


def _parts(query: str) -> list[str]:
    """Words and "phrases" of a query, without the marks."""
    return [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', query)]
