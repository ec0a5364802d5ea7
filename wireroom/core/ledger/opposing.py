"""Decides what a denial denies, and to which claims "no evidence" and "no comment" belong. Judges nobody right."""

from enum import StrEnum

from wireroom.core.ledger.claims import STANDS
from wireroom.core.ledger.values import Said
from wireroom.core.ledger.words import Terms, find_terms

_SIDES = {"denies": "denied", "no_evidence": "unconfirmed", "declines_comment": "declined"}
# Of a denial's terms so many stand in what it denies.
_OF_DENIAL = 0.6
_FEWEST, _FEWEST_PAIRS = 2, 3
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
    if (side == "denied" and theirs.negated != mine.negated) or (theirs.words and theirs.eastern != mine.eastern):
        return None
    return Opposition(side) if _covers(mine, theirs) or _answers(said, answer, mine, theirs) else None


def _covers(mine: Terms, theirs: Terms) -> bool:
    """The answer is about the same: most of its terms stand in what was said."""
    if not mine.words & theirs.words:
        return False
    told = theirs.words | theirs.meant
    shared = len((mine.words | mine.meant) & told)
    fewest = _FEWEST_PAIRS if mine.eastern else _FEWEST
    return shared >= fewest and shared >= _OF_DENIAL * len(told)


def _answers(said: Said, answer: Said, mine: Terms, theirs: Terms) -> bool:
    """The answer only points at what was said ("denied the allegations"), and one of both names the other."""
    if answer.content and not theirs.meant:
        return False
    speakers = _names(said.name)
    if theirs.words - speakers - mine.words:
        return False
    accused = said.stance == "accuses" or answer.item == said.item
    return accused and bool(_names(answer.name) & mine.words or (speakers and speakers & theirs.words))


def _names(name: str) -> frozenset[str]:
    return find_terms(name).words
