"""The step that fetches feeds: read the row, ask away from the database, record what came."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from wireroom.core.errors import FetchError, SettingError, WireroomError
from wireroom.core.fetching import (
    FeedHistory,
    FetchOutcome,
    NextFetch,
    Outcome,
    Pace,
    decide_error_outcome,
    decide_next_fetch,
    decide_unreadable_outcome,
    find_origin,
)
from wireroom.runner.feed_folders import FileAnswer, ask_files
from wireroom.runner.feed_pages import Access, FeedAnswer, WebJob, ask_web, item_key
from wireroom.runner.websub import heed_hub
from wireroom.runner.works import Works
from wireroom.tasks.actions import Lease
from wireroom.wire.actions import FetchedDocument, record_fetch
from wireroom.wire.actions.fetches import postpone_fetch
from wireroom.wire.actions.files import record_files
from wireroom.wire.models import Feed, Fetch, Version

FILE_PACE = Pace(floor=timedelta(seconds=2), default=timedelta(seconds=2), cap=timedelta(seconds=10))
RIGHTS_AGE = timedelta(days=1)
WELL = (Outcome.FETCHED, Outcome.UNCHANGED)
# Of a feed with pages: the bytes of so many of its newest documents are kept once, and so many versions that came with
# them are told from news.
KNOWN_DOCUMENTS, KNOWN_VERSIONS = 500, 20_000


def prepare_fetch(works: Works, lease: Lease) -> WebJob | str | None:
    """Read the feed's row: a job, of files their address; None when the feed is stopped, gone or none that is asked."""
    feed = Feed.objects.filter(id=int(lease.key), state=Feed.State.ACTIVE).first()
    if feed is None:
        return None
    if feed.url.startswith("file:"):
        return feed.url
    if not feed.url.startswith(("http:", "https:")):
        return None
    job = WebJob(
        history=_history(feed),
        access=Access(feed.auth, feed.auth_name, feed.secret, feed.max_pages),
        last_hash=feed.last_hash,
        asks_rights=feed.rights_read_at is None or feed.rights_read_at < works.clock() - RIGHTS_AGE,
    )
    if feed.max_pages < 2:
        return job
    newest = feed.fetches.exclude(raw_hash="").order_by("-at", "-id").values_list("id", "raw_hash")[:KNOWN_DOCUMENTS]
    kept = dict(newest)
    columns = ("item__guid", "headline", "published", "version_created")
    versions = Version.objects.filter(fetch__in=list(kept)).values_list(*columns)[:KNOWN_VERSIONS]
    return replace(
        job,
        known=frozenset(item_key(guid, headline, *times) for guid, headline, *times in versions),
        kept=frozenset(kept.values()),
        unfinished=feed.failures > 0,
    )


def host_of_feed(job: WebJob | str) -> str:
    """The host a job asks; "" for files."""
    origin = find_origin(_address(job))
    return origin[1] if origin else ""


def ask_feed(works: Works, job: WebJob | str) -> FeedAnswer | FileAnswer:
    """Fetch and keep the bytes. Runs beside the loop; never raises: what goes wrong is an answer too."""
    try:
        return ask_files(works, job) if isinstance(job, str) else ask_web(works, job)
    except FetchError as error:
        return _failed(job, decide_error_outcome(error))
    except SettingError as error:
        # Only a person can mend it, so a person is told soon.
        return _failed(job, FetchOutcome(Outcome.REFUSED, error=str(error)))
    except (WireroomError, OSError) as error:
        return _failed(job, FetchOutcome(Outcome.FAILED, error=f"{_address(job)}: {error}"))


def settle_fetch(works: Works, lease: Lease, answer: FeedAnswer | FileAnswer) -> None:
    """Write the feed's next state and what was received, in one transaction each document, or one for many files."""
    feed = Feed.objects.get(id=int(lease.key))
    now = works.clock()
    due_at = feed.next_fetch_at
    outcome = _judge(feed, answer.outcome)
    following = heed_hub(works, feed, _decide_next(works, feed, outcome), changed=outcome.changed)
    if outcome.changed and _find_unreadable(feed):
        # Better bytes have come, it seems; who reads them says so.
        following = replace(following, failures=feed.failures, alert=feed.alert)
    if isinstance(answer, FileAnswer) and answer.alert and not following.alert:
        following = replace(following, alert=answer.alert, alert_is_new=feed.alert != answer.alert[:500])
    _reschedule(feed, following, outcome)
    if outcome.kind in WELL:
        feed.last_ok_at, feed.last_error = now, feed.last_error if feed.failures else ""
    else:
        feed.last_error = outcome.error[:1000]
        works.log.warning("feed %s: %s", feed.url, outcome.error)
    if following.alert_is_new:
        works.log.error("feed %s: %s", feed.url, following.alert)
    if isinstance(answer, FileAnswer) and outcome.kind in WELL:
        _settle_files(works, feed, answer, due_at)
    else:
        _settle_documents(works, feed, answer)
    works.tally["fetched" if outcome.kind is Outcome.FETCHED else outcome.kind.value] += 1


def settle_reading(works: Works, fetch: Fetch, error: str) -> None:
    """What it means for the schedule that a document was read, or (`error`) could not be: the feed then fails.

    Counts for the newest document of a web address only: what a folder or a push brings says nothing of the next.
    """
    feed = fetch.feed
    if not feed.url.startswith(("http:", "https:")):
        return
    if fetch.id != feed.fetches.order_by("-at", "-id").values_list("id", flat=True).first():
        return
    if not error:
        if feed.failures:
            feed.failures, feed.alert, feed.last_error = 0, "", ""
            postpone_fetch(feed)
        return
    following = _decide_next(works, feed, decide_unreadable_outcome(FetchOutcome(Outcome.FETCHED), error))
    outcome = FetchOutcome(Outcome.FAILED, error=error)
    _reschedule(feed, following, outcome)
    feed.etag = feed.last_modified = ""
    if feed.moved_to and not feed.fetches.filter(url=feed.moved_to, error="", taken_at__isnull=False).exists():
        # A move counts only with a readable document behind it.
        feed.moved_to = ""
    feed.last_error = error[:1000]
    if following.alert_is_new:
        works.log.error("feed %s: %s", feed.url, following.alert)
    postpone_fetch(feed)


def _settle_documents(works: Works, feed: Feed, answer: FeedAnswer | FileAnswer) -> None:
    now, kind = works.clock(), answer.outcome.kind
    documents = () if isinstance(answer, FileAnswer) else answer.documents
    if isinstance(answer, FeedAnswer):
        if answer.rights:
            feed.robots_allow, feed.tdm_reserved = answer.rights.robots_allow, answer.rights.tdm_reserved
            feed.tdm_policy, feed.rights_read_at = answer.rights.tdm_policy[:2000], now
        if answer.first_hash:
            feed.last_hash, feed.last_changed_at = answer.first_hash, now
    for document in documents or (FetchedDocument(feed.url, kind.value, error=answer.outcome.error),):
        record_fetch(feed, document, now=now)


def _settle_files(works: Works, feed: Feed, answer: FileAnswer, due_at: datetime | None) -> None:
    now = works.clock()
    if answer.waiting:
        # As due as it was: running once, the folder is looked at again until it holds nothing new.
        feed.next_fetch_at = min(due_at or now, now)
        works.log.info("feed %s: %d files found, %d more wait", feed.url, len(answer.files), answer.waiting)
    new = record_files(feed, answer.files, now=now)
    works.tally["files"] += new
    if feed.url in works.folders:
        works.folders[feed.url].mark(answer.found)


def _judge(feed: Feed, outcome: FetchOutcome) -> FetchOutcome:
    """The same bytes that could not be read before still cannot be."""
    reason = _find_unreadable(feed) if outcome.kind in WELL and not outcome.changed else ""
    return decide_unreadable_outcome(outcome, reason) if reason else outcome


def _find_unreadable(feed: Feed) -> str:
    """Why the web address's last document could not be read; "" when it could."""
    if not feed.failures or not feed.last_hash or feed.url.startswith("file:"):
        return ""
    last = feed.fetches.filter(raw_hash=feed.last_hash).order_by("-id").first()
    return last.error if last and last.taken_at else ""


def _decide_next(works: Works, feed: Feed, outcome: FetchOutcome) -> NextFetch:
    is_file = feed.url.startswith("file:")
    return decide_next_fetch(
        outcome,
        _history(feed),
        now=works.clock(),
        jitter=0.0 if is_file else random.random(),
        pace=FILE_PACE if is_file else _pace(works),
    )


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


def _reschedule(feed: Feed, following: NextFetch, outcome: FetchOutcome) -> None:
    feed.state = following.state.value
    feed.stop_reason = outcome.error[:500] if following.at is None else ""
    feed.next_fetch_at = following.at
    feed.interval_s = round(following.interval.total_seconds())
    feed.failures = following.failures
    feed.etag, feed.last_modified = following.etag or "", following.last_modified or ""
    feed.moved_to, feed.alert = following.moved_to or "", following.alert[:500]


def _failed(job: WebJob | str, outcome: FetchOutcome) -> FeedAnswer:
    document = FetchedDocument(_address(job), outcome.kind.value, outcome.status, error=outcome.error)
    return FeedAnswer(outcome, (document,))


def _address(job: WebJob | str) -> str:
    return job if isinstance(job, str) else job.history.address
