"""What goes into a tagger and what comes out of it. Computes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from wireroom.core.text.spans import Span

Range = tuple[int, int]
"""First word and the one after the last, numbered within a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of text as a tagger reads it. `words` are places in the text; `pieces` the vocabulary's numbers with the
    marks of beginning and end, `kinds` one for each piece (how its word is written, whether it is quoted), `firsts`
    the piece that each word begins with."""

    words: tuple[Span, ...]
    pieces: tuple[int, ...]
    kinds: tuple[int, ...]
    firsts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What a tagger holds of a statement whose cue begins with the word `head`: for each word of the window the
    probability (0 to 1) to be of its source and of its content, and for each stance, in the order of `Stance`."""

    head: int
    sources: Sequence[float]
    contents: Sequence[float]
    stances: Sequence[float]


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a tagger makes of a window. `cues`: for each word the probabilities to be outside of cues, to begin one, to
    go on with one; `rows`: one for each word that may begin a cue, in order."""

    cues: Sequence[Sequence[float]]
    rows: Sequence[LinkRow]
