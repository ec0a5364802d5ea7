"""Reads a Japanese sentence that only says who told the one before it: 東浜新聞などが伝えた。 Reads no other."""

import re
from collections.abc import Sequence

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.according import find_source_start
from wireroom.core.text.statements.japanese.drafts import Draft
from wireroom.core.text.statements.japanese.phrases import FITTING, decide_fit, skip_opening
from wireroom.core.text.statements.japanese.sentence import Sentence
from wireroom.core.text.statements.values import Stance

_TOLD = re.compile(
    r"(?P<mark>が、?)[^はがをと「」]{0,16}?"
    r"(?P<cue>(?:発表|公表|報道|速報)し(?:た|ている)|(?:伝え|報じ)(?:た|ている)|明らかにし(?:た|ている))。?\s*\Z"
)
_FOUND_OUT = re.compile(
    r"(?P<mark>(?:によって|により|で|から)、?)(?P<cue>明らかに(?:なった|された)|分かった|わかった|判明した)。?\s*\Z"
)
_LONGEST = 90
# 89歳だった。 What is told is the sentence before it too.
_SHORT = 14


def read_retold(read: Sentence, before: Sequence[Span]) -> list[Draft]:
    """Who told the last of the sentences before this one, given as places in the text."""
    shown = read.masked.text
    found = (_TOLD.search(shown) or _FOUND_OUT.search(shown)) if before and len(shown) <= _LONGEST else None
    if found is None:
        return []
    end = found.start("mark")
    start = find_source_start(shown, end)
    if skip_opening(shown, 0, end) < start or decide_fit(shown[start:end]) != FITTING:
        return []
    last = before[-1]
    told = before[-2:] if last[1] - last[0] <= _SHORT else before[-1:]
    source, cue = ((low + read.offset, high + read.offset) for low, high in ((start, end), found.span("cue")))
    return [Draft(source, cue, list(told), Stance.ASSERTS, confidence=0.6)]
