"""Finds what a Japanese cue says: the words before it, or the quotation, without what belongs to the reporter."""

import re
from collections.abc import Sequence
from functools import cache

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.cues import Cue
from wireroom.core.text.statements.japanese.frames import THUS
from wireroom.core.text.statements.japanese.lexicon import any_of, load_lexicon
from wireroom.core.text.statements.japanese.masks import Masked
from wireroom.core.text.statements.japanese.phrases import is_date, skip_opening
from wireroom.core.text.statements.values import Stance

_JOINT = re.compile(
    r"(?:が|ものの|一方で?|上で|うえで|ほか|ため|とともに|と共に|のに対し(?:て)?|としながらも|ながら|際に?は?|後|のち|模様だが|という|も)?、?"
)
_LEAD = re.compile(r"(?:これまで|当初|かねて|改めて|あらためて|いずれも|共同で|同時に)(?=[一-鿿ァ-ヺ「A-Z])")
_SHORTEST_SPEECH = 10
_JOINED = re.compile(r"[をはがも]\Z")


def find_content(masked: Masked, begin: int, cue: Cue) -> list[Span]:
    """The places of what a cue says; empty where nothing stands between."""
    end = cue.content_end
    if end <= begin or cue.frame == THUS:
        return []
    shown = masked.text
    quote = _quotation(masked, begin, end)
    if quote is not None:
        before = shown[begin : quote[0]]
        if not _JOINED.search(before) or len(before) > 40:
            return [quote]
    while end > begin and shown[end - 1] in "、 \u3000":
        end -= 1
    if cue.frame == "こと" and shown[end - 2 : end] == "こと":
        end -= 2
    start = skip_opening(shown, _JOINT.match(shown, begin, end).end(), end, comma=True)
    if found := _occasion().match(shown, start, min(end, start + 60)):
        start = found.end() if found.end() < end else start
        start = skip_opening(shown, start, end, comma=True)
    if is_date(shown, start, end):
        return []
    while start < end and shown[start] in "、 \u3000":
        start += 1
    if lead := _LEAD.match(shown, start, end):
        start = lead.end()
    if cue.nobody and shown[end - 2 : end] == "もの":
        end -= 2
    # 罪を認めた, 噂を否定した: a word of one character is enough for these.
    least = 1 if cue.stance in (Stance.DENIES, Stance.CONFIRMS) and cue.frame == "を" else 2
    return [(start, end)] if end - start >= least else []


@cache
def _occasion() -> re.Pattern[str]:
    """Where, when, to whom it was said: no part of what was said."""
    words = any_of(load_lexicon().fixed["occasion"])
    return re.compile(rf"[^、。「」]{{0,40}}?(?:{words})(?!の)は?、?(?=[一-鿿ァ-ヺー「『A-Z0-9ぁ-ん])")


def _quotation(masked: Masked, begin: int, end: int) -> Span | None:
    """The quotation that ends at a place, with those that stand directly before it."""
    found: Span | None = None
    for start, last in reversed(masked.quotes):
        if start < begin:
            break
        if found is None and last == end:
            found = start, last
        elif found and last >= found[0] - 1 and masked.text[last : found[0]] in ("", "、", " "):
            found = start, found[1]
        elif found:
            break
    return found


def is_quoted(masked: Masked, spans: Sequence[Span]) -> bool:
    """Whether a quotation of more than a term is among the words at some places."""
    quotes = [quote for quote in masked.quotes if any(start <= quote[0] and quote[1] <= end for start, end in spans)]
    return any(quote[1] - quote[0] >= _SHORTEST_SPEECH or quote in spans for quote in quotes)
