"""The word lists by which claims are compared (core/data/claim_words_*.txt). Compares nothing."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_KATAKANA = "\u30a1-\u30fa\u30fc"
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Pole:
    """One side of an opposite: which opposite, and whether the first side of it."""

    line: int
    first: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """What stands for something else: the forms by themselves, an expression that finds them in a text, longest first,
    and what each stands for."""

    stands_for: dict[str, str]
    finds: re.Pattern[str]


@cache
def list_lines(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a class, each a row of words; "_" in a word is a space."""
    lines: list[tuple[str, ...]] = []
    current = ""
    for line in files("wireroom.core.data").joinpath(f"claim_words_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[] ")
        elif current == name and line and not line.startswith("#"):
            lines.append(tuple(word.replace("_", " ") for word in line.split()))
    return tuple(lines)


@cache
def list_words(language: str, name: str) -> frozenset[str]:
    """All words of a class."""
    return frozenset(word for line in list_lines(language, name) for word in line)


@cache
def list_alike(language: str) -> Forms:
    """What says the same, each form with the one that stands for all of its line."""
    stands_for: dict[str, str] = {}
    for line in list_lines(language, "alike"):
        for word in line:
            stands_for.setdefault(word, line[0])
    return Forms(stands_for, _find_any(stands_for, language))


@cache
def list_poles(language: str) -> tuple[dict[str, frozenset[Pole]], re.Pattern[str]]:
    """Each word with the opposites it belongs to, and an expression that finds them in a text."""
    poles: dict[str, set[Pole]] = {}
    for number, line in enumerate(list_lines(language, "poles")):
        middle = line.index("/")
        for place, word in enumerate(line):
            if place != middle:
                poles.setdefault(word, set()).add(Pole(number, place < middle))
    return {word: frozenset(found) for word, found in poles.items()}, _find_any(poles, language)


def _find_any(words: dict[str, object], language: str) -> re.Pattern[str]:
    """Finds words in a folded text: of English those of several words, of Japanese all, katakana only as whole runs."""
    wanted = sorted(words if language == "ja" else (word for word in words if " " in word), key=len, reverse=True)
    if not wanted:
        return _NEVER
    return re.compile("|".join(map(_bounded, wanted)))


def _bounded(word: str) -> str:
    before = f"(?<![{_KATAKANA}])" if re.match(f"[{_KATAKANA}]", word) else r"(?<!\w)" if word.isascii() else ""
    after = f"(?![{_KATAKANA}])" if re.search(f"[{_KATAKANA}]\\Z", word) else r"(?!\w)" if word.isascii() else ""
    return before + re.escape(word) + after
