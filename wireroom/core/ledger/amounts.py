"""Decides whether figures of two statements agree, and what a figure is of. Sums and converts none."""

import re
from collections.abc import Sequence
from dataclasses import replace

from wireroom.core.ledger.values import Amount
from wireroom.core.ledger.western_words import stem
from wireroom.core.ledger.word_lists import list_lines, list_words
from wireroom.core.matching.tokens import find_tokens, fold_text

_EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_HEADS = ("人", "名")
# Smaller numbers than this may agree by chance.
TELLING = 10
# How far "about" and "over" reach.
_ABOUT, _OVER = 0.1, 0.2


def compare_figures(one: Sequence[Amount], other: Sequence[Amount]) -> str:
    """Whether the figures of two statements agree: "for", "small" where they are so small that they may by chance,
    or "against"; "" where there is nothing to compare.

    They contradict each other where what both tell first of one thing does not agree, and where each gives a figure
    of a kind for which the other has none: 17 workers 400 m below ground are not 11 miners 400 m below ground.
    """
    one, other = _fill(one), _fill(other)
    firsts, others = _firsts(one), _firsts(other)
    if any(not may_agree(amount, others[thing]) for thing, amount in firsts.items() if thing in others):
        return "against"
    mine = [amount for amount in one if not any(_are_one(amount, theirs) for theirs in other)]
    theirs = [amount for amount in other if not any(_are_one(amount, ours) for ours in one)]
    if any(measure_of(left) == measure_of(right) for left in mine for right in theirs):
        return "against"
    agreed = [amount for amount in one if amount not in mine]
    return "for" if any(amount.value >= TELLING for amount in agreed) else "small" if agreed else ""


def _fill(amounts: Sequence[Amount]) -> list[Amount]:
    """With what they count told of all: in "61 people, up from 48" both count people."""
    filled: list[Amount] = []
    for amount in amounts:
        before = next((known for known in filled if not amount.counts and _unit(known) == _unit(amount)), None)
        filled.append(replace(amount, counts=before.counts) if before else amount)
    return filled


def _firsts(amounts: Sequence[Amount]) -> dict[tuple[str, str], Amount]:
    """The first figure of each thing, and the first of people as such: "48 deaths" are not "61 killed"."""
    found: dict[tuple[str, str], Amount] = {}
    for amount in amounts:
        thing = thing_of(amount)
        if thing[1]:
            found.setdefault(thing, amount)
        if 0 in _kinds(amount) and thing[1] != fold_counted("injured"):
            found.setdefault(("", "people of any kind"), amount)
    return found


def _are_one(one: Amount, other: Amount) -> bool:
    """Whether two figures may be the same one: of one thing, as far as that is told, and both may be right."""
    if _unit(one) != _unit(other) or not may_agree(one, other):
        return False
    things = {thing_of(one)[1], thing_of(other)[1]}
    return len(things) == 1 or "" in things or _may_be_the_same_people(one, other)


def may_agree(one: Amount, other: Amount) -> bool:
    """Whether two figures of the same thing may both be right, as near as such words are meant."""
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return low <= most and least <= high


def thing_of(amount: Amount) -> tuple[str, str]:
    """What a figure is of, as it is compared: its unit (none for heads) and what it counts."""
    return _unit(amount), fold_counted(amount.counts)


def _may_be_the_same_people(one: Amount, other: Amount) -> bool:
    """Both count people, and one of them people of any kind, or both people of one kind."""
    if {one.unit, other.unit} <= set(_HEADS):
        return True
    mine, theirs = _kinds(one), _kinds(other)
    return bool(mine and theirs) and bool(mine & theirs or 0 in mine | theirs)


def is_human(amount: Amount) -> bool:
    """Whether a figure counts people, living or dead."""
    return amount.unit in _HEADS or bool(_kinds(amount))


def _kinds(amount: Amount) -> frozenset[int]:
    """The kinds of people that a figure counts, as lines of the word list; the first is of any kind."""
    words = find_tokens(fold_text(amount.counts))
    head = words[-1] if words and not amount.unit else ""
    return frozenset(number for number, line in enumerate(list_lines("en", "human")) if head in line)


def fold_counted(counts: str) -> str:
    """What a figure counts as it is compared: the head noun, and for several words of one thing always the same."""
    folded = fold_text(counts).strip()
    if not folded:
        return ""
    if _EASTERN.search(folded):
        lines = list_lines("ja", "counted")
        ending = next((line for line in lines if any(folded.endswith(word) for word in line)), None)
        return _named(ending) if ending else folded
    words = [word for word in find_tokens(folded) if word not in list_words("en", "empty")]
    if not words:
        return folded
    head = words[-1]
    for line in (*list_lines("en", "counted"), *list_lines("ja", "counted")):
        if head in line:
            return _named(line)
    return stem(head)


def _named(line: Sequence[str]) -> str:
    """One name for a line, in both languages: its English word, where it has one."""
    english = next((word for word in sorted(line) if word.isascii()), min(line))
    same = next((one for one in list_lines("en", "counted") if english in one), (english,))
    return min(same)


def _unit(amount: Amount) -> str:
    return "" if amount.unit in (*_HEADS, "-") else amount.unit


def measure_of(amount: Amount) -> str:
    """What a figure measures; "" for all that is counted."""
    return "" if amount.unit in ("-", *list_words("ja", "counters")) else amount.unit


def _bounds(amount: Amount) -> tuple[float, float]:
    low, high = amount.value, amount.value if amount.high is None else amount.high
    match amount.qualifier:
        case "about":
            return low * (1 - _ABOUT), high * (1 + _ABOUT)
        case "at_least" | "over":
            return low, high * (1 + _OVER)
        case "at_most" | "under":
            return low * (1 - _OVER), high
    return low, high
