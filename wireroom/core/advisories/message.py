"""A message as the rules read it: folded, bounded, cut into lines. Decides nothing."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

HEAD, TAIL = 4000, 1500
LINES = 3
SENTENCE = re.compile(r"(?<=[。！？!?])|(?<=\.)\s+|\n+")


@dataclass(frozen=True)
class Message:
    """Headline, slugline, note to editors and text after NFKC; `length` is that of the whole text, in characters."""

    headline: str
    text: str
    slugline: str
    ed_note: str
    length: int

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The first three and the last two lines of the text: where notes to editors stand."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        return tuple(lines[:LINES] + lines[LINES:][-2:])

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The sentences of the note to editors."""
        return tuple(part.strip() for part in SENTENCE.split(self.ed_note) if part.strip())

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the beginning of the text."""
        return tuple(part.strip() for part in SENTENCE.split(self.text[:HEAD]) if part.strip())


@dataclass(frozen=True, slots=True)
class Said:
    """What was found: the kind, the words, the rule, and `rest`: what the headline goes on with after a mark."""

    kind: str
    words: str
    rule: str
    rest: str = ""


def fold_message(headline: str, text: str, *, slugline: str, ed_note: str) -> Message:
    """Full-width letters, digits and signs as their plain forms; only the ends of a long text are kept."""
    kept = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"
    return Message(_fold(headline[:600]), _fold(kept), _fold(slugline[:300]), _fold(ed_note[:2000]), len(text))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("’", "'").replace("\r", "\n")
