"""Finds the earlier items in other languages that tell of the event of a new one, through the table of features."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from wireroom.core.matching.anchors.finding import LANGUAGES
from wireroom.core.matching.anchors.linking import ENOUGH, may_tell_one_story, weigh_anchors, worth_of
from wireroom.core.matching.anchors.values import AnchorKind, Anchors
from wireroom.core.matching.features import Features, Kind

# What is read for one key, the items weighed, the bridges kept.
CAP, WEIGHED, KEPT = 40, 20, 4
# By how many anchors of each kind an item is looked up: rare names alone, often spelled otherwise there, would miss it.
_LOOKED_UP = {
    AnchorKind.NAME: 6,
    AnchorKind.PLACE: 3,
    AnchorKind.BODY: 2,
    AnchorKind.MATTER: 2,
    AnchorKind.FIGURE: 3,
    AnchorKind.DAY: 0,
}


@dataclass(frozen=True, slots=True)
class Bridge:
    """An item in another language that tells of the same event, and how strongly the anchors of both say so."""

    item: int
    strength: float


@dataclass(frozen=True, slots=True)
class Anchored:
    """What is weighed of an earlier item: its anchors and when it was published."""

    anchors: Anchors
    published: datetime | None


def anchor_keys(anchors: Anchors, rarities: Mapping[int, float]) -> list[int]:
    """The keys of the anchors that say most, by which later items in other languages find an item."""
    return _told_in(_strongest(anchors, rarities), anchors.language)


def all_keys(anchors: Anchors) -> list[int]:
    """The keys of all anchors, whichever of them later items can find it by."""
    return _told_in(anchors.keys(), anchors.language)


def find_bridges(
    anchors: Anchors,
    features: Features,
    *,
    rarities: Mapping[int, float],
    published: datetime | None,
    read: Callable[[Collection[int]], Mapping[int, Anchored]],
) -> list[Bridge]:
    """The items in other languages of the same event, the strongest first, at most four.

    `rarities` has the inverse frequency of each key of `anchors`; `read` gives what is known of items that were
    looked up, without those that do not count.
    """
    worth = _strongest(anchors, rarities)
    found: list[Bridge] = []
    for language in LANGUAGES:
        if language == anchors.language or not worth or published is None:
            continue
        told = dict(zip(_told_in(worth, language), worth.values(), strict=True))
        for item, other in read(features.heaviest(Kind.ANCHOR, told, cap=CAP, most=WEIGHED)).items():
            if not may_tell_one_story(published, other.published):
                continue
            strength = weigh_anchors(anchors, other.anchors, rarities)
            if strength >= ENOUGH:
                found.append(Bridge(item, strength))
    return sorted(found, key=lambda one: (-one.strength, -one.item))[:KEPT]


def _strongest(anchors: Anchors, rarities: Mapping[int, float]) -> dict[int, float]:
    """The keys of the anchors that say most, some of each kind, and what each says by itself."""
    ranked: dict[AnchorKind, list[tuple[float, tuple[int, ...]]]] = defaultdict(list)
    for kind, _, keys in anchors.rows:
        # A name counts by the commonest of its readings.
        worth = worth_of(kind, min(rarities[key] for key in keys))
        if worth > 0:
            ranked[kind].append((worth, keys))
    return {
        key: worth
        for kind, found in ranked.items()
        for worth, keys in sorted(found, reverse=True)[: _LOOKED_UP[kind]]
        for key in keys
    }


def _told_in(keys: Iterable[int], language: str) -> list[int]:
    """The keys of anchors among the items of a language."""
    among = crc32(language.encode())
    return [key ^ among for key in keys]
