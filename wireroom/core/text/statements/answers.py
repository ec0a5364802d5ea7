"""Decides which statements with "not" answer an accusation shortly before them (English). Finds no statements."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from wireroom.core.text.statements.values import Source, Stance, Statement

# How far before a statement the accusation may begin: a sentence or two.
_REACH = 320
_SENTENCES = 2
_LAID = re.compile(
    r"\b(?:accus(?:ed|es|e|ing|ations?)|alleg(?:ed|es|e|ing|ations?)|blam(?:ed|es|e|ing)|charg(?:ed|es|ing) \w+ with"
    r"|charg(?:ed|es) that|(?:is|was|were|are|been) charged|indicted|suspected of|cheated|claims?|claimed"
    r"|reports? that|rumou?rs?|suggest(?:ed|ions?) that|lied"
    r"|den(?:ied|ies|ying)|denials?|not guilty)\b",
    re.I,
)
_STOP = re.compile(r"[.!?][\"”’']?\s+(?=[\"“‘A-Z])|\n")
_WORD = re.compile(r"[^\W\d_]{3,}")
# What is said is of the speaker: "I have never", "it had used no", "no one was".
_OWN = re.compile(
    r"^[\"“‘']?(?:that )?(?:(?:i|he|she|it|they|we|there|his|her|its|their|no|nobody|none|never|not|nothing)\b"
    r"|(?:i|we)['’]ve\b)"
)
_NEGATION = re.compile(
    r"^(?:\S+ ){0,5}?[\"“‘']?(?:\S+n['’]t|(?:not|never|no|nothing|nobody|none|nor|neither|innocent)\b)"
    r"(?! (?:yet|only|know|want|like|think|expect|sure|doubt|recall|remember|longer|comment|plan|decided|say|said)\b)"
)
_WRONGLESS = re.compile(
    r"^[\"“‘']?(?:that )?(?:i|he|she|it|they|we) (?:\w+ )?(?:did|had done|was|is|were|am)"
    r" (?:\w+ )?(?:nothing wrong|innocent)\b"
)
# Whose answer it is comes next.
_ASKED = re.compile(r"(?:Asked|Pressed|Confronted|Questioned|In (?:a|an|his|her|its|their) (?:[\w-]+ ){0,2}denial)\b")
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "i", "we"])
_SOURCE_WORDS = frozenset(["the", "his", "her", "its", "their", "for", "and", "who"])


def decide_answers(text: str, language: str | None, found: Sequence[Statement]) -> list[Statement]:
    """The statements, those that say "not" of what was laid to their source shortly before as denials.

    Only where the accused is the source: "Auditors accused Cobb of fraud. Mr. Cobb said he had not …"; what the police
    or the accuser say of it stays what it was. Statements of other languages than English stay as they are.
    """
    laid = [one.start() for one in _LAID.finditer(text)] if (language or "")[:2] == "en" else []
    if not laid:
        return list(found)
    accusers = {one.cue.span[0]: one.source for one in found if one.cue and one.source and one.stance is Stance.ACCUSES}
    decided = []
    for one in found:
        at = _laid_before(one, laid)
        if at is not None and not _is_accuser(one, _accuser_at(accusers, at)) and _is_accused(text, one, at):
            one = replace(one, stance=Stance.DENIES, confidence=min(one.confidence, 0.6))
        decided.append(one)
    return decided


def _laid_before(one: Statement, laid: Sequence[int]) -> int | None:
    """Where the accusation before a statement that says "not" begins; None where it says none, or none is near."""
    if one.stance is not Stance.ASSERTS or one.content is None or one.source is None or one.source.mention is None:
        return None
    begin = " ".join(one.content.text[:120].lower().split())
    if not (_OWN.match(begin) and _NEGATION.match(begin)) and not _WRONGLESS.match(begin):
        return None
    first = _start(one)
    last = bisect_left(laid, first) - 1
    return laid[last] if last >= 0 and first - laid[last] <= _REACH else None


def _start(one: Statement) -> int:
    starts = [start for start, _ in one.content.spans] if one.content else []
    return min([*starts, *([one.cue.span[0]] if one.cue else [])])


def _accuser_at(accusers: dict[int, Source], at: int) -> Source | None:
    """Who accuses with the word at a place; a cue begins with its auxiliaries ("has accused")."""
    return next((source for start, source in accusers.items() if at - 30 <= start <= at), None)


def _is_accuser(one: Statement, accuser: Source | None) -> bool:
    """Whether the one who answers may be the one who accuses: the same words or actor, or a pronoun that fits both."""
    own = one.source
    if accuser is None or accuser.mention is None or own is None or own.mention is None:
        return False
    if own.mention.span == accuser.mention.span or (own.actor and own.actor == accuser.actor):
        return True
    low, other = own.mention.text.lower(), accuser.mention.text
    if low not in _PRONOUNS:
        return not _names(own.mention.text).isdisjoint(_names(other))
    if own.actor and own.actor.lower() not in _PRONOUNS:
        return False
    plural = other.endswith("s") or other.lower() in ("police", "they") or " and " in other
    return low in ("they", "we") if plural else True


def _is_accused(text: str, one: Statement, laid: int) -> bool:
    """Whether a statement's source is the one that something was laid to: named around the words that lay it."""
    end = _start(one)
    if len(_STOP.findall(text, laid, end)) > _SENTENCES:
        return False
    low = max(0, laid - _REACH)
    stops = [stop.end() for stop in _STOP.finditer(text, low, laid)]
    sentence = stops[-1] if stops else low
    # "Accused by the union, Cobb replied": whoever comes next.
    if (laid == sentence and text[laid].isupper()) or (
        _ASKED.match(text, sentence) and not _STOP.search(text, laid, end)
    ):
        return True
    own = one.source.mention if one.source else None
    if own is None or own.text.lower() in _PRONOUNS:
        return own is not None
    before = min(end, own.span[0]) if own.span[0] > laid else end
    return not _names(own.text).isdisjoint(_names(text[sentence:before]))


def _names(words: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(words)} - _SOURCE_WORDS
