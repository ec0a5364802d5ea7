"""Reads a Japanese text for statements, sentence by sentence, and names their actors."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from wireroom.core.text.spans import Span, mention
from wireroom.core.text.statements.japanese.actors import Actors
from wireroom.core.text.statements.japanese.choosing import Chooser
from wireroom.core.text.statements.japanese.clauses import read_sentence, speaks_last
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.endmatter import count_body
from wireroom.core.text.statements.japanese.retold import read_retold
from wireroom.core.text.statements.japanese.sentence import Before, Sentence, look_at
from wireroom.core.text.statements.values import Content, Source, Stance, Statement

SURE = 0.9
"""The confidence of what stands after よると, the surest cue."""

SHORTEST, LONGEST = 6, 4000
"""Sentences that are shorter say nothing of anybody; what is longer is no text to read."""

# Told without what is denied or not commented on: that was said before.
_ALONE = (Stance.DECLINES_COMMENT, Stance.DENIES)
_ONLY_QUOTED = re.compile(r"\A「[^「」]*(?:「[^「」]*」[^「」]*)*」。?\s*\Z")
_PARAGRAPH = "\n\n"
_THUS = re.compile(r"(?:こう|このように)[^、。とをに]")
_ABBREVIATION = re.compile(r"[(（]([A-Z][A-Za-z]{1,7})[)）]")


def find_japanese_statements(text: str, sentences: Sequence[Span], choose: Chooser | None = None) -> list[Statement]:
    """The statements of a Japanese text in its order, sentences given as places in it; `choose`: the learned choice of
    sources, that of the rules where it is None."""
    drafts: list[Draft] = []
    known = set(_ABBREVIATION.findall(text))
    before = Before(known=known)
    body = sentences[: count_body(text, sentences)]
    waiting: Span | None = None
    told: list[Span] = []
    for (start, end), (begin, stop) in zip_longest(body, body[1:], fillvalue=(0, 0)):
        words = text[start:end]
        if told and _PARAGRAPH in text[told[-1][1] : start]:
            told = []
        plain = start, start + len(words.rstrip("。 \n"))
        if len(words) < SHORTEST:
            told.append(plain)
            continue
        if len(words) > LONGEST:
            before = Before(known=known)
        elif _ONLY_QUOTED.match(words):
            if _THUS.search(text, begin, min(stop, begin + LONGEST)):
                waiting = plain
            elif drafts and before.speaker:
                # A quotation that stands alone goes on in the same voice.
                drafts[-1].content.append(plain)
                drafts[-1].quoted = True
        else:
            read = look_at(words, start, before)
            found = read_sentence(read, choose)
            if waiting and found and not found[0].content and found[0].stance is not Stance.DECLINES_COMMENT:
                found[0].content, found[0].quoted = [waiting], True
            waiting = None
            drafts.extend(found or read_retold(read, told))
            known |= {text[slice(*draft.source)] for draft in found if draft.source and draft.confidence > 0.8}
            before = _after(read, found)
        told.append(plain)
    kept = [one for one in drafts if one.content or one.stance in _ALONE]
    # The titles in a list of sources run names together: 工事停止命令堤防庁.
    return _statements(text, kept, Actors(text[: body[-1][1]]) if body else Actors(text))


def _after(read: Sentence, found: Sequence[Draft]) -> Before:
    """What a sentence leaves to the next one: a speaker is carried over one sentence that names nobody."""
    before = read.before
    if not found:
        speaker = before.speaker if before.silent < 1 else None
        return Before(speaker, before.according, silent=before.silent + 1, known=before.known)
    last = speaks_last(found)
    according = next((draft.source for draft in found if draft.source and draft.confidence >= SURE), None)
    # What a paper tells of somebody who then goes on to speak: that one speaks, not the paper.
    speaker = read.topic() or last if last and last == according else last
    return replace(
        before,
        speaker=speaker or before.speaker,
        according=according or before.according,
        near=according is not None,
        recent=last,
        silent=0,
    )


def _statements(text: str, drafts: Sequence[Draft], actors: Actors) -> list[Statement]:
    named = {span: actors.decide(span) for span in sorted({*map(Draft.speaker, drafts)} - {None})}
    made = [(draft.content[0] if draft.content else draft.cue, _statement(text, draft, named)) for draft in drafts]
    return [statement for _, statement in sorted(made, key=lambda pair: pair[0])]


def _statement(text: str, draft: Draft, named: dict[Span, str | None]) -> Statement:
    source = None
    if draft.source:
        source = Source(mention(text, draft.source), named[draft.source])
    elif not draft.nobody:
        source = Source(None, named[draft.carried] if draft.carried else None)
    content = None
    if draft.content:
        content = Content("".join(text[start:end] for start, end in draft.content), tuple(draft.content))
    cue = mention(text, draft.cue) if draft.cue else None
    stance = Stance.REPORTED if draft.nobody and draft.stance is Stance.ASSERTS else draft.stance
    return Statement(source, cue, content, stance, draft.quoted, draft.confidence)
