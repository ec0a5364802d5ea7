"""Times as a newspaper of each language writes them, in the site's zone. Reads no clock."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YOUBI = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Dates:
    """Formats for one language and zone. Every time given must be aware."""

    language: str
    timezone: str

    def iso(self, at: datetime) -> str:
        """For <time datetime>: local time to the second, with its offset."""
        return _local(at, self.timezone).isoformat(timespec="seconds")

    def minute(self, at: datetime) -> str:
        """2024年10月18日 10時30分, or 18 October 2024, 10:30 (JST): with the zone, unless Japanese reads Tokyo's."""
        zone = "" if self.language == "ja" and self.timezone == "Asia/Tokyo" else self._zone(at)
        return self.clock(at) + zone

    def clock(self, at: datetime) -> str:
        """Day and minute without the zone, for lists."""
        local = _local(at, self.timezone)
        if self.language == "ja":
            return f"{self.day(local.date())} {local.hour}時{local.minute:02}分"
        return f"{self.day(local.date())}, {local:%H:%M}"

    def day(self, day: date) -> str:
        """2024年10月18日, or 18 October 2024."""
        if self.language == "ja":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def weekday(self, day: date) -> str:
        """2024年10月18日（金）, or Friday 18 October 2024."""
        if self.language == "ja":
            return f"{self.day(day)}（{_YOUBI[day.weekday()]}）"
        return f"{_WEEKDAYS[day.weekday()]} {self.day(day)}"

    def local_day(self, at: datetime) -> date:
        """The calendar day of `at` in the site's zone."""
        return _local(at, self.timezone).date()

    def _zone(self, at: datetime) -> str:
        name = _local(at, self.timezone).tzname() or ""
        return f" (UTC{name})" if name[:1] in "+-" else f" ({name})"


@lru_cache(maxsize=4096)
def _local(at: datetime, timezone: str) -> datetime:
    return at.astimezone(ZoneInfo(timezone))
