"""Recording a retrieval: the Fetch row, the feed's next time, and the work that follows. Does not parse."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wireroom.tasks.actions import enqueue
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
        feed.save()
        if document.outcome == Fetch.Outcome.FETCHED and document.raw_hash:
            enqueue("take", [fetch.id], now=now, priority=3)
        if feed.state == Feed.State.ACTIVE:
            enqueue("fetch", [feed.id], now=now, due_at=feed.next_fetch_at)
    return fetch
