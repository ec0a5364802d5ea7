"""Finds the phrase of an English sentence that begins at a word and may be a source: after "by", "according to".

Like phrases.py it goes by closed classes of words and capital letters, and abstains (None) else.
"""

from wireroom.core.text.statements.english.drafts import Range
from wireroom.core.text.statements.english.phrases import (
    LONGEST_APPOSITION,
    MARKS,
    is_adverb,
    is_name,
    is_verb,
    may_speak,
)
from wireroom.core.text.statements.english.tokens import OPENING, Tokens
from wireroom.core.text.statements.english.words import grammar, people

_LONGEST_PHRASE = 60


def phrase_from(tokens: Tokens, at: int, high: int, *, wide: bool = False) -> Range | None:
    """The noun phrase that begins at a word, with apposition between commas; `wide`: any preposition goes on (after
    "according to"), else only those that belong to a name or an office."""
    words, lows = tokens.words, tokens.lows
    if at >= high or words[at] in MARKS or lows[at] in grammar("breaks"):
        return None
    if lows[at] in grammar("subjects") or (lows[at] in ("him", "her", "them") and not wide):
        return at, at + 1
    if lows[at] in grammar("prepositions") or lows[at] in grammar("auxiliaries"):
        return None
    end = at
    while end < high:
        word = lows[end]
        if end - at > _LONGEST_PHRASE:
            return None
        if words[end] == "(":
            closed = next((on for on in range(end, min(high, end + 15)) if words[on] == ")"), None)
            if closed is None:
                break
            end = closed + 1
            continue
        if words[end] in MARKS:
            if words[end] == "," and end + 1 < high and _is_place_comma_ahead(tokens, end, high):
                end += 2
                continue
            break
        if end > at and ((word in grammar("breaks") and word != "as") or is_verb(tokens, end)):
            break
        if end > at and word in grammar("subjects"):
            break
        if word in grammar("prepositions") and not _goes_on(tokens, at, end, wide=wide):
            break
        told = wide and lows[end + 1 : end + 2] == ["by"] and lows[end - 1] in grammar("prepositions")
        aside = is_adverb(word) or (word in grammar("time") and not told)
        if end > at and aside and not (is_name(tokens, end) and is_name(tokens, end - 1)):
            break
        joined = lows[end - 1] in grammar("prepositions") or lows[end - 1] in grammar("linkers")
        if end > at + 1 and word in grammar("determiners") and not joined:
            break
        end += 1
    while end > at and (lows[end - 1] in grammar("linkers") or lows[end - 1] in grammar("prepositions")):
        end -= 1
    if end == at or not may_speak(tokens, at, end):
        return None
    apposed = _apposition_end(tokens, end, high)
    # "According to a report by the Post, the mayor knew": what no comma closes is no apposition there.
    if wide and apposed > end and (apposed >= high or words[apposed] != ","):
        apposed = end
    return at, apposed


def _is_place_comma_ahead(tokens: Tokens, comma: int, high: int) -> bool:
    return (
        is_name(tokens, comma - 1)
        and is_name(tokens, comma + 1)
        and comma >= 2
        and tokens.lows[comma - 2] in ("in", "of", "from", "at", "near")
        and (comma + 2 >= high or tokens.words[comma + 2] in MARKS)
    )


def _goes_on(tokens: Tokens, at: int, preposition: int, *, wide: bool) -> bool:
    word = tokens.lows[preposition]
    if word in ("of", "for", "at", "from"):
        following = tokens.lows[preposition + 1] if preposition + 1 < len(tokens.lows) else ""
        return following not in grammar("time") | grammar("spans") and not following[:1].isdigit()
    if wide:
        following = tokens.lows[preposition + 1] if preposition + 1 < len(tokens.lows) else ""
        if following in grammar("time"):
            # "a report on Wednesday by UpGuard"
            on = preposition + 2
            return on < len(tokens.lows) and tokens.lows[on] == "by"
        return word not in ("as", "since", "until", "after", "before", "despite")
    return word in ("with", "in") and tokens.words[preposition - 1].islower()


def _apposition_end(tokens: Tokens, end: int, high: int) -> int:
    """Takes in ", who chairs the committee" or ", the defence secretary" up to the comma or stop that ends it."""
    words, lows = tokens.words, tokens.lows
    if end + 1 >= high or words[end] != ",":
        return end
    first = lows[end + 1]
    relative = first in ("who", "which", "whose")
    if lows[end - 1] in people("persons") and is_name(tokens, end + 1):
        # "its spokeswoman, Daria Lenz".
        named = end + 1
        while named < high and words[named] not in MARKS and is_name(tokens, named):
            named += 1
        return named if named >= high or words[named] in MARKS else end
    if not (
        relative or first in ("a", "an", "the", "former", "chief") or first[0].isdigit() or first in people("persons")
    ):
        return end
    at = end + 1
    while (
        at < high
        and at - end < LONGEST_APPOSITION
        and words[at] not in (",", ";", ":", ".", "?", "!", "—", "–", "(")
        and (words[at] not in OPENING)
    ):
        if not relative and at > end + 1 and is_verb(tokens, at) and lows[at - 1] not in ("who", "which"):
            return end
        if lows[at] in ("who", "which"):
            relative = True
        at += 1
    if first[0].isdigit() and at < high and words[at] == "," and at - end == 2:
        return _apposition_end(tokens, at, high)
    return at
