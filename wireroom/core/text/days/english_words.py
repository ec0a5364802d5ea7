"""The English words of days, from core/data, as patterns and tables. Decides nothing.

Patterns are put together from the lists in calendar_en.txt and day_words_en.txt when first needed.
"""

import re
from functools import cache
from importlib.resources import files

from wireroom.core.text.days.steps import Step, read_steps

# A day of the month; no part of a longer number, a time or an amount.
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[:.,]\d|\s*(?:[ap]\.?m\b|percent|per cent|million|billion))"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,:]\d|-\d\d\b(?!\d))"
_FIRST_YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,:]\d)"
_TO = r"\s*(?P<to>[-–—~]|\bto\b|\bthrough\b|\buntil\b|\btill\b|\band\b)\s*"


@cache
def months() -> dict[str, int]:
    """Month names and short forms to 1-12."""
    return _numbered("months", 1)


@cache
def weekdays() -> dict[str, int]:
    """Weekday names and short forms to Monday 0."""
    return _numbered("weekdays", 0)


@cache
def words(role: str) -> frozenset[str]:
    """The words of a row of calendar_en.txt."""
    return frozenset(_row(role).split())


@cache
def steps() -> dict[str, Step]:
    """Phrases such as "last week", in small letters, and what they mean."""
    return read_steps(files("wireroom.core").joinpath("data/day_words_en.txt").read_text("utf-8"))


@cache
def tense_pattern() -> re.Pattern[str]:
    """Words that tell whether a sentence speaks of what comes (group future) or of what was (group past)."""
    return re.compile(rf"(?<!\w)(?:(?P<future>{_row('future')})|(?P<past>{_row('past')}))(?!\w)")


@cache
def no_year_before() -> re.Pattern[str]:
    """What makes a number of four digits after it an amount."""
    return re.compile(rf"(?:\b(?:{_any_of('no year before')})|[±+×])\s*\Z", re.I)


@cache
def no_year_after() -> re.Pattern[str]:
    """What makes a number of four digits before it an amount, or a part of a name."""
    return re.compile(rf"[-–][A-Za-z\d]|\s*[%°]|\s*(?:{_any_of('no year after')})")


@cache
def year_before() -> re.Pattern[str]:
    """Words before a year."""
    return re.compile(rf"\b(?:{_any_of('year before')})\s+\Z|[A-Za-z],\s\Z|\d{{4}}\s(?:and|or)\s\Z", re.I)


def _any_of(role: str) -> str:
    return "|".join(_row(role).split())


@cache
def gate() -> re.Pattern[str]:
    """Where a mention of days may begin."""
    dated = {"past", "coming", "early", "late", "mid", "the", *(name[:3] for name in (*months(), *weekdays()))}
    seconds: dict[str, set[str]] = {start: set(dated) for start in ("last", "next", "this", "past")}
    seconds |= {start: {*dated, "1", "2", "in"} for start in ("early", "late", "mid")}
    seconds |= {start: {"of"} for start in ("middle", "end", "beginning", "start")}
    seconds["the"] = {"end", "beginning", "start"}
    for phrase in steps():
        first, _, second = phrase.partition(" ")
        seconds.setdefault(first, set()).add(second.split(" ")[0] if second else "")
    # Most words "the" and "this" begin no day: the word after tells.
    either = "|".join(
        rf"[{first[0].upper()}{first[0]}]{first[1:]}\b"
        + ("" if "" in after else rf"(?=[\s-]+(?:{'|'.join(sorted(after))}))")
        for first, after in sorted(seconds.items())
    )
    return re.compile(
        rf"(?<![\w$€£¥₹#@/.,])(?:(?P<month>{_short(months())})|(?P<weekday>{_short(weekdays())})"
        rf"|(?P<digit>\d)|(?P<word>{either}))"
    )


@cache
def shapes(kind: str) -> tuple[re.Pattern[str], ...]:
    """What may stand where the gate said `kind` (month, weekday, digit, word), the longest shape first."""
    month, weekday = _names(months()), _names(weekdays())
    year = rf"(?:(?:,?\s+(?:of\s+)?|\s+in\s+)(?:(?P<year>{_YEAR})|(?P<thatyear>(?:last|this|next)\s+year)\b))?"
    month_first = (
        rf"(?P<month>{month})\s+(?P<day>{_DAY})(?:,?\s+(?P<year1>{_YEAR}))?"
        rf"(?:{_TO}(?:(?P<month2>{month})\s+)?(?P<day2>{_DAY}))?{year}"
    )
    day_first = (
        rf"(?P<day>{_DAY})(?:\s+(?:of\s+)?(?P<month1>{month}))?(?:{_TO}(?P<day2>{_DAY}))?"
        rf"\s+(?:of\s+)?(?P<month>{month})(?!\w){year}"
    )
    alone = rf"(?P<month>{month})(?!\w)(?:{_TO}(?P<month2>{month})(?!\w))?(?!\s+\d{{1,2}}\b(?!\s*[ap]\.?m)){year}"
    of = r"[Mm]iddle of|(?:[Tt]he )?(?:[Ee]nd|[Bb]eginning|[Ss]tart) of"
    part = rf"(?:(?P<part>[Ee]arly|[Ll]ate|[Mm]id|{of})[\s-]+(?:in\s+)?)"
    near = r"(?P<near>[Tt]his past|[Tt]his coming|[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast)\s+"
    relative = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(steps(), key=len, reverse=True))
    years = rf"(?P<years>{_FIRST_YEAR})(?:{_TO}(?P<years2>{_YEAR}|\d\d(?![\d-])))?(?!\w|-\d)"
    table = {
        "month": (month_first, alone),
        "weekday": (
            rf"(?:{weekday})(?!\w),?\s+(?:the\s+)?(?:{month_first})",
            rf"(?:{weekday})(?!\w),?\s+(?:the\s+)?(?:{day_first})",
            rf"(?P<weekday>{weekday})(?!\w)(?:{_TO}(?P<weekday2>{weekday})(?!\w))?",
        ),
        "digit": (
            r"(?P<iso>\d{4}-\d\d-\d\d)(?!\w)",
            day_first,
            r"(?P<decade>(?:1[0-9]\d|20\d)0)['’]?s\b",
            rf"{years}",
        ),
        "word": (
            rf"{near.replace('?P<near>', '?:')}(?:{weekday})(?!\w),?\s+(?:{month_first})",
            rf"{near}(?P<weekday>{weekday})(?!\w)",
            rf"{near}{part}?{alone}",
            rf"{part}{alone}",
            r"(?P<part>[Mm]id|[Ee]arly|[Ll]ate)[\s-]+(?:the\s+)?(?P<decade>(?:1[0-9]\d|20\d)0)['’]?s\b",
            rf"{part}(?P<years>{_YEAR})(?!\w)",
            rf"(?i:(?P<relative>{relative}))(?!\w)",
        ),
    }
    return tuple(re.compile(shape) for shape in table[kind])


def _names(table: dict[str, int]) -> str:
    full = ("May", "June", "July")
    return "|".join(
        f"{name}\\b\\.?" if len(name) < 5 and name not in full else name
        for name in sorted(table, key=len, reverse=True)
    )


def _short(table: dict[str, int]) -> str:
    return "|".join(sorted({name[:3] for name in table}))


def _numbered(role: str, first: int) -> dict[str, int]:
    rows = enumerate(_row(role).split(), first)
    return {name: number for number, names in rows for name in names.split("|")}


@cache
def _row(role: str) -> str:
    lines = files("wireroom.core").joinpath("data/calendar_en.txt").read_text("utf-8").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(f"{role}:"))
