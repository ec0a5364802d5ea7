"""The steps that speak to hubs: subscribing to those our sources name, announcing our own feeds. Takes no hints."""

from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings

from wireroom.core.errors import FetchError
from wireroom.core.fetching import NextFetch
from wireroom.core.formats.parsed import ParsedFeed
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.core.text.characters import fold_space, strip_controls
from wireroom.core.websub import (
    CALLBACK,
    LEASE,
    HubAnswer,
    HubHistory,
    decide_answer,
    decide_ask_at,
    decide_poll_wait,
    find_hub,
    hint_key,
    is_web,
    may_lead_to,
)
from wireroom.edition.actions import find_announced, forget_announcements, record_announced
from wireroom.runner.works import Works
from wireroom.tasks.actions import ATTEMPTS, Lease, enqueue
from wireroom.wire.actions import end_subscription, is_still_named, note_hub, refuse_subscription
from wireroom.wire.models import Feed, Fetch, Subscription

FORM = (("content-type", "application/x-www-form-urlencoded"),)
MOVED = frozenset({307, 308})
MOST_MOVES = 3
ANSWER_BYTES = 64 * 1024
SAID = 200
# After a row's attempts a hub is asked so often, until it takes the announcement or is taken out of the settings.
ANNOUNCE_AGAIN = timedelta(minutes=15)
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class HubJob:
    """A form for a hub; `receipts` are what its yes proves."""

    hub: str
    form: bytes
    receipts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HubReply:
    """What the hub said to it; `error` names hub and reason where it was no yes."""

    answer: HubAnswer
    error: str = ""
    receipts: tuple[int, ...] = ()


def note_hubs(works: Works, fetch: Fetch, document: ParsedFeed) -> None:
    """Remember the hub that a fetched document names. Call it in the transaction that takes the document.

    Of a feed in several pages the first speaks for all: the others call another address their own.
    """
    feed = fetch.feed
    if not works.newsroom.takes_hints or not feed.url.startswith(("http://", "https://")):
        return
    named = find_hub(fetch.headers, document.hubs, document.self_url, address=fetch.url)
    if named is None:
        return
    if reason := may_lead_to(named.hub, source=fetch.url, open_hosts=works.newsroom.open_hosts):
        works.log.warning("feed %s: not subscribed: %s", feed.url, reason)
        return
    if feed.max_pages > 1 and feed.fetches.filter(at=fetch.at, id__lt=fetch.id).exists():
        return
    note_hub(fetch, named, now=works.clock())


def heed_hub(works: Works, feed: Feed, following: NextFetch, *, changed: bool) -> NextFetch:
    """When to poll a feed that is well, given what its hub is worth; `changed`: this fetch brought something new."""
    if following.at is None or following.failures or not works.newsroom.takes_hints:
        return following
    live = feed.subscriptions.filter(state=Subscription.State.LIVE).first()
    if live is None:
        return following
    now, room = works.clock(), works.newsroom
    wait = decide_poll_wait(
        following.at - now,
        HubHistory(live.lease_until, live.hinted_at),
        changed_at=now if changed else feed.last_changed_at,
        bounds=(timedelta(seconds=room.fetch_floor_s), timedelta(seconds=max(room.fetch_every_s, HOUR_S))),
        now=now,
    )
    return replace(following, at=now + wait)


def ask_hub(works: Works, job: HubJob) -> HubReply:
    """Post the form, after a hub that has moved (307, 308) too. Never raises: what goes wrong is a reply."""
    address, name = job.hub, f"hub {urlsplit(job.hub).netloc}"
    for _ in range(1 + MOST_MOVES):
        try:
            response = works.fetch(
                FetchRequest(address, method="POST", headers=FORM, body=job.form, max_bytes=ANSWER_BYTES)
            )
        except FetchError as error:
            answer = HubAnswer.REFUSED if error.permanent else HubAnswer.LATER
            return HubReply(answer, f"{name}: {error}", job.receipts)
        target = _find_target(address, response)
        if target is None:
            answer = decide_answer(response.status)
            error = "" if answer is HubAnswer.ACCEPTED else f"{name} answers {response.status}{_said(response)}"
            return HubReply(answer, error, job.receipts)
        if address.startswith("https:") and not target.startswith("https:"):
            return HubReply(HubAnswer.REFUSED, f"{name} leads from https down to http", job.receipts)
        if reason := may_lead_to(target, source=job.hub, open_hosts=works.newsroom.open_hosts):
            return HubReply(HubAnswer.REFUSED, f"{name}: {reason}", job.receipts)
        address = target
    return HubReply(HubAnswer.LATER, f"{name} has moved more than {MOST_MOVES} times", job.receipts)


def prepare_subscribe(works: Works, lease: Lease) -> HubJob | None:
    """What to ask the hub; None when it is not time, hubs cannot reach us, or there is nothing to subscribe to."""
    now = works.clock()
    open_rows = Subscription.objects.select_related("feed").exclude(state=Subscription.State.ENDED)
    subscription = open_rows.filter(id=int(lease.key), ask_at__isnull=False).first()
    if subscription is None or not works.newsroom.takes_hints:
        return None
    if subscription.feed.state != Feed.State.ACTIVE or not is_still_named(subscription):
        end_subscription(subscription)
        return None
    if subscription.ask_at > now:
        enqueue("subscribe", [subscription.id], now=now, due_at=subscription.ask_at)
        return None
    if subscription.tries and not subscription.error:
        subscription.error = f"hub {urlsplit(subscription.hub).netloc} took our request and did not ask back"
    if subscription.state == Subscription.State.REFUSED:
        subscription.state = Subscription.State.WANTED
    # Before the hub is asked: it may ask back while it answers.
    subscription.asked_at, subscription.tries = now, subscription.tries + 1
    subscription.save(update_fields=["state", "asked_at", "tries", "error"])
    key = hint_key(settings.SECRET_KEY, subscription.feed_id, token=subscription.token)
    form = {
        "hub.mode": "subscribe",
        "hub.topic": subscription.topic,
        "hub.callback": f"{works.newsroom.base_url}{CALLBACK}{subscription.token}",
        "hub.lease_seconds": f"{LEASE.total_seconds():.0f}",
        "hub.secret": key,
    }
    return HubJob(subscription.hub, urlencode(form).encode("ascii"))


def settle_subscribe(works: Works, lease: Lease, reply: HubReply) -> None:
    """Write when the hub is asked again, unless it has asked back by now; a refusal ends the attempt."""
    now = works.clock()
    answered = (Subscription.State.WANTED, Subscription.State.LIVE)
    subscription = Subscription.objects.filter(id=int(lease.key), tries__gt=0, state__in=answered).first()
    if subscription is None:
        return
    if reply.answer is HubAnswer.REFUSED:
        works.log.error("feed %s: not subscribed: %s", subscription.feed.url, reply.error)
        refuse_subscription(subscription, reply.error, now=now)
        return
    if reply.error:
        works.log.warning("feed %s: not subscribed yet: %s", subscription.feed.url, reply.error)
    ask_at = decide_ask_at(reply.answer, tries=subscription.tries, now=now)
    waiting = Subscription.objects.filter(id=subscription.id, tries__gt=0, state__in=answered)
    if waiting.update(ask_at=ask_at, **({"error": reply.error[:500]} if reply.error else {})):
        enqueue("subscribe", [subscription.id], now=now, due_at=ask_at)


def prepare_announce(works: Works, lease: Lease) -> HubJob | None:
    """The announcement of one feed of ours; without a hub in the settings nothing is announced, and none awaited."""
    if not works.newsroom.hub:
        forget_announcements(lease.key)
        return None
    address = works.newsroom.base_url + lease.key
    # The specification leaves the form of this to hubs: older ones read hub.url, some hub.topic.
    form = {"hub.mode": "publish", "hub.url": address, "hub.topic": address}
    return HubJob(works.newsroom.hub, urlencode(form).encode("ascii"), find_announced(lease.key))


def settle_announce(works: Works, lease: Lease, reply: HubReply) -> None:
    """Record that the hub knows. Raises FetchError for another attempt; after the last the hub is asked ever again."""
    if reply.answer is HubAnswer.ACCEPTED:
        record_announced(reply.receipts, now=works.clock())
        works.tally["announced"] += 1
        return
    if lease.attempts < ATTEMPTS - 1:
        raise FetchError(reply.error)
    works.log.error("%s is not announced: %s", lease.key, reply.error)
    now = works.clock()
    enqueue("announce", [lease.key], now=now, due_at=now + ANNOUNCE_AGAIN)


def _find_target(address: str, response: FetchResponse) -> str | None:
    """Where a hub that has moved is now; None when it has not, or does not say."""
    if response.status not in MOVED:
        return None
    try:
        target = urljoin(address, response.header("location") or "")
    except ValueError:
        return None
    return target if target != address and is_web(target) else None


def _said(response: FetchResponse) -> str:
    """The reason a hub gives, as far as it is short and plain text."""
    if not (response.header("content-type") or "").startswith("text/plain"):
        return ""
    text = fold_space(strip_controls(response.body[: 4 * SAID].decode("utf-8", "replace")))[:SAID]
    return f": {text}" if text else ""
