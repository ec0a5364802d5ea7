"""Several items with the same copy: which one leads its article, and what a kill of one means for the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wireroom.core.gates import Gone, Hold, Publish
from wireroom.core.status import Turn

Outcome = Publish | Hold | Gone

EXTENTS = ("headline", "excerpt", "full")
# Of copies about as long as the longest, the earliest leads: a sentence more is no reason to change hands.
ABOUT_AS_LONG = 0.8
# What the status of a carrier that outranks another one forbids that one too.
KILLED_COPY = "killed_copy"
SPREADING = frozenset({"embargo", "withheld", "status", "advisory"})


@dataclass(frozen=True, slots=True)
class Carrier:
    """An item that has the copy, as far as leading goes.

    `outcome` is what the gates said of it alone; `killed_by_person`: an editor killed it, and the copy is meant.
    `extent` is what its rights show, `length` that of its text in any one unit. Turns, for no clock may decide: `came`
    is that of its first version, `spoke` of what `outcome` rests on, `released` of an editor's last release of this
    very item, `corrected` of its current version, if that corrects or replaces an earlier one. `newer` are the items
    that took its place.
    """

    item: int
    provider: int
    provider_name: str
    outcome: Outcome
    contract: bool
    came: Turn
    spoke: Turn
    extent: str
    length: int
    killed_by_person: bool = False
    released: Turn | None = None
    chosen: bool = False
    corrected: Turn | None = None
    newer: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Carried:
    """The decision on all of them: `lead` is the item whose words are published, None when no one's are; `outcomes`
    has each item's outcome, where another's status forbids it too."""

    lead: int | None
    outcomes: dict[int, Outcome]


@dataclass(frozen=True, slots=True)
class Lead:
    """The item that leads its copies, and the rule that decided: only, chosen, newest (all are of one provider),
    contract, corrected, fullest, longest or earliest."""

    item: int
    rule: str


def decide_carried(carriers: Sequence[Carrier], *, shown: int | None) -> Carried:
    """Decide on the carriers of one copy. `shown` is the item whose words are published now.

    A person's kill of one is a kill of the copy. A wire's kill, embargo or hold goes over to the same provider's other
    carriers and to those it outranks: a contract wire outranks all others, else who sent it first; the one shown takes
    the article with it, whoever it is. What took another's place is one with it: all is said of both, and the newer
    words are shown. Only a person's later release of a carrier stands against that.
    """
    outcomes = {carrier.item: _spread(carrier, carriers, shown) for carrier in carriers}
    outcomes |= {carrier.item: _follow(carrier, carriers, outcomes) for carrier in carriers}
    open_ones = {carrier.item: carrier for carrier in carriers if isinstance(outcomes[carrier.item], Publish)}
    leading = [carrier for carrier in open_ones.values() if not carrier.newer & open_ones.keys()]
    return Carried(find_lead(leading).item if leading else None, outcomes)


def _follow(carrier: Carrier, carriers: Sequence[Carrier], outcomes: Mapping[int, Outcome]) -> Outcome:
    """What became of who took a carrier's place becomes of it: older words do not come back because newer ones went."""
    own = outcomes[carrier.item]
    shut = [one for one in carriers if one.item in carrier.newer and not isinstance(outcomes[one.item], Publish)]
    if not isinstance(own, Publish) or not shut or _is_released_after(carrier, shut):
        return own
    last = max(shut, key=_arrival)
    outcome = outcomes[last.item]
    return Hold("copy", _reason("is held", last, outcome), outcome.until if isinstance(outcome, Hold) else None)


def _spread(carrier: Carrier, carriers: Sequence[Carrier], shown: int | None) -> Outcome:
    """What a carrier's outcome is beside the others'; the first that forbids most decides."""
    if not isinstance(carrier.outcome, Publish):
        return carrier.outcome
    binding = [
        other
        for other in sorted(carriers, key=_arrival)
        if other.item != carrier.item and _binds(other, carrier, shown)
    ]
    kills = [other for other in binding if isinstance(other.outcome, Gone) and other.outcome.gate == "killed"]
    # What a provider sends once more after its kill may well be meant to take its place: a person must say.
    resent = [
        other
        for other in kills
        if other.provider == carrier.provider and carrier.came > other.spoke and not _are_one(other, carrier)
    ]
    for other in kills:
        if other not in resent:
            return Gone(_reason("was killed", other, other.outcome), other.outcome.at, KILLED_COPY)
    for other in resent:
        return Hold("copy", _reason("was killed", other, other.outcome))
    for other in binding:
        if isinstance(other.outcome, Hold) and other.outcome.gate in SPREADING:
            return Hold("copy", _reason("is held", other, other.outcome), other.outcome.until)
    return carrier.outcome


def _reason(what: str, other: Carrier, outcome: Hold | Gone) -> str:
    return f"the same copy {what} ({other.provider_name}): {outcome.reason}"


def _binds(one: Carrier, other: Carrier, shown: int | None) -> bool:
    """Whether what is said of one carrier is said of the other: unless a person let that one through since."""
    if _is_released_after(other, [one]):
        return False
    if one.killed_by_person or one.item == shown or _are_one(one, other):
        return True
    # What one provider sends twice is one story to it, whichever name it says.
    return one.provider == other.provider or _outranks(one, other)


def _is_released_after(carrier: Carrier, others: Sequence[Carrier]) -> bool:
    return carrier.released is not None and all(carrier.released > other.spoke for other in others)


def _are_one(one: Carrier, other: Carrier) -> bool:
    return one.item in other.newer or other.item in one.newer


def _outranks(one: Carrier, other: Carrier) -> bool:
    if one.contract != other.contract:
        return one.contract
    return _arrival(one) < _arrival(other)


def find_lead(carriers: Sequence[Carrier]) -> Lead:
    """Who leads of carriers that all may be published, and why: whom an editor chose; then a contract wire; then what
    corrects; then the fullest rights; then the longest, of those about as long the earliest. Of one provider's several
    items the newest counts."""
    if len(carriers) == 1:
        return Lead(carriers[0].item, "only")
    chosen = [carrier for carrier in carriers if carrier.chosen]
    if chosen:
        return Lead(max(chosen, key=_arrival).item, "chosen")
    best = list({carrier.provider: carrier for carrier in sorted(carriers, key=_arrival)}.values())
    if len(best) == 1:
        return Lead(best[0].item, "newest")
    for rule, narrow in _RULES:
        best = narrow(best)
        if len(best) == 1:
            return Lead(best[0].item, rule)
    return Lead(min(best, key=_arrival).item, "earliest")


def _arrival(carrier: Carrier) -> tuple[Turn, int]:
    return carrier.came, carrier.item


def _under_contract(carriers: list[Carrier]) -> list[Carrier]:
    return [one for one in carriers if one.contract] or carriers


def _latest_corrected(carriers: list[Carrier]) -> list[Carrier]:
    latest = max((one.corrected for one in carriers if one.corrected), default=None)
    return [one for one in carriers if one.corrected == latest]


def _fullest(carriers: list[Carrier]) -> list[Carrier]:
    fullest = max(EXTENTS.index(one.extent) for one in carriers)
    return [one for one in carriers if EXTENTS.index(one.extent) == fullest]


def _longest(carriers: list[Carrier]) -> list[Carrier]:
    longest = max(one.length for one in carriers)
    return [one for one in carriers if one.length >= ABOUT_AS_LONG * longest]


_RULES = (
    ("contract", _under_contract),
    ("corrected", _latest_corrected),
    ("fullest", _fullest),
    ("longest", _longest),
)
