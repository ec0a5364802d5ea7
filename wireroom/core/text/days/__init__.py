"""The days that a text names: dates, months, years, weekdays, words such as "last week" and 同日. Knows no clock."""

from datetime import date, datetime

from wireroom.core.text.days.english import find_english_days, find_english_shapes
from wireroom.core.text.days.japanese import find_japanese_days, find_japanese_shapes
from wireroom.core.text.days.values import Day
from wireroom.core.text.spans import Span

__all__ = ["Day", "find_day_words", "find_days"]

_FINDERS = {"en": find_english_days, "ja": find_japanese_days}
_SHAPES = {"en": find_english_shapes, "ja": find_japanese_shapes}


def find_days(text: str, language: str | None, published: date | None) -> list[Day]:
    """The days of a text, in order; none in languages without rules. A moment of publication
    counts as its day, by its own clock.

    Without `published` only what is absolute, or counted from an absolute day that the text named before. What cannot
    be fixed to a year at most is left out.
    """
    finder = _FINDERS.get((language or "")[:2])
    if isinstance(published, datetime):
        published = published.date()
    return finder(text, published) if finder else []


def find_day_words(text: str, language: str | None) -> list[Span]:
    """Where words of days stand, whether they can be fixed or not: numbers in them are no figures."""
    finder = _SHAPES.get((language or "")[:2])
    return [found.span() for found in finder(text)] if finder else []
