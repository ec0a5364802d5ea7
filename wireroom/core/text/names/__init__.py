"""The names of a text, by rules and lists: persons, organisations, places, and what nothing tells. Links none."""

from wireroom.core.text.names.abbreviations import find_abbreviations
from wireroom.core.text.names.english import find_english_names
from wireroom.core.text.names.japanese import find_japanese_names
from wireroom.core.text.names.values import Name, NameKind

__all__ = ["Name", "NameKind", "find_abbreviations", "find_names"]

_FINDERS = {"en": find_english_names, "ja": find_japanese_names}


def find_names(text: str, language: str | None) -> list[Name]:
    """The names of a text, in order; none in languages without rules."""
    finder = _FINDERS.get((language or "")[:2])
    return finder(text) if finder else []
