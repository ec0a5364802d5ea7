"""The law of status: from all received states and all decisions of persons to what may happen with an item now.

Pure and total: the same set of states and decisions gives the same standing, in whatever order they arrived. RULES is
the law itself, asked from the top; docs/status.md shows it as a table.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

USABLE = frozenset({"usable"})
# A reader resolves codes to these words. What it could not resolve counts where it forbids, never where it allows.
WITHHELD = frozenset({"withheld", "stat:withheld", "hold", "held", "embargoed"})
CANCELED = frozenset({"canceled", "cancelled", "stat:canceled", "kill", "killed", "withdrawn", "deleted"})


class Turn(NamedTuple):
    """Where something stands in the order in which we learned of things. Clocks are set back; this order never is.

    Of a version its number among all that were ever taken in, of whatever item, and 0; of a person's decision the
    number of the newest version that was taken in before it, and its own number among the decisions.
    """

    version: int
    decision: int = 0


@dataclass(frozen=True, slots=True)
class ReceivedState:
    """What one version says of its status, and its turn; `current` marks the version that counts."""

    pub_status: str | None
    turn: Turn
    received_at: datetime
    current: bool = False
    embargoed_until: datetime | None = None
    embargo_open: bool = False
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person's verb (publish, release, withhold, kill, correct, quiet), its turn, and when it was given."""

    verb: str
    turn: Turn
    at: datetime
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class AdvisedState:
    """A message of the provider that speaks against the item in words (core.advisories), its turn, and when it came."""

    turn: Turn
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is usable, held or killed. A hold names its gate and, when it ends by itself, `until`.

    `released_by` names the person whose release lets the item through, "" when none was needed; `turn` is that of what
    was said against the item, None where that is the version that counts.
    """

    state: str
    gate: str = ""
    reason: str = ""
    until: datetime | None = None
    since: datetime | None = None
    released_by: str = ""
    turn: Turn | None = None


@dataclass(frozen=True)
class Record:
    """All that was recorded of an item's status, in no order."""

    received: Sequence[ReceivedState]
    persons: Sequence[PersonState]
    contract: bool
    now: datetime
    advised: Sequence[AdvisedState] = ()

    @cached_property
    def current(self) -> ReceivedState | None:
        return next((state for state in self.received if state.current), None)

    @cached_property
    def status(self) -> str:
        """The current version's word, folded; "" when it has none."""
        return _folded(self.current.pub_status) if self.current else ""

    @cached_property
    def release(self) -> PersonState | None:
        return self._latest("release", "publish")

    @cached_property
    def lifted(self) -> bool:
        """A person released the item when the current version was here already."""
        return bool(self.release and self.current and self.release.turn >= self.current.turn)

    @cached_property
    def withhold(self) -> PersonState | None:
        return self._latest("withhold")

    @cached_property
    def kill(self) -> tuple[Turn, str, datetime] | None:
        """The latest kill from either side: its turn, its reason, since when it stands."""
        kills = [
            (state.turn, "canceled by the provider", state.received_at)
            for state in self.received
            if _folded(state.pub_status) in CANCELED
        ]
        kills += [
            (verb.turn, verb.reason or "killed by the desk", verb.at) for verb in self.persons if verb.verb == "kill"
        ]
        return max(kills, default=None)

    @cached_property
    def advice(self) -> AdvisedState | None:
        return max(self.advised, key=lambda advice: (advice.turn, advice.reason), default=None)

    def _latest(self, *wanted: str) -> PersonState | None:
        # Of one and the same turn the order is that of the words, so that the order of listing never decides.
        verbs = [verb for verb in self.persons if verb.verb in wanted]
        return max(verbs, key=lambda verb: (verb.turn, verb.verb, verb.by, verb.reason), default=None)

    def is_released_after(self, turn: Turn) -> bool:
        """Of the same turn what speaks against the item wins."""
        return self.release is not None and self.release.turn > turn


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the law: its name, when it applies, what ends it (both in words), and the judgement itself."""

    name: str
    when: str
    ends: str
    judge: Callable[[Record], Standing | None]


def decide_standing(
    received: Iterable[ReceivedState],
    persons: Iterable[PersonState],
    *,
    contract: bool,
    now: datetime,
    advised: Iterable[AdvisedState] = (),
) -> Standing:
    """Apply DESIGN's promise 2: the first rule that applies decides; when none does the item is usable."""
    record = Record(tuple(received), tuple(persons), contract, now, tuple(advised))
    for rule in RULES:
        if standing := rule.judge(record):
            return standing
    # A release names who let this state through; of a later one nobody can say so.
    return Standing("usable", released_by=record.release.by if record.release and record.lifted else "")


def decide_restraint(pub_status: str | None, *, embargoed: bool) -> int:
    """How far a version forbids publication: 0 not, 1 embargoed, 2 withheld, 3 canceled."""
    status = _folded(pub_status)
    return 3 if status in CANCELED else 2 if status in WITHHELD else int(embargoed)


def _folded(status: str | None) -> str:
    return (status or "").strip().lower()


def _killed(record: Record) -> Standing | None:
    if record.kill is None or record.is_released_after(record.kill[0]):
        return None
    turn, reason, since = record.kill
    return Standing("killed", "killed", reason, since=since, turn=turn)


def _unreadable(record: Record) -> Standing | None:
    return None if record.current else Standing("held", "status", "no version of this item could be read")


def _embargoed(record: Record) -> Standing | None:
    until = record.current.embargoed_until
    return Standing("held", "embargo", "under embargo", until=until) if until and until > record.now else None


def _embargoed_openly(record: Record) -> Standing | None:
    if not record.current.embargo_open or record.lifted:
        return None
    return Standing("held", "embargo", "under an embargo without an end: a person must release it")


def _withheld_by_desk(record: Record) -> Standing | None:
    verb = record.withhold
    if verb is None or record.is_released_after(verb.turn):
        return None
    return Standing("held", "withheld", verb.reason or "withheld by the desk", since=verb.at, turn=verb.turn)


def _advised(record: Record) -> Standing | None:
    if record.advice is None or record.is_released_after(record.advice.turn):
        return None
    return Standing("held", "advisory", record.advice.reason, since=record.advice.at, turn=record.advice.turn)


def _withheld(record: Record) -> Standing | None:
    if record.status not in WITHHELD or record.lifted:
        return None
    return Standing("held", "withheld", "withheld by the provider")


def _without_status(record: Record) -> Standing | None:
    if record.status or not record.contract or record.lifted:
        return None
    return Standing("held", "status", "contract wire without a status")


def _unknown_status(record: Record) -> Standing | None:
    if record.status in USABLE | WITHHELD | CANCELED | {""} or not record.contract or record.lifted:
        return None
    return Standing("held", "status", f"contract wire with an unknown status: {record.status[:60]}")


def _future(record: Record) -> Standing | None:
    date = record.current.published
    if not date or date <= record.now or record.lifted:
        return None
    return Standing("held", "future", "dated in the future", until=date)


RULES: tuple[Rule, ...] = (
    Rule("killed", "any version ever received is canceled, or a person killed it", "a person's later release", _killed),
    Rule("unreadable", "no version could be read", "a version that can be read", _unreadable),
    Rule("embargo", "the current version's embargo lies ahead", "its time; nobody before", _embargoed),
    Rule(
        "open embargo",
        "the current version is under an embargo whose end is empty or cannot be read",
        "a person's release of this version, or a version without it",
        _embargoed_openly,
    ),
    Rule("withheld by the desk", "a person withheld it", "a person's later release", _withheld_by_desk),
    Rule("advisory", "a message of its provider speaks against it in words", "a person's later release", _advised),
    Rule(
        "withheld by the provider",
        "the current version says so",
        "a person's release of this version, or a version that is usable",
        _withheld,
    ),
    Rule(
        "no status",
        "contract wire: the current version has no status",
        "a person's release of this version, or a version that is usable",
        _without_status,
    ),
    Rule(
        "unknown status",
        "contract wire: the current version's status is no word we know",
        "a person's release of this version, or a version that is usable",
        _unknown_status,
    ),
    Rule("future", "the current version's date lies ahead", "its time, or a person's release of it", _future),
)
