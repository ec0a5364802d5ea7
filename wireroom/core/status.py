"""The law of status: from all received states and all decisions of persons to what may happen with an item now.

Pure and total: the same set of states and decisions gives the same standing, in whatever order they arrived.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

USABLE = frozenset({"usable", "stat:usable"})
WITHHELD = frozenset({"withheld", "stat:withheld"})
CANCELED = frozenset({"canceled", "cancelled", "stat:canceled"})


@dataclass(frozen=True, slots=True)
class ReceivedState:
    """What one version says of its status; `current` marks the version that counts."""

    pub_status: str | None
    received_at: datetime
    current: bool = False
    embargoed_until: datetime | None = None
    embargo_open: bool = False
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person's verb (publish, release, withhold, kill, correct) and when it was given."""

    verb: str
    at: datetime
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is usable, held or killed. A hold names its gate and, when it ends by itself, `until`.

    `released_by` names the person whose release lets the item through, "" when none was needed.
    """

    state: str
    gate: str = ""
    reason: str = ""
    until: datetime | None = None
    since: datetime | None = None
    released_by: str = ""


def decide_standing(
    received: Iterable[ReceivedState], persons: Iterable[PersonState], *, contract: bool, now: datetime
) -> Standing:
    """Apply DESIGN's promise 2. A kill is lifted only by a person's later release; a dated embargo by nobody."""
    states = list(received)
    # At one and the same time the order is that of the words, so that the order of arrival never decides.
    verbs = sorted(persons, key=lambda verb: (verb.at, verb.verb, verb.by, verb.reason))
    release = _latest(verbs, {"release", "publish"})
    if kill := _kill(states, verbs, release):
        return kill
    current = next((state for state in states if state.current), None)
    if current is None:
        return Standing("held", "status", "no version of this item could be read")
    if current.embargoed_until and current.embargoed_until > now:
        return Standing("held", "embargo", "under embargo", until=current.embargoed_until)
    lifted = release is not None and release.at >= current.received_at
    # A release names who let this state through; of a later one nobody can say so.
    released_by = release.by if release and lifted else ""
    if current.embargo_open and not lifted:
        return Standing("held", "embargo", "under an embargo without an end: a person must release it")
    withhold = _latest(verbs, {"withhold"})
    if withhold and (release is None or release.at <= withhold.at):
        return Standing("held", "withheld", withhold.reason or "withheld by the desk", since=withhold.at)
    status = (current.pub_status or "").strip().lower()
    if status in WITHHELD and not lifted:
        return Standing("held", "withheld", "withheld by the provider")
    if not status and contract and not lifted:
        return Standing("held", "status", "contract wire without a status")
    if status and status not in USABLE | WITHHELD | CANCELED and contract and not lifted:
        return Standing("held", "status", f"contract wire with an unknown status: {status[:60]}")
    if current.published and current.published > now and not lifted:
        return Standing("held", "future", "dated in the future", until=current.published)
    return Standing("usable", released_by=released_by)


def _latest(verbs: list[PersonState], wanted: set[str]) -> PersonState | None:
    return next((verb for verb in reversed(verbs) if verb.verb in wanted), None)


def _kill(states: list[ReceivedState], verbs: list[PersonState], release: PersonState | None) -> Standing | None:
    """The latest kill from either side, unless a person released the item after it; at the same time the kill wins."""
    kills = [
        (state.received_at, "canceled by the provider")
        for state in states
        if (state.pub_status or "").strip().lower() in CANCELED
    ]
    kills += [(verb.at, verb.reason or "killed by the desk") for verb in verbs if verb.verb == "kill"]
    if not kills:
        return None
    at, reason = max(kills)
    if release and release.at > at:
        return None
    return Standing("killed", "killed", reason, since=at)
