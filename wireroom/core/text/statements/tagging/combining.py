"""Joins what a tagger and the rules found: the tagger leads, the rules add what they are surer of. Tags nothing.

Statements of both mean the same where their cues share a word.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.values import Content, Stance, Statement

_PARAGRAPH = "\n\n"
# Set on the development part of our annotations.
_TAGGER_ALONE = 0.4
"""What only the tagger sees counts from this confidence on."""
_TAGGER_LEADS = 0.7
"""Of what both see the tagger's parts are taken from this confidence on, else those of the rules."""
_RULES_ALONE = 0.8
"""What only the rules see counts from this confidence on."""
# Cues are short: one that begins further back than this many others does not reach here.
_NEIGHBOURS = 4
_NEVER_LOST = frozenset([Stance.DENIES, Stance.NO_EVIDENCE, Stance.DECLINES_COMMENT, Stance.ACCUSES])


def combine_statements(text: str, tagged: Sequence[Statement], ruled: Sequence[Statement]) -> list[Statement]:
    """The statements of both in the order of the text, none twice."""
    combined: list[Statement] = []
    taken: set[int] = set()
    cues = sorted((rule.cue.span, number) for number, rule in enumerate(ruled) if rule.cue)
    for one in tagged:
        number = _find_same_cue(one, cues)
        if number is None:
            if one.confidence >= _TAGGER_ALONE:
                combined.append(one)
        elif number not in taken:
            taken.add(number)
            combined.append(_choose(text, one, ruled[number]))
    combined += [
        rule
        for number, rule in enumerate(ruled)
        if number not in taken and _is_sure(rule) and not _is_told(rule, combined)
    ]
    return sorted(combined, key=_place)


def _find_same_cue(one: Statement, cues: Sequence[tuple[Span, int]]) -> int | None:
    """The number of the statement whose cue, of those in the order of the text, shares words with this one's."""
    if one.cue is None:
        return None
    end = one.cue.span[1]
    after = bisect_left(cues, ((end, 0), 0))
    for span, number in cues[max(0, after - _NEIGHBOURS) : after]:
        if _overlap(one.cue.span, span):
            return number
    return None


def _choose(text: str, one: Statement, rule: Statement) -> Statement:
    """The parts of the surer one; that both see it makes it surer still. The rules know stances better, and where a
    part begins and ends: where both mean the same, theirs are taken."""
    confidence = round((1 + max(one.confidence, rule.confidence)) / 2, 2)
    if one.confidence < _TAGGER_LEADS or _mean_the_same(one, rule):
        return replace(rule, confidence=confidence)
    stance = rule.stance if Stance.REPORTED not in (one.stance, rule.stance) else one.stance
    return replace(_run_on(text, one, rule), stance=stance, confidence=confidence)


def _mean_the_same(one: Statement, rule: Statement) -> bool:
    """Whether the sources of two statements share words, and their contents."""
    sources = [(said.source.mention.span if said.source and said.source.mention else None) for said in (one, rule)]
    if None in sources:
        return False
    contents = [said.content.spans if said.content else () for said in (one, rule)]
    return _overlap(*sources) and any(_overlap(mine, its) for mine in contents[0] for its in contents[1])


def _is_sure(rule: Statement) -> bool:
    """Whether the rules may add a statement that the tagger does not see: a label, a plain form; a denial always, for
    a lost denial does the most harm."""
    return rule.cue is None or rule.stance in _NEVER_LOST or rule.confidence >= _RULES_ALONE


def _is_told(rule: Statement, others: Sequence[Statement]) -> bool:
    """Whether a content of a statement without a cue is told by another one already."""
    spans = rule.content.spans if rule.content else ()
    return rule.cue is None and any(
        _overlap(span, other) for one in others if one.content for other in one.content.spans for span in spans
    )


def _run_on(text: str, one: Statement, rule: Statement) -> Statement:
    """A quotation that the rules follow into later paragraphs goes on there for the tagger's statement too."""
    if one.content is None or rule.content is None or not (one.quoted and rule.quoted):
        return one
    end = max(span[1] for span in one.content.spans)
    later = [span for span in rule.content.spans if span[0] >= end and _PARAGRAPH in text[end : span[0]]]
    if not later:
        return one
    spans = (*one.content.spans, *later)
    return replace(one, content=Content(" ".join(text[start:stop] for start, stop in spans), spans))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _place(one: Statement) -> Span:
    if one.cue:
        return one.cue.span
    if one.source and one.source.mention:
        return one.source.mention.span
    return one.content.spans[0] if one.content else (0, 0)
