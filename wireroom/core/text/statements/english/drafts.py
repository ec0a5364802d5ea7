"""What the English rules know of a statement before it is written as one: ranges of tokens in a passage."""

from dataclasses import dataclass, field

from wireroom.core.text.statements.english.cues import Entry
from wireroom.core.text.statements.values import Stance

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """A statement in the making. `cue` has auxiliaries and fixed words with it; `entry` is its verb; `inverted`: the
    source stands after the verb; `shared`: its source is that of a verb before it ("…, adding that"); `noun`: its cue
    is one."""

    cue: Range
    stance: Stance
    source: Range | None = None
    content: list[Range] = field(default_factory=list)
    entry: Entry | None = None
    inverted: bool = False
    shared: bool = False
    noun: bool = False
    confidence: float = 0.7

    @property
    def begin(self) -> int:
        """The first token that belongs to source or cue."""
        return min(self.cue[0], self.source[0]) if self.source and not self.shared else self.cue[0]

    @property
    def after(self) -> int:
        """The token after source and cue."""
        return max(self.cue[1], self.source[1]) if self.source and self.inverted else self.cue[1]
