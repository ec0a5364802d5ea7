"""Folds text to what a search compares: width, case, accents, the two kana and ways to write a name are one.

Splits nothing into words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from wireroom.core.text.letters import PLAIN_LETTERS

_MARKS = re.compile("[\u0300-\u036f]+")
# Latin, Greek and Cyrillic letters that may carry an accent; nothing else is worth taking apart.
_ACCENTED = re.compile("[\u00c0-\u052f\u1e00-\u1fff\u0300-\u036f]")
# Variation selectors are among them: they choose the form of a kanji.
_UNSEEN = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_KANA = {chr(code): chr(code - 0x60) for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
# 霞ヶ関 and 霞ケ関 are one place.
_SMALL = dict(zip("ゕゖヵヶ", "かけかけ", strict=True))
# ヴァイオリン and バイオリン are one word, ソフトウェア and ソフトウエア; シティ and して are none.
_VU = {"ゔ": "ぶ", "ゔぁ": "ば", "ゔぃ": "び", "ゔぇ": "べ", "ゔぉ": "ぼ"}
_LARGE = dict(zip("ぁぃぅぇぉ", "あいうえお", strict=True))
# Between kana these join the parts of a name, or are typed for the long vowel.
_JOINS, _STROKES = "・=゠ ", "-‐−―─"
_JOINT = re.compile(
    f"[{re.escape(_JOINS + _STROKES)}](?<=[\u3041-\u3096ー].)(?=[\u3041-\u3096])"
    "|ゔ[ぁぃぇぉ]?|[ぁぃぅぇぉ](?<=[うくぐふ].)|,(?<=[0-9],)(?=[0-9]{3}(?![0-9]))"
)
_JOINED = _VU | _LARGE | dict.fromkeys(_JOINS, "") | dict.fromkeys(_STROKES, "ー") | {",": ""}
# A character with the marks that NFKC may join to it, half-width voicing included, and what chooses its form.
_CLUSTER = re.compile("[\\s\\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character i of it comes from the original's [starts[i], ends[i])."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold_text(text: str) -> str:
    """The text in one width and case, without accents, katakana as hiragana, kanji in the form in use today.

    "1,500" is 1500, a name of several parts in kana is one word.
    """
    if not text.isascii():
        return _JOINT.sub(_joined, _fold(text))
    folded = text.lower()
    return _JOINT.sub(_joined, folded) if "," in folded else folded


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
    for found in reversed(list(_JOINT.finditer("".join(letters)))):
        first, end = found.span()
        joined = _joined(found)
        ends[first:end] = [ends[end - 1]] * len(joined)
        starts[first:end] = [starts[first]] * len(joined)
        letters[first:end] = joined
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _joined(found: re.Match[str]) -> str:
    return _JOINED[found[0]]


@cache
def _folds() -> dict[int, str | int | None]:
    """What becomes of single characters; kanji are brought to the form in use today."""
    lines = files("wireroom.core.data").joinpath("kanji_variants.txt").read_text("utf-8").splitlines()
    groups = [group for line in lines if not line.startswith("#") for group in line.split()]
    forms = {other: group[0] for group in groups for other in group[1:]}
    return PLAIN_LETTERS | str.maketrans(_UNSEEN | _KANA | _SMALL | forms)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _ACCENTED.search(folded):
        folded = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", folded)))
    return folded.translate(_folds())


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    return _fold(cluster)
