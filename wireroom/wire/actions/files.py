"""Recording files of a watched folder: one Fetch row each, the same bytes taken once. Opens no file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wireroom.tasks.actions import enqueue
from wireroom.wire.actions.fetches import save_schedule
from wireroom.wire.actions.inserting import insert_rows
from wireroom.wire.models import Feed, Fetch

# Files that waited in a crowd come after what is fetched; the newest of the crowd do not.
CALM, USUAL = 4, 3
SAME_BYTES = 1000


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file at its file: address; its bytes lie in raw/ under `raw_hash`, or it is `refused`, for that reason."""

    url: str
    raw_hash: str = ""
    size: int = 0
    refused: str = ""
    urgent: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file: `raw_hash` of its bytes ("" when they were refused unread), and what was wrong, or ""."""

    raw_hash: str
    error: str
    at: datetime


def record_files(feed: Feed, files: Sequence[ArrivedFile], *, now: datetime) -> int:
    """Write the rows and the feed as the caller rescheduled it, and ask for new bytes to be taken; how many are new.

    A file whose bytes the feed has brought before is not taken again, only put away once those are.
    """
    with transaction.atomic():
        known = _known(feed, files)
        rows: list[Fetch] = []
        for file in files:
            if (file.url, file.raw_hash, file.refused) in known.deliveries:
                continue
            again = bool(file.raw_hash) and file.raw_hash in known.hashes
            rows.append(_row(feed, file, again, now))
            known.deliveries[file.url, file.raw_hash, file.refused] = rows[-1]
            known.hashes.setdefault(file.raw_hash, rows[-1])
        insert_rows(rows)
        urgent = {file.url for file in files if file.urgent}
        new = [row for row in rows if row.outcome == Fetch.Outcome.FETCHED]
        enqueue("take", [row.id for row in new if row.url in urgent], now=now, priority=USUAL)
        enqueue("take", [row.id for row in new if row.url not in urgent], now=now, priority=CALM)
        enqueue("shelve", sorted(_settled(files, known)), now=now, priority=CALM)
        if new:
            feed.last_hash, feed.last_changed_at = new[-1].raw_hash, now
        save_schedule(feed, now=now)
    return len(new)


def ask_to_shelve(fetch: Fetch, *, now: datetime) -> None:
    """Ask for a file to be put away whose bytes were taken, or could not be read, and for others of these bytes."""
    if fetch.url.startswith("file:") and fetch.url != fetch.feed.url:
        same = fetch.feed.fetches.filter(raw_hash=fetch.raw_hash).order_by("-id").values_list("id", flat=True)
        enqueue("shelve", same[:SAME_BYTES], now=now, priority=CALM)


def find_verdict(fetch: Fetch) -> Verdict | None:
    """What became of a file; None while nobody has read it."""
    if fetch.outcome == Fetch.Outcome.REFUSED:
        return Verdict("", fetch.error, fetch.at)
    read = fetch.feed.fetches.filter(raw_hash=fetch.raw_hash, outcome=Fetch.Outcome.FETCHED).order_by("id").first()
    return Verdict(fetch.raw_hash, read.error, read.taken_at) if read and read.taken_at else None


@dataclass(slots=True)
class _Known:
    """Rows of earlier files, and of this batch as it goes: by address and bytes, and by bytes who is to be read."""

    deliveries: dict[tuple[str, str, str], Fetch]
    hashes: dict[str, Fetch]


def _known(feed: Feed, files: Sequence[ArrivedFile]) -> _Known:
    hashes = {file.raw_hash for file in files} - {""}
    columns = ("id", "url", "raw_hash", "outcome", "error", "taken_at")
    rows = list(feed.fetches.filter(raw_hash__in=hashes).order_by("id").only(*columns))
    refused = {file.url for file in files if file.refused}
    rows += feed.fetches.filter(url__in=refused, outcome=Fetch.Outcome.REFUSED).order_by("id").only(*columns)
    read = [row for row in rows if row.outcome == Fetch.Outcome.FETCHED]
    return _Known(
        {(row.url, row.raw_hash, row.error if row.outcome == Fetch.Outcome.REFUSED else ""): row for row in rows},
        {row.raw_hash: row for row in reversed(read)},
    )


def _row(feed: Feed, file: ArrivedFile, again: bool, now: datetime) -> Fetch:
    outcome = Fetch.Outcome.REFUSED if file.refused else Fetch.Outcome.UNCHANGED if again else Fetch.Outcome.FETCHED
    return Fetch(
        feed=feed,
        at=now,
        url=file.url[:2000],
        outcome=outcome,
        raw_hash=file.raw_hash,
        size=file.size,
        error=file.refused[:1000],
    )


def _settled(files: Sequence[ArrivedFile], known: _Known) -> set[int]:
    """Rows of files that lie there although all that was to be done with them is done."""
    rows = set()
    for file in files:
        row = known.deliveries[file.url, file.raw_hash, file.refused]
        if file.refused or known.hashes[file.raw_hash].taken_at is not None:
            rows.add(row.id)
    return rows
