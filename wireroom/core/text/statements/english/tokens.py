"""Splits English text into words and marks, each with its place. Knows no grammar but which letters belong together."""

import re
from dataclasses import dataclass

from wireroom.core.text.spans import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Mx|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Cmdr|Adm|St|Prof|Rev|Jr|Sr|Inc|Corp|Ltd|Co|Jan|Feb|Mar"
    r"|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.(?=\s|,)"
    r"|No\.(?=\s\d)"
    r"|(?:US|A|C)?[$€£¥]\s?\d[\d.,]*\d|[$€£¥]?\d+(?:[.,:/]\d+)*%?"
    r"|[^\W_]+(?:[-'’.&‑][^\W_]+)*(?:(?<=[a-z]s)['’](?=\s\w))?"
    r"|\[\.\.\.\]|\[…\]|\.\.+|--+"
    r"|\S"
)
OPENING = frozenset('“«"‘')
CLOSING = frozenset('”»"’')
STOPS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a piece of text: as they stand, in lower case, and their places; all of one length."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    # Whether each is a verb, once it was asked (None before): the rules ask again and again.
    verbs: list[bool | None]

    def span(self, first: int, after: int) -> Span:
        """Where the tokens from `first` to before `after` stand in the text."""
        return self.starts[first], self.ends[after - 1]


def split_tokens(text: str, start: int, end: int) -> Tokens:
    """The tokens of text[start:end]; a possessive keeps its 's."""
    found = list(_TOKEN.finditer(text, start, end))
    words = [one[0] for one in found]
    # WHO, US and IT are no pronouns.
    lows = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    return Tokens(text, words, lows, [one.start() for one in found], [one.end() for one in found], [None] * len(found))
