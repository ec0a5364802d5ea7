"""The table of features in the database: the port that core.matching reads, on SQLite and PostgreSQL alike."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django.db import connection

from wireroom.core.matching.features import Kind

NUMBER = {Kind.COPY: 0, Kind.TERM: 1}
# One statement for so many keys: the same words each time, so that the database reads them once.
AT_ONCE = 25
_NEWEST = (
    "SELECT * FROM (SELECT key, item_id FROM stories_feature"
    " WHERE kind = %s AND key = %s ORDER BY item_id DESC LIMIT %s) AS k"
)
_WEIGHED = (
    "SELECT * FROM (SELECT item_id, CAST(%s AS double precision) AS weight FROM stories_feature"
    " WHERE kind = %s AND key = %s ORDER BY item_id DESC LIMIT %s) AS k"
)
_HEAVIEST = "SELECT item_id FROM ({}) AS found GROUP BY item_id ORDER BY SUM(weight) DESC, item_id DESC LIMIT %s"


class StoredFeatures:
    """Rows (kind, key, item), items by their id. No row is ever read by scanning."""

    def add(self, kind: Kind, keys: Iterable[int], item: int) -> None:
        """One row for each key. Adding a row twice changes nothing."""
        number = NUMBER[kind]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stories_feature (kind, key, item_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [(number, key, item) for key in sorted(set(keys))],
            )

    def remove(self, kind: Kind, keys: Iterable[int], item: int) -> None:
        """Take back what was added."""
        number = NUMBER[kind]
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM stories_feature WHERE kind = %s AND key = %s AND item_id = %s",
                [(number, key, item) for key in set(keys)],
            )

    def newest(self, kind: Kind, keys: Iterable[int], cap: int) -> Iterator[tuple[int, list[int]]]:
        """Each key that has items, with its newest ones, the newest first, at most `cap`."""
        wanted = sorted(set(keys))
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            asked = [value for key in some for value in (NUMBER[kind], key, cap)]
            with connection.cursor() as cursor:
                cursor.execute(" UNION ALL ".join([_NEWEST] * len(some)), asked)
                rows = cursor.fetchall()
            for key, group in groupby(sorted(rows, key=lambda row: (row[0], -row[1])), key=lambda row: row[0]):
                yield key, [item for _, item in group]

    def heaviest(self, kind: Kind, weights: Mapping[int, float], *, cap: int, most: int) -> list[int]:
        """The items that stand under these keys, at most `cap` newest of each key, by the sum of their keys' weights:
        the heaviest first, the newer of two alike, at most `most`."""
        if not weights:
            return []
        asked: list[float] = []
        for key, weight in weights.items():
            asked += (weight, NUMBER[kind], key, cap)
        with connection.cursor() as cursor:
            cursor.execute(_HEAVIEST.format(" UNION ALL ".join([_WEIGHED] * len(weights))), [*asked, most])
            return [item for (item,) in cursor.fetchall()]
