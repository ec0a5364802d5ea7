"""Compares two texts for reading side by side: paragraphs first, then words within those that changed. Pure.

Words of scripts without spaces are compared character by character. Very long paragraphs that changed are marked
whole rather than compared for seconds.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+\s*|.\s*", re.DOTALL)
_MOST_WORDS = 4_000_000
_MOST_PAIRS = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether the other side has it otherwise."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph on each side; empty where the other side has one more. The pieces of a side joined are its text."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.changed for piece in self.left + self.right)


def compare_texts(old: str, new: str) -> tuple[Line, ...]:
    """`old` and `new` (paragraphs split by line breaks) as lines beside each other."""
    left, right = old.split("\n") if old else [], new.split("\n") if new else []
    lines: list[Line] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, left, right).get_opcodes():
        if kind == "equal":
            lines += [Line((Piece(text),), (Piece(text),)) for text in left[i:i_end]]
        else:
            lines += [_compare_paragraphs(*pair) for pair in _pair(left[i:i_end], right[j:j_end])]
    return tuple(lines)


def _pair(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    """Each changed paragraph with the one it most likely became, in order on both sides."""
    if not old or not new or len(old) == len(new) or len(old) * len(new) > _MOST_PAIRS:
        return list(zip_longest(old, new))
    likeness = [[_likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    pairs: list[tuple[str | None, str | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs + [(text, None) for text in old[i:]] + [(None, text) for text in new[j:]]


def _likeness(one: str, other: str) -> float:
    left, right = set(_WORD.findall(one)), set(_WORD.findall(other))
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def _compare_paragraphs(old: str | None, new: str | None) -> Line:
    if old is None or new is None:
        return Line(_whole(old), _whole(new))
    left, right = _WORD.findall(old), _WORD.findall(new)
    if len(left) * len(right) > _MOST_WORDS:
        return Line(_whole(old), _whole(new))
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for kind, i, i_end, j, j_end in SequenceMatcher(None, left, right).get_opcodes():
        for side, text in zip(pieces, ("".join(left[i:i_end]), "".join(right[j:j_end])), strict=True):
            if text:
                side.append(Piece(text, kind != "equal"))
    return Line(tuple(pieces[0]), tuple(pieces[1]))


def _whole(text: str | None) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()
