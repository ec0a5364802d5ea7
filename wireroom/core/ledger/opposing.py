"""Decides what a denial denies, and to which claims "no evidence" and "no comment" belong. Judges nobody right."""

from enum import StrEnum

from wireroom.core.ledger.amounts import compare_figures
from wireroom.core.ledger.naming import fold_name
from wireroom.core.ledger.stands import find_stand
from wireroom.core.ledger.terms import Terms, are_apart, are_swapped
from wireroom.core.ledger.values import Said
from wireroom.core.ledger.words import find_terms

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


_SIDES = {
    "against": Opposition.DENIED,
    "unproven": Opposition.UNCONFIRMED,
    "silent": Opposition.DECLINED,
}


def decide_opposition(said: Said, answer: Said) -> Opposition | None:
    """How an answer stands against what somebody else said; None where it does not, or where that is not sure."""
    stand, against = find_stand(said), find_stand(answer)
    side = _SIDES.get(against.side)
    if side is None or stand.side != "for" or not said.content:
        return None
    if said.actor == answer.actor and (said.actor is not None or fold_name(said.name) == fold_name(answer.name)):
        return None
    if abs((answer.said_at - said.said_at).days) > _DAYS:
        return None
    mine, theirs = stand.terms, against.terms
    if theirs.words and theirs.eastern != mine.eastern:
        return None
    if side != Opposition.DECLINED and stand.negated != against.negated:
        return None
    answers = _answers(said, answer, mine, theirs)
    framed = side != Opposition.DECLINED and mine.frames != theirs.frames
    if not answers and (framed or not _covers(answer, mine, theirs)):
        return None
    speakers = find_terms(said.name).words | find_terms(answer.name).words
    if compare_figures(said.figures, answer.figures) == "against" or are_apart(mine, theirs, apart_from=speakers):
        return None
    return side if answers or not are_swapped(mine, theirs, apart_from=speakers) else None


def _covers(answer: Said, mine: Terms, theirs: Terms) -> bool:
    """The answer is about the same: most of its terms stand in what was said."""
    if not mine.all_words & theirs.words:
        return False
    told = (theirs.words - theirs.light) | (theirs.meant & mine.meant)
    shared = len((mine.all_words | mine.meant) & told)
    if shared < _FEWEST:
        return False
    whole = len(mine.words - find_terms(answer.name).words)
    return shared >= _OF_DENIAL * len(told) or (shared > _FEWEST and shared >= whole)


def _answers(said: Said, answer: Said, mine: Terms, theirs: Terms) -> bool:
    """The answer only points at what was said ("denied the allegations"), and one of both names the other."""
    told = theirs.words - theirs.light
    here = answer.item == said.item
    if here and answer.stance != "declines_comment" and told <= mine.words and told & mine.deeds:
        return True
    if answer.content and not (theirs.meant or theirs.points):
        return False
    if said.stance == "accuses" and told and told <= mine.words:
        return True
    speaker = find_terms(said.name)
    if told - speaker.words - mine.words:
        return False
    # A place in both names ("Nagihama") names neither.
    if (set(find_terms(answer.name).order) - set(speaker.order)) & set(mine.order):
        return said.stance == "accuses" or here or bool(told)
    return (said.stance == "accuses" or here) and bool(speaker.words & told)
