"""Finds the days of a Japanese text: 10月8日から13日, 令和6年, 昨年8月, 先月, 金曜日, 同日, 11日. Knows no clock.

A day of the month alone is of the month that its sentence named before, else of the one nearest to publication.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wireroom.core.text.days import japanese_words as words
from wireroom.core.text.days.calendar import (
    Days,
    fiscal_days,
    month_days,
    nearest_year,
    one_day,
    season_days,
    shift,
    week_days,
    weekday_after,
    weekday_before,
    year_days,
)
from wireroom.core.text.days.steps import Anchors
from wireroom.core.text.days.values import Day

_SENTENCE = re.compile(r"[。\n]")
# How many characters of a sentence tell its tense.
_REACH = 120
# That a day to come is meant is that much less likely than one that was, where the sentence does not tell.
_FUTURE_COST = 6
# A month further ahead than this many days was last year's.
_FAR_AHEAD = 60
_WEEKS = {"先週": -1, "今週": 0, "来週": 1}

Groups = dict[str, str | None]


@dataclass(slots=True)
class _Reading:
    """A text being read: from where it counts, where it named days last, which year it wrote last and where."""

    text: str
    anchors: Anchors
    named_at: int = 0
    year: int | None = None
    year_at: int = 0

    @property
    def published(self) -> date | None:
        return self.anchors.published


def find_japanese_days(text: str, published: date | None) -> list[Day]:
    """The days of a text in order. Without a day of publication only what is absolute, or counted from what is."""
    reading = _Reading(text, Anchors(published))
    days = []
    for found in find_japanese_shapes(text):
        groups = found.groupdict()
        resolved = _resolve(reading, found, groups)
        if not resolved or resolved[0] > resolved[1]:
            continue
        days.append(Day(found[0], found.span(), *resolved))
        reading.anchors.name(resolved)
        reading.named_at = found.start()
        if groups.get("year"):
            reading.year, reading.year_at = resolved[0].year, found.start()
    return days


@lru_cache(maxsize=1)
def find_japanese_shapes(text: str) -> tuple[re.Match[str], ...]:
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
            if found := shape.match(text, start.start()):
                yield found
                end = found.end()
                break


def _resolve(reading: _Reading, found: re.Match[str], groups: Groups) -> Days | None:
    if groups.get("slashed"):
        return one_day(*(int(part) for part in re.split("[/.]", found["slashed"])))
    if groups.get("decade"):
        return year_days(int(found["decade"]), int(found["decade"]) + 9)
    if groups.get("years"):
        return year_days(int(found["years"]), _full_year(found["years2"], int(found["years"])))
    if groups.get("weekday"):
        return _weekday(reading, found, groups.get("week"))
    if groups.get("word"):
        return _step(reading, found["word"])
    if groups.get("relmonth"):
        days = _step(reading, found["relmonth"])
        return _fill(groups, days[0].year, days[0].month) if days else None
    if groups.get("month"):
        month = int(found["month"])
        year = _year_of_month(reading, found, groups, month) if 1 <= month <= 12 else None
        return _fill(groups, year, month) if year else None
    if groups.get("day"):
        return _day_alone(reading, found, groups)
    year = _written_year(reading, groups)
    return _fill(groups, year, None) if year else None


def _fill(groups: Groups, year: int, month: int | None) -> Days | None:
    """Year and month with what stands after them: a day, a part, a season, another day up to which."""
    if month is None:
        if groups["fiscal"]:
            return fiscal_days(year)
        days = season_days(year, words.SEASONS[groups["season"]]) if groups["season"] else year_days(year)
        return month_days(year, 12) if groups["yearpart"] else days
    day = int(groups["day"]) if groups.get("day") else None
    first = one_day(year, month, day) if day else _part_of(month_days(year, month), groups.get("part"))
    last_day = groups.get("day2") or groups.get("day3")
    if not first or not (last_day or groups.get("month2")):
        return first
    last_month = int(groups.get("month2") or month)
    last_year = _full_year(groups["year2"], year) if groups.get("year2") else year + (last_month < month)
    if not 1 <= last_month <= 12:
        return None
    last = one_day(last_year, last_month, int(last_day)) if last_day else month_days(last_year, last_month)
    return (first[0], last[1]) if last else None


def _part_of(days: Days | None, part: str | None) -> Days | None:
    if not days or not part:
        return days
    start, end = days
    first, last = words.parts()[part]
    return (start.replace(day=first) if first else end), (start.replace(day=last) if last else end)


def _written_year(reading: _Reading, groups: Groups) -> int | None:
    """The year that stands there, in numbers or as a word."""
    if groups.get("relyear"):
        days = _step(reading, groups["relyear"])
        return days[0].year if days else None
    return _full_year(groups["year"], 0) if groups.get("year") else None


def _full_year(written: str, near: int) -> int:
    """A year as a number; two digits are of the century of `near`."""
    written = written.removesuffix("年")
    if (first := words.eras().get(written[:2])) is not None:
        return first + (1 if written[2:] == "元" else int(written[2:]))
    return int(written) + (near - near % 100 if len(written) <= 2 else 0)


def _year_of_month(reading: _Reading, found: re.Match[str], groups: Groups, month: int) -> int | None:
    """The year that stands by a month; else that of its sentence; else the one nearest to publication."""
    if groups.get("year") or groups.get("relyear"):
        return _written_year(reading, groups)
    published = reading.published
    if reading.year and (not published or _same_sentence(reading, reading.year_at, found)):
        return reading.year
    if not published:
        return None
    day = int(groups["day"]) if groups.get("day") else None
    year = nearest_year(published, month, day)
    days = one_day(year, month, day) if day else month_days(year, month)
    if days and (days[0] - published).days > _FAR_AHEAD and not _is_future(reading.text, found):
        return year - 1
    return year


def _day_alone(reading: _Reading, found: re.Match[str], groups: Groups) -> Days | None:
    """8日, and 8日から13日, of the month of its sentence or the one nearest to publication."""
    published, named, future = reading.published, reading.anchors.named, _is_future(reading.text, found)
    if named and (not published or _same_sentence(reading, reading.named_at, found)):
        days = _fill(groups, named[1].year, named[1].month)
        # Told in order: what would come before the day named last, or after publication, is of another month.
        if not published or (days and days[0] >= named[0] and (days[0] <= published or future or named[1] > published)):
            return days
    if not published:
        return None
    cost = 1 if future else _FUTURE_COST
    choices = []
    for more in (0, -1, 1):
        start, _ = month_days(published.year, published.month + more) or (None, None)
        if start and (days := one_day(start.year, start.month, int(found["day"]))):
            away = (days[0] - published).days
            choices.append((away * cost if away > 0 else -away, (start.year, start.month)))
    return _fill(groups, *min(choices)[1]) if choices else None


def _step(reading: _Reading, word: str) -> Days | None:
    return reading.anchors.take(words.steps()[word])


def _weekday(reading: _Reading, found: re.Match[str], week: str | None) -> Days | None:
    published = reading.published
    if not published:
        return None
    weekday = words.WEEKDAYS.index(found["weekday"])
    if week:
        day = shift(week_days(published, _WEEKS[week])[0], weekday)
    elif _is_future(reading.text, found):
        day = weekday_after(published, weekday)
    else:
        day = weekday_before(published, weekday)
    return day, day


def _is_future(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence goes on to what is to come: the verb stands at its end."""
    after = _SENTENCE.split(text[found.end() : found.end() + _REACH])[0]
    return bool(words.future_pattern().search(after))


def _same_sentence(reading: _Reading, at: int, found: re.Match[str]) -> bool:
    return not _SENTENCE.search(reading.text, at, found.start())
