"""Recording a retrieval: the Fetch row, the feed's next time, and the work that follows. Does not parse."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wireroom.tasks.actions import enqueue
from wireroom.tasks.models import Task
from wireroom.wire.models import Feed, Fetch

KEPT_HEADERS = {
    *(
        "content-type",
        "content-length",
        "content-encoding",
        "last-modified",
        "etag",
        "cache-control",
        "expires",
        "date",
    ),
    *("age", "retry-after", "location", "link", "server", "tdm-reservation", "tdm-policy", "x-robots-tag"),
}


# What fetching knows of a feed. The rest is others': what takes its documents in, breakers, the operator.
SCHEDULE = (
    *("state", "stop_reason", "alert", "etag", "last_modified", "next_fetch_at", "interval_s", "failures", "moved_to"),
    *("last_error", "last_ok_at", "last_changed_at", "last_hash", "robots_allow", "tdm_reserved", "tdm_policy"),
    "rights_read_at",
)


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """One retrieval as it went: `raw_hash` is "" when there are no bytes, or the same as last time."""

    url: str
    outcome: str
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = ""
    raw_hash: str = ""
    size: int = 0
    error: str = ""


def record_fetch(feed: Feed, document: FetchedDocument, *, now: datetime) -> Fetch:
    """Write the Fetch row and the feed as the caller rescheduled it, and ask for new bytes to be taken."""
    with transaction.atomic():
        fetch = Fetch.objects.create(
            feed=feed,
            at=now,
            url=document.url[:2000],
            status=document.status,
            outcome=document.outcome,
            headers=[[name, value[:500]] for name, value in document.headers if name in KEPT_HEADERS],
            content_type=document.content_type[:300],
            raw_hash=document.raw_hash,
            size=document.size,
            error=document.error[:1000],
        )
        if document.outcome == Fetch.Outcome.FETCHED and document.raw_hash:
            enqueue("take", [fetch.id], now=now, priority=3)
        save_schedule(feed, now=now)
    return fetch


def save_schedule(feed: Feed, *, now: datetime) -> None:
    """Write what fetching knows of a feed, and ask for its next fetch."""
    feed.save(update_fields=SCHEDULE)
    if feed.state == Feed.State.ACTIVE:
        enqueue("fetch", [feed.id], now=now, due_at=feed.next_fetch_at)


def postpone_fetch(feed: Feed) -> None:
    """Write what fetching knows of a feed whose next fetch was asked for already, and put that off to its new time."""
    with transaction.atomic():
        feed.save(update_fields=SCHEDULE)
        Task.objects.filter(step="fetch", key=str(feed.id), leased_until=None).update(due_at=feed.next_fetch_at)
