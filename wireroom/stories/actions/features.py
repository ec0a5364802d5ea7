"""The table of features in the database: the port that core.matching reads, on SQLite and PostgreSQL alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from django.db import connection

from wireroom.core.matching.features import FeaturesInMemory, Kind, choose_heaviest

NUMBER = {Kind.COPY: 0, Kind.TERM: 1, Kind.ANCHOR: 2}
# One statement for so many keys: the same words each time, so that the database reads them once.
AT_ONCE = 25
FORESEEN = 500
# Rows of one batch that are kept of one key: as many as are ever read.
KEPT = 64
_ONE = "(CAST(%s AS bigint))"
_EXISTING = (
    "WITH wanted(key) AS (VALUES {}) SELECT key FROM wanted"
    " WHERE EXISTS (SELECT 1 FROM stories_feature AS f WHERE f.kind = %s AND f.key = wanted.key)"
)
# Parameters go by names: of so many by their place, most of the time would go into counting them.
_NEWEST = (
    "SELECT * FROM (SELECT key, item_id FROM stories_feature"
    " WHERE kind = %(kind)s AND key = %(key{0})s ORDER BY item_id DESC LIMIT %(cap)s) AS k{0}"
)


class StoredFeatures:
    """Rows (kind, key, item), items by their id. No row is ever read by scanning.

    Rows of this batch are kept here until `store` writes all of them at once. Nobody else adds any meanwhile. What is
    removed is found until then.
    """

    def __init__(self):
        self._new = FeaturesInMemory(kept=KEPT)
        self._rows: list[tuple[int, int, int]] = []
        self._removed: list[tuple[int, int, int]] = []
        self._foreseen: dict[Kind, set[int]] = {}
        self._stored: dict[Kind, set[int]] = {}

    def foresee(self, kind: Kind, keys: Iterable[int]) -> None:
        """Find out at once which of the keys that will be asked for have any items: most have none."""
        wanted = sorted(set(keys))
        found: set[int] = set()
        for start in range(0, len(wanted), FORESEEN):
            some = wanted[start : start + FORESEEN]
            with connection.cursor() as cursor:
                cursor.execute(_EXISTING.format(", ".join([_ONE] * len(some))), [*some, NUMBER[kind]])
                found.update(key for (key,) in cursor.fetchall())
        self._foreseen[kind], self._stored[kind] = set(wanted), found

    def add(self, kind: Kind, keys: Iterable[int], item: int) -> None:
        """One row for each key. Adding a row twice changes nothing."""
        wanted = sorted(set(keys))
        self._new.add(kind, wanted, item)
        number = NUMBER[kind]
        self._rows += [(number, key, item) for key in wanted]

    def store(self) -> None:
        """Write what was removed and added. In the order of the table, which is how it is written fastest."""
        rows, removed = sorted(self._rows), sorted(self._removed)
        self._rows, self._removed = [], []
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM stories_feature WHERE kind = %s AND key = %s AND item_id = %s", removed)
            cursor.executemany(
                "INSERT INTO stories_feature (kind, key, item_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", rows
            )

    def remove(self, kind: Kind, keys: Iterable[int], item: int) -> None:
        """Take back what was stored before this batch. What is added as well stays."""
        number = NUMBER[kind]
        self._removed += [(number, key, item) for key in set(keys)]

    def newest(self, kind: Kind, keys: Iterable[int], cap: int) -> Iterator[tuple[int, list[int]]]:
        """Each key that has items, with its newest ones, the newest first, at most `cap`."""
        wanted = set(keys)
        found = dict(self._new.newest(kind, wanted, cap))
        unseen = wanted - self._foreseen.get(kind, set())
        asked = sorted(unseen | wanted & self._stored.get(kind, set()))
        for key, group in groupby(sorted(_read_newest(kind, asked, cap)), key=itemgetter(0)):
            items = {item for _, item in group}
            found[key] = sorted(items.union(found.get(key, ())), reverse=True)[:cap]
        yield from sorted(found.items())

    def heaviest(self, kind: Kind, weights: Mapping[int, float], *, cap: int, most: int) -> list[int]:
        """The items that stand under these keys, at most `cap` newest of each key, by the sum of their keys' weights:
        the heaviest first, the newer of two alike, at most `most`."""
        if not weights:
            return []
        stored: dict[int, float] = {}
        for key, item in _read_newest(kind, list(weights), cap):
            stored[item] = stored.get(item, 0.0) + weights[key]
        strength = {item: stored[item] for item in choose_heaviest(stored, most)}
        for key, items in self._new.newest(kind, weights, cap):
            weight = weights[key]
            for item in items:
                strength[item] = strength.get(item, 0.0) + weight
        return choose_heaviest(strength, most)


def _read_newest(kind: Kind, keys: Sequence[int], cap: int) -> Iterator[tuple[int, int]]:
    """The newest items of each key, as (key, item)."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        asked = {f"key{number}": key for number, key in enumerate(some)}
        with connection.cursor() as cursor:
            cursor.execute(_newest_of(len(some)), asked | {"kind": NUMBER[kind], "cap": cap})
            yield from cursor.fetchall()


@cache
def _newest_of(keys: int) -> str:
    return " UNION ALL ".join(map(_NEWEST.format, range(keys)))
