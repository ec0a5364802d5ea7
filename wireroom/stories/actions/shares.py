"""What is counted while items are matched, kept in the database: how common terms and shingles are. Matches none."""

from collections import Counter
from collections.abc import Iterable, Set
from threading import Lock

from django.db import connection, transaction
from django.db.models import F

from wireroom.core.matching.commonness import Commonness
from wireroom.core.matching.terms.shares import TermShares
from wireroom.stories.models import CommonShingle, TermCount

# The rows that count the items, and the turns of those who matched them; no term has such a key.
ITEMS, TURNS = -1, -2
# Counted by other processes meanwhile: then all is read again.
BEHIND = 500
MOST = 1_000_000


class StoredShares(TermShares):
    """The counts of the database and what this process adds, until `store` writes that down."""

    def __init__(self, rows: dict[int, int]):
        items = rows.pop(ITEMS, 0)
        rows.pop(TURNS, None)
        super().__init__(rows, items=items)
        self.items = items
        self._new: list[int] = []

    def count(self, keys: Iterable[int]) -> None:
        """One more item has these terms; each once."""
        keys = list(keys)
        super().count(keys)
        self._new += (ITEMS, *keys)
        self.items += 1

    def count_more(self, keys: Iterable[int]) -> None:
        """The item that was counted last has these, too."""
        keys = list(keys)
        super().count_more(keys)
        self._new += keys

    @property
    def is_stored(self) -> bool:
        """Whether all that was counted is in the database."""
        return not self._new

    def store(self) -> None:
        """Add what was counted to the database. Call it in the transaction that stores what it was counted from."""
        rows, self._new = sorted(Counter(self._new).items()), []
        if not rows:
            return
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stories_termcount (key, items) VALUES (%s, %s)"
                " ON CONFLICT (key) DO UPDATE SET items = stories_termcount.items + excluded.items",
                rows,
            )


class StoredCommonness(Commonness):
    """Counts in this process; what was once found common is kept in the database, and known to every process."""

    def __init__(self, common: Set[int]):
        super().__init__()
        self._known = set(common)
        self.common = set(common)

    def store(self) -> None:
        """Keep what has become common since."""
        new = self.common - self._known
        CommonShingle.objects.bulk_create([CommonShingle(shingle=one) for one in sorted(new)], ignore_conflicts=True)
        self._known |= new


class Counts:
    """Both counts of this process, read once and then kept up to date."""

    def __init__(self):
        self._lock = Lock()
        self._shares: StoredShares | None = None
        self._commonness: StoredCommonness | None = None

    def read(self) -> tuple[StoredShares, StoredCommonness]:
        """The counts; read anew where other processes counted much since, or what was counted here was never stored."""
        with self._lock:
            items, shares = count_items(), self._shares
            if shares is None or not shares.is_stored or not 0 <= items - shares.items <= BEHIND:
                self._shares = StoredShares(dict(TermCount.objects.values_list("key", "items")))
                self._commonness = StoredCommonness(set(CommonShingle.objects.values_list("shingle", flat=True)))
            return self._shares, self._commonness

    def forget(self) -> None:
        """Read anew the next time."""
        with self._lock:
            self._shares = self._commonness = None


def count_items() -> int:
    """How many items were counted by all processes."""
    return TermCount.objects.filter(key=ITEMS).values_list("items", flat=True).first() or 0


def lock_counts() -> int:
    """Let nobody else match, or change what matching goes by, until this transaction ends. The number of this turn: one
    more than that of the last one."""
    if not TermCount.objects.filter(key=TURNS).update(items=F("items") + 1):
        TermCount.objects.bulk_create([TermCount(key=TURNS, items=0)], ignore_conflicts=True)
        TermCount.objects.filter(key=TURNS).update(items=F("items") + 1)
    return last_turn()


def last_turn() -> int:
    """The number of the last turn that has ended: what is read has not changed since while it stays."""
    return TermCount.objects.filter(key=TURNS).values_list("items", flat=True).first() or 0


def prune_counts(*, most: int = MOST) -> None:
    """Halve all counts and forget what was seen once, when there are more than `most`."""
    if TermCount.objects.count() <= most:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        lock_counts()
        cursor.execute("DELETE FROM stories_termcount WHERE items <= 1 AND key >= 0")
        cursor.execute("UPDATE stories_termcount SET items = items / 2 WHERE key <> %s", [TURNS])
