"""Finds the source that stands after its English verb: “…,” said Smith, who chairs the board."""

from wireroom.core.text.statements.english.cues import Form, Frame
from wireroom.core.text.statements.english.drafts import Draft
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_verb, subject_before
from wireroom.core.text.statements.english.phrases_ahead import phrase_from
from wireroom.core.text.statements.english.tokens import CLOSING, OPENING, Tokens
from wireroom.core.text.statements.english.words import grammar

_ENDS = frozenset({",", ";", ":", ".", "?", "!", "—", "–", "--", ")"}) | OPENING | CLOSING


def invert(passage: Passage, draft: Draft, low: int) -> bool:
    """“…,” said Smith, who …: the source after the verb."""
    tokens, first, after = passage.tokens, draft.cue[0], draft.cue[1]
    entry = draft.entry
    if not entry or not entry.frames & {Frame.CLAUSE, Frame.QUOTE} or entry.form == Form.BASE or after >= passage.high:
        return False
    before = tokens.words[first - 1] if first else ""
    closed = (
        before in CLOSING
        or (first > 0 and passage.quoted[first - 1] >= 0)
        or (before == "," and first > 1 and passage.quoted[first - 2] >= 0)
    )
    if not (closed or before in (",", "—", "–", "--", "?", "!")) or passage.quoted[after] >= 0:
        return False
    following = tokens.lows[after]
    if following in ("that", "in", "on") or (
        following in grammar("subjects") and following not in ("he", "she", "they")
    ):
        return False
    source = phrase_from(tokens, after, passage.high)
    if source is None:
        return False
    nominative = following in ("he", "she", "they")
    rest = tokens.words[source[1]] if source[1] < passage.high else "."
    reduced = source[1] < passage.high and (rest.endswith("ed") or rest in ("familiar", "close", "working", "involved"))
    finished = (
        reduced
        or rest in _ENDS
        or tokens.lows[source[1]] in grammar("prepositions") | grammar("breaks") | grammar("time")
    )
    if not finished:
        return False
    if not closed:
        # Without a quotation: a name or an office must end the clause, and no subject may stand before.
        apposed = subject_before(tokens, first, low) if before == "," else None
        if apposed and _is_apposed(tokens, apposed[0], first - 1):
            return False
        if nominative and rest not in _ENDS:
            return False
        if any(is_verb(tokens, on) for on in range(source[0], source[1])) and not any(
            tokens.lows[on] in ("who", "which") for on in range(*source)
        ):
            return False
    draft.source, draft.inverted = source, True
    return True


def _is_apposed(tokens: Tokens, start: int, comma: int) -> bool:
    """Whether between a phrase and a comma there is but what belongs to it: no verb but one after "who"."""
    comma_before = next((at for at in range(start, comma) if tokens.words[at] == ","), comma)
    for at in range(start, comma):
        if tokens.lows[at] in ("who", "which", "whose", "whom"):
            return True
        # "The complaint, submitted on Monday, says Hale paid": a participle right after the comma is no verb.
        if is_verb(tokens, at) and not (at == comma_before + 1 and tokens.lows[at].endswith(("ed", "en"))):
            return False
    return True
