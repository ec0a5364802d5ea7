"""The step that fetches feeds: read the row, ask away from the database, record what came."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from wireroom.core.errors import FetchError, WireroomError
from wireroom.core.fetching import (
    FeedHistory,
    FetchOutcome,
    NextFetch,
    Outcome,
    Pace,
    decide_error_outcome,
    decide_next_fetch,
    decide_outcome,
)
from wireroom.core.ports import FetchRequest
from wireroom.runner.rights import RightsRead, read_rights
from wireroom.runner.websub import heed_hub
from wireroom.runner.works import Works
from wireroom.tasks.actions import Lease
from wireroom.wire.actions import FetchedDocument, record_fetch
from wireroom.wire.models import Feed

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, */*;q=0.5"
)
FILE_PACE = Pace(floor=timedelta(seconds=2), default=timedelta(seconds=2), cap=timedelta(seconds=10))
FILE_BYTES = 20 * 1024 * 1024
RIGHTS_AGE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FeedJob:
    """What the asking thread must know; it touches no database."""

    history: FeedHistory
    last_hash: str
    known_files: frozenset[tuple[str, str]]
    asks_rights: bool


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What came: how it went as a whole, the documents with bytes kept in raw/, and the terms read on the way."""

    outcome: FetchOutcome
    documents: tuple[FetchedDocument, ...]
    rights: RightsRead | None = None


def prepare_fetch(works: Works, lease: Lease) -> FeedJob | None:
    """Read the feed's row; None when it is stopped or gone, so there is nothing to do."""
    feed = Feed.objects.filter(id=int(lease.key), state=Feed.State.ACTIVE).first()
    if feed is None or feed.is_pushed:
        return None
    known = frozenset[tuple[str, str]]()
    if feed.url.startswith("file:"):
        known = frozenset(feed.fetches.exclude(raw_hash="").values_list("url", "raw_hash"))
    stale = feed.rights_read_at is None or feed.rights_read_at < works.clock() - RIGHTS_AGE
    return FeedJob(_history(feed), feed.last_hash, known, stale and not feed.url.startswith("file:"))


def ask_feed(works: Works, job: FeedJob) -> FeedAnswer:
    """Fetch and keep the bytes. Runs beside the loop; never raises: what goes wrong is an answer too."""
    try:
        if job.history.url.startswith("file:"):
            return _read_files(works, job)
        return _ask_web(works, job)
    except FetchError as error:
        return _failed(job, decide_error_outcome(error))
    except (WireroomError, OSError) as error:
        return _failed(job, FetchOutcome(Outcome.FAILED, error=f"{job.history.address}: {error}"))


def settle_fetch(works: Works, lease: Lease, answer: FeedAnswer) -> None:
    """Write the feed's next state and what was received, in one transaction each document."""
    feed = Feed.objects.get(id=int(lease.key))
    now = works.clock()
    is_file = feed.url.startswith("file:")
    pace = FILE_PACE if is_file else _pace(works)
    following = decide_next_fetch(
        answer.outcome, _history(feed), now=now, jitter=0.0 if is_file else random.random(), pace=pace
    )
    following = heed_hub(works, feed, following, changed=answer.outcome.changed)
    _reschedule(feed, following, answer)
    if answer.outcome.kind in (Outcome.FETCHED, Outcome.UNCHANGED):
        feed.last_ok_at, feed.last_error = now, ""
    else:
        feed.last_error = answer.outcome.error[:1000]
        works.log.warning("feed %s: %s", feed.url, answer.outcome.error)
    if answer.rights:
        feed.robots_allow, feed.tdm_reserved = answer.rights.robots_allow, answer.rights.tdm_reserved
        feed.tdm_policy, feed.rights_read_at = answer.rights.tdm_policy[:2000], now
    if following.alert_is_new:
        works.log.error("feed %s: %s", feed.url, following.alert)
    for document in answer.documents or (FetchedDocument(feed.url, answer.outcome.kind.value),):
        if document.raw_hash:
            feed.last_hash, feed.last_changed_at = document.raw_hash, now
        record_fetch(feed, document, now=now)
    works.tally["fetched" if answer.outcome.kind is Outcome.FETCHED else answer.outcome.kind.value] += 1


def _pace(works: Works) -> Pace:
    floor = timedelta(seconds=works.newsroom.fetch_floor_s)
    every = timedelta(seconds=works.newsroom.fetch_every_s)
    return Pace(floor=floor, default=every, cap=max(every, min(timedelta(hours=1), 12 * every)))


def _history(feed: Feed) -> FeedHistory:
    return FeedHistory(
        url=feed.url,
        moved_to=feed.moved_to,
        etag=feed.etag,
        last_modified=feed.last_modified,
        failures=feed.failures,
        alert=feed.alert,
        interval=timedelta(seconds=feed.interval_s),
        ttl_minutes=feed.ttl_minutes,
        skip_hours=tuple(feed.skip_hours),
        item_times=tuple(datetime.fromisoformat(time) for time in feed.item_times),
    )


def _reschedule(feed: Feed, following: NextFetch, answer: FeedAnswer) -> None:
    feed.state = following.state.value
    feed.stop_reason = answer.outcome.error[:500] if following.at is None else ""
    feed.next_fetch_at = following.at
    feed.interval_s = round(following.interval.total_seconds())
    feed.failures = following.failures
    feed.etag, feed.last_modified = following.etag or "", following.last_modified or ""
    feed.moved_to, feed.alert = following.moved_to or "", following.alert[:500]


def _failed(job: FeedJob, outcome: FetchOutcome) -> FeedAnswer:
    document = FetchedDocument(job.history.address, outcome.kind.value, outcome.status, error=outcome.error)
    return FeedAnswer(outcome, (document,))


def _ask_web(works: Works, job: FeedJob) -> FeedAnswer:
    history = job.history
    rights = read_rights(works.fetch, history.address) if job.asks_rights else None
    response = works.fetch(FetchRequest(history.address, history.etag, history.last_modified, FEED_TYPES))
    now = works.clock()
    raw_hash = works.raw.put(response.body) if response.status in (200, 203) and response.body.strip() else ""
    outcome = decide_outcome(response, history=history, changed=raw_hash != job.last_hash, now=now)
    if outcome.kind is Outcome.FETCHED and not outcome.changed:
        raw_hash = ""
    if outcome.kind is Outcome.UNCHANGED or (outcome.kind is Outcome.FETCHED and not raw_hash):
        return FeedAnswer(outcome, (), rights)
    document = FetchedDocument(
        url=response.url,
        outcome=outcome.kind.value,
        status=response.status,
        headers=response.headers,
        content_type=response.header("content-type") or "",
        raw_hash=raw_hash,
        size=len(response.body),
        error=outcome.error,
    )
    return FeedAnswer(outcome, (document,), rights.also(response) if rights else None)


def _read_files(works: Works, job: FeedJob) -> FeedAnswer:
    """A file, or every file of a watched folder, oldest first; those whose bytes we have are passed over."""
    root = Path(url2pathname(urlsplit(job.history.url).path))
    if not root.exists():
        raise FetchError(f"{root}: no such file or folder")
    paths = [path for path in root.rglob("*") if _is_document(path)] if root.is_dir() else [root]
    documents = []
    for path in sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name)):
        if path.stat().st_size > FILE_BYTES:
            documents.append(FetchedDocument(path.as_uri(), "refused", error=f"{path}: over {FILE_BYTES} bytes"))
            continue
        body = path.read_bytes()
        if not body.strip():
            continue
        raw_hash = works.raw.put(body)
        if (path.as_uri(), raw_hash) not in job.known_files:
            documents.append(FetchedDocument(path.as_uri(), "fetched", raw_hash=raw_hash, size=len(body)))
    kind = Outcome.FETCHED if documents else Outcome.UNCHANGED
    return FeedAnswer(FetchOutcome(kind, changed=bool(documents)), tuple(documents))


def _is_document(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")
