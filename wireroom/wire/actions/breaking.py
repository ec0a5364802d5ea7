"""Breakers on the rows: judging a document that is being taken in, and closing a breaker again. Decides no item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max
from django.db.models.functions import Length

from wireroom.core.breakers import FLOOD_LEAST, Arriving, FeedPast, SeenVersion, Trip, decide_breaker
from wireroom.core.status import CANCELED
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Feed, Fetch, Problem, Version

DOCUMENTS, VERSIONS = 40, 60
TRIPPED, RESET = "breaker", "breaker_reset"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a document brings, before it is stored: its versions to add, and the counts of core.breakers.Arriving."""

    entries: int
    new: int
    known_words: int
    versions: Sequence[Version]


def judge_document(feed: Feed, fetch: Fetch, brought: Brought, *, now: datetime) -> Trip | None:
    """Trip the feed's breaker if the document asks for it. Call it in the transaction that takes the document.

    Sets the feed's columns and keeps the reason as a Problem. A feed whose breaker tripped already is not judged again.
    """
    seen = [_seen(version) for version in brought.versions if _counts(version)]
    if feed.broken_at or not feed.last_digests or not seen:
        return None
    arriving = Arriving(brought.entries, brought.new, brought.known_words, seen)
    trip = decide_breaker(_past(feed, fetch, arriving, None), arriving)
    # A person who closed the breaker said that the feed is well as it is now: only what came since is usual.
    if trip and (since := _reset_at(feed)):
        trip = decide_breaker(_past(feed, fetch, arriving, since), arriving)
    if trip is None:
        return None
    feed.broken_at, feed.breaker, feed.breaker_reason = fetch.at, trip.breaker, trip.reason[:500]
    feed.save(update_fields=["broken_at", "breaker", "breaker_reason"])
    _log(fetch, TRIPPED, f"{trip.breaker}: {trip.reason}", now)
    return trip


def reset_breaker(feed: Feed, *, by: str, now: datetime) -> int:
    """Close a feed's breaker and have what it held decided again; returns of how many items. 0 when it was closed."""
    with transaction.atomic():
        feed = Feed.objects.select_for_update().get(id=feed.id)
        if feed.broken_at is None:
            return 0
        waiting = set(
            Version.objects.filter(fetch__feed=feed, received_at__gte=feed.broken_at).values_list("item_id", flat=True)
        )
        latest = feed.fetches.order_by("-at", "-id").first()
        _log(latest, RESET, f"{by}: was {feed.breaker}: {feed.breaker_reason}", now)
        feed.broken_at, feed.breaker, feed.breaker_reason = None, "", ""
        feed.save(update_fields=["broken_at", "breaker", "breaker_reason"])
        enqueue("decide", sorted(waiting), now=now)
    return len(waiting)


def _past(feed: Feed, fetch: Fetch, arriving: Arriving, since: datetime | None) -> FeedPast:
    documents = feed.fetches.filter(taken_at__isnull=False, outcome=Fetch.Outcome.FETCHED, at__lte=fetch.at)
    if since:
        documents = documents.filter(at__gt=since)
    taken = list(documents.order_by("-at").values_list("id", "at")[:DOCUMENTS])
    ids = [id for id, _ in taken]
    rows = Version.objects.filter(fetch_id__in=ids).exclude(headline="", body="").exclude(pub_status__in=CANCELED)
    sized = rows.annotate(body_length=Length("body"), summary_length=Length("summary")).order_by("-id")
    columns = sized.values_list("language", "pub_status", "body_length", "summary_length")[:VERSIONS]
    new_items: list[int] = []
    if arriving.new >= FLOOD_LEAST:
        counted = Version.objects.filter(fetch_id__in=ids, number=1).values("fetch_id").annotate(count=Count("id"))
        by_fetch = {row["fetch_id"]: row["count"] for row in counted}
        new_items = [by_fetch.get(id, 0) for id in ids]
    return FeedPast(
        versions=[SeenVersion(language, bool(status), body or summary) for language, status, body, summary in columns],
        window=len(feed.last_digests) // 16,
        # The first document brings the whole window: it says nothing about the pace.
        new_items=new_items[:-1] if len(ids) < DOCUMENTS else new_items,
        elapsed=fetch.at - taken[0][1] if taken else timedelta(),
        span=taken[0][1] - taken[-1][1] if taken else timedelta(),
    )


def _seen(version: Version) -> SeenVersion:
    return SeenVersion(version.language, bool(version.pub_status), len(version.body or version.summary))


def _counts(version: Version) -> bool:
    """A tombstone has neither language nor length."""
    return bool(version.headline or version.body) and version.pub_status not in CANCELED


def _reset_at(feed: Feed) -> datetime | None:
    return Problem.objects.filter(fetch__feed=feed, code=RESET).aggregate(at=Max("at"))["at"]


def _log(fetch: Fetch, code: str, message: str, now: datetime) -> None:
    Problem.objects.create(fetch=fetch, code=code, message=message[:400], at=now)
