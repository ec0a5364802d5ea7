"""Marks what was searched for in a text, and cuts an excerpt around it. Decides nothing about what is found."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wireroom.core.searching.folding import fold_with_places
from wireroom.core.searching.tokens import SPACED, UNSPACED, Phrase, is_unspaced

Span = tuple[int, int]
# So far a text is looked through for an excerpt; nobody reads one from further down.
LOOKED_THROUGH = 12_000
_ZWJ = "\u200d"
# What joins emoji, and half-width voicing; and so many characters may be joined to one.
_JOINERS = f"{_ZWJ}\uff9e\uff9f"
_MOST_JOINED = 16
_BETWEEN = f"[^{SPACED}{UNSPACED}]{{0,20}}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, marked when it is what was searched for."""

    text: str
    is_marked: bool = False


def find_matches(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Where phrases stand in a text, as [start, end) of it, in order, none within another."""
    phrases = tuple(phrases)
    if not phrases or not text:
        return []
    folded = fold_with_places(text)
    spans = [
        (_edge_before(text, folded.starts[found.start()]), _edge_after(text, folded.ends[found.end() - 1]))
        for phrase in phrases
        for found in re.finditer(_pattern(phrase), folded.text)
    ]
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mark_text(text: str, phrases: Iterable[Phrase]) -> tuple[Piece, ...]:
    """The whole text in pieces."""
    return _pieces(text, find_matches(text, phrases), 0, len(text))


def cut_excerpt(text: str, phrases: Sequence[Phrase], *, length: int = 240) -> tuple[Piece, ...]:
    """About `length` characters of a text where most of the phrases stand; its beginning where none does."""
    text = text[:LOOKED_THROUGH]
    spans = find_matches(text, phrases)
    start = _edge_before(text, _best_start(text, spans, length))
    end = _edge_before(text, start + length) if start + length < len(text) else len(text)
    if end < len(text):
        space = text.rfind(" ", start + length * 2 // 3, end)
        end = space if space > 0 and not any(a < space < b for a, b in spans) else end
    pieces = _pieces(text, [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start], start, end)
    before = (Piece("… "),) if start > 0 else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def _best_start(text: str, spans: Sequence[Span], length: int) -> int:
    if not spans or spans[-1][1] <= length:
        return 0
    lead = length // 4

    def held(start: int) -> int:
        return len({text[a:b].casefold() for a, b in spans if a >= start and b <= start + length - lead})

    first = max((a for a, _ in spans[:40]), key=lambda a: (held(a), -a))
    start = max(0, first - lead)
    space = text.find(" ", start, first)
    return space + 1 if start and space > 0 else start


def _edge_before(text: str, at: int) -> int:
    """The nearest place at or before one where no character is cut: none before its vowel sign, no joined emoji."""
    for edge in range(at, max(0, at - _MOST_JOINED), -1):
        if not _is_joined(text, edge):
            return edge
    return at


def _edge_after(text: str, at: int) -> int:
    """The nearest such place at or after one."""
    for edge in range(at, min(len(text), at + _MOST_JOINED)):
        if not _is_joined(text, edge):
            return edge
    return at


def _is_joined(text: str, at: int) -> bool:
    """Whether the character at a place belongs to the one before it."""
    if not 0 < at < len(text):
        return False
    joins = text[at] in _JOINERS or "\U0001f3fb" <= text[at] <= "\U0001f3ff" or unicodedata.category(text[at])[0] == "M"
    return joins or text[at - 1] == _ZWJ


def _pieces(text: str, spans: Iterable[Span], start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for a, b in spans:
        if a > at:
            pieces.append(Piece(text[at:a]))
        pieces.append(Piece(text[a:b], True))
        at = b
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)


def _pattern(phrase: Phrase) -> str:
    return _BETWEEN.join(
        re.escape(run) if is_unspaced(run) else f"(?<![{SPACED}]){re.escape(run)}(?![{SPACED}])" for run in phrase.runs
    )
