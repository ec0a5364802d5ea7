"""Decides whether two statements make the same claim: one actor, like words, figures that agree, never across a
negation. Sure rather than complete; finds no candidates."""

import re
from datetime import timedelta

from wireroom.core.ledger.amounts import compare_figures
from wireroom.core.ledger.stands import find_stand
from wireroom.core.ledger.terms import Terms, are_apart, are_other_deeds, are_swapped
from wireroom.core.ledger.values import Said
from wireroom.core.ledger.words import find_terms

WITHIN = timedelta(days=14)
# Of the shorter one's terms, and of the longer one's, so many are shared, and no fewer than these; figures that agree
# count as so many terms.
_OF_SHORTER, _OF_LONGER, _FEWEST, _FIGURES = 0.6, 0.4, 3, 1
_OF_SELF = re.compile(r"(?:that )?(?:it|its|he|his|she|her|they|their|we|our|i|my)\b", re.IGNORECASE)


def decide_same_claim(one: Said, other: Said) -> str:
    """Why two statements make the same claim, in a few words; "" where they do not, or where that is not sure."""
    if one.actor is None or one.actor != other.actor or abs(one.said_at - other.said_at) > WITHIN:
        return ""
    return decide_same_content(one, other)


def decide_same_content(one: Said, other: Said) -> str:
    """Why two statements say the same, whoever makes them; "" where they do not, or where that is not sure."""
    stand, against = find_stand(one), find_stand(other)
    mine, theirs = stand.terms, against.terms
    if stand.position != against.position:
        return ""
    if len(mine.all_words & theirs.all_words) < 2:
        return ""
    figures = compare_figures(one.figures, other.figures)
    if figures == "against" or not are_near(mine, theirs, figures=figures, one_actor=one.actor == other.actor):
        return ""
    if (
        mine.negated != theirs.negated
        or mine.frames != theirs.frames
        or is_part_not_so(mine, theirs)
        or are_other_deeds(mine, theirs)
    ):
        return ""
    speakers = find_terms(one.name).all_words | find_terms(other.name).all_words
    if are_apart(mine, theirs, apart_from=speakers) or are_swapped(mine, theirs, apart_from=speakers):
        return ""
    if one.actor != other.actor and _OF_SELF.match(one.content) and _OF_SELF.match(other.content):
        # Each speaks of itself: two banks that keep "its key rate" do not say the same.
        return ""
    shared, of = len(mine.words & theirs.words), min(len(mine.words), len(theirs.words))
    return f"{shared} of {of} terms alike{', the same figures' if figures else ''}"


def differ_in_figures_alone(one: str, other: str) -> bool:
    """Whether the words of one speaker's two statements say the same, whatever their figures say."""
    mine, theirs = find_terms(one), find_terms(other)
    if not are_near(mine, theirs, one_actor=True) or mine.frames != theirs.frames or mine.negated != theirs.negated:
        return False
    return not (are_apart(mine, theirs) or are_swapped(mine, theirs) or are_other_deeds(mine, theirs))


def are_near(one: Terms, other: Terms, *, figures: str = "", one_actor: bool = False) -> bool:
    """Whether two contents are about the same; `figures` as compare_figures has it."""
    both, core = one.all_words & other.all_words, one.words & other.words
    agree = _FIGURES if figures == "for" or (figures and one_actor) else 0
    if one.eastern != other.eastern or not core or len(core) + agree < 2:
        return False
    # What is told beside the claim counts only where the other tells it, too.
    shorter, longer = sorted((len(one.words | both), len(other.words | both)))
    # One word of kanji has several pairs of characters.
    several = not one.eastern or len(set(one.order) & set(other.order)) > 1
    fewest = _FEWEST - agree if several else _FEWEST
    if len(both) < min(shorter, fewest):
        return False
    return len(both) + agree >= max(_OF_SHORTER * (shorter + agree), _OF_LONGER * (longer + agree))


def is_part_not_so(one: Terms, other: Terms) -> bool:
    """Whether one says of a part that it is not so, where the other says that it is: "safe" and "not safe"."""
    return bool(one.not_so & other.words - other.not_so or other.not_so & one.words - one.not_so)
