"""Weeks, months, years and seasons as first and last day. Knows no words and no clock; what no calendar has is None."""

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day."""

FIRST_YEAR, LAST_YEAR = 1000, 2999
# Of the northern half of the world; winter begins in the year it is named by.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}


def one_day(year: int, month: int, day: int) -> Days | None:
    """A day of the calendar, None where it has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def month_days(year: int, month: int) -> Days | None:
    """A whole month; months under 1 and over 12 are of the years before and after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_days(first: int, last: int | None = None) -> Days | None:
    """A year, or all from one year to another."""
    last = first if last is None else last
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def fiscal_days(year: int) -> Days | None:
    """A Japanese fiscal year: April to March."""
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    return date(year, 4, 1), date(year + 1, 3, 31)


def week_days(day: date, weeks: int) -> Days:
    """The week, Monday to Sunday, that is so many weeks from the one a day is in."""
    monday = shift(day, 7 * weeks - day.weekday())
    return monday, shift(monday, 6)


def season_days(year: int, season: str) -> Days | None:
    """Spring, summer, autumn or winter of a year."""
    first, last = (month_days(year, month) for month in _SEASONS[season])
    return (first[0], last[1]) if first and last else None


def shift(day: date, days: int) -> date:
    """A day so many days later; at the ends of time, the last one there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def weekday_before(day: date, weekday: int) -> date:
    """The nearest day with that weekday (Monday 0) on or before a day."""
    return shift(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """The nearest day with that weekday after a day."""
    return shift(day, (weekday - day.weekday() - 1) % 7 + 1)


def nearest_year(published: date, month: int, day: int | None) -> int:
    """The year in which a day of the year, or a month (day None), is nearest to a day."""

    def distance(year: int) -> int:
        found = one_day(year, month, day) if day else month_days(year, month)
        if not found:
            return 10**6
        start, end = found
        return 0 if start <= published <= end else min(abs((start - published).days), abs((end - published).days))

    return min((published.year + more for more in (0, -1, 1)), key=distance)
