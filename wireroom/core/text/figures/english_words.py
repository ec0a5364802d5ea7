"""The English words of figures, from core/data, as tables and patterns. Decides nothing."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a row of figure_words_en.txt, in its order."""
    return tuple(word.strip() for word in _rows()[role].split(","))


@cache
def word_set(role: str) -> frozenset[str]:
    """The words of a row, to look one up."""
    return frozenset(words(role))


@cache
def numbers(role: str) -> dict[str, float]:
    """A row of words of number, and what each means."""
    pairs = (word.rpartition("=") for word in words(role))
    return {word: float(value) for word, _, value in pairs}


@cache
def currencies() -> dict[str, str]:
    """Signs of currency without their spaces, to ISO 4217 codes."""
    pairs = (word.rpartition("=") for word in words("currency"))
    return {sign.replace(" ", ""): code for sign, _, code in pairs}


@cache
def units() -> dict[str, str]:
    """Spellings of units to the unit; written-out ones in small letters."""
    table = {}
    exact = False
    for line in files("wireroom.core").joinpath("data/units_en.txt").read_text("utf-8").splitlines():
        if line in ("words", "exact"):
            exact = line == "exact"
        elif line and not line.startswith("#"):
            unit, _, spellings = line.partition(":")
            for spelling in spellings.split(","):
                table[spelling.strip() if exact else spelling.strip().lower()] = unit
    return table


def either(found: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first, with any space for a space."""
    ordered = sorted(found, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@cache
def _rows() -> dict[str, str]:
    lines = files("wireroom.core").joinpath("data/figure_words_en.txt").read_text("utf-8").splitlines()
    return {line.partition(":")[0]: line.partition(":")[2] for line in lines if line and not line.startswith("#")}
