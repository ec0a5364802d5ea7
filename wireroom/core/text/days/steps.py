"""What words such as "last week" mean: so many days, weeks or years from a day. Knows no words itself and no clock."""

from dataclasses import dataclass
from datetime import date

from wireroom.core.text.days.calendar import Days, month_days, season_days, shift, week_days, year_days


@dataclass(frozen=True, slots=True)
class Step:
    """Counted from `anchor` (published or named, the day named last), in `unit`s, so many back (negative) or on."""

    anchor: str
    unit: str
    count: int


def read_steps(lines: str) -> dict[str, Step]:
    """A list of words, "published week -1: last week, the past week" a line, as a table by word."""
    table = {}
    for line in lines.splitlines():
        if line and not line.startswith("#"):
            head, _, phrases = line.partition(":")
            anchor, unit, count = head.split()
            table |= {phrase.strip(): Step(anchor, unit, int(count)) for phrase in phrases.split(",")}
    return table


@dataclass(slots=True)
class Anchors:
    """From where words count: the day of publication; what the text named last, and the last single day it named."""

    published: date | None
    named: Days | None = None
    day: Days | None = None

    def name(self, days: Days) -> None:
        """Days that the text names are what words after them count from."""
        self.named = days
        if days[0] == days[1]:
            self.day = days

    def take(self, step: Step) -> Days | None:
        """The days a step leads to; None where that from which it counts is not known."""
        if step.anchor == "published":
            return _count(self.published, step.unit, step.count) if self.published else None
        anchor = self.day if step.unit == "day" else self.named
        return _count(anchor[0], step.unit, step.count) if anchor else None


def _count(anchor: date, unit: str, count: int) -> Days | None:
    if unit == "day":
        day = shift(anchor, count)
        return day, day
    if unit == "week":
        return week_days(anchor, count)
    if unit == "weekend":
        # On Monday to Wednesday "the weekend" is the one that was.
        back = count == 0 and anchor.weekday() < 3
        saturday = shift(week_days(anchor, count - back)[0], 5)
        return saturday, shift(saturday, 1)
    if unit == "month":
        return month_days(anchor.year, anchor.month + count)
    if unit == "year":
        return year_days(anchor.year + count)
    return season_days(anchor.year + count, unit)
