"""A figure of a text: what number it is, of what, and where it stands. Reads nothing."""

from dataclasses import dataclass
from enum import StrEnum

from wireroom.core.text.spans import Span


class Qualifier(StrEnum):
    """How the number that stands there is to the one that is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    OVER = "over"
    AT_MOST = "at_most"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts: `value`, with `high` as the end of a range; `unit` as it is written in the
    singular, a currency by its ISO 4217 code, None for people and things counted in English; `counts` is what is
    counted, in the text's words, None where it is not said. The span is that of the number with its unit."""

    value: float
    high: float | None
    unit: str | None
    counts: str | None
    qualifier: Qualifier
    span: Span
