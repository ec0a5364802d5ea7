"""Reads the word lists of data/advisory_words_*.txt as alternations for patterns. Knows no rule."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LINE = re.compile(r"([a-z]+) ([a-z-]+): (.+)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of a list: what it is used for (`role`) and what it means (`kind`)."""

    role: str
    kind: str
    words: str


@cache
def read_words(language: str) -> tuple[Word, ...]:
    """The list of a language (en, ja), in its order."""
    text = files("wireroom.core").joinpath(f"data/advisory_words_{language}.txt").read_text("utf-8")
    return tuple(Word(*found.groups()) for line in text.splitlines() if (found := LINE.fullmatch(line)))


def kinds_of(language: str, roles: Collection[str]) -> dict[str, str]:
    """What each phrase of some roles means, by the phrase in lower case; the first line that has it counts."""
    found: dict[str, str] = {}
    for word in read_words(language):
        if word.role in roles:
            found.setdefault(word.words.lower(), word.kind)
    return found


def alternation(language: str, *roles: str) -> str:
    """A pattern for any phrase of some roles, longest first; white space in a phrase stands for any."""
    phrases = {word.words for word in read_words(language) if word.role in roles}
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=lambda p: (-len(p), p)))
