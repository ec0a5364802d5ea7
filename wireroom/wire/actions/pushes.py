"""What providers push to us: the row it arrives by, and each delivery recorded once. Checks no signature."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wireroom.core.errors import SettingError
from wireroom.core.signatures import WINDOW
from wireroom.tasks.actions import enqueue
from wireroom.wire.actions.sources import SourceTerms, apply_terms, find_provider
from wireroom.wire.models import PUSH, Feed, Fetch

STAMP = "x-wireroom-timestamp"
# A sender whose clock is ahead may repeat itself until its time and the window after it are over.
REMEMBERED = 2 * WINDOW + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One signed body, kept under `raw_hash` (of what it unpacks to, `size` bytes). `stamp`: the sender's time."""

    stamp: datetime
    raw_hash: str
    size: int
    content_type: str = ""


def add_push_feed(terms: SourceTerms, *, now: datetime) -> tuple[Feed, bool]:
    """Open the way for what a provider pushes; it is made when new, its terms set as given.

    Returns the feed and whether it is new. Raises SettingError without a provider's name.
    """
    name = (terms.provider or "").strip()
    if not name:
        raise SettingError("a push needs the name of its provider")
    with transaction.atomic():
        provider = find_provider(name, terms, now=now)
        apply_terms(provider, terms, now=now)
        return Feed.objects.get_or_create(
            url=f"{PUSH}{provider.slug}",
            defaults={
                "provider": provider,
                "language": terms.language or "",
                "secret": f"push-{provider.slug}",
                "created_at": now,
            },
        )


def find_push_feed(slug: str) -> Feed | None:
    """The row by which a provider's deliveries arrive, while it is open."""
    return Feed.objects.filter(url=f"{PUSH}{slug}", state=Feed.State.ACTIVE).first()


def record_delivery(feed: Feed, delivery: Delivery, *, now: datetime) -> Fetch:
    """Write the Fetch row and ask for its bytes to be taken; the earlier row when this very delivery is known.

    Committed when this returns. The same body at another time is another delivery.
    """
    with transaction.atomic():
        # Two copies of one delivery at the same moment: the second waits here for the first.
        feed = Feed.objects.select_for_update().get(id=feed.id)
        headers = [[STAMP, f"{delivery.stamp.timestamp():.0f}"]]
        earlier = feed.fetches.filter(at__gte=now - REMEMBERED, raw_hash=delivery.raw_hash)
        if known := next((fetch for fetch in earlier.order_by("-at") if fetch.headers == headers), None):
            return known
        fetch = Fetch.objects.create(
            feed=feed,
            at=now,
            url=feed.url,
            outcome=Fetch.Outcome.FETCHED,
            headers=headers,
            content_type=delivery.content_type[:300],
            raw_hash=delivery.raw_hash,
            size=delivery.size,
        )
        feed.last_ok_at = feed.last_changed_at = now
        feed.last_hash = delivery.raw_hash
        feed.save(update_fields=["last_ok_at", "last_changed_at", "last_hash"])
        enqueue("take", [fetch.id], now=now, priority=3)
    return fetch
