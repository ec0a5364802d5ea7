"""Finds what an English text has in common with one on the same event in another language. Compares nothing."""

import re
from collections import Counter
from collections.abc import Iterator

from wireroom.core.matching.anchors.lists import english_entries, no_names
from wireroom.core.matching.anchors.numbers import number_words
from wireroom.core.matching.anchors.sounds import find_latin_sounds
from wireroom.core.matching.anchors.values import Anchor, AnchorKind

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_]+")
_CAPITAL = re.compile(r"(?:[A-Z]\.){2,}|(?<![^\W\d_])[A-ZÀ-ÖØ-Þ][^\W\d_]+")
# A word that has a capital only because it begins a sentence.
_OPENING = re.compile(r"[.!?:\"“”\n-]\s*([A-Z][a-z]+)(?=[ ,][a-z\d])")
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6}
_MONTHS |= {"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
_DATE = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s)?"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|ember|tember|ober)?\b\.?"
    r"(?:\s(\d{1,2})(?:st|nd|rd|th)?\b(?!,\d))?(?:,?\s((?:19|20)\d\d)\b)?"
)
_CLOCK = re.compile(r"\d{1,2}[:.]?\d{0,2}\s?(?:[ap]\.m\.|[ap]m\b|GMT|UTC)|\d:\d\d\b")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[\s-](?:million|billion|trillion|thousand|hundred)\b)?")
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SPELLED = {"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17}
_SPELLED |= {"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_MOST_NAME = 24


def find_english_anchors(heading: str, text: str) -> Iterator[Anchor]:
    """The anchors of a headline and a text, both plain; the same one may come twice."""
    in_heading = set(_find(heading, text))
    yield from (Anchor(kind, words, heading=True) for kind, words in in_heading)
    yield from (Anchor(kind, words) for kind, words in set(_find(text, text)) - in_heading)


def _find(part: str, whole: str) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    tokens = set(_WORD.findall(part))
    tokens |= {token.title() for token in tokens if len(token) > 3 and token.isupper()}
    small = {token.lower() for token in tokens}
    entries, known = english_entries(), set()
    for token in tokens | small:
        if token in entries.single:
            known.add(token)
            yield from ((kind, frozenset((word,))) for kind, word in entries.single[token])
        for phrase, kind, word in entries.phrases.get(token, ()):
            if phrase in part:
                known.update(_WORD.findall(phrase))
                yield kind, frozenset((word,))
    yield from _find_names(part, whole, known)
    yield from _find_numbers(part)
    for token in small & _SPELLED.keys():
        yield AnchorKind.FIGURE, number_words(_SPELLED[token])


def _find_names(part: str, whole: str, known: set[str]) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    openings = Counter(_OPENING.findall(f"\n{part}"))
    counts = Counter(_CAPITAL.findall(part))
    capitals = {token for token, number in counts.items() if number > openings[token]}
    if part is not whole and part.istitle():
        capitals &= set(_WORD.findall(whole))
    for name in capitals - known:
        plain = name.title() if name.isupper() and len(name) > 4 else name
        if not 1 < len(plain) <= _MOST_NAME or plain in known or plain in no_names():
            continue
        if name.isupper() and 1 < len(name) < 7 and "." not in name:
            yield AnchorKind.NAME, frozenset((f"name/{name.lower()}", *_sounds(name)))
        elif sounds := _sounds(plain):
            yield AnchorKind.NAME, frozenset((f"name/{plain.lower()}", *sounds))


def _sounds(name: str) -> frozenset[str]:
    return frozenset(f"sound/{sound}" for sound in find_latin_sounds(name))


def _find_numbers(part: str) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    dates = list(_DATE.finditer(part))
    for found in dates:
        day, number = found[1] or found[3], _MONTHS[found[2][:3].lower()]
        if day:
            yield AnchorKind.DAY, frozenset((f"day/{number}-{int(day)}",))
        if found[4]:
            yield AnchorKind.DAY, frozenset((f"year/{found[4]}",))
    rest = _CLOCK.sub(" ", _DATE.sub(" ", part) if dates else part)
    for found in set(_NUMBER.findall(rest)):
        digits, _, scale = found.replace("-", " ").partition(" ")
        if len(digits) == 4 and digits[:2] in ("19", "20") and not scale and digits.isdigit():
            yield AnchorKind.DAY, frozenset((f"year/{digits}",))
        elif words := number_words(float(digits.replace(",", "")) * _SCALES.get(scale, 1)):
            yield AnchorKind.FIGURE, words
