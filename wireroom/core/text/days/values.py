"""A day or row of days that a text names, and where. Reads nothing."""

from dataclasses import dataclass
from datetime import date

from wireroom.core.text.spans import Span


@dataclass(frozen=True, slots=True)
class Day:
    """Days as a text names them: the words as they stand there, first and last day, both counted in."""

    text: str
    span: Span
    start: date
    end: date
