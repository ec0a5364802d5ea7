"""Reads hearsay and passives of a Japanese sentence (という, とみられる, 指示された). Reads no active predicates."""

import re

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.contents import find_content, is_quoted
from wireroom.core.text.statements.japanese.cues import Cue
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.phrases import (
    FITTING,
    Subject,
    decide_fit,
    find_kind,
    find_phrase_start,
)
from wireroom.core.text.statements.japanese.sentence import Sentence
from wireroom.core.text.statements.japanese.speakers import find_asked
from wireroom.core.text.statements.japanese.stances import decide_japanese_stance
from wireroom.core.text.statements.values import Stance

# Hearsay that may go on from a source named before, and that what a paper says may hold as well (とみられている).
_PLAIN = ("という", "と言う", "と云う", "とのこと", "ということ", "といいます")
_UNDERGOES = re.compile(r"(?:され|られ)(?:た|て(?:いる|いた))\Z")
_FROM_WHOM = re.compile(r"から[はも]?、?|(?<=裁判所)で、?|(?<=[地高最簡]裁)で、?")


def read_hearsay(read: Sentence, cue: Cue, low: int) -> Draft | None:
    """What a cue tells that names nobody itself, its clause from `low` on: a paper's that opens it, of whom から names,
    of who was named before; else nobody's."""
    if cue.stance is Stance.DECLINES_COMMENT:
        asked = find_asked(read, cue, low)
        return Draft(asked.span if asked else None, cue.span, [], cue.stance, nobody=asked is None, confidence=0.6)
    paper = _opening_paper(read, low, cue) or _by_whom(read, low, cue)
    content = find_content(read.masked, paper.after if paper else low, cue)
    words = read.masked.text[slice(*cue.span)]
    lasting = "れて" in words and not words.startswith("と")
    if not content or (read.begin_before(cue.span[0]) and not lasting):
        # The source that the sentence opens with says it: という adds nothing to that.
        return None
    if paper:
        stance = cue.active or Stance.ASSERTS if cue.stance is Stance.REPORTED else cue.stance
        return Draft(paper.span, cue.span, content, stance, is_quoted(read.masked, content), confidence=0.6)
    if words.startswith(_PLAIN):
        return _plain_hearsay(read, cue, low, content)
    return Draft(None, cue.span, content, cue.stance, nobody=True, confidence=0.7)


def _opening_paper(read: Sentence, low: int, cue: Cue) -> Subject | None:
    """予報では「…」と予想されている: the paper that the clause opens with says so."""
    for one in read.subjects:
        if one.particle == "で" and low <= one.span[0] <= low + 2 and one.after < cue.content_end:
            return one if find_kind(read.masked.plain[slice(*one.span)]) == "paper" else None
    return None


def _by_whom(read: Sentence, low: int, cue: Cue) -> Subject | None:
    """社長から「…」と指示された: who gave the order stands before it with から."""
    for found in reversed(list(_FROM_WHOM.finditer(read.masked.text, low, cue.content_end))):
        span = find_phrase_start(read.masked.text, found.start()), found.start()
        if low <= span[0] and decide_fit(read.masked.plain[slice(*span)]) == FITTING:
            return Subject(span, "か", found.end(), FITTING)
    return None


def _plain_hearsay(read: Sentence, cue: Cue, low: int, content: list[Span]) -> Draft:
    before = read.before
    topics = [
        one for one in read.subjects if low <= one.span[0] and one.after <= cue.span[0] and one.particle in "はも"
    ]
    first = topics[0] if topics and topics[0].fit == FITTING else None
    if first and _UNDERGOES.search(read.masked.text[first.after : content[-1][1]]):
        # 乗組員は全員救助されたという: they are told of.
        first = None
    quoted = any(content == [quote] for quote in read.masked.quotes)
    if first and (quoted or (not before.near and first.span[0] <= low + 2)):
        said = find_content(read.masked, first.after, cue)
        if said:
            return Draft(first.span, cue.span, said, Stance.ASSERTS, quoted, confidence=0.6)
    carried = before.according if before.near or not before.recent else before.recent
    if not carried:
        return Draft(None, cue.span, content, cue.stance, nobody=True, confidence=0.7)
    text = "".join(read.masked.plain[start:end] for start, end in content)
    stance = decide_japanese_stance(Stance.ASSERTS, "", text)
    # 同庁は…と発表した。…という。: its words still stand for it; who only opened a sentence with によると is left away.
    source = None
    if carried == before.recent != before.according:
        source = carried[0] - read.offset, carried[1] - read.offset
    return Draft(source, cue.span, content, stance, carried=carried, confidence=0.6)
