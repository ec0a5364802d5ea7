"""The number an index entry has: its time before all else, so that the index itself lies in order of time. Pure.

Bits 31 to 62 are seconds since 1970, bit 30 says whose shelf it stands on, the rest is the row's own number.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SITE, DESK = 0, 1
NUMBER = (1 << 30) - 1
LATEST = (1 << 63) - 1
_SECONDS = (1 << 32) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def entry_place(at: datetime, number: int, *, shelf: int = SITE) -> int:
    """The place of the entry of a row `number` on a shelf, in time at `at`."""
    return _second(at) << 31 | shelf << 30 | number & NUMBER


def number_at(place: int) -> int:
    """The number of the row whose entry has this place."""
    return place & NUMBER


def shelf_at(place: int) -> int:
    """The shelf of an entry."""
    return place >> 30 & 1


def places_between(since: date | None, until: date | None, zone: ZoneInfo) -> tuple[int, int]:
    """The first place of a day in a zone, and the last place of another (included); the ends where there is none."""
    first = entry_place(_midnight(since, zone), 0) if since else 0
    last = (entry_place(_midnight(until, zone) + timedelta(days=1), 0) - 1) if until else LATEST
    return first, max(last, 0)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # The calendar's first and last days are no days of a zone's.
    day = min(max(day, date(1900, 1, 1)), date(2200, 1, 1))
    return datetime.combine(day, time(), zone)


def _second(at: datetime) -> int:
    return min(max(int((at - _EPOCH).total_seconds()), 0), _SECONDS)
