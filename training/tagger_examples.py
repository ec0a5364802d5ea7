"""Turns annotated texts into what the English tagger is trained on: windows with the tags and links of their words.
Trains nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from training.gold import GoldStatement, GoldText, Span
from wireroom.core.text.statements.tagging.pieces import Vocabulary
from wireroom.core.text.statements.tagging.values import Range, Window
from wireroom.core.text.statements.tagging.windows import cut_windows
from wireroom.core.text.statements.values import Stance, Statement

STANCES = tuple(stance.value for stance in Stance)
OUTSIDE, BEGINS, GOES_ON = range(3)


@dataclass(frozen=True, slots=True)
class Link:
    """A statement within a window: the word its cue begins with, the words of source and contents, its stance."""

    head: int
    source: Range | None
    contents: tuple[Range, ...]
    stance: int


@dataclass(frozen=True, slots=True)
class Example:
    """A window with a tag for each word and part (cue, source, content) and its statements."""

    window: Window
    cues: tuple[int, ...]
    sources: tuple[int, ...]
    contents: tuple[int, ...]
    links: tuple[Link, ...]


def make_examples(text: GoldText, vocabulary: Vocabulary, ruled: Sequence[Statement], *, longest: int) -> list[Example]:
    """The examples of a text, one for each window; `ruled`: what the rules found in it."""
    windows = cut_windows(text.text, vocabulary, ruled, longest=longest)
    return [label_window(window, text.statements) for window in windows]


def label_window(window: Window, statements: Sequence[GoldStatement]) -> Example:
    """A window with what annotations say of it. Statements without a cue have tags, but no link."""
    count = len(window.words)
    cues, sources, contents = ([OUTSIDE] * count for _ in range(3))
    links = []
    for one in statements:
        cue, source = _range(window, one.cue), _range(window, one.source)
        parts = tuple(found for span in one.content if (found := _range(window, span)))
        if cue:
            _mark(cues, [cue])
            links.append(Link(cue[0], source, parts, STANCES.index(one.stance)))
        if source:
            _mark(sources, [source])
        _mark(contents, sorted(parts, key=lambda part: part[0] - part[1]))
    links.sort(key=lambda link: link.head)
    return Example(window, tuple(cues), tuple(sources), tuple(contents), tuple(links))


def _mark(tags: list[int], ranges: Iterable[Range]) -> None:
    """Outer ranges come first; what lies within a marked one adds no beginning of its own."""
    for start, end in ranges:
        if tags[start] == OUTSIDE:
            tags[start] = BEGINS
        for at in range(start + 1, end):
            if tags[at] == OUTSIDE:
                tags[at] = GOES_ON


def _range(window: Window, span: Span | None) -> Range | None:
    if span is None:
        return None
    inside = [at for at, (start, end) in enumerate(window.words) if start < span[1] and span[0] < end]
    return (inside[0], inside[-1] + 1) if inside else None


def batches(examples: Sequence[Example], size: int) -> Iterator[list[Example]]:
    """Examples in groups, in the order given."""
    for at in range(0, len(examples), size):
        yield list(examples[at : at + size])
