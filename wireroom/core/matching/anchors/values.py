"""Anchors: what two texts on one event have in common whatever their languages, and how an item keeps them."""

from dataclasses import dataclass, field
from enum import IntEnum
from struct import iter_unpack, pack

_ROW = "<BBI"
# Of one item, those of the headline first.
MOST = 200


class AnchorKind(IntEnum):
    """What an anchor is: a name by its sound or letters, a place or state, an organisation or office, what the news is
    about, a number, a day or year."""

    NAME = 0
    PLACE = 1
    BODY = 2
    MATTER = 3
    FIGURE = 4
    DAY = 5


@dataclass(frozen=True, slots=True)
class Anchor:
    """One anchor of a text. `words` are what it may be called, each with its kind before it ("name/TRMP"): of a name
    several, as letters can sound in several ways; of anything else one. `heading`: it stands in the headline."""

    kind: AnchorKind
    words: frozenset[str]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of an item by 32-bit keys: of each, its kind, whether it stands in the headline, its keys."""

    language: str
    rows: tuple[tuple[AnchorKind, bool, tuple[int, ...]], ...] = field(default=(), repr=False)

    def keys(self) -> list[int]:
        """All keys, each once."""
        return list(dict.fromkeys(key for _, _, keys in self.rows for key in keys))

    def packed(self) -> bytes:
        """All of it but the language as bytes: number, kind (with 128 in the headline) and key of each key."""
        found = (
            pack(_ROW, number, kind | heading << 7, key)
            for number, (kind, heading, keys) in enumerate(self.rows)
            for key in keys
        )
        return b"".join(found)


def unpack_anchors(packed: bytes, language: str) -> Anchors:
    """The anchors that were packed."""
    rows: dict[int, tuple[AnchorKind, bool, list[int]]] = {}
    for number, kind, key in iter_unpack(_ROW, packed):
        rows.setdefault(number, (AnchorKind(kind & 127), kind > 127, []))[2].append(key)
    return Anchors(language, tuple((kind, heading, tuple(keys)) for kind, heading, keys in rows.values()))
