"""WebSub (W3C): a feed's hub, when to ask it, what its word is worth. Asks nobody, knows no clock and no rows.

A hub's delivery is a hint that makes the feed due, never copy: what we publish comes from the feed's own address.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from wireroom.core.links import find_links
from wireroom.core.signatures import derive_key

LEASE = timedelta(days=10)
LONGEST_LEASE = timedelta(days=30)
SHORTEST_LEASE = timedelta(minutes=5)
# A lease is renewed when four fifths of it are over.
RENEW_AT = 0.8
# A hub that took our request asks back within seconds; that long its question is answered.
ANSWER_WITHIN = timedelta(hours=1)
ASK_AGAIN = timedelta(minutes=1)
UNVERIFIED_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(days=1)
REFUSED_WAIT = timedelta(days=7)
# However many hints come, a feed is polled for them no more often.
HINT_SPACING = timedelta(seconds=5)
# The feed may be a cache's copy, older than the hint: so long it is asked again at its shortest interval.
HINT_ECHO = timedelta(minutes=10)
# A change that no hint came with (so much earlier or later) says that this hub does not tell of every change.
HINT_SLACK = timedelta(minutes=15)
SAFETY_NET = 4
CALLBACK = "/websub/"
_LONGEST_ADDRESS = 2000
_LATER = frozenset({408, 425, 429})
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".example", ".invalid")


@dataclass(frozen=True, slots=True)
class HubNamed:
    """A hub and the topic it is asked for: the address the feed calls its own."""

    hub: str
    topic: str


class HubAnswer(StrEnum):
    """What a hub's answer to a request of ours means."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HubHistory:
    """What a feed's subscription is good for: until when, and when a hint last came (None: never)."""

    lease_until: datetime | None = None
    hinted_at: datetime | None = None


def find_hub(
    headers: Iterable[tuple[str, str]], hubs: Iterable[str | None], self_url: str | None, *, address: str
) -> HubNamed | None:
    """The hub that a document at `address` names, in its Link headers before its body; https before http.

    Without a usable self link the topic is the address itself. None when it names no hub on the web.
    """
    headers = list(headers)
    named = [hub for hub in (find_links(headers, "hub", base=address) or hubs) if is_web(hub)]
    if not named:
        return None
    own = [topic for topic in (*find_links(headers, "self", base=address), self_url) if is_web(topic)]
    return HubNamed(min(named, key=lambda hub: not hub.startswith("https:")), own[0] if own else address)


def may_lead_to(target: str, *, source: str, open_hosts: Collection[str]) -> str | None:
    """None when an address on the web may send our form to `target`, else the reason.

    Hosts of the own network are open to what the operator named, not to whom a stranger's feed or hub points at.
    """
    if not _is_open(target, open_hosts) or _is_open(source, open_hosts):
        return None
    return f"{urlsplit(source).netloc} is outside and names {urlsplit(target).netloc}, one of open_hosts"


def hint_key(key: str, feed: int, *, token: str) -> str:
    """What a hub signs its deliveries for one subscription with, from the newsroom's own key; 64 characters."""
    return derive_key(key, f"websub {feed} {token}")


def decide_answer(status: int) -> HubAnswer:
    """2xx is a yes (W3C says 202), 4xx a no but for those that ask for patience; all else may pass."""
    if 200 <= status < 300:
        return HubAnswer.ACCEPTED
    return HubAnswer.REFUSED if 400 <= status < 500 and status not in _LATER else HubAnswer.LATER


def decide_ask_at(answer: HubAnswer, *, tries: int, now: datetime) -> datetime:
    """When a hub is asked again, unless its verification settles the matter before. `tries`: askings in a row."""
    if answer is HubAnswer.REFUSED:
        return now + REFUSED_WAIT
    shortest = UNVERIFIED_WAIT if answer is HubAnswer.ACCEPTED else ASK_AGAIN
    return now + min(shortest * 2 ** min(max(tries, 1) - 1, 16), LONGEST_WAIT)


def parse_lease(seconds: str) -> timedelta:
    """The lease a hub grants, within our bounds; what we asked for when it says none, or no number."""
    if not (seconds.isascii() and seconds.isdigit()):
        return LEASE
    return min(max(timedelta(seconds=int(seconds[:9])), SHORTEST_LEASE), LONGEST_LEASE)


def decide_hint_poll(*, polled_at: datetime | None, failures: int, now: datetime) -> datetime | None:
    """When a hint makes its feed due. None for a failing feed: what it asked for (Retry-After) weighs more."""
    if failures:
        return None
    return max(now, polled_at + HINT_SPACING) if polled_at else now


def decide_poll_wait(
    wait: timedelta, hub: HubHistory, *, changed_at: datetime | None, bounds: tuple[timedelta, timedelta], now: datetime
) -> timedelta:
    """How long until the next poll, where `wait` is what the feed's own pace says and `bounds` the pace's ends.

    Longer while a hub tells of every change; as short as may be right after a hint that brought nothing yet.
    """
    shortest, longest = bounds
    if hub.hinted_at is None or hub.lease_until is None or hub.lease_until <= now:
        return wait
    if now - hub.hinted_at < HINT_ECHO and (changed_at is None or changed_at < hub.hinted_at):
        return min(wait, shortest)
    if changed_at is not None and changed_at - hub.hinted_at > HINT_SLACK:
        return wait
    return max(wait, min(SAFETY_NET * wait, longest))


def may_call_back(base_url: str) -> bool:
    """Whether a hub on the internet could reach us there: a public address, or a name that may have one."""
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_LOCAL_NAMES)


def _is_open(address: str, open_hosts: Collection[str]) -> bool:
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    named = {entry.strip().lower() for entry in open_hosts}
    return not named.isdisjoint({host, f"[{host}]", f"{host}:{port}", f"[{host}]:{port}"})


def is_web(address: str | None) -> bool:
    """Whether it is an http(s) address that can be asked: of bearable length, with a host, without a password."""
    if not address or len(address) > _LONGEST_ADDRESS:
        return False
    try:
        parts = urlsplit(address)
        has_host = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        return has_host and "@" not in parts.netloc
    except ValueError:
        return False
