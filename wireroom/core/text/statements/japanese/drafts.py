"""What the parts of the Japanese reader hand to each other: a statement in a sentence before its actor is known."""

from dataclasses import dataclass

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.values import Stance


@dataclass(slots=True)
class Draft:
    """A statement with places in the text. `source` is None where it is left away or nobody is named; `carried` is the
    place of the source that is meant then (words of an earlier sentence), None if none is known."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    stance: Stance
    quoted: bool = False
    nobody: bool = False
    carried: Span | None = None
    confidence: float = 0.8

    def speaker(self) -> Span | None:
        """The place of the words that name who says so, here or before."""
        return self.source or self.carried
