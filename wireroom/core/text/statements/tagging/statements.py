"""Makes statements of what a tagger found in a text: places, stance, whether quoted, how sure. Resolves no actors."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from wireroom.core.ports import Tagger
from wireroom.core.text.spans import Span, mention
from wireroom.core.text.statements.english.denying import is_denial_told
from wireroom.core.text.statements.english.quotations import find_quotations
from wireroom.core.text.statements.stances import decide_stance
from wireroom.core.text.statements.tagging.decoding import Found, decode_window
from wireroom.core.text.statements.tagging.values import Range, Tagging, Window
from wireroom.core.text.statements.tagging.windows import cut_windows
from wireroom.core.text.statements.values import Content, Source, Stance, Statement

# A quotation mark, and a stop or comma before it.
_BESIDE = 2
_AT_ONCE = 64
_LETTER = re.compile(r"[^\W_]")


def find_tagged_statements(text: str, tagger: Tagger, ruled: Sequence[Statement] = ()) -> list[Statement]:
    """What a tagger finds in an English text, told what the rules found; sources have their words, not yet their
    actors."""
    windows = cut_windows(text, tagger.vocabulary, ruled)
    # A few at a time: what a tagger says of a whole book would fill the memory.
    taggings = (one for at in range(0, len(windows), _AT_ONCE) for one in tagger(windows[at : at + _AT_ONCE]))
    return make_statements(text, windows, taggings)


def make_statements(text: str, windows: Sequence[Window], taggings: Iterable[Tagging]) -> list[Statement]:
    """The statements of a text, in the order of their cues, from its windows and what the tagger makes of each."""
    quotations = [quotation.span for quotation in find_quotations(text)]
    statements = []
    first = 0
    for window, tagging in zip(windows, taggings, strict=True):
        while first < len(quotations) and quotations[first][1] <= window.words[0][0]:
            first += 1
        near = list(takewhile(lambda one, end=window.words[-1][1]: one[0] < end, islice(quotations, first, None)))
        for found in decode_window(tagging):
            statement = _statement(text, window, found, near)
            if statement is not None:
                statements.append(statement)
    return statements


def _statement(text: str, window: Window, found: Found, quotations: Sequence[Span]) -> Statement | None:
    spans = tuple(
        _with_marks(span, quotations)
        for part in found.contents
        if _LETTER.search(text, *(span := _tidy(text, _span(window, part))))
    )
    cue = mention(text, _span(window, found.cue))
    source = Source(mention(text, _span(window, found.source))) if found.source else None
    content = Content(" ".join(text[start:end] for start, end in spans), spans) if spans else None
    who = source.mention.text if source and source.mention else ""
    stance = decide_stance(cue.text, content.text if content else None, "en", source=who)
    if content is None and stance is not Stance.DECLINES_COMMENT:
        return None
    named = source.mention.span if source else None
    if stance is Stance.DENIES and not is_denial_told(text, source=named, cue=cue.span, content=spans):
        return None
    if source is not None and stance is Stance.REPORTED:
        stance = Stance.ASSERTS
    if source is None and stance is Stance.ASSERTS:
        stance = Stance.REPORTED
    return Statement(source, cue, content, stance, _is_quoted(spans, quotations), decide_confidence(found))


def _span(window: Window, words: Range) -> Span:
    return window.words[words[0]][0], window.words[words[1] - 1][1]


def _tidy(text: str, span: Span) -> Span:
    """A content without a comma, stop or colon at its edges; marks of quotation stay."""
    start, end = span
    while start < end and (text[start] in ",;:.—–-" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in ",;:—–-." or text[end - 1].isspace()):
        end -= 1
    return start, end


def _with_marks(span: Span, quotations: Sequence[Span]) -> Span:
    """A content with the quotation marks right beside it, when the quotation begins or ends with it."""
    start, end = span
    for first, after in quotations:
        if first < end and start < after:
            start = first if 0 < start - first <= _BESIDE else start
            end = after if 0 < after - end <= _BESIDE else end
    return start, end


def _is_quoted(spans: Sequence[Span], quotations: Sequence[Span]) -> bool:
    return any(start < quote[1] and quote[0] < end for start, end in spans for quote in quotations)


def decide_confidence(found: Found) -> float:
    """How sure the whole is, from 0 to 1: as sure as its parts together."""
    return round(found.cue_chance * found.source_chance * found.content_chance, 2)
