"""A Japanese sentence as the rules see it: subjects, cues, what the sentences before leave to it. Reads nothing."""

from collections.abc import Set
from dataclasses import dataclass, replace

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.according import According, find_according
from wireroom.core.text.statements.japanese.cues import Cue
from wireroom.core.text.statements.japanese.masks import Masked, mask
from wireroom.core.text.statements.japanese.phrases import FITTING, UNKNOWN, Subject, find_kind, find_subjects
from wireroom.core.text.statements.japanese.predicates import find_cues


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences before leave to one; places are the text's.

    speaker: whose words the last statement was. according: the source of the last によると. near: that stood in the
    sentence directly before. recent: who spoke in that sentence. silent: how many sentences since have no statement.
    known: names that a text has shown to be somebody (abbreviations in brackets, sources).
    """

    speaker: Span | None = None
    according: Span | None = None
    near: bool = False
    recent: Span | None = None
    silent: int = 0
    known: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what was found in it; places are the sentence's, `offset` is where it begins in the text."""

    masked: Masked
    subjects: list[Subject]
    according: list[According]
    cues: list[Cue]
    before: Before
    offset: int

    def begin_before(self, place: int) -> int:
        """Where the clause begins that a place is in, as far as によると tells."""
        return max((one.begin for one in self.according if one.begin <= place), default=0)

    def topic(self) -> Span | None:
        """Whom the sentence is about, as a place in the text: its last topic that may say something, but for papers."""
        for one in reversed(self.subjects):
            words = self.masked.text[slice(*one.span)]
            if one.particle in "はも" and one.fit == FITTING and find_kind(words) != "paper":
                return one.span[0] + self.offset, one.span[1] + self.offset
        return None

    def quote_to(self, end: int) -> int:
        """Where the quotation begins that ends at a place; before the sentence where none does."""
        return next((start for start, last in self.masked.quotes if last == end), -9)


def look_at(words: str, offset: int, before: Before) -> Sentence:
    """A sentence that begins at `offset` in the text, seen through."""
    masked = mask(words)
    subjects = [
        replace(one, fit=FITTING) if one.fit == UNKNOWN and words[slice(*one.span)] in before.known else one
        for one in find_subjects(masked.text)
    ]
    return Sentence(masked, subjects, find_according(masked), find_cues(masked), before, offset)
