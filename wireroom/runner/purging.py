"""Carrying a purge out: find and erase received documents, pictures and rows, then the database's own leavings.

An item stays on the list (unfinished_purges) until all of it is done, so a purge that was cut short is done again.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.db import connection, transaction

from wireroom.comments.actions import erase_comments
from wireroom.core.errors import ParseError, WireroomError
from wireroom.core.text.decode import decode_feed
from wireroom.core.traces import Traces, trace_finder
from wireroom.destinations.models import Delivery
from wireroom.edition.actions import write_articles
from wireroom.edition.press import forget_copies
from wireroom.pictures.actions import forget_pictures
from wireroom.pictures.queries import names_also_of, pictures_only_of
from wireroom.publishing.actions import decide_items
from wireroom.publishing.actions.purging import STEP, empty_rows, finish_purge, traces_of
from wireroom.publishing.models import Article, Purge
from wireroom.runner.works import Works
from wireroom.searching.actions import forget_items, scrub_index
from wireroom.tasks.actions import Choice, Lease, claim, fail, finish, renew
from wireroom.tasks.models import Task
from wireroom.wire.models import Feed, Fetch, Item, Problem, Version

RENEW_EVERY = timedelta(seconds=20)
# So long a purge begun in the shell is left to the shell; then any worker does what is left of it.
SHELLS_TURN = timedelta(minutes=10)
DELIVERED = ("accepted", "rejected")
CHUNK = 300
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PurgeJob:
    """What the search must know; it touches no database.

    `certain` are hashes of documents that hold the item, `doubtful` those that may; `folders` are watched ones, where
    files that were taken lie.
    """

    traces: Traces
    certain: tuple[str, ...]
    doubtful: tuple[str, ...]
    folders: tuple[Path, ...] = ()


def prepare_purge(works: Works, lease: Lease) -> PurgeJob | None:
    """What to search for and where; None when no such purge was ordered."""
    item = Item.objects.filter(id=int(lease.key), purges__isnull=False).first()
    return plan_search(item) if item else None


def ask_purge(works: Works, job: PurgeJob) -> tuple[str, ...]:
    """Erase every received document that holds the item, beside the loop; the hashes of all that are gone."""
    return erase_documents(works, job)


def settle_purge(works: Works, lease: Lease, hashes: tuple[str, ...]) -> None:
    """Take the item off its page, erase its pictures and rows, and what the database still holds of them.

    Raises WireroomError while one of its pictures is being fetched, or the database's log is in use: it is tried again.
    """
    item = Item.objects.get(id=int(lease.key))
    purge = Purge.objects.filter(item=item).latest("id")
    now = works.clock()
    documents = _mark_documents(hashes, now)
    if Version.objects.filter(item=item, purged_at=None).exists():
        # Neighbours are told while it is still known who they are.
        decide_items([item.id], terms=works.terms, now=now)
        article_ids = list(Article.objects.filter(item=item).values_list("id", flat=True))
        write_articles(article_ids, works.press, now=now)
        pictures = _erase_pictures(works, item, now)
        overwrite_deleted()
        with transaction.atomic():
            _quiet_problems(hashes)
            empty_rows(item, reason=purge.reason)
            forget_items([item.id])
            erase_comments(article_ids)
            # What a destination answered may quote what was sent.
            Delivery.objects.filter(article__in=article_ids).update(error="")
        forget_copies(works.press)
        scrub_index()
        scrub_database()
    else:
        pictures = 0
    finish_purge(item, documents=documents, pictures=pictures, now=now)
    works.tally["purged"] += 1


def plan_search(item: Item) -> PurgeJob:
    """Which documents a purge of the item looks at: all of its provider's since it first came, once they were taken.

    After a purge only those that were seen to hold it when they came.
    """
    fetches = Fetch.objects.filter(feed__provider=item.provider_id).exclude(raw_hash="")
    waiting = Fetch.objects.filter(taken_at=None, outcome=Fetch.Outcome.FETCHED).values("raw_hash")
    certain = set(fetches.filter(versions__item=item).exclude(raw_hash__in=waiting).values_list("raw_hash", flat=True))
    certain |= set(fetches.exclude(purged_at=None).exclude(raw_hash__in=waiting).values_list("raw_hash", flat=True))
    doubtful: set[str] = set()
    folders: list[Path] = []
    if Version.objects.filter(item=item, purged_at=None).exists():
        first = item.versions.order_by("fetch__at").values_list("fetch__at", flat=True).first()
        since = fetches.filter(at__gte=first, purged_at=None).exclude(raw_hash__in=waiting)
        doubtful = set(since.values_list("raw_hash", flat=True)) - certain
        urls = Feed.objects.filter(provider=item.provider_id, url__startswith="file:").values_list("url", flat=True)
        folders = [Path(url2pathname(urlsplit(url).path)) for url in urls]
    return PurgeJob(traces_of(item), tuple(sorted(certain)), tuple(sorted(doubtful)), tuple(folders))


def find_documents(works: Works, job: PurgeJob, *, progress: Progress | None = None) -> tuple[str, ...]:
    """Hashes of the documents that hold the item, those erased already among them. Erases nothing."""
    holds = trace_finder(job.traces)
    found = list(job.certain)
    for number, raw_hash in enumerate(job.doubtful):
        if progress:
            progress(number, len(job.doubtful))
        if works.raw.is_erased(raw_hash) or _holds(works, raw_hash, holds):
            found.append(raw_hash)
    return tuple(found)


def erase_documents(works: Works, job: PurgeJob, *, progress: Progress | None = None) -> tuple[str, ...]:
    """Erase the documents that hold the item, in raw/ and where watched folders keep what was taken."""
    hashes = find_documents(works, job, progress=progress)
    for raw_hash in hashes:
        if works.raw.exists(raw_hash):
            works.raw.erase(raw_hash)
    for folder in job.folders:
        for path in _delivered(folder, frozenset(hashes)):
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}.report.txt").unlink(missing_ok=True)
    return hashes


def finish_purges(works: Works, *, progress: Progress | None = None) -> bool:
    """Carry out every purge that was ordered and nobody is at; False when one failed or another worker has it.

    For the shell: the loop's own rows of the pipeline do the same.
    """
    done = True
    while leases := _claim_one(works, untried=not done):
        try:
            _carry_out(works, leases[0], progress)
            finish(leases)
        except (WireroomError, OSError) as error:
            fail(leases[0], str(error), now=works.clock())
            works.log.warning("purge %s: %s", leases[0].key, error)
            done = False
    return done and not Task.objects.filter(step=STEP).exists()


def overwrite_deleted() -> None:
    """From here on, have SQLite write zeros over what it deletes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def scrub_database() -> None:
    """Leave nothing of rows that were emptied in the database's files: free pages, old copies, the log.

    Raises WireroomError when SQLite's log is in use all the time.
    """
    overwrite_deleted()
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            # Writes each table anew; the server's own log and its archives are the operator's.
            cursor.execute("VACUUM FULL")
            return
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
        if busy:
            raise WireroomError("the database's log is in use and could not be emptied: words may still be in it")


def _claim_one(works: Works, *, untried: bool) -> list[Lease]:
    now = works.clock()
    return claim(STEP, limit=1, now=now, choice=Choice(due_by=now + SHELLS_TURN, untried=untried))


def _carry_out(works: Works, lease: Lease, progress: Progress | None) -> None:
    job = prepare_purge(works, lease)
    if job is None:
        return
    renewed = [works.clock()]

    def told(done: int, of: int) -> None:
        if works.clock() - renewed[0] > RENEW_EVERY:
            renew([lease], now=works.clock())
            renewed[0] = works.clock()
        if progress:
            progress(done, of)

    settle_purge(works, lease, erase_documents(works, job, progress=told))


def _holds(works: Works, raw_hash: str, holds: Callable[[str], bool]) -> bool:
    try:
        body = works.raw.get(raw_hash)
    except WireroomError:
        return False
    try:
        decoded = decode_feed(body)
    except ParseError:
        return holds(body.decode("utf-8", "replace"))
    if holds(decoded.text):
        return True
    # What was broken on its way may be read as something else than it was.
    return decoded.encoding != "utf-8" and holds(body.decode("utf-8", "replace"))


def _delivered(folder: Path, hashes: frozenset[str]) -> list[Path]:
    """Files that a watched folder's feed took and moved aside, whose bytes are among some."""
    found = []
    for name in DELIVERED:
        for path in (folder / name).rglob("*"):
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() in hashes:
                found.append(path)
    return found


def _mark_documents(hashes: Sequence[str], now: datetime) -> int:
    """Note on the retrievals that their bytes are gone; how many documents were not marked before."""
    marked = 0
    for start in range(0, len(hashes), CHUNK):
        rows = Fetch.objects.filter(raw_hash__in=hashes[start : start + CHUNK], purged_at=None)
        marked += rows.values("raw_hash").distinct().count()
        rows.update(purged_at=now)
    return marked


def _quiet_problems(hashes: Sequence[str]) -> None:
    """Problems of whole documents may quote any of their entries."""
    for start in range(0, len(hashes), CHUNK):
        rows = Problem.objects.filter(fetch__raw_hash__in=hashes[start : start + CHUNK], version=None)
        rows.exclude(message="").update(message="erased")


def _erase_pictures(works: Works, item: Item, now: datetime) -> int:
    pictures = pictures_only_of(item.id)
    ids = [picture.id for picture in pictures]
    if Task.objects.filter(step="picture", key__in=[str(id) for id in ids], leased_until__gt=now).exists():
        raise WireroomError(f"purge {item.guid}: one of its pictures is being fetched")
    names = {rendition.name for picture in pictures for rendition in picture.renditions.all()}
    for name in names - names_also_of(names, ids):
        works.disk.erase_picture(name)
    for picture in pictures:
        if picture.raw_hash:
            works.raw.remove(picture.raw_hash)
    Task.objects.filter(step="picture", key__in=[str(id) for id in ids]).delete()
    forget_pictures(ids, item_id=item.id)
    return len(pictures)
