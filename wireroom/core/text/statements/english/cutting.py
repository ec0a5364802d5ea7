"""Ends a piece of content where another statement begins, and takes from its ends what is none of it."""

from collections.abc import Sequence

from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_verb
from wireroom.core.text.statements.english.tokens import STOPS
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_DASHES = frozenset({"—", "–", "--"})
_LONGEST_NAMING = 4
"""How many words "that" and what it points at have at most."""
_ENDING = frozenset({",", ";", ".", "?", "!", ")", "…"}) | _DASHES


def cut_part(passage: Passage, part: Range, draft: Draft, *, others: Sequence[Draft]) -> Range:
    """Ends content where another statement of the same level begins, or where the reporter goes on."""
    tokens, lows = passage.tokens, passage.tokens.lows
    start, end = part
    before = end <= draft.begin
    at = start
    while at < end:
        if passage.quoted[at] >= 0:
            at = max(at + 1, passage.quotes[passage.quoted[at]][1])
            continue
        word = tokens.words[at]
        if word == "," and not before and at + 1 < end and _is_relative(passage, draft) and is_verb(tokens, at + 1):
            # "Holm, who denies fraud, is due in court".
            return start, at
        if draft.stance is Stance.DENIES and not before and at > start and _goes_on(passage, at, start):
            return start, at
        if word == ";" or (word in STOPS and at in passage.stops and at > start and not before):
            if before:
                start = at + 1
            else:
                return start, at
        at += 1
    for other in others:
        if other is draft:
            continue
        if not before and _is_relative(passage, draft) and _holds(other, draft):
            end = min(end, max(start, other.source[1]))
            continue
        if before:
            if start <= other.begin and other.after < end and _coordinate_after(passage, other, end):
                start = max(start, other.after)
            continue
        if start <= other.begin < end and passage.quoted[other.begin] < 0:
            at = other.begin
            if other.shared and at > start and (lows[at - 1] in (",", "and", "but") or tokens.words[at - 1] in _DASHES):
                if other.source == draft.source:
                    end = at
                    break
            elif at > start + 1 and lows[at - 1] in ("and", "but", "while", "whereas", "although", ";", "though"):
                if tokens.words[at - 2] in (",", ";") or lows[at - 1] in ("while", "whereas", "although", "though"):
                    end = at
                    break
            elif other.entry is None and tokens.lows[other.cue[0]] == "according" and at > start:
                end = at
                break
    return start, end


def _holds(other: Draft, draft: Draft) -> bool:
    """Whether a statement is told within the source of another: "Dravia, which says it wants none, denies …"."""
    if other.source is None or other.source[0] >= draft.begin:
        return False
    return draft.cue[1] < other.source[1] <= other.cue[0]


def _is_relative(passage: Passage, draft: Draft) -> bool:
    """Whether a statement is told of somebody in a clause with "who" or "which"."""
    return draft.source is not None and passage.tokens.lows[draft.source[0]] in ("who", "which")


def _goes_on(passage: Passage, at: int, start: int) -> bool:
    """Whether "and" leads from what is denied to what befell who denies: "denies fraud and has not been charged"."""
    tokens, lows = passage.tokens, passage.tokens.lows
    if lows[at] != "and" or at + 1 >= passage.high or lows[at + 1] not in grammar("auxiliaries"):
        return False
    return not lows[at + 1].endswith("ing") and not any(is_verb(tokens, on) for on in range(start, at))


def _coordinate_after(passage: Passage, other: Draft, end: int) -> bool:
    """Whether, within content before ", X said", another statement has ended."""
    return any(passage.tokens.words[at] in (";",) for at in range(other.after, end))


def _is_link(passage: Passage, at: int, end: int) -> bool:
    """Whether a word links content to its verb and is none of it: "that", not "that was untrue" nor "that account"."""
    low = passage.tokens.lows[at]
    if low == "that":
        tokens = passage.tokens
        comma = next((on for on in range(at + 1, end) if tokens.words[on] == "," and passage.quoted[on] < 0), end)
        short = comma - at <= _LONGEST_NAMING and passage.quoted[at + 1 : comma] == [-1] * (comma - at - 1)
        if short and not any(is_verb(tokens, on) or tokens.lows[on].endswith("s") for on in range(at + 1, comma)):
            return False
        return at + 1 < passage.high and not is_verb(tokens, at + 1)
    return low in ("and", "but", "though")


def clean_part(passage: Passage, part: Range) -> Range | None:
    """Takes marks and linking words from the ends; quotation marks stay."""
    tokens, lows = passage.tokens, passage.tokens.lows
    start, end = part
    while end > start:
        word = tokens.words[end - 1]
        if (
            passage.quoted[end - 1] < 0
            and ((word in _ENDING and not (word == ")" and "(" in tokens.words[start:end])) or word in (":", "(", "-"))
        ) or (
            lows[end - 1] in ("and", "but", "while", "whereas", "although", "or", "though")
            and passage.quoted[end - 1] < 0
        ):
            end -= 1
        else:
            break
    while (
        start < end
        and passage.quoted[start] < 0
        and (
            tokens.words[start] in _ENDING
            or tokens.words[start] == ":"
            or (start + 1 < end and _is_link(passage, start, end))
        )
    ):
        start += 1
    if start >= end or not any(word[0].isalnum() for word in tokens.words[start:end]):
        return None
    return start, end
