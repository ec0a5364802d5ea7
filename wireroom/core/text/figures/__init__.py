"""The figures of a text: numbers that measure or count, with unit, qualifier and what is counted. Compares none."""

from wireroom.core.text.figures.english import find_english_figures
from wireroom.core.text.figures.japanese import find_japanese_figures
from wireroom.core.text.figures.values import Figure, Qualifier

__all__ = ["Figure", "Qualifier", "find_figures"]

_FINDERS = {"en": find_english_figures, "ja": find_japanese_figures}


def find_figures(text: str, language: str | None) -> list[Figure]:
    """The figures of a text, in order; none in languages without rules."""
    finder = _FINDERS.get((language or "")[:2])
    return finder(text) if finder else []
