"""Tells by what stands around an English number that it measures nothing: a name, code, clock, age, score or list goes
on with it. Reads no numbers."""

import re
from dataclasses import dataclass
from functools import cache

from wireroom.core.text.figures import english_words as words

# How far back words that say something of a number reach.
BACK = 40
_LAST_WORD = re.compile(r"([#]|[^\W\d_][\w'’.-]*)[\s(\"“‘]*\Z")
_CODE_BEFORE = re.compile(r"(?:[\w#/@\\\[]|[\w][-–—.,:/]|\d\s[-–—]\s)\Z")
_CODE_AFTER = re.compile(r"\w|[.:/]\d|-\d|\s?[-–—]\s?\d|,\d")
_HYPHENATED = re.compile(r"-[^\W\d_](?!agnitude\b)")
_PER = re.compile(r"\b(?:per|[Oo]ne in)\s\Z")
# HR 6819: a catalogue's letters.
_LETTERS_BEFORE = re.compile(r"(?<![\w.])[A-Z]{2,4}\s\Z")
# (2053 Wednesday night, UTC)
_WEEKDAY_AFTER = re.compile(r"\s+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_LINE_START = re.compile(r"(?:\A|\n)[^\S\n]*\(?\Z")
_LONGEST_LIST = 20
_QUOTED = re.compile(r"[\"“‘']\Z")
_YEAR_OLD = re.compile(r"[\s-]olds?\b")
# He was 95; at the age of ten; but not: the toll was 95.
_AGED = re.compile(
    r"(?:\b(?:I|[Hh]e|[Ss]he|[Ww]ho|they|we)(?:\s(?:was|is|am|were|are|turned)|['’](?:m|s|re))"
    r"(?:\s(?:only|just|now|about|around|over))?|\bage of|\baged?|\bunder|\bturning)\s\Z"
)
_OLDEST = 120
# Hale, 33, said
_NAME_BEFORE = re.compile(r"[A-Z][\w'’.-]*,\s\Z")
_MARK_AFTER = re.compile(r"[,.;)]")
_NAME_AFTER = re.compile(r"\s[A-Z]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;\"”]\s+|\n\s*)\Z")
_IDLE_PERSONS = frozenset(("you", "us", "them"))


@dataclass(frozen=True, slots=True)
class Place:
    """A number as the shape found it, in its text; `plain`: without unit, scale and currency."""

    text: str
    found: re.Match[str]
    before: str
    plain: bool

    @property
    def end(self) -> int:
        """Where the number ends."""
        return self.found.end()

    @property
    def last_word(self) -> str:
        """The word before the number, or a sign for one; empty where there is none."""
        last = _LAST_WORD.search(self.before)
        return last[1] if last else ""


def place_of(text: str, found: re.Match[str]) -> Place:
    """The place of a number in its text."""
    plain = not (found["unit"] or found["scale"] or found["sign"] or found["sign2"] or found["lone"])
    return Place(text, found, text[max(0, found.start() - BACK) : found.start()], plain)


def is_code(place: Place) -> bool:
    """Whether a number cannot be a figure here whatever it counts: a part of a word, name, clock, score or list."""
    text, before, end = place.text, place.before, place.end
    if _CODE_BEFORE.search(before) or _PER.search(before) or _clock().match(text, end):
        return True
    if not place.found["unit"] and _CODE_AFTER.match(text, end):
        return True
    if place.plain and (_HYPHENATED.match(text, end) or _LETTERS_BEFORE.search(before)):
        return True
    if place.plain and place.last_word.lower() in words.word_set("named"):
        return True
    return _is_list_mark(place) or _is_year_old(place) or bool(before.endswith("(") and _WEEKDAY_AFTER.match(text, end))


def is_age(place: Place, value: float) -> bool:
    """He was 95: somebody's age, where nothing is counted."""
    return value < _OLDEST and bool(_AGED.search(place.before))


def is_idle(place: Place) -> bool:
    """CentOS Linux 7; Hale, 33, said; the 22; you two: a number that counts nothing and of which nothing is said may be
    part of something else."""
    found, before, last = place.found, place.before, place.last_word
    if not place.plain or found["fraction"]:
        return False
    if found["to"] and found["to"].strip() in "-–—~":
        return True
    if not found["number"][0].isdigit():
        return last.lower() in _IDLE_PERSONS
    if _QUOTED.search(before) and place.text[place.end : place.end + 1] in ('"', "”", "’", "'"):
        return True
    if _NAME_BEFORE.search(before) and _MARK_AFTER.match(place.text, place.end):
        return True
    if last.lower() in words.word_set("idle") or _NAME_AFTER.match(place.text, place.end):
        return True
    starts = _SENTENCE_START.search(before[: len(before) - len(last) - 1])
    return last[:1].isupper() and before.endswith(f"{last} ") and not starts


def _is_list_mark(place: Place) -> bool:
    mark = place.text[place.end : place.end + 1]
    if mark == "." and _LINE_START.search(place.before):
        return True
    short = place.found["number"] and place.found["number"].isdigit() and int(place.found["number"]) <= _LONGEST_LIST
    return bool(short) and mark == ")" and (place.before.endswith("(") or place.before[-1:].isspace())


def _is_year_old(place: Place) -> bool:
    """A 19-year-old is somebody, though "19 years old" says how old."""
    unit = (place.found["unit"] or "").strip(" -")
    return unit == "year" and bool(_YEAR_OLD.match(place.text, place.end))


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{words.either(words.words('clock'))})(?!\w)")
