"""Decides what a denial denies, and to which claims "no evidence" and "no comment" belong. Judges nobody right."""

from enum import StrEnum

from wireroom.core.ledger.amounts import compare_figures
from wireroom.core.ledger.claims import STANDS
from wireroom.core.ledger.terms import Terms, are_apart, are_swapped
from wireroom.core.ledger.values import Said
from wireroom.core.ledger.words import find_terms

_SIDES = {"denies": "denied", "no_evidence": "unconfirmed", "declines_comment": "declined"}
# Of a denial's terms so many stand in what it denies.
_OF_DENIAL = 0.7
_FEWEST = 2
# Accusations and what somebody asserts of another are answered within so many days.
_DAYS = 30


class Opposition(StrEnum):
    """How a statement stands against another: denied, not confirmed (no evidence of it), no comment on it."""

    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    DECLINED = "declined"


def decide_opposition(said: Said, answer: Said) -> Opposition | None:
    """How an answer stands against what somebody else said; None where it does not, or where that is not sure."""
    side = _SIDES.get(answer.stance)
    if side is None or STANDS.get(said.stance) != "for" or not said.content:
        return None
    if said.actor is not None and said.actor == answer.actor:
        return None
    if abs((answer.said_at - said.said_at).days) > _DAYS:
        return None
    mine, theirs = find_terms(said.content), find_terms(answer.content)
    if theirs.words and theirs.eastern != mine.eastern:
        return None
    covers, answers = _covers(said, answer, mine, theirs), _answers(said, answer, mine, theirs)
    if not (covers or answers) or _are_apart(said, answer, mine, theirs, side):
        return None
    if not answers and are_swapped(mine, theirs, apart_from=_speakers(said, answer)):
        return None
    return Opposition(side)


def _are_apart(said: Said, answer: Said, mine: Terms, theirs: Terms, side: str) -> bool:
    """The answer is about something else, or about its opposite."""
    if side != "declined" and (mine.negated != theirs.negated or (theirs.words and mine.frames != theirs.frames)):
        return True
    if compare_figures(said.figures, answer.figures) == "against":
        return True
    return are_apart(mine, theirs, apart_from=_speakers(said, answer))


def _covers(said: Said, answer: Said, mine: Terms, theirs: Terms) -> bool:
    """The answer is about the same: most of its terms stand in what was said."""
    if not mine.all_words & theirs.words:
        return False
    told = theirs.words | (theirs.meant & mine.meant)
    shared = len((mine.all_words | mine.meant) & told)
    if shared < _FEWEST:
        return False
    whole = len(mine.words - find_terms(answer.name).words)
    return shared >= _OF_DENIAL * len(told) or (shared > _FEWEST and shared >= whole)


def _answers(said: Said, answer: Said, mine: Terms, theirs: Terms) -> bool:
    """The answer only points at what was said ("denied the allegations"), and one of both names the other."""
    if answer.content and not theirs.meant:
        return False
    if said.stance == "accuses" and theirs.words and theirs.words <= mine.words:
        return True
    speakers = find_terms(said.name).words
    if theirs.words - speakers - mine.words:
        return False
    if set(find_terms(answer.name).order) & set(mine.order):
        return said.stance == "accuses" or answer.item == said.item or bool(theirs.words)
    return (said.stance == "accuses" or answer.item == said.item) and bool(speakers and speakers & theirs.words)


def _speakers(said: Said, answer: Said) -> frozenset[str]:
    return find_terms(said.name).words | find_terms(answer.name).words
