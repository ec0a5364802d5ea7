"""Cuts English text into passages, the pieces within which a source, its cue and its content are sought: a sentence, or
the sentences that one quotation holds together. Finds no statements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.quotations import Quotation
from wireroom.core.text.statements.english.tokens import Tokens, split_tokens

# Sentences that are held together by quotation marks are no more than this many characters; more is a lost mark.
_LONGEST = 5000
_LONGEST_TAIL = 80
_TAIL = re.compile(
    r"(?:[A-Z][\w.'’-]*|[Tt]he \w+|[Hh]e|[Ss]he|[Tt]hey)(?: [\w.'’-]+){0,4}"
    r" (?:said|says|added|wrote|explained|tweeted)\."
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text in tokens. `quoted` names for each token the quotation it stands in (its marks count), -1 for
    none; `quotes` are their token ranges; `stops` the token numbers at which sentences end."""

    tokens: Tokens
    quoted: list[int]
    quotes: list[tuple[int, int]]
    stops: tuple[int, ...]
    goes_on: bool

    @property
    def high(self) -> int:
        """The number of tokens."""
        return len(self.quoted)

    def stop_after(self, at: int) -> int:
        """Where the sentence that a token stands in ends."""
        return next((stop for stop in self.stops if stop > at), self.high)


def cut_passages(text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Passage]:
    """The passages of a text in order."""
    first = 0
    at = 0
    while at < len(sentences):
        start, end = sentences[at]
        ends = [end]
        while first < len(quotations) and quotations[first].span[1] <= start:
            first += 1
        crossing = first
        while crossing < len(quotations) and quotations[crossing].span[0] < end:
            reach = quotations[crossing].span[1]
            while reach > end and at + 1 < len(sentences) and sentences[at + 1][0] < reach and end - start < _LONGEST:
                at += 1
                end = sentences[at][1]
                ends.append(end)
            crossing += 1
        # “It is late.” Holm said: the stop before the mark ended no sentence.
        if at + 1 < len(sentences) and text[end - 1] in '"”' and _is_tail(text, sentences[at + 1]):
            at += 1
            ends[-1] = sentences[at][1]
        yield _passage(text, start, ends, quotations[first:crossing])
        at += 1


def _is_tail(text: str, sentence: Span) -> bool:
    start, end = sentence
    return end - start < _LONGEST_TAIL and _TAIL.fullmatch(text, start, end) is not None


def _passage(text: str, start: int, ends: list[int], quotations: Sequence[Quotation]) -> Passage:
    tokens = split_tokens(text, start, ends[-1])
    count = len(tokens.words)
    quoted = [-1] * count
    quotes: list[tuple[int, int]] = []
    at = 0
    for quotation in quotations:
        begin, close = quotation.span
        while at < count and tokens.starts[at] < begin:
            at += 1
        low = at
        while at < count and tokens.starts[at] < close:
            quoted[at] = len(quotes)
            at += 1
        if at > low:
            quotes.append((low, at))
    if len(ends) == 1:
        stops: tuple[int, ...] = (count,)
    else:
        stops = tuple(sum(1 for end_at in tokens.ends if end_at <= end) for end in ends)
    return Passage(tokens, quoted, quotes, stops, bool(quotations) and quotations[-1].goes_on)


def clause_floor(passage: Passage, at: int) -> int:
    """The first token from which a source may stand: after a closed quotation, in the same sentence."""
    floor = max((stop for stop in passage.stops if stop <= at), default=0)
    for _, end in passage.quotes:
        if floor < end <= at and _counts_as_speech(passage, end):
            floor = end
    return floor


def _counts_as_speech(passage: Passage, end: int) -> bool:
    """Whether a quotation that ends there is more than a word or two in marks."""
    start = next(start for start, stop in passage.quotes if stop == end)
    return end - start > 6 or (end - start > 3 and passage.tokens.words[end - 2] in ",.!?—-")
