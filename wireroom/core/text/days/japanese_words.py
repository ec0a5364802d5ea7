"""The Japanese words of days, from core/data, as patterns and tables. Decides nothing."""

import re
from functools import cache
from importlib.resources import files

from wireroom.core.text.days.steps import Step, read_steps

WEEKDAYS = "月火水木金土日"
SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_D = "[0-9０-９]"
_TO = r"\s*(?:から|より|[-–—―─~〜～・]|(?:と|、)(?=[0-9０-９]{1,2}日))\s*"


@cache
def row(role: str) -> tuple[str, ...]:
    """The words of a row of calendar_ja.txt."""
    lines = files("wireroom.core").joinpath("data/calendar_ja.txt").read_text("utf-8").splitlines()
    return next(tuple(line.partition(":")[2].split()) for line in lines if line.startswith(f"{role}:"))


@cache
def eras() -> dict[str, int]:
    """The year before the first of an era."""
    return {name: int(year) for name, _, year in (word.partition("=") for word in row("eras"))}


@cache
def parts() -> dict[str, tuple[int, int]]:
    """Parts of a month: first and last day, 0 for the last there is."""
    found = (word.partition("=") for word in row("parts"))
    return {name: (int(days.split("-")[0]), int(days.split("-")[1])) for name, _, days in found}


@cache
def steps() -> dict[str, Step]:
    """Words such as 先週 and what they mean."""
    return read_steps(files("wireroom.core").joinpath("data/day_words_ja.txt").read_text("utf-8"))


@cache
def future_pattern() -> re.Pattern[str]:
    """Words by which a sentence speaks of what is to come."""
    return re.compile("|".join(row("future")))


@cache
def gate() -> re.Pattern[str]:
    """Where a mention of days may begin."""
    no_word = "|".join(row("no word"))
    words = "|".join(sorted(steps(), key=len, reverse=True))
    return re.compile(
        rf"(?P<number>(?<![0-9０-９.,．，第\-])[0-9０-９]|{'|'.join(eras())})|(?P<word>(?!{no_word}|日本日)(?:{words}))"
        r"|(?P<weekday>(?<!毎週)(?<!曜)(?<!第[0-9０-９])[月火水木金土日]曜(?!版|劇場|ドラマ|ロード|洋画|ショー))"
    )


@cache
def shapes(kind: str) -> tuple[re.Pattern[str], ...]:
    """What may stand where the gate said `kind` (number, word, weekday), the longest shape first."""
    no_day = f"(?!{'|'.join(row('no day'))}|(?<=(?<![0-9０-９])[1１]日)に?[0-9０-９一二三])"
    number_year = rf"(?:{_D}{{4}}|(?:{'|'.join(eras())})(?:元|{_D}{{1,2}}))年"
    year = rf"(?:(?P<year>{number_year})(?:\s?[(（][^)）\n+]{{2,9}}[)）])?|(?P<relyear>{_of('year')}))"
    month = rf"(?:(?P<month>{_D}{{1,2}})月(?![曜面])|(?P<relmonth>{_of('month')}))"
    to_month = rf"(?:{_TO}(?:(?P<year2>{number_year}))?(?P<month2>{_D}{{1,2}})月)?"
    weekday = rf"(?:\s?[(（][{WEEKDAYS}](?:曜日?)?[)）])?"
    last = rf"(?P<year2>{number_year})?(?:(?P<month2>{_D}{{1,2}})月)?(?P<day2>{_D}{{1,2}})日{no_day}"
    to_day = rf"(?:{weekday}{_TO}{last})?"
    first_of_two = (
        rf"(?P<day>{_D}{{1,2}})(?:日{no_day}{to_day}|\s?(?:[-–—―─~〜～・、]|から)\s?(?P<day3>{_D}{{1,2}})日{no_day})"
    )
    part = rf"の?(?P<part>{'|'.join(parts())})(?!期|っ子|代|日)"
    dated = rf"(?:{_of_day()}の)?(?:{year}の?)?{month}の?{first_of_two}"
    numbered = (
        rf"(?P<slashed>{_D}{{4}}([/.]){_D}{{1,2}}\2{_D}{{1,2}})(?!{_D})",
        rf"(?P<decade>{_D}{{3}}0)年代",
        rf"(?P<years>{_D}{{4}})\s?年?\s?(?:[-–—―─~〜～]|から)\s?(?P<years2>{_D}{{4}}|{_D}{{2}})年(?!間|{_D})",
    )
    shared = (
        dated,
        rf"(?:{year}の?)?{month}(?:{part})?{to_month}",
        rf"{year}(?:(?P<fiscal>度)|の?(?P<season>[春夏秋冬])(?![期季場])|の?(?P<yearpart>末))?",
        rf"(?:{_of_day()}の)?{first_of_two}",
    )
    table = {
        "number": (*numbered, *shared),
        "word": (
            rf"(?P<week>先週|今週|来週)の?(?P<weekday>[{WEEKDAYS}])曜日?",
            *shared,
            rf"(?P<word>{_of(None)})",
        ),
        "weekday": (rf"(?P<weekday>[{WEEKDAYS}])曜日?",),
    }
    return tuple(re.compile(shape) for shape in table[kind])


def _of(unit: str | None) -> str:
    """The words of a unit, of all without one, for a pattern."""
    chosen = [word for word, step in steps().items() if unit in (None, step.unit)]
    return "|".join(sorted(chosen, key=len, reverse=True))


def _of_day() -> str:
    return f"(?:{_of('day')})"
