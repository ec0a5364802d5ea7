"""Reads moments relative to the demo's start and writes them out as a newsroom would; knows no clock."""

import re
from datetime import datetime, timedelta, timezone

from wireroom.core.errors import ParseError

# Where the invented places lie: a fixed offset, so that no time zone data is needed.
LOCAL = timezone(timedelta(hours=9))

_OFFSET = re.compile(r"([+-])((?:\s*\d+[dhms])+)")
_PART = re.compile(r"(\d+)([dhms])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_MOMENT = re.compile(r"\{(day|date|fulldate|time):([^{}]*)\}")
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
}


def parse_offset(text: str) -> timedelta:
    """A distance from the start: "-1d 2h", "-45m", "+15s". Raises ParseError for anything else."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        raise ParseError(f'"{text}" is no moment: write a sign and days, hours, minutes or seconds, as in "-1d 2h"')
    length = timedelta()
    for count, unit in _PART.findall(match[2]):
        length += timedelta(**{_UNITS[unit]: int(count)})
    return -length if match[1] == "-" else length


def expand_moments(text: str, *, started_at: datetime, language: str) -> str:
    """Writes out {day:-1d}, {date:-1d}, {fulldate:-1d} and {time:-1d} in the language; times to five minutes.

    Copy that says "on Thursday" stays true whenever the demo is started. Raises ParseError for a bad offset.
    """

    def write(match: re.Match[str]) -> str:
        moment = (started_at + parse_offset(match[2])).astimezone(LOCAL)
        return _write(moment, form=match[1], language=language)

    return _MOMENT.sub(write, text)


def check_moments(text: str) -> None:
    """Raises ParseError where a moment in the text has an offset that expand_moments could not read."""
    for match in _MOMENT.finditer(text):
        parse_offset(match[2])


def _write(moment: datetime, *, form: str, language: str) -> str:
    minute = moment.minute - moment.minute % 5
    if language == "ja":
        half = "午前" if moment.hour < 12 else "午後"
        clock = f"{half}{moment.hour % 12}時" + (f"{minute}分" if minute else "")
        day, date = f"{moment.day}日", f"{moment.month}月{moment.day}日"
        return {"day": day, "date": date, "fulldate": f"{moment.year}年{date}", "time": clock}[form]
    weekday, month = _WEEKDAYS[language][moment.weekday()], _MONTHS[language][moment.month - 1]
    if language == "de":
        date = f"{moment.day}. {month}"
        clock = f"{moment.hour}.{minute:02} Uhr"
    else:
        date = f"{moment.day} {month}"
        clock = f"{moment.hour % 12 or 12}:{minute:02} {'a.m.' if moment.hour < 12 else 'p.m.'}"
    return {"day": weekday, "date": date, "fulldate": f"{date} {moment.year}", "time": clock}[form]
