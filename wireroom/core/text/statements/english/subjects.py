"""Finds the source of an English verb that has no subject of its own: that of the verb before it, or of its clause."""

from collections.abc import Sequence

from wireroom.core.text.statements.english.cues import Entry, Form, load_lexicon
from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import group_start, is_adverb, is_verb, subject_before
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.tokens import STOPS, Tokens
from wireroom.core.text.statements.english.words import grammar

_SUPPOSED = frozenset(["if", "whether", "when", "how", "why", "because", "although", "though", "as"])
_BACK = frozenset({"he", "she", "it", "they"})


def share_subject(passage: Passage, draft: Draft, earlier: list[Draft], *, low: int) -> Draft | None:
    """A verb without a subject of its own takes that of the verb before it in the sentence."""
    tokens, first = passage.tokens, draft.cue[0]
    before = tokens.lows[first - 1] if first else ""
    sentence = max((stop for stop in passage.stops if stop <= first), default=0)
    if before in grammar("determiners") or (
        before in grammar("prepositions") and before not in ("by", "after", "before")
    ):
        return None
    linked = before in grammar("linkers") or before in ("but", "then", ",", "—", "–", "--", ")") or is_adverb(before)
    if draft.entry and not draft.entry.form & Form.ING and not linked and passage.quoted[first - 1] < 0:
        return None
    own = subject_of_clause(passage, first, low)
    for number in range(len(earlier) - 1, -1, -1):
        other = earlier[number]
        if other.source and other.cue[0] >= sentence:
            if own and own[0] > other.after and tokens.lows[own[0]] not in _BACK:
                break
            draft.source, draft.shared = _outer(tokens, earlier, number, sentence), True
            return draft
    if own is None and low > sentence:
        own = subject_of_clause(passage, first, sentence)
    if own is None:
        return None
    draft.source, draft.shared = own, True
    return draft


def _outer(tokens: Tokens, earlier: list[Draft], number: int, sentence: int) -> Range | None:
    """The source of a verb, or, where that is a pronoun in what another says ("Barrow said he feared …, and called"),
    the other's."""
    source = earlier[number].source
    for other in reversed(earlier[:number]):
        if source is None or tokens.lows[source[0]] not in _BACK or other.cue[0] < sentence or other.source is None:
            break
        if not other.inverted and not any(tokens.words[at] == ";" for at in range(other.cue[1], source[0])):
            source = other.source
    return source


def find_subject_ahead(passage: Passage, draft: Draft) -> Draft | None:
    """ "Citing the costs, the mayor rejected the plan": the subject comes after the comma."""
    tokens = passage.tokens
    for at in range(draft.cue[1], min(passage.high, draft.cue[1] + 30)):
        if tokens.words[at] == ",":
            # Where the subject's own verb is a cue, it ends the subject.
            verbs = load_lexicon().verbs
            said = (on for on in range(at + 2, passage.high) if _is_past(verbs.get(tokens.lows[on], ())))
            draft.source = phrase_from(tokens, at + 1, next(said, passage.high))
            return draft if draft.source else None
        if tokens.words[at] in STOPS:
            return None
    return None


def _is_past(entries: Sequence[Entry]) -> bool:
    return any(entry.form & Form.PAST for entry in entries)


def subject_of_clause(passage: Passage, end: int, low: int) -> Range | None:
    """The subject of the last clause before a place: what stands before its finite verb."""
    tokens = passage.tokens
    candidate = None
    for at in range(low, end):
        if passage.quoted[at] >= 0 or not is_verb(tokens, at):
            continue
        if at > low and is_verb(tokens, at - 1):
            continue
        first = group_start(tokens.lows, at, low)
        if tokens.lows[first - 1] in ("who", "which", "that") if first > low else False:
            continue
        source = subject_before(tokens, first, low)
        if source is None or any(passage.quoted[on] >= 0 for on in range(*source)):
            continue
        before = tokens.lows[source[0] - 1] if source[0] > low else ""
        # "Asked if he had met her, Hale nodded": what comes after "if" is the subject of another clause.
        supposed = candidate is not None and tokens.lows[candidate[0] - 1] in _SUPPOSED and before == ","
        if candidate is None or supposed or before in (";", "but", "while", ".", "and", "when", "after"):
            candidate = source
    return candidate
