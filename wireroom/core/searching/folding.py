"""Folds text to what a search compares: width, case, accents and the two kana are one. Splits nothing into words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]+")
# Latin, Greek and Cyrillic letters that may carry an accent; nothing else is worth taking apart.
_ACCENTED = re.compile("[\u00c0-\u052f\u1e00-\u1fff\u0300-\u036f]")
_UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_KANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_FOLDED = str.maketrans(_UNSEEN | _KANA)
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
# A character with the marks that NFKC may join to it, half-width voicing included.
_CLUSTER = re.compile("[\\s\\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character i of it comes from the original's [starts[i], ends[i])."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold_text(text: str) -> str:
    """The text in one width and case, without accents, katakana as hiragana, "1,500" as 1500."""
    folded = text.lower() if text.isascii() else _fold(text)
    return _THOUSANDS.sub("", folded) if "," in folded else folded


def fold_with_places(text: str) -> Folded:
    """The same, knowing where each character comes from: for marking what was found."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _CLUSTER.finditer(text):
        folded = _fold_cluster(found[0])
        letters += folded
        starts += [found.start()] * len(folded)
        ends += [found.end()] * len(folded)
    for comma in reversed([found.start() for found in _THOUSANDS.finditer("".join(letters))]):
        del letters[comma], starts[comma], ends[comma]
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _ACCENTED.search(folded):
        folded = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", folded)))
    return folded.translate(_FOLDED)


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    return _fold(cluster)
