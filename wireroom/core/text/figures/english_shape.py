"""What a figure looks like in English: number, scale, unit, range, currency. Looks at nothing around it."""

import re
from functools import cache

from wireroom.core.text.figures import english_words as words

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,9})?[½¼¾]?"
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_AND_A_HALF = r"(?:[\s-]and[\s-](?:a|one)[\s-]half)?"
_WORD = re.compile(r"[a-z]+")


@cache
def gate() -> re.Pattern[str]:
    """Where a figure may begin: a sign of currency, a digit, a word of number."""
    starts = [*words.numbers("ones"), *words.numbers("teens"), *words.numbers("tens"), "half", "dozen", "hundred"]
    either = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(starts, key=len, reverse=True))
    lone = "|".join(words.numbers("scales"))
    signs = "".join({sign[-1] for sign in words.currencies() if not sign[-1].isalnum() and sign[-1] != "."})
    parts = "|".join(words.numbers("parts"))
    return re.compile(rf"[{re.escape(signs)}]|[0-9]|\b(?:(?:{either})(?!\w)|[Aa]n?(?=\s+(?:{lone}|{parts})\b))")


@cache
def figure(*, between: bool) -> re.Pattern[str]:
    """The whole shape; after the word "between" its two numbers are joined by "and"."""
    ones, teens, tens = (words.either(words.numbers(role)) for role in ("ones", "teens", "tens"))
    below_hundred = rf"(?:(?:{tens})(?:[\s-](?:{ones})\b)?|{teens}|{ones})"
    written = rf"(?:(?:{below_hundred}|an?)[\s-]hundred(?:\s+(?:and\s+)?{below_hundred})?|{below_hundred})"
    scales = words.either(words.numbers("scales"))
    lone = rf"(?:(?:half[\s-])?an?[\s-])?(?:{scales})"
    parts = words.either(words.numbers("parts"))
    fraction = rf"(?:(?:{below_hundred}|an?)[\s-](?:{parts})|half)(?=\s+(?:of|the|a|its|their)\b)"
    number = rf"(?:{_DIGITS}|(?i:{written})\b){_AND_A_HALF}"
    # A letter alone is millions after a sign of currency only: $5m, but 400m.
    letters = "|".join(word for word in words.numbers("short scales") if len(word) == 1)
    short = "|".join(word for word in words.numbers("short scales") if len(word) > 1)
    scale = rf"(?:[\s-](?:{scales})\b)+|\s?(?:{short})(?!\w)|(?(sign2)\s?(?:{letters})(?!\w)|(?!))"
    unit = _unit()
    signs = words.either(words.currencies())
    to = r"\s?[-–—~]\s?|\s+(?:to|or)\s+|-to-" + (r"|\s+and\s+" if between else "")
    return re.compile(
        rf"(?:(?P<sign>{signs})?\s?(?P<lone>(?i:{lone})\b)|(?P<fraction>(?i:{fraction}))"
        rf"|(?P<sign2>{signs})?\s?(?P<number>{number})(?P<scale>{scale})?)"
        rf"(?:(?P<unit1>{unit})?(?P<to>{to})(?:{signs})?\s?(?P<number2>{number})(?P<scale2>{scale})?)?(?P<unit>{unit})?"
    )


def read_number(number: str, scale: str | None) -> float:
    """The value of a number as the shape found it, in digits or words, times its scales."""
    number = number.lower()
    value = _digits(number) if number[0].isdigit() else _written(number)
    if re.search(r"and[\s-](?:a|one)[\s-]half", number):
        value += 0.5
    if scale:
        value *= _scales(scale)
    return value


def read_lone(words_found: str) -> float:
    """A dozen, half a million: a scale without a number."""
    value = _scales(words_found)
    return value / 2 if words_found.lower().startswith("half") else value


def read_fraction(words_found: str) -> float:
    """Two thirds, a quarter, half: from 0 to 1, four digits."""
    parts = re.split(r"[\s-]+", words_found.lower())
    whole = words.numbers("parts")[parts[-1]]
    share = _written(" ".join(parts[:-1])) if len(parts) > 1 and parts[0] not in ("a", "an") else 1.0
    return round(share / whole, 4)


def read_unit(found: str) -> str:
    """The unit, or ISO code of a currency, of a spelling as the shape found it."""
    spelling = " ".join(found.strip(" \t\n-–").split())
    return words.units().get(spelling) or words.units()[spelling.lower()]


def _digits(number: str) -> float:
    plain = re.match(r"[\d,.]+", number)[0].replace(",", "").rstrip(".")
    return float(plain) + _HALVES.get(number[len(plain) : len(plain) + 1], 0.0)


def _written(number: str) -> float:
    """Twenty-five, one hundred and twenty."""
    small = words.numbers("ones") | words.numbers("teens") | words.numbers("tens")
    total = 0.0
    number = re.split(r"[\s-]and[\s-](?:a|one)[\s-]half", number)[0]
    for word in _WORD.findall(number):
        if word == "hundred":
            total = (total or 1) * 100
        elif word in small:
            total += small[word]
    return total


def _scales(found: str) -> float:
    known = words.numbers("scales") | words.numbers("short scales")
    value = 1.0
    for word in re.findall(r"[A-Za-z]+", found):
        value *= known.get(word) or known.get(word.lower()) or 1
    return value


@cache
def _unit() -> str:
    """A written-out unit after a space or hyphen; a sign or short one also right after the number."""
    table = words.units()
    written = [spelling for spelling in table if spelling.isascii() and len(spelling) > 3 and spelling.islower()]
    short = [spelling for spelling in table if spelling not in written]
    return rf"[\s-](?i:{words.either(written)})(?!\w)|[\s-]?(?:{words.either(short)})(?![\w²])"
