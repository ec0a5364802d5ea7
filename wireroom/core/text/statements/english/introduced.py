"""Finds English quotations that a clause without a word of saying leads to: "Hale took aim at her on X: “…”". Leaves
those with a cue to others."""

from collections.abc import Sequence

from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage, clause_floor
from wireroom.core.text.statements.english.phrases import group_start, is_verb, subject_before
from wireroom.core.text.statements.english.words import grammar, people
from wireroom.core.text.statements.values import Stance

_LEAST = 7
"""A quotation has no fewer tokens, its marks counted: titles and single terms are shorter."""


def find_introduced(passage: Passage, told: Sequence[Draft]) -> list[Draft]:
    """The quotations after a colon that no draft tells, each with the subject and verb of the clause before it."""
    found = []
    for start, end in passage.quotes:
        colon = start - 1
        if end - start < _LEAST or colon < 1 or passage.tokens.words[colon] != ":":
            continue
        if any(low < end and start < high for draft in told for low, high in draft.content):
            continue
        if draft := _introduced(passage, colon, (start, passage.stop_after(end - 1))):
            found.append(draft)
    return found


def _introduced(passage: Passage, colon: int, said: Range) -> Draft | None:
    """The first clause before a colon whose subject can speak, as source and cue of what follows the colon."""
    tokens = passage.tokens
    low = clause_floor(passage, colon)
    for at in range(low + 1, colon):
        if passage.quoted[at] >= 0 or not is_verb(tokens, at):
            continue
        first = group_start(tokens.lows, at, low)
        source = subject_before(tokens, first, low)
        if source is None or not _is_somebody(passage, source):
            continue
        while at + 1 < colon and is_verb(tokens, at + 1):
            at += 1
        return Draft((first, at + 1), Stance.ASSERTS, source=source, content=[said], confidence=0.6)
    return None


def _is_somebody(passage: Passage, source: Range) -> bool:
    """Whether a subject is a person or a group: a name, an office, "he"; what lies there leads to no speech."""
    tokens = passage.tokens
    known = people("persons") | people("groups") | people("titles") | {"he", "she", "they"}
    opens = tokens.words[source[0]][0].isupper() and tokens.lows[source[0]] not in grammar("determiners") | {"it"}
    named = any(tokens.words[at][0].isupper() for at in range(source[0] + 1, source[1]))
    return opens or named or any(tokens.lows[at] in known for at in range(*source))
