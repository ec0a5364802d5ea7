"""Tells English denials from what looks like one: denied entry, did not deny, if he denies it. Finds no statements."""

from collections.abc import Sequence

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.cues import Entry
from wireroom.core.text.statements.english.drafts import Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import (
    group_start,
    is_adverb,
    is_name,
    is_verb,
    noun_phrase_ending,
)
from wireroom.core.text.statements.english.tokens import split_tokens
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_LATER = frozenset(["later", "subsequently", "eventually", "again", "repeatedly"])
_SUPPOSED = frozenset(["if", "whether", "unless", "lest", "should"])
_PERSONS = frozenset(["him", "them", "us", "me", "you"])
_MANY = frozenset(["women", "men", "people", "children"])
_ARTICLES = frozenset(["a", "an", "the", "any", "their", "his"])
_REACH = 8
_LONGEST_GIVEN = 3
_WHEN = frozenset(["time", "moment", "minute", "hour"])
# As far as what is withheld may stand after "denied".
_TOLD_REACH = 120
# As far as "whether" may stand before a source.
_BEFORE = 12


def is_sure_of_past(group: Sequence[str]) -> bool:
    """Whether "would" before a verb tells of what came later ("would later deny"), and supposes nothing."""
    return group[0] == "would" and not _LATER.isdisjoint(group)


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
    if lows[lead] in grammar("time"):
        # "was forced on Sunday to deny"
        lead -= 1 + (lows[lead - 1] == "on")
    while lead > low and is_adverb(lows[lead]) and lows[lead] not in grammar("leads_on"):
        lead -= 1
    if lead <= low or lows[lead] not in grammar("leads_on"):
        return None
    if lows[lead] in ("on", "pains"):
        fixed = ("go", "goes", "went", "gone", "going") if lows[lead] == "on" else ("at",)
        lead -= 1
        if lows[lead] not in fixed:
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
        if on == at and _is_given_to(passage, at):
            return True
        if low == "that" or low in grammar("laid") or low.endswith("ing") or passage.quoted[on] >= 0:
            return False
        if tokens.words[on] in (",", ";", ".", ":") or (on > at and low in grammar("prepositions")):
            return False
    return False


def _is_given_to(passage: Passage, at: int) -> bool:
    """Whether "deny" is followed by whom something is kept from, then by what: "him passage", "women the right"."""
    tokens, lows = passage.tokens, passage.tokens.lows
    stop = passage.stop_after(at)
    after = at + 1
    if after >= stop or lows[at] in grammar("never_granted"):
        return False
    follows = lows[after]
    if lows[at] in _PERSONS:
        plain = follows[0].isalpha() and follows not in grammar("prepositions") | grammar("linkers") | grammar("breaks")
        return plain and follows not in grammar("never_granted") and not is_adverb(follows)
    if lows[at] == "her":
        return follows in _ARTICLES
    if lows[at] in _ARTICLES and lows[at] != "any":
        # "the home side a victory"
        while after < stop and after <= at + _LONGEST_GIVEN and _is_plain(passage, after):
            after += 1
        return after > at + 1 and _is_thing(passage, after, stop)
    while after < stop and is_name(tokens, at) and is_name(tokens, after):
        after += 1
    plural = tokens.words[at].islower() and (lows[at] in _MANY or (lows[at].endswith("s") and lows[at][-2:] != "ss"))
    if not (is_name(tokens, at) or plural) or lows[at] in grammar("laid") or passage.quoted[at] >= 0:
        return False
    return _is_thing(passage, after, stop)


def _is_thing(passage: Passage, at: int, stop: int) -> bool:
    """Whether an article opens what is kept from somebody, and no "the next day", "a second time"."""
    lows = passage.tokens.lows
    when = grammar("time") | _WHEN
    return at + 1 < stop and lows[at] in _ARTICLES and when.isdisjoint(lows[at + 1 : min(stop, at + 3)])


def _is_plain(passage: Passage, at: int) -> bool:
    """Whether a word may belong to the name of somebody that something is kept from."""
    low = passage.tokens.lows[at]
    closed = grammar("prepositions") | grammar("breaks") | grammar("linkers") | grammar("laid") | _ARTICLES
    return low[0].isalpha() and low not in closed and passage.quoted[at] < 0 and not is_verb(passage.tokens, at)


def is_denial_told(text: str, *, source: Span | None, cue: Span, content: Sequence[Span]) -> bool:
    """Whether what looks like a denial at places of a text is one, for statements that others than these rules find:
    "if he denies it" and "nobody denied it" are none, nor is what "denied" withholds."""
    who = text[slice(*source)].lower().split() if source else []
    if source and who:
        before = text[max(0, source[0] - _BEFORE) : source[0]].lower().split()
        if who[0] in grammar("negative_subjects") or not (grammar("keepers") | grammar("no_deniers")).isdisjoint(who):
            return False
        if before and before[-1] in _SUPPOSED:
            return False
    return not _is_granting_told(text, cue, content)


def _is_granting_told(text: str, cue: Span, content: Sequence[Span]) -> bool:
    words = text[slice(*cue)].lower().split()
    if not words or not words[-1].startswith(("denied", "deny", "denies", "denying")):
        return False
    said = "".join(text[start:end] for start, end in content).lower().split()
    if not any(end > cue[1] for _, end in content):
        return any(word in grammar("granted") for word in said)
    tokens = split_tokens(text, cue[1], min(len(text), cue[1] + _TOLD_REACH))
    count = len(tokens.words)
    return is_granting(Passage(tokens, [-1] * count, [], (count,), False), 0)


def is_of_things(passage: Passage, entry: Entry, at: int) -> bool:
    """Whether a verb that denies only what was said ("shot down the report") is of something else here ("the jet")."""
    if entry.lemma == "contradict" and passage.tokens.lows[at : at + 2] in (["each", "other"], ["one", "another"]):
        return True
    if entry.lemma not in grammar("needs_laid") or (at < passage.high and passage.tokens.lows[at] == "that"):
        return False
    reach = range(at, min(passage.stop_after(at), at + _REACH)) if at < passage.high else range(0)
    return not any(passage.tokens.lows[on] in grammar("laid") or passage.quoted[on] >= 0 for on in reach)


def is_withheld(passage: Passage, subject: Range | None) -> bool:
    """Whether the subject of "was denied" is something withheld ("the visa was denied by the consulate")."""
    return subject is not None and any(passage.tokens.lows[at] in grammar("granted") for at in range(*subject))


def is_save(passage: Passage, subject: Range) -> bool:
    """Whether the subject of "denied" is one that denies goals ("goalkeeper Anna Pohl")."""
    return any(passage.tokens.lows[at] in grammar("keepers") for at in range(*subject))


def is_act(passage: Passage, source: Range, at: int) -> bool:
    """Whether nothing is said though "rejected" stands there: by a vote that is counted, or by what has no mind."""
    lows, words = passage.tokens.lows, passage.tokens.words
    if any(lows[on] in grammar("no_deniers") for on in range(*source)):
        return True
    stop = passage.stop_after(at - 1)
    for on in range(at, stop):
        if lows[on] in grammar("laid") or lows[on] == "that" or passage.quoted[on] >= 0:
            return False
        if lows[on] in ("vote", "votes"):
            return any(word[0].isdigit() for word in words[on - 1 : min(stop, on + 3)])
    return False


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
    floor = max((stop for stop in passage.stops if stop < begin), default=0)
    end = begin - (lows[begin - 1] == "that")
    if end > floor + 2 and lows[end - 1] == "something":
        # "That it knew is something the firm denies", "The tape was cut, something he denies".
        return (floor, end - 2) if lows[end - 2] in grammar("be") or tokens.words[end - 2] == "," else None
    end = begin
    relative = lows[end - 1] in ("which", "that")
    if relative:
        end -= 1
    if relative and end > 2 and lows[end - 1] == "of" and lows[end - 2] in ("all", "both", "most", "many", "some"):
        end -= 2
    comma = end > 0 and tokens.words[end - 1] == ","
    if comma:
        end -= 1
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
