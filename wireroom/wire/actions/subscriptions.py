"""Subscriptions at hubs: noted, verified, refused, ended; their hints make feeds due. Speaks to no hub itself."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from wireroom.core.websub import ANSWER_WITHIN, REFUSED_WAIT, RENEW_AT, HubNamed, decide_hint_poll
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Feed, Fetch, Subscription

TOKEN_BYTES = 32


def note_hub(fetch: Fetch, named: HubNamed, *, now: datetime) -> Subscription:
    """Remember which hub a taken document names; another hub or topic than before is subscribed to anew.

    The feed's own address stays what it is, whatever hub and document say.
    """
    with transaction.atomic():
        feed = Feed.objects.select_for_update().get(id=fetch.feed_id)
        current = feed.subscriptions.exclude(state=Subscription.State.ENDED).first()
        if current and (current.hub, current.topic) == (named.hub, named.topic):
            feed.subscriptions.filter(id=current.id, seen_at__lt=fetch.at).update(seen_at=fetch.at)
            return current
        if current and current.seen_at > fetch.at:
            return current
        if current:
            end_subscription(current)
        subscription = Subscription.objects.create(
            feed=feed,
            hub=named.hub,
            topic=named.topic,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            seen_at=fetch.at,
            ask_at=now,
            created_at=now,
        )
        enqueue("subscribe", [subscription.id], now=now)
    return subscription


def is_still_named(subscription: Subscription) -> bool:
    """Whether the newest document of the feed that could be read still names this hub and topic."""
    taken = subscription.feed.fetches.filter(outcome=Fetch.Outcome.FETCHED, taken_at__isnull=False, error="")
    newest = taken.exclude(raw_hash="").order_by("-at").first()
    return newest is None or newest.at <= subscription.seen_at


def end_subscription(subscription: Subscription) -> None:
    """Ask its hub for nothing any more; what it still delivers is answered 410."""
    subscription.state, subscription.ask_at = Subscription.State.ENDED, None
    subscription.save(update_fields=["state", "ask_at"])


def find_subscription(token: str) -> Subscription | None:
    """The subscription whose callback's address ends so."""
    return Subscription.objects.select_related("feed").filter(token=token).first()


def may_confirm(subscription: Subscription, topic: str, *, now: datetime) -> bool:
    """Whether we asked for this, of late: a hub's question about anything else is answered no."""
    open_states = (Subscription.State.WANTED, Subscription.State.LIVE)
    asked = subscription.asked_at is not None and now - subscription.asked_at <= ANSWER_WITHIN
    return asked and subscription.state in open_states and subscription.topic == topic


def confirm_subscription(subscription: Subscription, lease: timedelta, *, now: datetime) -> None:
    """The hub asked whether we meant it, and grants a lease; it is renewed before its end."""
    renew_at = now + RENEW_AT * lease
    with transaction.atomic():
        Subscription.objects.filter(id=subscription.id).update(
            state=Subscription.State.LIVE, lease_until=now + lease, ask_at=renew_at, tries=0, error=""
        )
        enqueue("subscribe", [subscription.id], now=now, due_at=renew_at)


def refuse_subscription(subscription: Subscription, reason: str, *, now: datetime) -> None:
    """The hub said no, or takes its yes back; it is asked again in a week."""
    ask_at = now + REFUSED_WAIT
    with transaction.atomic():
        Subscription.objects.filter(id=subscription.id).update(
            state=Subscription.State.REFUSED, lease_until=None, ask_at=ask_at, error=reason[:500]
        )
        enqueue("subscribe", [subscription.id], now=now, due_at=ask_at)


def take_hint(subscription: Subscription, *, now: datetime) -> None:
    """A delivery with a right signature: the feed is due at once, however many come, once in some seconds."""
    feed = subscription.feed
    newest = feed.fetches.order_by("-at").values_list("at", flat=True).first()
    with transaction.atomic():
        Subscription.objects.filter(id=subscription.id).update(hints=F("hints") + 1, hinted_at=now)
        due_at = decide_hint_poll(polled_at=newest, failures=feed.failures, now=now)
        if due_at:
            enqueue("fetch", [feed.id], now=now, due_at=due_at)


def ignore_hint(subscription: Subscription) -> None:
    """A delivery without a right signature: counted, and nothing else."""
    Subscription.objects.filter(id=subscription.id).update(ignored=F("ignored") + 1)
