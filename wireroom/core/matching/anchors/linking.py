"""Whether two items in two languages tell of one event, by the anchors they share. Looks nothing up, groups nothing.

The weights were fitted on half of the labelled pairs of tests/quality/told_in_two_languages; sure rather than complete.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from wireroom.core.matching.anchors.values import AnchorKind, Anchors

# A bridge is taken from here, and where so many kinds of anchors agree.
ENOUGH, KINDS = 3.0, 3
APART = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class _Weight:
    """What anchors of a kind are worth: their rarity above `common`, all of them times `each`, the rarest once more
    times `rarest`."""

    common: float
    each: float
    rarest: float


_WEIGHTS = {
    AnchorKind.NAME: _Weight(2, 0.6, 0.4),
    AnchorKind.PLACE: _Weight(1, 0.55, 0.4),
    AnchorKind.BODY: _Weight(1, 0.4, 0.1),
    AnchorKind.MATTER: _Weight(1, 0.5, 0.25),
    AnchorKind.FIGURE: _Weight(2, 0.45, 0.3),
    AnchorKind.DAY: _Weight(2, 0.2, 0.1),
}
# The more anchors two texts have, the more they share by chance.
_CHANCE = 1.6
_HEADING = 0.4
_NONE = 0.5


def worth_of(kind: AnchorKind, rarity: float) -> float:
    """What one anchor of that rarity says by itself."""
    weight = _WEIGHTS[kind]
    return (weight.each + weight.rarest) * (rarity - weight.common)


def weigh_anchors(one: Anchors, other: Anchors, rarities: Mapping[int, float]) -> float:
    """How strongly the anchors of two items speak for one event; 0 and less where fewer than three kinds agree.

    `rarities` has the inverse frequency (as TermShares gives it) of each key of the first, and at least of the
    second's that are shared.
    """
    shared = _pair(one, other, rarities)
    worths = defaultdict(list)
    for first, _, rarity in shared:
        kind = one.rows[first][0]
        worths[kind].append(max(0.0, rarity - _WEIGHTS[kind].common))
    if sum(any(worth) for worth in worths.values()) < KINDS:
        return 0.0
    strength = sum(
        _WEIGHTS[kind].each * sum(found) + _WEIGHTS[kind].rarest * max(found) for kind, found in worths.items()
    )
    strength -= _CHANCE * (log(len(one.rows) + 1) + log(len(other.rows) + 1))
    strength += _HEADING * _share(one, {first for first, _, _ in shared}, rarities)
    return strength + _HEADING * _share(other, {second for _, second, _ in shared}, rarities)


def may_tell_one_story(one: datetime | None, other: datetime | None) -> bool:
    """Whether two items are near enough in time: 72 hours. What has no date is linked to nothing."""
    return one is not None and other is not None and abs(one - other) <= APART


def _pair(one: Anchors, other: Anchors, rarities: Mapping[int, float]) -> list[tuple[int, int, float]]:
    """The anchors that two items share, each once: its numbers in both, and how rare it is. None where they are fewer
    than there must be kinds, as of most items that are looked up."""
    places = {key: number for number, (_, _, keys) in enumerate(other.rows) for key in keys if key in rarities}
    if len(set(places.values())) < KINDS:
        return []
    taken: set[int] = set()
    shared: list[tuple[int, int, float]] = []
    for number, (_, _, keys) in enumerate(one.rows):
        found = [(rarities.get(key, 0.0), places[key]) for key in keys if key in places]
        found = [pair for pair in found if pair[1] not in taken]
        if found:
            # The commonest of its readings is what it may be by chance.
            rarity, place = min(found)
            taken.add(place)
            shared.append((number, place, rarity))
    return shared


def _share(anchors: Anchors, shared: set[int], rarities: Mapping[int, float]) -> float:
    """What share of the headline's anchors the other text has, by rarity."""
    worth = {
        number: max((rarities.get(key, 0.0) for key in keys), default=0.0)
        for number, (kind, heading, keys) in enumerate(anchors.rows)
        if heading and kind is not AnchorKind.DAY
    }
    whole = sum(worth.values())
    return sum(worth[number] for number in shared & worth.keys()) / whole if whole else _NONE
