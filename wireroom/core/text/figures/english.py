"""Finds the figures of an English text. Words of days are none, nor are clocks, ordinals, scores, and numbers in names.

docs/annotating.md says what a figure is.
"""

import re
from dataclasses import replace
from functools import cache

from wireroom.core.text.days import find_day_words
from wireroom.core.text.figures import english_shape as shape
from wireroom.core.text.figures import english_words as words
from wireroom.core.text.figures.counted import find_counted
from wireroom.core.text.figures.english_places import BACK, Place, is_age, is_code, is_idle, place_of
from wireroom.core.text.figures.values import Figure, Qualifier

_BETWEEN = re.compile(r"\bbetween\s+\Z", re.I)
_FROM = re.compile(r"\bfrom\s+\Z", re.I)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|tally|count) of (?:the )?((?:[^\W\d_]+ ){0,2}[^\W\d_]+s) "
    r"(?:(?:is|was|has|had|were|now|stands|stood|at|to|by|rose|risen|reached|increased|grew|fell|above) ){1,4}\Z"
)
# A number alone, where the sentence goes on as after one that is told what of.
_GOES_ON = re.compile(r"[,;.)]|\s(?:in|from|to|at|on|and|or|for|were|was|are|of them)\b")
_GOES_ON_BEFORE = re.compile(r"(?:[,(;]|\b(?:and|to|or|of))\s?\Z")
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_DURING = re.compile(r"\bover the\s\Z", re.I)
_BEFORE_ROLES = tuple(qualifier.value for qualifier in Qualifier if qualifier is not Qualifier.EXACT)
# Signs that stand for "about", and the full stop of "approx.".
_MARKS = ("~", "≈", ".")
_MAGNITUDE_BEFORE = re.compile(r"\b[Mm]agnitude\s+(?:of\s+)?\Z")
_MAGNITUDE_AFTER = re.compile(r"[\s-]magnitude\b(?!\s(?:of\s)?\d)")


def find_english_figures(text: str) -> list[Figure]:
    """The figures of a text, in order."""
    days = find_day_words(text, "en")
    figures: list[Figure] = []
    end = 0
    at_day = 0
    for start in shape.gate().finditer(text):
        if start.start() < end:
            continue
        while at_day < len(days) and days[at_day][1] <= start.start():
            at_day += 1
        if at_day < len(days) and days[at_day][0] <= start.start():
            continue
        stop = days[at_day][0] if at_day < len(days) else len(text)
        found = _match(text, start.start(), stop)
        if not found:
            continue
        figure = _figure(text, found)
        if figure and not figure.counts and figure.unit is None:
            figure = replace(figure, counts=_counted_before(text, figure, figures))
        end = found.end()
        if figure:
            figures.append(figure)
            end = max(end, figure.span[1])
    return figures


def _counted_before(text: str, figure: Figure, figures: list[Figure]) -> str | None:
    """What a bare number counts: what the one before it in the sentence does, or what there is a number of."""
    start, end = figure.span
    if told := _NUMBER_OF.search(text[max(0, start - 2 * BACK) : start]):
        return told[1]
    if not figures or not _GOES_ON.match(text, end) or not _GOES_ON_BEFORE.search(text[max(0, start - BACK) : start]):
        return None
    last = figures[-1]
    gap = text[last.span[1] : start]
    return last.counts if last.unit is None and len(gap) <= 2 * BACK and not _SENTENCE_END.search(gap) else None


def _match(text: str, at: int, stop: int) -> re.Match[str] | None:
    """The longest shape at a place that is one figure: a range only where it rises."""
    before = text[max(0, at - BACK) : at]
    sign = _sign_before(before) if text[at] in "$£€¥" or text[at].isdigit() else 0
    pattern = shape.figure(between=bool(_BETWEEN.search(before)))
    found = pattern.match(text, at - sign, stop) or pattern.match(text, at, stop)
    if found and found["to"] and not _is_range(found, before):
        found = pattern.match(text, found.start(), found.start("to"))
    return found


def _sign_before(before: str) -> int:
    """How long the part of a sign of currency before its last letter is: US of US$, USD of USD 5."""
    found = _signs_before().search(before)
    return len(found[0]) if found else 0


@cache
def _signs_before() -> re.Pattern[str]:
    heads = {sign[:-1] for sign in words.currencies() if sign[-1] == "$" and len(sign) > 1}
    heads |= {f"{head} " for head in heads}
    codes = [sign for sign in words.currencies() if sign[0].isalpha() and "$" not in sign]
    return re.compile(rf"(?<!\w)(?:{words.either(heads)}|(?:{words.either(codes)})\s?)\Z")


def _is_range(found: re.Match[str], before: str) -> bool:
    if _FROM.search(before) and found["to"].strip() == "to" and _changes().search(before):
        return False
    low, high = _values(found)
    if high is None or low >= high:
        return False
    if found["to"].strip() == "or":
        return high - low <= max(1, low) and not found["unit1"]
    return low > 0


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.words('change'))})", re.I)


def _values(found: re.Match[str]) -> tuple[float, float | None]:
    if found["fraction"]:
        return shape.read_fraction(found["fraction"]), None
    if found["lone"]:
        return shape.read_lone(found["lone"]), None
    low = shape.read_number(found["number"], found["scale"])
    if not found["number2"]:
        return low, None
    high = shape.read_number(found["number2"], found["scale2"])
    # Of 15 to 25 million both are millions.
    if found["scale2"] and not found["scale"] and low * 1000 > shape.read_number(found["number2"], None):
        low = shape.read_number(found["number"], found["scale2"])
    return low, high


def _figure(text: str, found: re.Match[str]) -> Figure | None:
    place = place_of(text, found)
    if is_code(place) or ((found["number"] or "").lower() == "one" and not found["scale"]):
        return None
    start, end = found.span()
    low, high = _values(found)
    unit = _unit(found)
    qualifier, after = _qualifier(place)
    if magnitude := _MAGNITUDE_BEFORE.search(place.before):
        start, unit = start - len(magnitude[0]), "magnitude"
    elif magnitude := _MAGNITUDE_AFTER.match(text, end):
        end, unit = magnitude.end(), "magnitude"
    share = unit == "%" or bool(found["fraction"])
    counts = find_counted(text, after, share=share) if share or unit is None else None
    if unit is None and not counts and (is_age(place, low) or (qualifier is Qualifier.EXACT and is_idle(place))):
        return None
    return Figure(low, high, unit, counts, qualifier, (start, end))


def _sign(found: re.Match[str]) -> str | None:
    return found["sign"] or found["sign2"]


def _unit(found: re.Match[str]) -> str | None:
    if _sign(found):
        return words.currencies()[re.sub(r"\s", "", _sign(found) or "")]
    unit = found["unit"] or found["unit1"]
    return shape.read_unit(unit) if unit else None


def _qualifier(place: Place) -> tuple[Qualifier, int]:
    """What is said of the figure, and where the words that say it after the figure end."""
    # Few words before numbers say something of them: only then the whole pattern is tried.
    tried = place.last_word.lower() in _last_words() or place.before.rstrip()[-1:] in _MARKS
    if _DURING.search(place.before):
        return Qualifier.EXACT, place.end
    if tried and (found := _qualifiers_before().search(place.before)):
        return Qualifier(found.lastgroup), place.end
    if found := _qualifiers_after().match(place.text, place.end):
        return Qualifier(found.lastgroup), found.end()
    return Qualifier.EXACT, place.end


@cache
def _last_words() -> frozenset[str]:
    rows = (*_BEFORE_ROLES, "between")
    return frozenset(word.split()[-1].rstrip(".") for role in rows for word in words.words(role))


@cache
def _qualifiers_before() -> re.Pattern[str]:
    either = "|".join(rf"(?P<{role}>{words.either(words.words(role))})" for role in _BEFORE_ROLES)
    between = words.either(words.words("between"))
    return re.compile(rf"(?<!\w)(?:{either})\s*(?:(?:{between})\s+)*\Z", re.I)


@cache
def _qualifiers_after() -> re.Pattern[str]:
    roles = ("at_least", "about", "at_most")
    either = "|".join(rf"(?P<{role}>{words.either(words.words(f'after {role}'))})" for role in roles)
    return re.compile(rf"\s?(?:{either})(?!\w)", re.I)
