"""Tells English denials from what looks like one: denied entry, did not deny, if he denies it. Finds no statements."""

from wireroom.core.text.statements.english.cues import Entry
from wireroom.core.text.statements.english.drafts import Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import group_start, is_verb, noun_phrase_ending
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_SUPPOSED = frozenset(["if", "whether", "unless", "lest", "should"])
_PERSONS = frozenset(["him", "them", "us", "me", "you"])
_REACH = 8


def decide_negated(entry: Entry, *, negated: bool) -> Stance | None:
    """The stance of a cue with "not": who does not deny asserts at least; who has not said so has no evidence given.

    None where it is no statement. `negated` is false after "neither … nor", of which only phrases are statements.
    """
    if not negated:
        return None
    if entry.stance is Stance.DENIES:
        return Stance.ASSERTS
    if entry.lemma not in grammar("minds"):
        return None
    return Stance.NO_EVIDENCE if entry.lemma == "say" else entry.stance


def leading_start(lows: list[str], at: int, low: int) -> int | None:
    """Where "continues to", "was quick to", "went on to" begins before a verb; None where no such words stand there."""
    lead = at - 2
    if lead <= low or lows[lead] not in grammar("leads_on"):
        return None
    if lows[lead] == "on":
        lead -= 1
        if lows[lead] not in ("go", "goes", "went", "gone", "going"):
            return None
    first = group_start(lows, lead, low)
    return first if first > low and grammar("negations").isdisjoint(lows[first:lead]) else None


def is_granting(passage: Passage, at: int) -> bool:
    """Whether what follows "deny" is something withheld (entry, bail, him a visa) and nothing that was said."""
    tokens, lows = passage.tokens, passage.tokens.lows
    if at >= passage.high:
        return False
    for on in range(at, min(passage.stop_after(at), at + _REACH)):
        low = lows[on]
        if low in grammar("granted"):
            return True
        named = on == at and (low in _PERSONS or low == "her")
        if named and on + 1 < passage.high and lows[on + 1] in ("a", "an", "the", "any", "their", "his"):
            return True
        if low == "that" or low in grammar("laid") or low.endswith("ing") or passage.quoted[on] >= 0:
            return False
        if tokens.words[on] in (",", ";", ".", ":") or (on > at and low in grammar("prepositions")):
            return False
    return False


def is_of_things(passage: Passage, entry: Entry, at: int) -> bool:
    """Whether a verb that denies only what was said ("shot down the report") is of something else here ("the jet")."""
    if entry.lemma not in grammar("needs_laid"):
        return False
    reach = range(at, min(passage.stop_after(at), at + _REACH)) if at < passage.high else range(0)
    return not any(passage.tokens.lows[on] in grammar("laid") or passage.quoted[on] >= 0 for on in reach)


def is_withheld(passage: Passage, subject: Range | None) -> bool:
    """Whether the subject of "was denied" is something withheld ("the visa was denied by the consulate")."""
    return subject is not None and any(passage.tokens.lows[at] in grammar("granted") for at in range(*subject))


def is_supposed(passage: Passage, start: int, stance: Stance) -> bool:
    """Whether a subject stands after "if" or "whether": nobody has denied or admitted anything yet."""
    if stance not in (Stance.DENIES, Stance.CONFIRMS, Stance.ACCUSES) or start == 0:
        return False
    return passage.tokens.lows[start - 1] in _SUPPOSED


def find_antecedent(passage: Passage, begin: int) -> Range | None:
    """What "which she denies", "a charge he denies" tells of: the words before, the clause where no such noun is."""
    tokens, lows = passage.tokens, passage.tokens.lows
    if begin == 0:
        return None
    end = begin
    relative = lows[end - 1] in ("which", "that")
    if relative:
        end -= 1
    comma = end > 0 and tokens.words[end - 1] == ","
    if comma:
        end -= 1
    floor = max((stop for stop in passage.stops if stop < begin), default=0)
    if end <= floor or (comma and not relative):
        return None
    phrase = noun_phrase_ending(tokens, end, floor)
    laid = phrase is not None and any(lows[at] in grammar("laid") for at in range(*phrase))
    if phrase and (laid or (not comma and not is_verb(tokens, end - 1))):
        return phrase
    if not (relative and comma):
        return None
    for at in range(end - 1, floor, -1):
        if tokens.words[at] == ";" and passage.quoted[at] < 0:
            return at + 1, end
    return floor, end


def split_claim(passage: Passage, source: Range) -> tuple[Range, Range] | None:
    """ "a claim his office denied": the claim and who denies it, taken for one phrase; None where it is one."""
    lows = passage.tokens.lows
    for at in range(source[0] + 1, source[1]):
        named = passage.tokens.words[at].istitle() and lows[at] not in grammar("prepositions")
        follows = named or lows[at] in grammar("possessives") or lows[at] in grammar("determiners")
        if lows[at - 1] in grammar("laid") and follows:
            return (source[0], at), (at, source[1])
    return None
