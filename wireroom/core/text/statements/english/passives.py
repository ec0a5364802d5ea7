"""Reads English cues in the passive: "was accused by X of …", "is said to …", "were told to …"."""

from wireroom.core.text.statements.english.cues import Entry, Form
from wireroom.core.text.statements.english.denying import is_withheld
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage, clause_floor
from wireroom.core.text.statements.english.phrases import noun_phrase_ending, subject_before
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.subjects import subject_of_clause
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_HEARSAY = frozenset(
    [
        "say",
        "think",
        "believe",
        "report",
        "allege",
        "understand",
        "rumour",
        "rumor",
        "know",
        "assume",
        "suspect",
        "claim",
    ]
)
# How far into a sentence the claim stands that its clause belongs to.
_CLAIM_OPENS = 6
_HEARSAY_OF = frozenset(["say", "think", "believe", "report", "allege", "understand", "rumour", "rumor", "suspect"])


def find_passive(passage: Passage, group: Range, entry: Entry) -> Draft | None:
    """ "was accused by X of …": the source after "by"; "is said to …": hearsay. Nobody else is a source."""
    tokens, lows = passage.tokens, passage.tokens.lows
    first, after = group
    low = clause_floor(passage, first)
    stop = passage.stop_after(first)
    if entry.tail and entry.lemma == "be":
        source = subject_before(tokens, first, low)
        return Draft(group, entry.stance, source=source, entry=entry) if source else None
    if entry.lemma in _HEARSAY and after < stop and (lows[after] in ("to", "that") or lows[first - 1] == "it"):
        subject = subject_before(tokens, first, low)
        impersonal = lows[first - 1] == "it" if first else False
        if impersonal:
            start = after + (lows[after] == "that")
            return Draft((first - 1, after), Stance.REPORTED, entry=entry, content=[(start, stop)])
        if subject and lows[after] == "to" and entry.lemma in _HEARSAY_OF:
            cue = (first, after + 1)
            return Draft(cue, Stance.REPORTED, entry=entry, content=[subject, (after + 1, stop)])
        return None
    for at in range(after, min(stop, after + 12)):
        if passage.quoted[at] >= 0 or tokens.words[at] in (",", ";", "."):
            break
        if lows[at] == "by" and at + 1 < stop:
            # "was accused by three aides of shouting": what it is of is none of theirs.
            of = next((on for on in range(at + 2, stop) if lows[on] in ("of", "with", "for")), stop)
            laid = entry.lemma in ("accuse", "charge", "suspect", "blame")
            source = phrase_from(tokens, at + 1, of if laid else stop)
            if entry.stance in (Stance.ASSERTS, Stance.DENIES) and entry.lemma not in grammar("passive"):
                return None
            if not source or lows[source[0]][0].isdigit() or lows[source[0]] in grammar("time"):
                return None
            subject = subject_before(tokens, first, low)
            if subject is None and lows[first - 1] == "and":
                # "Turkey is under sanctions and was condemned by …".
                subject = subject_of_clause(passage, first - 1, low)
            if entry.lemma == "deny" and (is_withheld(passage, subject) or is_withheld(passage, (after, at))):
                return None
            if entry.stance is Stance.DENIES and lows[source[0]] in grammar("negative_subjects"):
                return None
            if subject is None and entry.stance is Stance.DENIES:
                subject = _claim(passage, low, first)
            parts: list[Range] = [subject] if subject else []
            if at > after:
                parts.append((after, at))
            end = _next_comma(passage, source[1], stop)
            if end > source[1]:
                parts.append((source[1], end))
            return (
                Draft(group, entry.stance, source=source, entry=entry, content=parts, confidence=0.6) if parts else None
            )
    return _without_agent(passage, group, entry, stop)


def _claim(passage: Passage, low: int, first: int) -> Range | None:
    """What is denied where a clause belongs to it: "the suggestion that the drill was staged"."""
    opens = passage.tokens.lows[low : low + _CLAIM_OPENS]
    return (low, first) if "that" in opens and not grammar("laid").isdisjoint(opens) else None


def find_leading(passage: Passage, group: Range, entry: Entry) -> Draft | None:
    """ "Denied by the army for weeks, the losses …": a participle that opens its sentence, what it is of after it."""
    tokens, lows = passage.tokens, passage.tokens.lows
    first, after = group
    low = clause_floor(passage, first)
    if any(lows[at] not in ("once", "long", "first", "initially", "repeatedly") for at in range(low, first)):
        return None
    stop = passage.stop_after(first)
    if not entry.form & Form.PARTICIPLE or after >= stop or lows[after] != "by":
        return None
    source = phrase_from(tokens, after + 1, stop)
    # "Blamed by the union for the crash, …": what it is for is none of the union's.
    of = next((on for on in range(after + 2, stop) if lows[on] in ("of", "for")), stop)
    if entry.stance is Stance.ACCUSES:
        source = phrase_from(tokens, after + 1, of)
    comma = _next_comma(passage, source[1], stop) if source else stop
    said = phrase_from(tokens, comma + 1, stop) if comma + 1 < stop else None
    if source is None or said is None or is_withheld(passage, said):
        return None
    parts = [(source[1], comma), said] if entry.stance is Stance.ACCUSES and source[1] < comma else [said]
    return Draft((first, after), entry.stance, source=source, content=parts, confidence=0.6)


def find_reduced(passage: Passage, group: Range, entry: Entry) -> Draft | None:
    """ "The charge, denied by both men, …": a participle after a claim, which is what it is of; by whom after it."""
    tokens, lows = passage.tokens, passage.tokens.lows
    first, after = group
    stop = passage.stop_after(first)
    if not entry.form & Form.PARTICIPLE or after >= stop or lows[after] != "by" or first == 0:
        return None
    end = first - (tokens.words[first - 1] == ",")
    claim = noun_phrase_ending(tokens, end, clause_floor(passage, first))
    if claim is None or grammar("laid").isdisjoint(lows[slice(*claim)]) or is_withheld(passage, claim):
        return None
    source = phrase_from(tokens, after + 1, stop)
    if source is None or lows[source[0]] in grammar("negative_subjects"):
        return None
    return Draft(group, entry.stance, source=source, entry=entry, content=[claim], confidence=0.6)


def _without_agent(passage: Passage, group: Range, entry: Entry, stop: int) -> Draft | None:
    """ "was accused of fraud", "were told to stay": what somebody says of whom, without who."""
    lows, after = passage.tokens.lows, group[1]
    if after >= stop or entry.tail or entry.form & Form.ING:
        return None
    end = _next_comma(passage, after, stop)
    if entry.lemma in ("accuse", "charge", "blame") and lows[after] in ("of", "with", "for"):
        return Draft(group, Stance.ACCUSES, entry=entry, content=[(after, stop)], confidence=0.5)
    if entry.lemma in ("tell", "ask", "order", "urge", "instruct") and lows[after] == "to":
        subject = subject_before(passage.tokens, group[0], clause_floor(passage, group[0]))
        parts = [subject] if subject else []
        return Draft(group, Stance.REQUESTS, entry=entry, content=[*parts, (after, end)], confidence=0.5)
    return None


def _next_comma(passage: Passage, at: int, stop: int) -> int:
    while at < stop and passage.tokens.words[at] not in (",", ";"):
        at += 1
    return at
