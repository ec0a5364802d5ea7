"""Finds the figures of a Japanese text: 1万3000個以上, 約1,500人, 4割, 3分の1. Words of days are none, nor are clocks,
places in a row (3位, 第2), and numbers in names.

docs/annotating.md says what a figure is.
"""

import re

from wireroom.core.text.days import find_day_words
from wireroom.core.text.figures import japanese_words as words
from wireroom.core.text.figures.values import Figure, Qualifier

# Before a number: parts of a code or name, of a larger number, of a time zone.
_CODE_BEFORE = re.compile(
    r"(?:[A-Za-z0-9０-９#@/_.．,，:：]|[A-Za-z0-9][-–—・]|[第数何幾]|[+＋±−]\s?|[A-Za-z]\s?-\s?|[A-Z] "
    r"|[南北]緯|[東西]経)\Z"
)
_CODE_AFTER = re.compile(r"[A-Za-z0-9０-９_]|[.:：/／][0-9０-９]|\s?[-–:：]\s?[0-9０-９]|数")
_AGE = re.compile(r"[(（]\Z")
_AGE_AFTER = re.compile(r"[)）、=]")
_CLOCK_BEFORE = re.compile(r"(?:時|同|午前|午後|前半|後半|延長|[0-9]:)\Z")
_BARE_AFTER = re.compile(r"[、。をはがにとので)）]|に対|\Z")
_NO_FIGURE_AFTER = re.compile(r"目|(?<=1[人個台件本日])(?:あたり|当たり|につき|平均)")
_KANJI = re.compile(r"[\u4e00-\u9fff]")
# How far around a number its words are sought; a counted noun is hardly longer.
_BACK, _LONGEST = 30, 12
# A counter that no list has is as short as this.
_COUNTER = re.compile(r"[\u4e00-\u9fff]{1,3}(?![\u4e00-\u9fff々])|[ァ-ヺー]{2,8}(?![ァ-ヺー])")
# Of time there is nothing counted; degrees are of warmth where the words around speak of it.
_TIMES = frozenset(("年", "か月", "週間", "日", "時間", "分", "秒", "階"))
_TEMPERATURE = re.compile(r"気温|猛暑|摂氏|熱|暑|寒|温度|水温|観測")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROLES_BEFORE = ("about", "at_least", "at_most")
_ROLES_AFTER = ("at_least", "over", "about", "at_most", "under")
_MONEY = re.compile(r"[A-Z]{3}\Z")


def find_japanese_figures(text: str) -> list[Figure]:
    """The figures of a text, in order."""
    days = find_day_words(text, "ja")
    figures: list[Figure] = []
    end = at_day = 0
    for start in words.gate().finditer(text):
        if start.start() < end:
            continue
        while at_day < len(days) and days[at_day][1] <= start.start():
            at_day += 1
        if at_day < len(days) and days[at_day][0] <= start.start():
            continue
        stop = days[at_day][0] if at_day < len(days) else len(text)
        found = words.figure().match(text, start.start(), stop)
        if not found:
            continue
        if found["to"] and not _is_range(found):
            found = words.figure().match(text, found.start(), found.start("to"))
        if not found:
            continue
        end = found.end()
        if figure := _figure(text, found, figures[-1].span[1] if figures else 0):
            figures.append(figure)
            end = max(end, figure.span[1])
    return figures


def _is_range(found: re.Match[str]) -> bool:
    low, high = _values(found)
    if high is None or low >= high or low == 0:
        return False
    if found["to"] == "、":
        # 2、3人 are two or three.
        return len(found["low"]) == 1 and high == low + 1 and not found["lowunit"]
    return bool(found["unit"]) or found["to"] != "から"


def _figure(text: str, found: re.Match[str], last: int) -> Figure | None:
    """A figure, or None; `last` is where the one before ended."""
    start, end = found.span()
    first = min(
        at for at in (found.start(name) for name in ("whole", "tenths", "long", "minutes", "low", "number")) if at >= 0
    )
    sign = found["sign"] or ""
    before = text[max(0, first - len(sign) - _BACK) : first - len(sign)]
    if not _is_measure(text, found, before):
        return None
    low, high = _values(found)
    unit = _unit(found)
    if unit is None:
        # A counter that no list has: 12球団.
        counter = _COUNTER.match(text, end) if not found["share"] and not _YEAR.fullmatch(found[0]) else None
        if counter and counter[0] in words.words("no counts"):
            counter = None
        if counter:
            unit, end = counter[0], counter.end()
        elif not _is_bare(text, found, before) and not found["share"]:
            return None
    elif unit == "度" and _TEMPERATURE.search(text[max(0, start - 2 * _BACK) : end + _BACK]):
        unit = "°C"
    counts = _counts(text, text[max(last, start - _BACK) : start], end, unit)
    return Figure(low, high, unit, counts, _qualifier(text, found, end), (start, end))


def _is_measure(text: str, found: re.Match[str], before: str) -> bool:
    """Whether the number measures or counts: it is no part of a name, code, clock, score, and no place in a row."""
    if _CODE_BEFORE.search(before):
        return False
    end = found.end("number") if found["number"] else found.end()
    if found["number"]:
        if words.no_unit().match(text, end) and not _longer_unit(found, text, end):
            return False
        if not found["unit"] and (
            _CODE_AFTER.match(text, end) or (_AGE.search(before) and _AGE_AFTER.match(text, end))
        ):
            return False
        if _is_of_clock(text, found, before):
            return False
    elif found["minutes"] and _CLOCK_BEFORE.search(before):
        return False
    # Places in a row again: 3回目; and each: 1人あたり. 2試合ぶり is a figure.
    return not _NO_FIGURE_AFTER.match(text, found.end())


def _longer_unit(found: re.Match[str], text: str, end: int) -> bool:
    """次 is a place in a row, 次元 is none: the longer of the two words stands there."""
    row = words.no_unit().match(text, end)
    return bool(found["unit"]) and len(found["unit"].strip()) > len(row[0])


def _is_of_clock(text: str, found: re.Match[str], before: str) -> bool:
    unit = (found["unit"] or "").strip()
    after = text[found.end("number") : found.end("number") + 2]
    if after[:1] == "時" and after != "時間":
        return True
    return unit in ("分", "秒") and bool(_CLOCK_BEFORE.search(before))


def _is_bare(text: str, found: re.Match[str], before: str) -> bool:
    """A number without a unit counts after few words: 賛成131."""
    if found["sign"]:
        return True
    if any(words.verb_after(role).match(text, found.end()) for role in ("over", "under")):
        return True
    return before.endswith(words.words("bare")) and bool(_BARE_AFTER.match(text, found.end()))


def _values(found: re.Match[str]) -> tuple[float, float | None]:
    if found["share"]:
        whole = words.read_number(found["whole"])
        return (round(words.read_number(found["share"]) / whole, 4) if whole else 0.0), None
    if found["tenths"]:
        return words.read_number(found["tenths"]) * 10 + words.read_number(found["hundredths"] or "0"), None
    if found["long"]:
        return words.read_number(found["long"]) * 12 + words.read_number(found["months"]), None
    if found["minutes"]:
        return words.read_number(found["minutes"]) * 60 + words.read_number(found["seconds"]), None
    value = words.read_number(found["number"])
    if not found["low"]:
        return value, None
    low = words.read_number(found["low"])
    # Of 2〜3万人 both are tens of thousands.
    scale = found["number"].rstrip("人")[-1]
    if scale in "千万億兆" and found["low"][-1].isdigit() and low < value / words.read_number(f"1{scale}") + 1:
        low *= words.read_number(f"1{scale}")
    return low, value


def _unit(found: re.Match[str]) -> str | None:
    if found["sign"]:
        return words.currency(found["sign"])
    if found["tenths"]:
        return "%"
    if found["long"]:
        return "か月"
    if found["minutes"]:
        return "秒"
    return words.units()[found["unit"].strip()] if found["unit"] else None


def _qualifier(text: str, found: re.Match[str], end: int) -> Qualifier:
    for role in _ROLES_AFTER:
        if found[f"after_{role}"]:
            return Qualifier(role)
    for role in ("over", "under", "at_most"):
        if words.verb_after(role).match(text, end):
            return Qualifier(role)
    for role in _ROLES_BEFORE:
        if found[f"before_{role}"]:
            return Qualifier(role)
    return Qualifier.EXACT


def _counts(text: str, before: str, end: int, unit: str | None) -> str | None:
    """What is counted: the noun after の, else the one before the number."""
    if unit in _TIMES:
        return None
    after = words.noun_after().match(text, end)
    if after and _is_counted(after["noun"]):
        # 2人の兵士と… may be with whom, 2発の砲弾とロケット弾 is what.
        return re.split("[とや]", after["noun"])[0] if unit == "人" else after["noun"]
    if _KANJI.match(text, end):
        # 1人死亡: whatever came before belongs to another number.
        return None
    told = words.noun_before().search(before)
    particle = told and (told["particle"] or "").strip()
    if not told or (particle and particle not in ":：" and not _tells_what(particle, unit)):
        return None
    return told["noun"].strip("・") if _is_counted(told["noun"]) else None


def _tells_what(particle: str, unit: str | None) -> bool:
    """Whether what stands before は, が or も is what the figure is of: 投票率が60%, 価格は500円."""
    return unit == "%" or (particle[0] in "はも" and unit is not None and bool(_MONEY.match(unit)))


def _is_counted(noun: str) -> bool:
    noun = noun.strip("・")
    if noun in words.words("no counts") or len(noun) > _LONGEST:
        return False
    return len(noun) > 1 or bool(_KANJI.match(noun))
