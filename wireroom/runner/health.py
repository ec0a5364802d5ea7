"""The newsroom's health as one value: what `wireroom status` prints. Reads rows; changes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from wireroom.comments.queries import count_waiting
from wireroom.config.newsroom import Newsroom
from wireroom.destinations.queries import Standing, standings
from wireroom.publishing.models import Carrier, Hold, Receipt
from wireroom.publishing.queries import HoldCount, articles_by_state, holds_by_gate, open_advisories
from wireroom.stories.queries import count_open_stories, pairs_to_judge
from wireroom.tasks.queries import Queue, queues
from wireroom.wire.models import Feed, Fetch, Item, Problem, Subscription, Version
from wireroom.wire.queries import silent_for

OVERDUE = timedelta(seconds=60)
# A feed is late from so many seconds on: under that it may just be its turn.
LATE_S = 300
SHOWN = 50


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed: `late_s` says by how many seconds its next fetch is overdue, 0 when it is not.

    `broken_at`, `breaker` and `breaker_reason` tell of a breaker that stopped publishing from it; `quiet_s` for how
    many seconds it has been silent beyond its own pace, 0 while it is not. `websub` is how its subscription at a hub
    stands (wanted, live, refused; "" without one), `websub_error` why not.
    """

    url: str
    provider: str
    state: str
    alert: str
    last_error: str
    failures: int
    last_ok_at: datetime | None
    next_fetch_at: datetime | None
    moved_to: str
    late_s: float
    broken_at: datetime | None
    breaker: str
    breaker_reason: str
    quiet_s: int
    websub: str
    websub_error: str

    @property
    def trouble(self) -> str:
        """What a person should look at first, in words."""
        if self.broken_at:
            return f"not published from since {self.broken_at:%Y-%m-%d %H:%M %Z}: {self.breaker}: {self.breaker_reason}"
        quiet = f"silent for {self.quiet_s // 3600} hours, far beyond its pace" if self.quiet_s else ""
        return self.alert or self.last_error or quiet or self.state


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item that is not on the site, and why."""

    provider: str
    guid: str
    headline: str
    gate: str
    reason: str
    until: datetime | None
    since: datetime


@dataclass(frozen=True, slots=True)
class OverdueReceipt:
    """A surface that has not confirmed a state within 60 seconds."""

    article: str
    state: str
    surface: str
    place: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class UnreadableDocument:
    """A document whose bytes lie in raw/ and could not be read at all."""

    url: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """All of it. `held`, `receipts_overdue` and `unreadable_documents` list at most 50; counts are whole.

    `ok`: nothing needs a person now.
    """

    newsroom: str
    at: datetime
    ok: bool
    feeds: tuple[FeedHealth, ...]
    queues: tuple[Queue, ...]
    items: int
    versions: int
    articles: dict[str, int]
    holds: tuple[HoldCount, ...]
    held: tuple[HeldItem, ...]
    receipts_overdue: tuple[OverdueReceipt, ...]
    problems: int
    unreadable: int
    unreadable_documents: tuple[UnreadableDocument, ...]
    last_received_at: datetime | None
    comments_waiting: int
    complaints_open: int
    destinations: tuple[Standing, ...]
    advisories_open: int
    copies_carried: int
    stories_open: int
    pairs_to_judge: int

    def lines(self) -> list[str]:
        """The same for people."""
        broken = [
            feed
            for feed in self.feeds
            if feed.alert or feed.failures or feed.state != "active" or feed.broken_at or feed.quiet_s
        ]
        late = [feed.late_s for feed in self.feeds if feed.late_s > LATE_S]
        text = [
            f"{self.newsroom}: {'well' if self.ok else 'needs a look'}",
            f"feeds     {len(self.feeds)}, with trouble {len(broken)}"
            + (f", late {len(late)} (up to {max(late) / 60:.0f} min)" if late else ""),
            f"items     {self.items}, versions {self.versions}, problems {self.problems},"
            f" unreadable documents {self.unreadable}",
            f"articles  live {self.articles['live']}, held {self.articles['held']}, gone {self.articles['gone']}",
            "holds     " + (", ".join(f"{hold.gate} {hold.count}" for hold in self.holds) or "none"),
            "queues    " + (", ".join(f"{q.step} {q.due} due {q.dead} dead" for q in self.queues) or "empty"),
            f"receipts  overdue {len(self.receipts_overdue)}",
            "sent      " + (", ".join(f"{d.name} {d.sent} ({d.waiting} wait)" for d in self.destinations) or "nowhere"),
            f"messages  to editors, not judged {self.advisories_open}",
            f"copies    carried {self.copies_carried}, pairs to judge {self.pairs_to_judge}",
            f"stories   open {self.stories_open}",
            f"readers   comments waiting {self.comments_waiting}, complaints open {self.complaints_open}",
        ]
        text += [f"  feed {feed.url}: {feed.trouble}" for feed in broken]
        text += [f"  feed {feed.url}: websub {feed.websub}: {e}" for feed in self.feeds if (e := feed.websub_error)]
        text += [
            f"  held {item.provider} {item.guid}: {item.gate}: {item.reason}"
            + (f" until {item.until:%Y-%m-%d %H:%M:%S %Z}" if item.until else "")
            for item in self.held
        ]
        text += [f"  unreadable {document.url}: {document.message}" for document in self.unreadable_documents]
        text += [f"  destination {sent.name}: {sent.told}" for sent in self.destinations if sent.told]
        text += [f"  overdue {row.article} {row.state}: {row.surface} {row.place}" for row in self.receipts_overdue]
        return text


def read_health(newsroom: Newsroom, *, now: datetime) -> Health:
    """Look at everything once."""
    open_rows = Subscription.objects.exclude(state=Subscription.State.ENDED)
    hubs = {row.feed_id: row for row in open_rows.only("feed_id", "state", "error")}
    known = Feed.objects.select_related("provider").order_by("id")
    feeds = tuple(_feed(feed, hubs.get(feed.id), now) for feed in known)
    waiting = count_waiting()
    unfound = open_advisories().filter(target=None).exists()
    rows = tuple(queues(now=now))
    sent = standings(newsroom.destinations)
    overdue = Receipt.objects.filter(at=None, asked_at__lt=now - OVERDUE).select_related("article")
    late = tuple(
        OverdueReceipt(row.article.path, row.state, row.surface, row.place, row.asked_at)
        for row in overdue.order_by("asked_at")[:SHOWN]
    )
    counts = Problem.objects.aggregate(all=Count("id"), unreadable=Count("id", filter=Q(code="unreadable")))
    return Health(
        newsroom=newsroom.name,
        at=now,
        ok=not (late or unfound)
        and not any(queue.dead for queue in rows)
        and not any(destination.needs_look(now) for destination in sent)
        and not any(feed.alert or feed.broken_at or feed.quiet_s for feed in feeds),
        feeds=feeds,
        queues=rows,
        items=Item.objects.count(),
        versions=Version.objects.count(),
        articles=articles_by_state(),
        holds=tuple(holds_by_gate()),
        held=_held(),
        receipts_overdue=late,
        problems=counts["all"],
        unreadable=counts["unreadable"],
        unreadable_documents=_unreadable(),
        last_received_at=Fetch.objects.exclude(raw_hash="").aggregate(at=Max("at"))["at"],
        comments_waiting=waiting.comments,
        complaints_open=waiting.complaints,
        destinations=sent,
        advisories_open=open_advisories().count(),
        copies_carried=Carrier.objects.filter(leads=False).count(),
        stories_open=count_open_stories(now=now),
        pairs_to_judge=len(pairs_to_judge(now=now)),
    )


def _feed(feed: Feed, subscription: Subscription | None, now: datetime) -> FeedHealth:
    late = (now - feed.next_fetch_at).total_seconds() if feed.next_fetch_at and feed.state == "active" else 0
    return FeedHealth(
        url=feed.url,
        provider=feed.provider.name,
        state=feed.state,
        alert=feed.alert,
        last_error=feed.last_error,
        failures=feed.failures,
        last_ok_at=feed.last_ok_at,
        next_fetch_at=feed.next_fetch_at,
        moved_to=feed.moved_to,
        late_s=max(0.0, round(late, 1)),
        broken_at=feed.broken_at,
        breaker=feed.breaker,
        breaker_reason=feed.breaker_reason,
        quiet_s=int(silent.total_seconds()) if (silent := silent_for(feed, now=now)) else 0,
        websub=subscription.state if subscription else "",
        websub_error=subscription.error if subscription else "",
    )


def _unreadable() -> tuple[UnreadableDocument, ...]:
    rows = Problem.objects.filter(code="unreadable").select_related("fetch").order_by("-at", "-id")[:SHOWN]
    return tuple(UnreadableDocument(row.fetch.url, row.message, row.at) for row in rows)


def _held() -> tuple[HeldItem, ...]:
    rows = Hold.objects.select_related("item__provider", "item__current").order_by("-since", "id")[:SHOWN]
    return tuple(
        HeldItem(
            hold.item.provider.name,
            hold.item.guid,
            hold.item.current.headline if hold.item.current else "",
            hold.gate,
            hold.reason,
            hold.until,
            hold.since,
        )
        for hold in rows
    )
