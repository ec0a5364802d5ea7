"""Hides what is in quotation marks and brackets of a sentence, so that its clauses can be seen. Keeps every place."""

import re
from dataclasses import dataclass

from wireroom.core.text.spans import Span

QUOTED, BRACKETED = "\ue000", "\ue001"
"""What hidden characters are replaced by: within quotation marks (the marks stay), and brackets with all they hold."""

_QUOTES = {"「": "」", "『": "』", "“": "”"}
_BRACKETS = {"(": ")", "（": "）", "【": "】", "［": "］", "[": "]", "〈": "〉", "《": "》"}
_OPENING = _QUOTES | _BRACKETS
_MARK = re.compile(f"[{re.escape(''.join([*_OPENING, *_OPENING.values()]))}]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with its inside hidden, as it stands, and the places of its outermost quotations and brackets."""

    text: str
    plain: str
    quotes: tuple[Span, ...]
    brackets: tuple[Span, ...]


def mask(sentence: str) -> Masked:
    """Hides the inside of quotations and brackets; one that is never closed hides nothing."""
    shown = list(sentence)
    quotes: list[Span] = []
    brackets: list[Span] = []
    for start, end in _outermost(sentence):
        if sentence[start] in _QUOTES:
            quotes.append((start, end))
            shown[start + 1 : end - 1] = QUOTED * (end - start - 2)
        else:
            brackets.append((start, end))
            shown[start:end] = BRACKETED * (end - start)
    return Masked("".join(shown), sentence, tuple(quotes), tuple(brackets))


def _outermost(sentence: str) -> list[Span]:
    opened: list[tuple[str, int]] = []
    closed: list[Span] = []
    for found in _MARK.finditer(sentence):
        character, at = found[0], found.start()
        if character in _OPENING:
            opened.append((character, at))
        else:
            # Marks of other kinds that were opened since and never closed are passed over, a few at most.
            for back in range(1, min(4, len(opened)) + 1):
                mark, start = opened[-back]
                if _OPENING[mark] == character:
                    del opened[-back:]
                    while closed and closed[-1][0] > start:
                        closed.pop()
                    closed.append((start, at + 1))
                    break
    return closed
