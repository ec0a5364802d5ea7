"""Reads the dates that feeds carry, in all their spellings, as aware UTC datetimes. Guesses nothing: an ambiguous
date is None. Knows no clock."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files

_SHORT_MONTHS = {
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06", "Jul": "07", "Aug": "08", "Sep": "09",
    "Oct": "10", "Nov": "11", "Dec": "12",
}  # fmt: skip
_RFC = re.compile(
    r"(?:[^\W\d]{2,}\.?,?\s+|,\s*)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:de\s+)?([^\W\d_]{3,}|[^\W\d_]{1,}\.)\.?,?[\s-]*(?:de\s+)?(\d{4}|\d{2})"
    r"(?:,?[\sT]+(?:at\s+|-\s+)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*([ap]\.?m\b\.?)?\s*(\(?[A-Za-z]{1,5}\)?)?\s*([+-]\s?\d{1,2}:?\d{2}|[+-]\d{1,2})?"
    r"(?:\s*\([^)]*\))?)?\s*$",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2})|-?(\d{3}))?"
    r"(?:(?:[Tt_]|\s*[Tt]?\s*)(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d+))?)?\s*"
    r"([Zz]|GMT|UTC?|[A-Z]{3,4}|[+-]\s?\d{1,2}(?::?\d{1,2})?(?::\d{2})?)?)?\s*$"
)
# asctime, and "Month day, year"
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]{2,}\.?,?\s+)??([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?"
    r"(?:,?\s+(?:at\s+|-\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\b\.?)?)?\s*"
    r"(\(?[A-Z]{2,5}\)?|[+-]\d{2}:?\d{2})?(?:\s+(\d{4}))?\s*$",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?:[^\W\d]{2,}\.?,?\s+)?(\d{1,2})([/.-])(\d{1,2})\2(\d{4})"
    r"(?:,?\s*[-T]?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?\s*([A-Z]{1,4}|[+-]\d{2}:?\d{2})?\s*$",
    re.IGNORECASE,
)
# 2004年5月23日 14:15:00, 2004년 5월 28일 01:31:15, 令和6年10月18日, 2024.10.18
_EAST_ASIAN = re.compile(
    r"(\d{4}|(?:令和|平成|昭和)(?:元|\d{1,2}))\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*[日일.]?"
    r"(?:[^\d]*?(午前|午後|上午|下午|오전|오후)?\s*(\d{1,2})[:時时시]\s*(\d{1,2})[分분]?(?::?\s*(\d{1,2})[秒초]?)?)?"
    r"\s*([A-Z]{3,4}|[+-]\d{2}:?\d{2})?\s*$"
)
# Minutes east of Greenwich. Names that mean several zones (IST, CST in Asia, BST in Bangladesh) keep the meaning of
# RFC 822 or the commonest in news; one of no zone at all reads as UTC, as RFC 5322 §4.3 has it.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180,
    "NST": -210, "NDT": -150, "BST": 60, "WEST": 60, "CET": 60, "MET": 60, "MEZ": 60, "CEST": 120, "MEST": 120,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "MSD": 240, "IST": 330, "PKT": 300, "SGT": 480, "HKT": 480,
    "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480, "NZST": 720, "NZDT": 780, "SAST": 120,
    "BRT": -180, "ART": -180, "ET": -300, "CT": -360, "MT": -420, "PT": -480,
}  # fmt: skip
# The year before the first of a Japanese era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_USUAL_ZONES = {"GMT": "+00:00", "UTC": "+00:00", "EST": "-05:00", "EDT": "-04:00", "PST": "-08:00", "PDT": "-07:00"}


def parse_date(text: str) -> datetime | None:
    """The moment a date means, in UTC, or None for what is no date, or means two.

    Reads RFC 822/5322, ISO 8601 and W3CDTF, asctime, month names of the languages in core/data/months.txt, and
    East Asian dates. No zone: UTC. No time: midnight.
    """
    text = text.strip()
    if not text or len(text) > 100:
        return None
    try:
        # Most dates are "Fri, 18 Oct 2024 09:30:00 +0900" or "2024-10-18T09:30:00Z"; these the library reads at once.
        if text[3:5] == ", ":
            return _parse_usual(text)
        if len(text) > 19 and text[10] == "T" and text[19] in "Z+-." and text[0] != "0":
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        pass
    try:
        if text.isdigit() and text[0] == "1" and len(text) in (10, 13):
            # Seconds or milliseconds since 1970, until 2033; no item is of the year 1729.
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if text[:4].isdigit() and len(text) >= 4:
            return _parse_iso(text) or _parse_east_asian(text)
        if text[:2] in _ERAS:
            return _parse_east_asian(text)
        return _parse_rfc(text) or _parse_month_first(text) or _parse_numeric(text)
    except (ValueError, OverflowError):
        return None


def _parse_usual(text: str) -> datetime:
    """By way of ISO 8601. Raises ValueError or KeyError for what is not written just so."""
    _, day, name, year, clock, zone = text.split(" ")
    if clock[5:6] != ":" or year[0] == "0":
        raise ValueError(text)
    day = day if len(day) == 2 else "0" + day
    moment = datetime.fromisoformat(f"{year}-{_SHORT_MONTHS[name]}-{day}T{clock}{_USUAL_ZONES.get(zone, zone)}")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _parse_iso(text: str) -> datetime | None:
    # RFC 9557 adds the name of the zone after the offset.
    found = _ISO.match(text.partition("[")[0])
    if not found:
        return None
    year, month, day, month2, day2, month3, day3, ordinal, hour, minute, second, fraction, zone = found.groups()
    if ordinal:
        start = date(int(year), 1, 1) + timedelta(days=int(ordinal) - 1)
        if start.year != int(year) or ordinal == "000":
            return None
        year, month, day = start.year, start.month, start.day
    month, day = month or month2 or month3 or 1, day or day2 or day3 or 1
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    return _moment((year, month, day), (hour, minute, second), zone, micro)


def _parse_rfc(text: str) -> datetime | None:
    found = _RFC.match(text)
    if not found:
        return None
    day, name, year, hour, minute, second, half, zone, offset = found.groups()
    month = _month(name)
    if not month:
        return None
    if offset and zone and zone.strip("()").upper() not in _ZONES:
        zone = None
    return _moment((_full_year(year), month, day), (_half(hour, half), minute, second), offset or zone)


def _parse_month_first(text: str) -> datetime | None:
    found = _MONTH_FIRST.match(text)
    if not found:
        return None
    name, day, year, hour, minute, second, half, zone, year2 = found.groups()
    month = _month(name)
    if not month or not (year or year2):
        return None
    return _moment((year or year2, month, day), (_half(hour, half), minute, second), zone)


def _parse_numeric(text: str) -> datetime | None:
    found = _NUMERIC.match(text)
    if not found:
        return None
    first, mark, second, year, hour, minute, seconds, half, zone = found.groups()
    low, high = int(first), int(second)
    # With full stops the day always comes first; with strokes only a number over 12 tells.
    if mark == "." or low > 12 or low == high:
        day, month = low, high
    elif high > 12:
        day, month = high, low
    else:
        return None
    return _moment((year, month, day), (_half(hour, half), minute, seconds), zone)


def _parse_east_asian(text: str) -> datetime | None:
    found = _EAST_ASIAN.match(text)
    if not found:
        return None
    year, month, day, half, hour, minute, second, zone = found.groups()
    if era := _ERAS.get(year[:2]):
        year = era + (1 if year[2:] == "元" else int(year[2:]))
    if half:
        hour = _half(hour, "pm" if half in ("午後", "下午", "오후") else "am")
    return _moment((year, month, day), (hour, minute, second), zone)


def _moment(day: tuple, time: tuple, zone: str | None, micro: int = 0) -> datetime | None:
    year, month, number = (int(part) for part in day)
    hour, minute, second = (int(part or 0) for part in time)
    if year < 1000:
        return None
    extra = timedelta(0)
    if hour == 24 and minute == 0:
        hour, extra = 0, timedelta(days=1)
    if second >= 60:
        second = 59
    offset = _offset(zone)
    moment = datetime(year, month, number, hour, minute, second, micro, tzinfo=UTC)
    return moment + extra - timedelta(minutes=offset) if offset or extra else moment


def _offset(zone: str | None) -> int:
    if not zone or zone in ("GMT", "+0000"):
        return 0
    if zone[0] not in "+-":
        return _ZONES.get(zone.strip("()").upper(), 0)
    digits = zone[1:].replace(":", "").strip()
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 18 or minutes > 59:
        raise ValueError(f"no such zone: {zone}")
    return (hours * 60 + minutes) * (-1 if zone[0] == "-" else 1)


def _half(hour: str | None, half: str | None) -> str | int | None:
    if not half or hour is None:
        return hour
    number = int(hour)
    if number > 12:
        return number
    return number % 12 + (12 if half[0] in "pP" else 0)


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    return number


def _month(name: str) -> int | None:
    name = name.lower().strip(".")
    return _months().get(name) or _months().get(name[:3]) if name.isascii() else _months().get(name)


@cache
def _months() -> dict[str, int]:
    lines = files("wireroom.core.data").joinpath("months.txt").read_text("utf-8").splitlines()
    rows = (line.split(":", 1)[1].split() for line in lines if ":" in line and not line.startswith("#"))
    table: dict[str, int] = {}
    for row in rows:
        for at, names in enumerate(row):
            for name in names.split("|"):
                table.setdefault(name, at + 1)
    return table
