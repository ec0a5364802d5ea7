"""Finds what an English text has in common with one on the same event in another language. Compares nothing."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from wireroom.core.matching.anchors.lists import english_entries, no_names
from wireroom.core.matching.anchors.numbers import number_words
from wireroom.core.matching.anchors.sounds import find_latin_sounds
from wireroom.core.matching.anchors.values import Anchor, AnchorKind

# Longer words first, as they are most of all: U.S. begins with a single letter. Expressions that begin with one set of
# characters are found much faster than choices.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]+|(?<=[A-Za-z])(?:\.[A-Za-z])+\.)?")
_CAPITALS = frozenset(map(chr, (*range(0x41, 0x5B), *range(0xC0, 0xD7), *range(0xD8, 0xDF))))
# A word that has a capital only because it begins a sentence.
_OPENING = re.compile(r"[.!?:\"“”\n-]\s*([A-Z][a-z]+)(?=[ ,][a-z\d])")
_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6}
_MONTHS |= {"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
# An expression that begins with letters is found much faster than one that may begin with the day: that is looked for
# once a month is found.
_MONTH = re.compile(
    r"(?:J(?<=\bJ)(?:an(?:uary)?|une?|uly?)|F(?<=\bF)eb(?:ruary)?|M(?<=\bM)(?:ar(?:ch)?|ay)|"
    r"A(?<=\bA)(?:pr(?:il)?|ug(?:ust)?)|S(?<=\bS)ept?(?:ember)?|O(?<=\bO)ct(?:ober)?|N(?<=\bN)ov(?:ember)?|"
    r"D(?<=\bD)ec(?:ember)?)\b\.?(?:\s(\d{1,2})(?:st|nd|rd|th)?\b(?!,\d))?(?:,?\s((?:19|20)\d\d)\b)?"
)
_DAY_BEFORE = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s\Z")
_LONGEST_DAY = 5
_CLOCK = re.compile(r"\d(?:\d?[:.]?\d{0,2}\s?(?:[ap]\.m\.|[ap]m\b|GMT|UTC)|:\d\d\b)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[\s-](?:million|billion|trillion|thousand|hundred)\b)?")
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SPELLED = {"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17}
_SPELLED |= {"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_MOST_NAME = 24


def find_english_anchors(heading: str, text: str) -> Iterator[Anchor]:
    """The anchors of a headline and a text, both plain; the same one may come twice."""
    counts = Counter(_WORD.findall(text))
    in_heading = set(_find(heading, Counter(_WORD.findall(heading)), named=counts if heading.istitle() else None))
    yield from (Anchor(kind, words, heading=True) for kind, words in in_heading)
    yield from (Anchor(kind, words) for kind, words in set(_find(text, counts)) - in_heading)


def _find(
    part: str, counts: Counter[str], *, named: Collection[str] | None = None
) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    """The anchors of a part by its words with their number; of its names only those that are `named` elsewhere."""
    capitals = [token for token in counts if token[0] in _CAPITALS]
    small = {token.lower() for token in counts}
    written = counts.keys() | small
    written.update(token.title() for token in capitals if len(token) > 3 and token.isupper())
    entries, known = english_entries(), set()
    for token in entries.single.keys() & written:
        known.add(token)
        yield from ((kind, frozenset((word,))) for kind, word in entries.single[token])
    for token in entries.phrases.keys() & written:
        for phrase, kind, word in entries.phrases[token]:
            if phrase in part:
                known.update(_WORD.findall(phrase))
                yield kind, frozenset((word,))
    openings = Counter(_OPENING.findall(f"\n{part}"))
    names = {token for token in capitals if counts[token] > openings[token]}
    if named is not None:
        names.intersection_update(named)
    for name in names - known:
        if words := _name_words(name, known):
            yield AnchorKind.NAME, words
    yield from _find_numbers(part)
    for token in _SPELLED.keys() & small:
        yield AnchorKind.FIGURE, number_words(_SPELLED[token])


def _name_words(name: str, known: set[str]) -> frozenset[str]:
    """What a name is called, by its letters and its sounds; nothing for one that is known as something else, or says
    nothing."""
    plain = name.title() if name.isupper() and len(name) > 4 else name
    if not 1 < len(plain) <= _MOST_NAME or plain in known or plain in no_names():
        return frozenset()
    if name.isupper() and len(name) < 7 and "." not in name:
        return _called(name)
    return _called(plain) if find_latin_sounds(plain) else frozenset()


@lru_cache(maxsize=50_000)
def _called(name: str) -> frozenset[str]:
    return frozenset((f"name/{name.lower()}", *(f"sound/{sound}" for sound in find_latin_sounds(name))))


def _find_numbers(part: str) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    end, rest = 0, []
    for found in _MONTH.finditer(part):
        number, start = _MONTHS[found[0][:3].lower()], found.start()
        before = _DAY_BEFORE.search(part, max(end, start - _LONGEST_DAY), start)
        if day := before[1] if before else found[1]:
            yield AnchorKind.DAY, frozenset((f"day/{number}-{int(day)}",))
        if found[2]:
            yield AnchorKind.DAY, frozenset((f"year/{found[2]}",))
        rest.append(part[end : before.start() if before else start])
        end = found.end()
    rest.append(part[end:])
    for found in set(_NUMBER.findall(_CLOCK.sub(" ", " ".join(rest)))):
        kind, words = _read_number(found)
        if words:
            yield kind, words


@lru_cache(maxsize=20_000)
def _read_number(found: str) -> tuple[AnchorKind, frozenset[str]]:
    digits, _, scale = found.replace("-", " ").partition(" ")
    if len(digits) == 4 and digits[:2] in ("19", "20") and not scale and digits.isdigit():
        return AnchorKind.DAY, frozenset((f"year/{digits}",))
    return AnchorKind.FIGURE, number_words(float(digits.replace(",", "")) * _SCALES.get(scale, 1))
