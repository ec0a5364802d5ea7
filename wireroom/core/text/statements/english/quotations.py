"""Finds what stands in quotation marks in English text. Does not ask who speaks.

A quotation that goes on in the next paragraph has no closing mark there, and each paragraph opens anew. A word or two
in marks is found too: whoever asks decides by the length.
"""

import re
from dataclasses import dataclass

from wireroom.core.text.spans import Span

_MARK = re.compile(r"[\"“”„«»]|\n\s*\n|(?<![^\W_])[‘'](?=[^\W\d_])|(?<=[\w.,!?…])[’'](?![^\W_])")
_OPENS, _CLOSES = frozenset("“„«"), frozenset("”»")
# A quotation longer than this is more likely a mark that was lost.
_LONGEST = 6000
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks. `goes_on`: no mark closes it, the next paragraph opens with one."""

    span: Span
    goes_on: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text in order; a mark without its other half opens nothing."""
    if not any(mark in text for mark in "\"“”„«'‘"):
        return []
    found: list[Quotation] = []
    double, single = -1, -1
    for mark in _MARK.finditer(text):
        sign, at = mark[0][0], mark.start()
        if sign == "\n":
            if double >= 0 and text[mark.end() : mark.end() + 1] in ('"', "“", "«"):
                found.append(Quotation((double, at), goes_on=True))
            double = single = -1
        elif sign in _OPENS or (sign == '"' and double < 0):
            if double < 0 and (sign != '"' or _opens(text, at)):
                double, single = at, -1
        elif sign in _CLOSES or sign == '"':
            if double >= 0:
                # Straight marks within straight ones: a mark after a space and before a letter opens.
                if at - double <= _LONGEST:
                    found.append(Quotation((double, at + 1)))
                double = -1
        elif double < 0:
            if single < 0 and (at == 0 or not text[at - 1].isalnum()):
                single = at
            elif single >= 0 and not text[at + 1 : at + 2].isalnum():
                if at - single <= _LONGEST_SINGLE:
                    found.append(Quotation((single, at + 1)))
                single = -1
    return found


def _opens(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace()


def count_words(text: str, span: Span) -> int:
    """How many words stand in a place of a text, roughly."""
    return len(text[span[0] : span[1]].split())
