"""The Japanese words and shapes of figures, from core/data. Decides nothing about what is around them."""

import re
from functools import cache
from importlib.resources import files

NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_D = r"[0-9０-９](?:[0-9０-９,，]{0,18}[0-9０-９])?(?:[.．][0-9０-９]{1,9})?"
_PIECE = re.compile(rf"{_D}|.")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_SIGNS = {"US$": "USD", "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY"}
_NOUN = r"[\u4e00-\u9fff々ヶァ-ヺー・A-Za-zＡ-Ｚａ-ｚ]"


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a row of figure_words_ja.txt, the longest first."""
    lines = files("wireroom.core").joinpath("data/figure_words_ja.txt").read_text("utf-8").splitlines()
    row = next(line.partition(":")[2] for line in lines if line.startswith(f"{role}:"))
    return tuple(sorted(set(row.split()), key=len, reverse=True))


@cache
def units() -> dict[str, str]:
    """Spellings of units and counters to the unit, a currency by its ISO 4217 code."""
    table = {}
    for line in files("wireroom.core").joinpath("data/units_ja.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            unit, _, spellings = line.partition(":")
            table |= {spelling: spelling if unit == "same" else unit for spelling in spellings.split()}
    return table


@cache
def figure() -> re.Pattern[str]:
    """The whole shape: qualifier, sign, number or range or share, unit, qualifier."""
    known = "|".join(re.escape(unit) for unit in sorted(units(), key=len, reverse=True))
    befores = "|".join(
        f"(?P<before_{role}>{'|'.join(words(f'before {role}'))})" for role in ("about", "at_least", "at_most")
    )
    roles = ("at_least", "over", "about", "at_most", "under")
    afters = "|".join(f"(?P<after_{role}>{'|'.join(words(f'after {role}'))})" for role in roles)
    kanji_unit = "|".join(sorted(words("kanji unit"), key=len, reverse=True))
    number = rf"{_D}(?:[十百千万億兆]{{1,2}}(?:{_D})?){{0,5}}"
    kanji = (
        rf"[二三四五六七八九十百千][一二三四五六七八九十百千万億〇]{{0,12}}(?=(?:{kanji_unit}))(?!千葉|十分|万[一葉])"
    )
    unit = rf"\s?(?:{known})"
    low = rf"(?P<low>{number}|{kanji})(?P<lowunit>{unit})?(?P<to>\s?[-–―─~〜～]\s?|から|、)"
    minutes = rf"(?P<minutes>{_D})分(?P<seconds>{_D})秒"
    return re.compile(
        rf"(?:(?:{befores})で?\s?)?(?P<sign>US\$|[$＄€£¥￥])?\s?"
        rf"(?:(?P<whole>{_D})分の(?P<share>{_D})|(?P<tenths>{_D}|[二三四五六七八九])割(?:(?P<hundredths>{_D})分)?"
        rf"|(?P<long>{_D})(?P<longunit>年|歳)と?(?P<months>{_D})[かカヶヵケ]月間?|{minutes}"
        rf"|(?:{low})?(?P<number>{number}|{kanji})(?P<unit>{unit})?)"
        rf"(?:{afters})?"
    )


@cache
def gate() -> re.Pattern[str]:
    """Where a figure may begin."""
    befores = [word for role in ("about", "at_least", "at_most") for word in words(f"before {role}")]
    return re.compile(
        rf"(?:{'|'.join(befores)})(?=で?\s?[$＄€£¥￥0-9０-９二三四五六七八九十百千])|[$＄€£¥￥0-9０-９二三四五六七八九十百千]"
    )


@cache
def no_unit() -> re.Pattern[str]:
    """What makes a number before it a place in a row, a time or a part of a name."""
    return re.compile("|".join(words("no unit")))


@cache
def verb_after(role: str) -> re.Pattern[str]:
    """A verb that says something of the figure before it."""
    return re.compile("|".join(words(f"verb {role}")))


@cache
def noun_after() -> re.Pattern[str]:
    """の and the noun that is counted."""
    return re.compile(
        rf"の同?(?P<noun>(?>{_NOUN}+(?:[とや]{_NOUN}{{2,}}(?=[がをは]))?))(?![いうえかきくけげこさしすせそたちっつてなねばまみめもやよらりるれろわれん])"
    )


@cache
def noun_before() -> re.Pattern[str]:
    """The noun right before a number, or before は, が or も."""
    return re.compile(rf"(?:同(?=[\u4e00-\u9fff]{{2}}))?(?P<noun>{_NOUN}+)(?P<particle>[はがも]、?|[:：]\s?)?\Z")


def read_number(written: str) -> float:
    """1万3000, 1億2千万, 三百, 12.5, full-width digits too, as a number."""
    total = part = 0.0
    small: float | None = None
    for piece in _PIECE.findall(written.translate(_FULL_WIDTH)):
        if piece[0].isdigit():
            small = float(piece.replace(",", ""))
        elif piece in NUMERALS:
            small = (small or 0) * 10 + NUMERALS[piece] if small else float(NUMERALS[piece])
        elif piece in _TENS:
            part, small = part + (1 if small is None else small) * _TENS[piece], None
        elif piece in _MYRIADS:
            total, part, small = total + ((part + (small or 0)) or 1) * _MYRIADS[piece], 0.0, None
    return total + part + (small or 0)


def currency(sign: str) -> str:
    """The ISO 4217 code of a sign of currency."""
    return _SIGNS[sign]
