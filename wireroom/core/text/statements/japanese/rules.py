"""Reads a Japanese text for statements, sentence by sentence, and names their actors."""

import re
from collections.abc import Sequence

from wireroom.core.text.spans import Span, mention
from wireroom.core.text.statements.japanese.actors import Actors
from wireroom.core.text.statements.japanese.clauses import Before, read_sentence, speaks
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.endmatter import count_body
from wireroom.core.text.statements.values import Content, Source, Stance, Statement

LONGEST = 4000
"""No sentence is longer; what is, is no text to read."""

_ONLY_QUOTED = re.compile(r"\A[「『][^「」『』]*(?:[「『][^「」『』]*[」』][^「」『』]*)*[」』]。?\s*\Z")


def find_japanese_statements(text: str, sentences: Sequence[Span]) -> list[Statement]:
    """The statements of a Japanese text in its order, sentences given as places in it."""
    drafts: list[Draft] = []
    before = Before()
    for start, end in sentences[: count_body(text, sentences)]:
        if end - start > LONGEST:
            before = Before()
            continue
        sentence = text[start:end]
        if drafts and before.speaker and _ONLY_QUOTED.match(sentence):
            drafts[-1].content.append((start, start + len(sentence.rstrip("。 \n"))))
            drafts[-1].quoted = True
            continue
        found = read_sentence(sentence, start, before)
        drafts.extend(found)
        before = _after(found, before)
    return _statements(text, drafts)


def _after(found: Sequence[Draft], before: Before) -> Before:
    """What a sentence leaves to the next one: a speaker is carried over one sentence that names nobody."""
    speaker = speaks([draft for draft in found if not draft.nobody])
    according = next((draft.source for draft in found if draft.source and draft.confidence >= 0.9), None)
    if not found:
        return Before(before.speaker if before.silent < 1 else None, before.according, before.silent + 1)
    return Before(speaker or before.speaker, according or before.according, 0, according is not None, speaker)


def _statements(text: str, drafts: list[Draft]) -> list[Statement]:
    actors = Actors(text)
    made: list[tuple[Span, Statement]] = []
    spans = sorted({span for draft in drafts for span in (draft.source, draft.carried) if span})
    named = {span: actors.decide(span) for span in spans}
    for draft in drafts:
        source = None
        if draft.source:
            source = Source(mention(text, draft.source), named[draft.source])
        elif not draft.nobody:
            source = Source(None, named[draft.carried] if draft.carried else None)
        content = None
        if draft.content:
            parts = tuple(draft.content)
            content = Content("".join(text[start:end] for start, end in parts), parts)
        cue = mention(text, draft.cue) if draft.cue else None
        stance = draft.stance
        if draft.nobody and stance is Stance.ASSERTS:
            stance = Stance.REPORTED
        where = draft.content[0] if draft.content else draft.cue
        made.append((where, Statement(source, cue, content, stance, draft.quoted, draft.confidence)))
    return [statement for _, statement in sorted(made, key=lambda pair: pair[0])]
