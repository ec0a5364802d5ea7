"""Decides whether two statements make the same claim: one actor, like words, figures that agree, never across a
negation. Sure rather than complete; finds no candidates."""

from collections.abc import Sequence
from datetime import timedelta

from wireroom.core.ledger.values import Amount, Said
from wireroom.core.ledger.words import Terms, find_terms, fold_counted

WITHIN = timedelta(days=14)
# Statements of these stances may be one claim; of different ones never.
STANDS = {
    "asserts": "for",
    "confirms": "for",
    "accuses": "for",
    "reported": "for",
    "denies": "against",
    "requests": "asks",
    "no_evidence": "unproven",
    "declines_comment": "silent",
}
# Of the shorter one's terms, and of the longer one's, so many are shared.
_OF_SHORTER, _OF_LONGER = 0.6, 0.4
_FEWEST, _FEWEST_PAIRS = 3, 4
# How far "about" and "over" reach.
_ABOUT, _OVER = 0.1, 0.2


def decide_same_claim(one: Said, other: Said) -> str:
    """Why two statements make the same claim, in a few words; "" where they do not, or where that is not sure."""
    if one.actor is None or one.actor != other.actor or abs(one.said_at - other.said_at) > WITHIN:
        return ""
    return decide_same_content(one, other)


def decide_same_content(one: Said, other: Said) -> str:
    """Why two statements say the same, whoever makes them; "" where they do not, or where that is not sure."""
    if STANDS.get(one.stance) != STANDS.get(other.stance):
        return ""
    mine, theirs = find_terms(one.content), find_terms(other.content)
    if mine.negated != theirs.negated or not are_near(mine, theirs):
        return ""
    figures = compare_figures(one.figures, other.figures)
    if figures == "against":
        return ""
    shared, of = len(mine.words & theirs.words), min(len(mine.words), len(theirs.words))
    return f"{shared} of {of} terms alike{', the same figures' if figures else ''}"


def are_near(one: Terms, other: Terms) -> bool:
    """Whether two contents are about the same."""
    shared = len(one.words & other.words)
    shorter, longer = sorted((len(one.words), len(other.words)))
    if one.eastern != other.eastern or not shared:
        return False
    if shorter == longer == shared and shared > 1:
        return True
    fewest = _FEWEST_PAIRS if one.eastern else _FEWEST
    return shared >= fewest and shared >= _OF_SHORTER * shorter and shared >= _OF_LONGER * longer


def compare_figures(one: Sequence[Amount], other: Sequence[Amount]) -> str:
    """Whether figures of the same thing agree: "for" or "against", "" where there is nothing to compare."""
    found = ""
    for mine in one:
        theirs = [amount for amount in other if _thing(amount) == _thing(mine)]
        if not theirs:
            continue
        if not any(may_agree(mine, amount) for amount in theirs):
            return "against"
        found = "for"
    return found


def may_agree(one: Amount, other: Amount) -> bool:
    """Whether two figures of the same thing may both be right, as near as such words are meant."""
    (low, high), (least, most) = _bounds(one), _bounds(other)
    return low <= most and least <= high


def _thing(amount: Amount) -> tuple[str, str]:
    return thing_of(amount.unit, amount.counts)


def thing_of(unit: str, counts: str) -> tuple[str, str]:
    """What a figure is of, as it is compared: its unit (none for heads) and what it counts."""
    return ("" if unit in ("人", "名", "-") else unit, fold_counted(counts))


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
