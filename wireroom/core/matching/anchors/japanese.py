"""Finds what a Japanese text has in common with one on the same event in another language. Compares nothing."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import add

from wireroom.core.matching.anchors.lists import english_entries, japanese_entries
from wireroom.core.matching.anchors.numbers import number_words
from wireroom.core.matching.anchors.sounds import find_kana_sounds, find_latin_sounds
from wireroom.core.matching.anchors.values import Anchor, AnchorKind

_KATAKANA = re.compile("[ァ-ヺー]{2,}")
# A ship or a work by a name of its own: 「しおさい丸」.
_HIRAGANA = re.compile("「([ぁ-ゖー]{3,10})[丸号]?」|([ぁ-ゖー]{3,8})[丸号](?![ぁ-ゖ])")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9&]+")
_DATED = re.compile(r"\d[\d年月日]+")
_DATE = re.compile(r"(?:((?:19|20)\d\d)年)?(?:(\d{1,2})月)(?:(\d{1,2})日)?")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_NUMBER = re.compile(r"(?<!第)\d[\d,]*(?:\.\d+)?(?:[兆億万千][\d,]*(?:\.\d+)?)*(?!\d|年|月|日(?!間)|時(?!間)|分|秒|号)")
_PART = re.compile(r"([\d,.]*)([兆億万千]?)")
_SCALES = {"兆": 1e12, "億": 1e8, "万": 1e4, "千": 1e3, "": 1.0}


def find_japanese_anchors(heading: str, text: str) -> Iterator[Anchor]:
    """The anchors of a headline and a text, both plain; the same one may come twice."""
    in_heading = set(_find(unicodedata.normalize("NFKC", heading)))
    yield from (Anchor(kind, words, heading=True) for kind, words in in_heading)
    found = set(_find(unicodedata.normalize("NFKC", text))) - in_heading
    yield from (Anchor(kind, words) for kind, words in found)


def _find(part: str) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    entries = japanese_entries()
    for pair in entries.phrases.keys() & map(add, part, islice(part, 1, None)):
        for phrase, kind, word in entries.phrases[pair]:
            if len(phrase) == 2 or phrase in part:
                yield kind, frozenset((word,))
    for run in set(_KATAKANA.findall(part)):
        if run in entries.single:
            yield from ((kind, frozenset((word,))) for kind, word in entries.single[run])
        elif words := _sounding(run):
            yield AnchorKind.NAME, words
    for quoted, plain in _HIRAGANA.findall(part):
        if words := _sounding(quoted or plain):
            yield AnchorKind.NAME, words
    for word in set(_LATIN.findall(part)):
        if word.isupper() and word in english_entries().single:
            yield from ((kind, frozenset((meaning,))) for kind, meaning in english_entries().single[word])
            continue
        sounds = find_latin_sounds(word) if len(word) > 3 else ()
        yield AnchorKind.NAME, frozenset((f"name/{word.lower()}", *(f"sound/{sound}" for sound in sounds)))
    yield from _find_numbers(part)


@lru_cache(maxsize=50_000)
def _sounding(kana: str) -> frozenset[str]:
    return frozenset(f"sound/{sound}" for sound in find_kana_sounds(kana))


def _find_numbers(part: str) -> Iterator[tuple[AnchorKind, frozenset[str]]]:
    dated = " ".join(_DATED.findall(part))
    for year, month, day in set(_DATE.findall(dated)):
        if day:
            yield AnchorKind.DAY, frozenset((f"day/{int(month)}-{int(day)}",))
        if year:
            yield AnchorKind.DAY, frozenset((f"year/{year}",))
    for year in set(_YEAR.findall(dated)):
        yield AnchorKind.DAY, frozenset((f"year/{year}",))
    for found in set(_NUMBER.findall(part)):
        if words := _read_number(found):
            yield AnchorKind.FIGURE, words


@lru_cache(maxsize=20_000)
def _read_number(found: str) -> frozenset[str]:
    return number_words(_value(found))


def _value(found: str) -> float:
    """1億2000万 as a number; 1万3千 too."""
    total = 0.0
    for digits, scale in _PART.findall(found):
        plain = digits.replace(",", "").rstrip(".")
        if plain:
            try:
                total += float(plain) * _SCALES[scale]
            except ValueError:
                return 0.0
    return total
