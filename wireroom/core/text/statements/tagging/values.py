"""What goes into a tagger and what comes out of it. Computes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.core.text.spans import Span

Range = tuple[int, int]
"""First word and the one after the last, numbered within a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of text as a tagger reads it. `words` are places in the text; `pieces` the vocabulary's numbers with the
    marks of beginning and end, `kinds` one for each piece (how its word is written, whether it is quoted, what the
    rules take it for), `firsts` the piece that each word begins with, `paragraphs` the number of its paragraph,
    counted from 0 within the window."""

    words: tuple[Span, ...]
    pieces: tuple[int, ...]
    kinds: tuple[int, ...]
    firsts: tuple[int, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a tagger holds of a statement whose cue begins with the word `head`: for each word of the window the
    probability that its source is there (they sum to 1; that of the head itself: there is none), and that it is of its
    content."""

    head: int
    sources: Sequence[float]
    contents: Sequence[float]


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a tagger makes of a window. `cues`, `sources`: for each word the probabilities to be outside of them, to
    begin one, to go on with one; `rows`: one for each word that may begin a cue, in order."""

    cues: Sequence[Sequence[float]]
    sources: Sequence[Sequence[float]]
    rows: Sequence[LinkRow]
