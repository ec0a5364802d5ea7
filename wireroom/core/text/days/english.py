"""Finds the days that an English text names: dates, months, years, weekdays, "last week". Knows no clock.

What is relative is counted from the day of publication; which Friday or which October is meant is told by the tense
around it. docs/annotating.md has the rules, docs/reading.md what is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wireroom.core.text.days import english_words as words
from wireroom.core.text.days.calendar import (
    Days,
    month_days,
    nearest_year,
    one_day,
    shift,
    week_days,
    weekday_after,
    weekday_before,
    year_days,
)
from wireroom.core.text.days.steps import Anchors
from wireroom.core.text.days.values import Day

# How far around a day its verb is sought.
_BEFORE, _AFTER = 140, 80
# A month further ahead than this many days, in a sentence about the past, was last year's.
_AHEAD = 45
# Years outside of these are read only after a preposition.
_USUAL_YEARS = range(1900, 2041)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s\"“‘'(]*\Z")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")
_PLURAL_AFTER = re.compile(r"\s+[a-z]{3,}s\b(?<!ss)")


@dataclass(slots=True)
class _Reading:
    """A text being read, and from where it counts."""

    text: str
    anchors: Anchors

    @property
    def published(self) -> date | None:
        return self.anchors.published


def find_english_days(text: str, published: date | None) -> list[Day]:
    """The days of a text in order. Without a day of publication only what stands on its own."""
    reading = _Reading(text, Anchors(published))
    days = []
    for found in find_english_shapes(text):
        resolved = _resolve(reading, found)
        if resolved and resolved[0] <= resolved[1]:
            days.append(Day(found[0], found.span(), *resolved))
            reading.anchors.name(resolved)
    return days


@lru_cache(maxsize=1)
def find_english_shapes(text: str) -> tuple[re.Match[str], ...]:
    """What looks like a mention of days, whether it can be fixed or not, in order and apart from each other.

    Kept for the last text: its days and its figures both ask.
    """
    return tuple(_shapes(text))


def _shapes(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for start in words.gate().finditer(text):
        if start.start() < end:
            continue
        for shape in words.shapes(start.lastgroup or ""):
            found = shape.match(text, start.start())
            if found and _parts_two(found):
                found = shape.match(text, found.start(), found.start("to"))
            if found and _is_meant(text, found):
                yield found
                end = found.end()
                break


def _parts_two(found: re.Match[str]) -> bool:
    """October 8 and 13, Monday and Friday, 2004 and 2010: two mentions, unless one follows upon the other."""
    groups = found.groupdict()
    if (groups.get("to") or "").strip().lower() != "and":
        return False
    if groups.get("weekday2"):
        first, last = (words.weekdays()[groups[name].rstrip(".")] for name in ("weekday", "weekday2"))
        return (last - first) % 7 != 1
    if groups.get("day2"):
        return groups.get("month2") is not None or _number(groups["day2"]) != _number(groups["day"]) + 1
    if groups.get("years2"):
        return True
    first, last = (words.months()[groups[name].rstrip(".")] for name in ("month", "month2"))
    return last - first != 1


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether words of this shape are days here, and not a name, a verb or an amount."""
    groups = found.groupdict()
    if groups.get("years") and not groups.get("part"):
        return _is_year(text, found)
    before, after = (
        _WORD_BEFORE.search(text[max(0, found.start() - 20) : found.start()]),
        _WORD_AFTER.match(text, found.end()),
    )
    previous, following = before[1] if before else "", after[1] if after else ""
    if groups.get("weekday"):
        short = found["weekday"].rstrip(".") not in (
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        )
        return (
            not short and previous not in words.words("name weekday") and following not in words.words("weekday name")
        )
    if groups.get("month") and not groups.get("day"):
        if groups.get("near") or groups.get("part") or groups.get("year") or groups.get("thatyear"):
            return True
        full = len(found["month"].rstrip(".")) > 4 or found["month"] in ("May", "June", "July")
        return (
            full
            and previous.lower() in words.words("before month")
            and not (following[:1].isupper() and len(following) > 1)
        )
    return True


def _is_year(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    first = int(found["years"])
    before = text[max(0, start - 20) : start]
    if not 1400 <= first <= 2100 or before[-1:] in ("-", "–", "—") or words.no_year_after().match(text, end):
        return False
    if found["years2"]:
        return True
    preposition = bool(words.year_before().search(before))
    if words.no_year_before().search(before) or (first not in _USUAL_YEARS and not preposition):
        return False
    return preposition or not _PLURAL_AFTER.match(text, end)


def _resolve(reading: _Reading, found: re.Match[str]) -> Days | None:
    groups = found.groupdict()
    if groups.get("iso"):
        return one_day(*map(int, found["iso"].split("-")))
    if groups.get("decade"):
        first = int(found["decade"])
        return year_days(first, first + 9)
    if groups.get("years"):
        return _years(found["years"], groups.get("years2"))
    if groups.get("relative"):
        step = words.steps()[" ".join(found["relative"].lower().split())]
        return reading.anchors.take(step)
    if groups.get("month"):
        return _dated(reading, found)
    return _weekday(reading, found)


def _years(first: str, last: str | None) -> Days | None:
    if last and len(last) == 2:
        last = first[:2] + last
    return year_days(int(first), int(last) if last else None)


def _dated(reading: _Reading, found: re.Match[str]) -> Days | None:
    """A month, with or without day and year; or from one to another."""
    groups = found.groupdict()
    month = words.months()[groups["month"].rstrip(".")]
    last_month = words.months()[groups["month2"].rstrip(".")] if groups.get("month2") else month
    day, last_day = (_number(groups.get(name)) for name in ("day", "day2"))
    if groups.get("month1"):
        # 30 October to 3 November: there the month that was read first is the last one.
        month, last_month = words.months()[groups["month1"].rstrip(".")], month
    year, last_year = _year_of(reading, found, month, day)
    if year is None or last_year is None:
        return None
    first = one_day(year, month, day) if day else month_days(year, month)
    if not last_day and last_month == month:
        return first
    if last_month < month and year == last_year:
        last_year += 1
    last = one_day(last_year, last_month, last_day) if last_day else month_days(last_year, last_month)
    return (first[0], last[1]) if first and last else None


def _year_of(reading: _Reading, found: re.Match[str], month: int, day: int | None) -> tuple[int | None, int | None]:
    """The years of the first and the last day: as written, else by publication and tense."""
    groups = found.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
        return int(groups["year1"]) if groups.get("year1") else year, year
    if groups.get("year1"):
        return int(groups["year1"]), int(groups["year1"])
    published = reading.published
    if not published:
        return None, None
    if groups.get("thatyear"):
        year = published.year + {"last": -1, "this": 0, "next": 1}[groups["thatyear"].split()[0]]
        return year, year
    start = date(published.year, month, 1)
    match (groups.get("near") or "").lower():
        case "last" | "this past" | "past":
            year = published.year - (start > published or month == published.month)
        case "next" | "this coming":
            year = published.year + (month <= published.month)
        case "this":
            year = published.year
        case _:
            year = _by_tense(reading, found, month, day)
    return year, year


def _by_tense(reading: _Reading, found: re.Match[str], month: int, day: int | None) -> int:
    published = reading.published
    year = nearest_year(published, month, day)
    days = one_day(year, month, day) if day else month_days(year, month)
    if not days:
        return year
    tense = _tense(reading.text, found)
    if tense == "past" and (days[0] - published).days > _AHEAD:
        return year - 1
    # What lies half a year back hardly comes again.
    if tense == "future" and days[1] < published and (published - days[1]).days > 90:
        return year + 1
    return year


def _weekday(reading: _Reading, found: re.Match[str]) -> Days | None:
    if not reading.published:
        return None
    groups = found.groupdict()
    weekday = words.weekdays()[found["weekday"].rstrip(".")]
    near = (groups.get("near") or "").lower()
    if near in ("last", "this past", "past"):
        day = weekday_before(shift(reading.published, -1), weekday)
    elif near in ("next", "this coming"):
        day = weekday_after(reading.published, weekday)
    elif near == "this":
        day = shift(week_days(reading.published, 0)[0], weekday)
    elif _tense(reading.text, found) == "future":
        day = weekday_after(reading.published, weekday)
    else:
        day = weekday_before(reading.published, weekday)
    if not groups.get("weekday2"):
        return day, day
    last = words.weekdays()[found["weekday2"].rstrip(".")]
    return day, shift(day, (last - weekday) % 7)


def _tense(text: str, found: re.Match[str]) -> str | None:
    """Whether the verb nearest before a day, else the one after it, in its sentence is of the future or the past."""
    pattern = words.tense_pattern()
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    before = _SENTENCE_END.split(before)[-1]
    verbs = list(pattern.finditer(before))
    if verbs:
        return verbs[-1].lastgroup
    after = _SENTENCE_END.split(text[found.end() : found.end() + _AFTER])[0]
    verb = pattern.search(after)
    return verb.lastgroup if verb else None


def _number(day: str | None) -> int | None:
    return int(re.match(r"\d+", day)[0]) if day else None
