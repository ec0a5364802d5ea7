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
        return _forms(at, self.timezone, self.language)[0]

    def clock(self, at: datetime) -> str:
        """Day and minute without the zone, for lists."""
        return _forms(at, self.timezone, self.language)[1]

    def minute(self, at: datetime) -> str:
        """2024年10月18日 10時30分, or 18 October 2024, 10:30 (JST): with the zone, unless Japanese reads Tokyo's."""
        return _forms(at, self.timezone, self.language)[2]

    def day(self, day: date) -> str:
        """2024年10月18日, or 18 October 2024."""
        return _day(day, self.language)

    def weekday(self, day: date) -> str:
        """2024年10月18日（金）, or Friday 18 October 2024."""
        if self.language == "ja":
            return f"{self.day(day)}（{_YOUBI[day.weekday()]}）"
        return f"{_WEEKDAYS[day.weekday()]} {self.day(day)}"

    def local_day(self, at: datetime) -> date:
        """The calendar day of `at` in the site's zone."""
        return at.astimezone(ZoneInfo(self.timezone)).date()


@lru_cache(maxsize=4096)
def _forms(at: datetime, timezone: str, language: str) -> tuple[str, str, str]:
    # A page tells the same few times in several places and forms, so all forms are made, and kept, at once.
    local = at.astimezone(ZoneInfo(timezone))
    if language == "ja":
        clock = f"{_day(local, language)} {local.hour}時{local.minute:02}分"
    else:
        clock = f"{_day(local, language)}, {local.hour:02}:{local.minute:02}"
    name = local.tzname() or ""
    zone = f" (UTC{name})" if name[:1] in "+-" else f" ({name})"
    minute = clock if language == "ja" and timezone == "Asia/Tokyo" else clock + zone
    return local.isoformat(timespec="seconds"), clock, minute


def _day(day: date, language: str) -> str:
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
