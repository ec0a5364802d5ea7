"""Finds where the text of a Japanese article ends and its list of sources begins."""

import re
from collections.abc import Sequence

from wireroom.core.text.spans import Span

_SOURCE = re.compile(r"[^、。]{1,45}、(?:平成|令和)?[0-9０-９]{1,4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日。?\s*\Z")
_TITLE = re.compile(r"[『「“\"][^』」”\"]{2,}[』」”\"]。?\s*\Z")


def count_body(text: str, sentences: Sequence[Span]) -> int:
    """How many sentences stand before the list of sources ("『…』。", then the paper with the day); else all."""
    for at in range(1, len(sentences)):
        start, end = sentences[at]
        if end - start > 70 or not _SOURCE.match(text, start, end):
            continue
        begin, last = sentences[at - 1]
        if _TITLE.search(text[max(begin, last - 120) : last]):
            return at - 1
    return len(sentences)
