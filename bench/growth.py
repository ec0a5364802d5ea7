"""How matching's look-ups cost at 10,000, 100,000 and 1,000,000 items: the table of features on SQLite. Makes no pages.

    python bench/growth.py [--largest N] [--asked N]

Items of invented keys are loaded in bulk: 25 of copies, those of every seventh item an earlier one's too, and 24 of
terms, of which eight are common (the commonest in one of a hundred items) and the rest of a vocabulary of 400,000. Then
`asked` new items are looked up, for copies and for terms, by the statements that matching uses. Milliseconds of wall
time, median and 99th percentile.
"""

import argparse
import statistics
import sys
import time

from bench_newsroom import temporary_newsroom

SIZES = (10_000, 100_000, 1_000_000)
COPY_KEYS, COMMON_KEYS, RARE_KEYS = 25, 8, 16
# The same sums in SQL and in Python, within 64 bits.
COPY = "((({item} - ({item} % 7 = 0) * 1000) * 2654435761 + {n} * 668265263) % 4294967296)"
COMMON = "((({item} * 16807 + {n} * 245489) % 100003) * (({item} * 48271 + {n} * 90821) % 100003) / 2500150)"
RARE = "(10000 + ({item} * 69621 + {n} * 905057) % 400000)"
NUMBERS = (
    "WITH RECURSIVE items(item) AS (SELECT %s UNION ALL SELECT item + 1 FROM items WHERE item < %s),"
    " n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < {last})"
)


def main() -> int:
    """Loads each size anew and prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--asked", type=int, default=300)
    arguments = parser.parse_args()
    with temporary_newsroom() as newsroom:
        for size in (size for size in SIZES if size <= arguments.largest):
            _load(size)
            copies, terms = _ask(size, arguments.asked)
            megabytes = sum(file.stat().st_size for file in newsroom.home.glob("wireroom.db*")) / 1e6
            print(
                f"{size:>9,} items  {megabytes:6,.0f} MB  copies {_figures(copies)}  terms {_figures(terms)}",
                flush=True,
            )
    return 0


def _load(size: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.execute("DELETE FROM stories_feature")
        for kind, count, key in ((0, COPY_KEYS, COPY), (1, COMMON_KEYS, COMMON), (1, RARE_KEYS, RARE)):
            # In the order of the table, each size anew: otherwise a million items take an hour.
            cursor.execute(
                f"INSERT OR IGNORE INTO stories_feature (kind, key, item_id) {NUMBERS.format(last=count - 1)}"
                f" SELECT {kind}, {key.format(item='item', n='n').replace('%', '%%')} AS key, item"
                " FROM items CROSS JOIN n ORDER BY key, item",
                [1, size],
            )


def _copy_key(item: int, n: int) -> int:
    return ((item - (item % 7 == 0) * 1000) * 2654435761 + n * 668265263) % 4294967296


def _common_key(item: int, n: int) -> int:
    return ((item * 16807 + n * 245489) % 100003) * ((item * 48271 + n * 90821) % 100003) // 2500150


def _rare_key(item: int, n: int) -> int:
    return 10000 + (item * 69621 + n * 905057) % 400000


def _ask(size: int, asked: int) -> tuple[list[float], list[float]]:
    from wireroom.core.matching.features import Kind
    from wireroom.core.matching.neighbours import CAP, WEIGHED
    from wireroom.stories.actions.features import StoredFeatures

    copies, terms = [], []
    for item in range(size + 1, size + 1 + asked):
        features = StoredFeatures()
        keys = [_copy_key(item, n) for n in range(COPY_KEYS)]
        weights = dict.fromkeys([_common_key(item, n) for n in range(COMMON_KEYS)], 0.1)
        weights |= dict.fromkeys([_rare_key(item, n) for n in range(RARE_KEYS)], 0.2)
        start = time.perf_counter()
        features.foresee(Kind.COPY, keys)
        list(features.newest(Kind.COPY, keys, 50))
        middle = time.perf_counter()
        features.heaviest(Kind.TERM, weights, cap=CAP, most=WEIGHED)
        copies.append(middle - start)
        terms.append(time.perf_counter() - middle)
    return copies, terms


def _figures(seconds: list[float]) -> str:
    last = statistics.quantiles(seconds, n=100)[-1]
    return f"p50 {statistics.median(seconds) * 1000:.3f} ms, p99 {last * 1000:.2f} ms"


if __name__ == "__main__":
    sys.exit(main())
