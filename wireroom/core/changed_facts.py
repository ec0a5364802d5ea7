"""Which facts changed in a sentence that otherwise stayed the same? Figures, names, dates, negations, quotations.

Finds; whether a change is a correction or the story going on is decided in core.corrections.
"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A sentence with less in common was written anew: nobody can say which word stands for which.
ALIKE = 0.55
MOST_WORDS, MOST_LETTERS = 4, 10
# Parts that are compared exactly: beyond, comparing takes long and what changed is no single fact.
MOST_COMPARED = 600
EASTERN = r"\u3040-\u30ff\u3400-\u9fff々〆ヶー"
PART = re.compile(
    r"[-+−±]?\d(?:[\d.,:/]*\d)?|(?:[ap]\.m)(?=\.)|[^\W\d_" + EASTERN + r"]+(?:['-][^\W\d_" + EASTERN + r"]+)*"
    r"|[" + EASTERN + r"]|[^\w\s.,;:!…、。・]"
)
QUOTED = re.compile(r"[“\"]([^”\"]*)(?:[”\"]|$)|[「『]([^」』]*)(?:[」』]|$)")
NUMERAL = re.compile(r"[-+−±]?\d[\d.,:/]*|[〇一二三四五六七八九十百千万億兆]")
CLOCK = "時日月年分歳"
KATAKANA = re.compile(r"[ァ-ヶー]")
KANJI = re.compile(r"[\u3400-\u9fff々]")
DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}


@dataclass(frozen=True, slots=True)
class FactChange:
    """One changed fact: `kind` is figure, name, date, negation, quote or opposite; `old` and `new` as they stand.

    `rose` says whether a figure went up (None: not a figure, or nobody can say); `going_on` that the sentence counts
    something that changes while an event goes on, in the direction in which it does.
    """

    kind: str
    old: str
    new: str
    rose: bool | None = None
    going_on: bool = False


def count_parts(sentence: str) -> Counter[str]:
    """The words of a sentence, or its letters where a script has no spaces, with figures and marks, for `likeness`."""
    return Counter(_parts(sentence))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's share of common parts of two sentences, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def find_changed_facts(old: str, new: str) -> tuple[FactChange, ...]:
    """The facts in which two states of a sentence differ; none when it was written anew or changed in words only."""
    olds, news = _parts(old), _parts(new)
    start, end = common_ends(olds, news)
    changed_old, changed_new = olds[start : len(olds) - end], news[start : len(news) - end]
    if len(changed_old) + len(changed_new) > MOST_COMPARED:
        return ()
    matcher = difflib.SequenceMatcher(None, changed_old, changed_new, autojunk=False)
    same = start + end + sum(block.size for block in matcher.get_matching_blocks())
    if 2 * same < ALIKE * (len(olds) + len(news)):
        return ()
    sentence = _Sentence(old, new, tuple(olds), tuple(news))
    changes: list[FactChange] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal" and _is_small(changed_old[i1:i2]) and _is_small(changed_new[j1:j2]):
            changes += _read_change(sentence, (start + i1, start + i2), (start + j1, start + j2))
    changes += _quotations(old, new)
    changes += _negations(old, new)
    return tuple(dict.fromkeys(changes))


def common_ends(old: Sequence, new: Sequence) -> tuple[int, int]:
    """How many pieces are the same at the beginning and, after those, at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return start, end


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Both states of a sentence, as text and as parts."""

    old: str
    new: str
    olds: tuple[str, ...]
    news: tuple[str, ...]


def _read_change(sentence: _Sentence, was: tuple[int, int], now: tuple[int, int]) -> list[FactChange]:
    before, after = sentence.olds[slice(*was)], sentence.news[slice(*now)]
    old, new = _join(before), _join(after)
    if _dates(sentence.olds, was) != _dates(sentence.news, now):
        return [FactChange("date", old, new, going_on=_says(sentence.new, "moment"))]
    if _figures(before) and _figures(after) and _figures(before) != _figures(after):
        return [_figure(sentence, was, now)]
    if before and after and _is_opposite(before, after):
        return [FactChange("opposite", old, new)]
    if before and after and _is_name(sentence.olds, was) and _is_name(sentence.news, now):
        return [FactChange("name", old, new)]
    return []


def _figure(sentence: _Sentence, was: tuple[int, int], now: tuple[int, int]) -> FactChange:
    # A unit beside the changed numeral counts with it: 1万人 and 2万人.
    before, after = _value(sentence.olds, *was), _value(sentence.news, *now)
    rose = None if before is None or after is None or before == after else after > before
    old, new = (_join(parts[slice(*span)]) for parts, span in ((sentence.olds, was), (sentence.news, now)))
    following = sentence.news[now[1]] if now[1] < len(sentence.news) else ""
    if following and following in CLOCK:
        return FactChange("date", old + following, new + following, going_on=_says(sentence.new, "moment"))
    counts = (
        _says(sentence.new, "moment")
        or (rose is True and (_says(sentence.new, "toll") or _is_hedged(sentence)))
        or (rose is False and _says(sentence.new, "waning"))
    )
    return FactChange("figure", old, new, rose, counts)


def _is_hedged(sentence: _Sentence) -> bool:
    """At least twelve became at least fifteen: the sentence never said how many there are."""
    return _says(sentence.old, "hedge") and _says(sentence.new, "hedge")


def _quotations(old: str, new: str) -> list[FactChange]:
    """Words inside quotation marks that changed: nobody said what was there before."""
    olds, news = ([next(filter(None, found), "") for found in QUOTED.findall(text)] for text in (old, new))
    if len(olds) != len(news):
        return []
    pairs = zip(olds, news, strict=True)
    return [FactChange("quote", one, other) for one, other in pairs if _parts(one) != _parts(other)]


def _negations(old: str, new: str) -> list[FactChange]:
    """A "not" that came or went. Where it was still open, that is the story going on."""
    before, after = (tuple(_found(text, "negation")) for text in (old, new))
    if len(before) == len(after):
        return []
    going_on = _says(old, "open") or _says(new, "open")
    return [FactChange("negation", " ".join(before), " ".join(after), going_on=going_on)]


def _is_name(parts: Sequence[str], span: tuple[int, int]) -> bool:
    """Capitals inside a sentence; katakana; kanji before a title. At the start of a sentence capitals say nothing."""
    start, end = span
    for at in range(start, end):
        part = parts[at]
        if part[:1].isupper() and (at > 0 or (end < len(parts) and parts[end][:1].isupper())) and len(part) > 1:
            return True
        if KATAKANA.fullmatch(part):
            return True
    if start < end and KANJI.fullmatch(parts[end - 1]):
        following = "".join(parts[end : end + 6])
        return re.match(rf"[\u3400-\u9fff々]{{0,3}}?(?:{_pattern('title')})", following) is not None
    return False


def _is_opposite(before: Sequence[str], after: Sequence[str]) -> bool:
    one, other = (_join([part for part in parts if part not in ("a", "an")]).casefold() for parts in (before, after))
    return (one, other) in _opposites()


def _is_small(parts: Sequence[str]) -> bool:
    letters = sum(bool(re.match(f"[{EASTERN}]", part)) for part in parts)
    return letters <= MOST_LETTERS and len(parts) - letters <= MOST_WORDS


def _figures(parts: Sequence[str]) -> list[str]:
    numbers = _words("number en")
    return [part.casefold() for part in parts if NUMERAL.fullmatch(part) or part.casefold() in numbers]


def _value(parts: Sequence[str], start: int, end: int) -> float | None:
    """The figure at a place, taken as far as it goes; None when it is not a plain number."""
    while start and (NUMERAL.fullmatch(parts[start - 1]) or parts[start - 1].casefold() in _words("number en")):
        start -= 1
    while end < len(parts) and (NUMERAL.fullmatch(parts[end]) or parts[end].casefold() in _words("number en")):
        end += 1
    total, part, seen = 0.0, 0.0, False
    for word in (piece.casefold() for piece in parts[start:end]):
        if re.fullmatch(r"[-+−±]?\d[\d,]*(?:\.\d+)?", word):
            part, seen = part * 1 + float(word.replace(",", "").replace("−", "-").replace("±", "")), True
        elif word in DIGITS or word in _plain_numbers():
            part, seen = part + (DIGITS.get(word) or _plain_numbers().get(word, 0)), True
        elif word in UNITS or word in SCALE:
            unit = UNITS.get(word) or SCALE[word]
            if unit >= 10**4:
                total, part = total + (part or 1) * unit, 0.0
            else:
                part = (part or 1) * unit
            seen = True
    return total + part if seen else None


@cache
def _plain_numbers() -> dict[str, int]:
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    words = {word: value for value, word in enumerate(f"{small} seventeen eighteen nineteen".split())}
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    return words | {word: value * 10 for value, word in enumerate(tens, 2)}


def _dates(parts: Sequence[str], span: tuple[int, int]) -> list[str]:
    """Words of dates in a changed piece; in Japanese the letters beside it may belong to one: 昨年 and 今年."""
    english = [part.casefold() for part in parts[slice(*span)] if part.casefold() in _words("date en")]
    beside = "".join(parts[max(0, span[0] - 1) : span[1] + 1])
    return english + [word for word in sorted(_words("date ja")) if word in beside]


def _says(text: str, role: str) -> bool:
    return next(iter(_found(text, role)), None) is not None


def _found(text: str, role: str) -> list[str]:
    return [found[0] for found in _role_pattern(role).finditer(unicodedata.normalize("NFKC", text).replace("’", "'"))]


def _parts(text: str) -> list[str]:
    return PART.findall(unicodedata.normalize("NFKC", text).replace("’", "'"))


def _join(parts: Sequence[str]) -> str:
    return "".join(parts) if parts and re.match(f"[{EASTERN}]", parts[-1]) else " ".join(parts)


@cache
def _role_pattern(role: str) -> re.Pattern[str]:
    english = "|".join(re.escape(word) for word in sorted(_words(f"{role} en"), key=len, reverse=True))
    japanese = "|".join(re.escape(word) for word in sorted(_words(f"{role} ja"), key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{english})(?![\w'])|{japanese}", re.I)


@cache
def _pattern(role: str) -> str:
    return "|".join(sorted(map(re.escape, _words(f"{role} ja")), key=len, reverse=True))


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [tuple(pair.split()) for pair in (*_words("opposite en"), *_words("opposite ja"))]
    return frozenset(pairs) | frozenset((right, left) for left, right in pairs)


@cache
def _words(role: str) -> frozenset[str]:
    """The words of a role and language, from data/fact_words.txt."""
    lines = files("wireroom.core").joinpath("data/fact_words.txt").read_text("utf-8").splitlines()
    found = next((line for line in lines if line.startswith(f"{role}:")), ":")
    return frozenset(word.strip() for word in found.partition(":")[2].split(",") if word.strip())
