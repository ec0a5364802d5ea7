"""Finds the figures of an English text. Words of days are none, nor are clocks, ordinals, scores, and numbers in names.

docs/annotating.md says what a figure is.
"""

import re
from functools import cache

from wireroom.core.text.days import find_day_words
from wireroom.core.text.figures import english_shape as shape
from wireroom.core.text.figures import english_words as words
from wireroom.core.text.figures.counted import find_counted
from wireroom.core.text.figures.values import Figure, Qualifier

_BETWEEN = re.compile(r"\bbetween\s+\Z", re.I)
_FROM = re.compile(r"\bfrom\s+\Z", re.I)
# How far back words that say something of a figure reach.
_BACK = 40
_LAST_WORD = re.compile(r"([#]|[^\W\d_][\w'’.-]*)[\s(\"“‘]*\Z")
_CODE_BEFORE = re.compile(r"(?:[\w#/@\\]|[\w][-–—.,:/]|\d\s[-–—]\s)\Z")
_CODE_AFTER = re.compile(r"\w|[.:/]\d|-\d|\s?[-–—]\s?\d|,\d|['’]s?\b(?<=\d's)")
_LIST_MARK = re.compile(r"(?:\A|\n)[^\S\n]*\(?\Z")
_QUOTED = re.compile(r"[\"“‘']\Z")
_OLD = re.compile(r"[\s-]olds?\b")
# (2053 Wednesday night, UTC)
_CLOCK = re.compile(r"\(\Z")
_CLOCK_AFTER = re.compile(r"\s+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
_NOTE = re.compile(r"\[\Z")
_AGE_BEFORE = re.compile(r"[A-Z][\w'’.-]*,\s\Z")
_AGE_AFTER = re.compile(r"[,.;)]")
_HYPHENATED = re.compile(r"-[^\W\d_]")
_MAGNITUDE_BEFORE = re.compile(r"\b[Mm]agnitude\s+(?:of\s+)?\Z")
_MAGNITUDE_AFTER = re.compile(r"[\s-]magnitude\b")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;\"”]\s+|\n\s*)\Z")


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
        if figure:
            figures.append(figure)
        end = found.end()
    return figures


def _match(text: str, at: int, stop: int) -> re.Match[str] | None:
    """The longest shape at a place that is one figure: a range only where it rises."""
    before = text[max(0, at - _BACK) : at]
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
    start, end = found.span()
    before = text[max(0, start - _BACK) : start]
    if _is_code(text, found, before):
        return None
    low, high = _values(found)
    unit = _unit(found)
    qualifier, bare = _qualifier(before, text, end)
    if magnitude := _MAGNITUDE_BEFORE.search(before):
        start, unit = start - len(magnitude[0]), "magnitude"
    elif magnitude := _MAGNITUDE_AFTER.match(text, end):
        end, unit = magnitude.end(), "magnitude"
    share = unit == "%" or bool(found["fraction"])
    counts = find_counted(text, end, share=share) if share or unit is None else None
    if unit is None and not counts and not bare and _is_name_or_age(text, found, before):
        return None
    if low == 1 and (found["number"] or "").lower() == "one" and not found["scale"]:
        return None
    return Figure(low, high, unit, counts, qualifier, (start, end))


def _is_code(text: str, found: re.Match[str], before: str) -> bool:
    """Whether the number is part of a name, code, ordinal, clock, score or list and measures nothing."""
    if _CODE_BEFORE.search(before) or _NOTE.search(before):
        return True
    end = found.end()
    if not found["unit"] and _CODE_AFTER.match(text, end):
        return True
    if not found["unit"] and not found["scale"] and _HYPHENATED.match(text, end) and not _MAGNITUDE_AFTER.match(text, end):
        return True
    if clock_pattern().match(text, end) or (_CLOCK.search(before) and _CLOCK_AFTER.match(text, end)):
        return True
    # A 19-year-old is somebody, though "19 years old" says how old.
    if found["unit"] and found["unit"].strip(" -") == "year" and _OLD.match(text, end):
        return True
    if _LIST_MARK.search(before) and text[end : end + 1] in (".", ")"):
        return True
    last = _LAST_WORD.search(before)
    return bool(last and last[1].lower() in words.word_set("named") and not found["unit"] and not _sign(found))


@cache
def clock_pattern() -> re.Pattern[str]:
    """What makes a number before it a time of day."""
    return re.compile(rf"\s?(?:{words.either(words.words('clock'))})(?!\w)")


def _is_name_or_age(text: str, found: re.Match[str], before: str) -> bool:
    """CentOS Linux 7; Hale, 33, said: nothing is counted."""
    if found["lone"] or found["scale"] or _sign(found) or found["fraction"]:
        return False
    last = _LAST_WORD.search(before)
    if not found["number"][0].isdigit():
        return bool(last and last[1].lower() in ("you", "us", "them"))
    if _QUOTED.search(before) and text[found.end() : found.end() + 1] in ('"', "”", "’", "'"):
        return True
    if _AGE_BEFORE.search(before) and _AGE_AFTER.match(text, found.end()):
        return True
    if last and last[1].lower() in words.word_set("idle"):
        return True
    return bool(last and last[1][0].isupper() and before.endswith(last[1] + " ") and not _starts_sentence(before, last))


def _starts_sentence(before: str, last: re.Match[str]) -> bool:
    return bool(_SENTENCE_START.search(before[: last.start()]))


def _sign(found: re.Match[str]) -> str | None:
    return found["sign"] or found["sign2"]


def _unit(found: re.Match[str]) -> str | None:
    if _sign(found):
        return words.currencies()[re.sub(r"\s", "", _sign(found) or "")]
    unit = found["unit"] or found["unit1"]
    return shape.read_unit(unit) if unit else None


def _qualifier(before: str, text: str, end: int) -> tuple[Qualifier, bool]:
    """What is said of the figure, and whether anything is."""
    found = _qualifiers_before().search(before)
    if found:
        return Qualifier(found.lastgroup), True
    found = _qualifiers_after().match(text, end)
    if found:
        return Qualifier(found.lastgroup), True
    return Qualifier.EXACT, False


@cache
def _qualifiers_before() -> re.Pattern[str]:
    roles = [qualifier.value for qualifier in Qualifier if qualifier is not Qualifier.EXACT]
    either = "|".join(rf"(?P<{role}>{words.either(words.words(role))})" for role in roles)
    between = words.either(words.words("between"))
    return re.compile(rf"(?<!\w)(?:{either})\s*(?:(?:{between})\s+)*\Z", re.I)


@cache
def _qualifiers_after() -> re.Pattern[str]:
    roles = ("at_least", "about", "at_most")
    either = "|".join(rf"(?P<{role}>{words.either(words.words(f'after {role}'))})" for role in roles)
    return re.compile(rf"\s?(?:{either})(?!\w)", re.I)

