"""Cuts text into the windows that a tagger reads: whole paragraphs where they fit, else sentences. Tags nothing."""

import re
from collections.abc import Iterator, Sequence

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.quotations import find_quotations
from wireroom.core.text.statements.tagging.pieces import Vocabulary
from wireroom.core.text.statements.tagging.values import Window
from wireroom.core.text.statements.values import Statement

LONGEST = 224
"""Pieces in a window, marks of beginning and end counted."""
WAYS = 10
"""Five ways to write a word, within quotation marks or not."""
ROLES = 4
"""What the rules take a word for: nothing, part of a cue, of a source, of a content."""
KINDS = WAYS * ROLES
"""How many kinds of pieces there are."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_STOPS = frozenset(".!?…")


class _Paragraph:
    """Words of one paragraph, or as many of them as a window holds."""

    __slots__ = ("count", "kinds", "pieces", "words")

    def __init__(self) -> None:
        self.words: list[Span] = []
        self.pieces: list[tuple[int, ...]] = []
        self.kinds: list[int] = []
        self.count = 0

    def add(self, word: Span, pieces: tuple[int, ...], kind: int) -> None:
        """One more word."""
        self.words.append(word)
        self.pieces.append(pieces)
        self.kinds.append(kind)
        self.count += len(pieces)


def cut_windows(
    text: str, vocabulary: Vocabulary, ruled: Sequence[Statement] = (), *, longest: int = LONGEST
) -> list[Window]:
    """The windows of a text in its order; every word stands in exactly one. `ruled`: what the rules found in it, which
    its words are marked with."""
    roles = _mark_roles(text, ruled)
    windows: list[Window] = []
    held: list[_Paragraph] = []
    size = 1
    for paragraph in _paragraphs(text, vocabulary, roles, longest - 2):
        if held and size + paragraph.count + 1 > longest:
            windows.append(_window(held, vocabulary))
            held, size = [], 1
        held.append(paragraph)
        size += paragraph.count + 1
    if held:
        windows.append(_window(held, vocabulary))
    return windows


def _window(paragraphs: list[_Paragraph], vocabulary: Vocabulary) -> Window:
    words: list[Span] = []
    pieces, kinds, firsts, numbers = [vocabulary.begin], [0], [], []
    for number, paragraph in enumerate(paragraphs):
        words += paragraph.words
        numbers += [number] * len(paragraph.words)
        for split, kind in zip(paragraph.pieces, paragraph.kinds, strict=True):
            firsts.append(len(pieces))
            pieces += split
            kinds += [kind] * len(split)
        pieces.append(vocabulary.end)
        kinds.append(0)
    return Window(tuple(words), tuple(pieces), tuple(kinds), tuple(firsts), tuple(numbers))


def _mark_roles(text: str, ruled: Sequence[Statement]) -> bytearray:
    """The role of each code point; a cue goes before a source, a source before a content."""
    roles = bytearray(len(text))
    contents = [span for one in ruled if one.content for span in one.content.spans]
    sources = [one.source.mention.span for one in ruled if one.source and one.source.mention]
    cues = [one.cue.span for one in ruled if one.cue]
    for role, spans in ((3, contents), (2, sources), (1, cues)):
        for start, end in spans:
            roles[start:end] = bytes([role]) * (end - start)
    return roles


def _paragraphs(text: str, vocabulary: Vocabulary, roles: bytearray, most: int) -> Iterator[_Paragraph]:
    quoted = [quotation.span for quotation in find_quotations(text)]
    at = 0
    for start, end in _places(text):
        paragraph = _Paragraph()
        for found in _WORD.finditer(text, start, end):
            word = found[0]
            while at < len(quoted) and quoted[at][1] <= found.start():
                at += 1
            inside = at < len(quoted) and quoted[at][0] <= found.start()
            pieces = vocabulary.split(word)[:most]
            while paragraph.count + len(pieces) > most:
                paragraph, rest = _cut(paragraph)
                yield paragraph
                paragraph = rest
            paragraph.add(found.span(), pieces, decide_kind(word, quoted=inside) + WAYS * roles[found.start()])
        if paragraph.words:
            yield paragraph


def _places(text: str) -> Iterator[Span]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _cut(paragraph: _Paragraph) -> tuple[_Paragraph, _Paragraph]:
    """A paragraph that is full, cut after its last sentence that ends; the rest is what begins the next one."""
    ends = (at for at in range(len(paragraph.words) - 1, len(paragraph.words) // 3, -1) if _is_end(paragraph, at))
    end = next(ends, len(paragraph.words))
    first, rest = _Paragraph(), _Paragraph()
    for at, word in enumerate(paragraph.words):
        (first if at < end else rest).add(word, paragraph.pieces[at], paragraph.kinds[at])
    return first, rest


def _is_end(paragraph: _Paragraph, at: int) -> bool:
    """Whether a sentence begins with the word at a place, as far as marks and capitals tell."""
    here, before = paragraph.kinds[at] % 5, paragraph.kinds[at - 1] % 5
    if before == _STOP:
        return here in (_TITLE, _UPPER)
    return before == _MARK and at >= 2 and paragraph.kinds[at - 2] % 5 == _STOP


_LOWER, _TITLE, _UPPER, _MARK, _STOP = range(5)


def decide_kind(word: str, *, quoted: bool) -> int:
    """How a word is written: 0 in small letters or digits, 1 with a capital, 2 in capitals, 3 a mark, 4 a mark that
    ends sentences; five more within quotation marks."""
    if word.isalnum():
        kind = _LOWER
        if word[0].isupper():
            kind = _UPPER if len(word) > 1 and word.isupper() else _TITLE
    else:
        kind = _STOP if word in _STOPS else _MARK
    return kind + 5 * quoted
