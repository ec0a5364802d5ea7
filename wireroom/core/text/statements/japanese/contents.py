"""Finds what a Japanese cue says: the words before it, or the quotation, without what belongs to the reporter."""

import re
from collections.abc import Sequence

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.cues import Cue
from wireroom.core.text.statements.japanese.masks import Masked
from wireroom.core.text.statements.japanese.phrases import is_date, skip_opening

# Said of the saying, not said: where, when, to whom, of what.
_ADVERBIAL = re.compile(
    r"[^、。「」]{0,40}?(?:会見で|会見において|取材に対し|取材に対して|取材に|声明で|演説で|講演で|書簡で|電話で|番組で|議会で|国会で|委員会で|会合で|ブログで|ツイッターで|調べに対し|調べに対して|"
    r"インタビューで|インタビューに|質問に|質問に対し|に対して|に対し|調べに|供述で|公判で|法廷で|談話で|論評で|会議で|集会で|文書で|サイトで|上で)は?、?(?=[一-鿿ァ-ヺー「『A-Z0-9ぁ-ん])"
)
_JOINT = re.compile(
    r"(?:が|ものの|一方で?|上で|うえで|ほか|ため|とともに|と共に|のに対し(?:て)?|としながらも|ながら|際に?は?|後|のち|模様だが|という|も)?、?"
)
_JOINED = re.compile(r"[をはがも]\Z")


def find_content(masked: Masked, begin: int, cue: Cue) -> list[Span]:
    """The places of what a cue says; empty where nothing stands between."""
    end = cue.content_end
    if end <= begin:
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
    start = skip_opening(shown, _JOINT.match(shown, begin, end).end(), end)
    if found := _ADVERBIAL.match(shown, start, min(end, start + 60)):
        start = found.end() if found.end() < end else start
        start = skip_opening(shown, start, end)
    if is_date(shown, start, end):
        return []
    while start < end and shown[start] in "、 \u3000":
        start += 1
    return [(start, end)] if end - start >= 2 else []


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
    return any(
        start <= quote[0] and quote[1] <= end and quote[1] - quote[0] >= 10
        for start, end in spans
        for quote in masked.quotes
    )
