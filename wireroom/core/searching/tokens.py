"""Folded text as tokens: words where a script has spaces, pairs of characters where it has none. Looks nothing up.

A run of n characters without spaces becomes its n - 1 pairs and its last character: so a word of two characters or more
is a phrase of pairs, one character is the beginning of a pair, and nothing needs a dictionary.
"""

import re
from array import array
from dataclasses import dataclass

# Thai, Lao, Burmese, Khmer, kana, Han; and Hangul, where particles stand on words without a space.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# Letters, digits and the marks that stand on letters; \w would break words at the vowel signs of India's scripts.
SPACED = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u0300-\u037d\u037f-\u0386\u0388-\u0559"
    "\u0560-\u0588\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff"
    "\u0710-\u0963\u0966-\u0dff\u0f00\u0f18-\u0fbc\u10a0-\u10fa\u10fc-\u135f\u1369-\u166c\u166f-\u169a\u1800-\u1fff"
    "\ua000-\ua48c"
)
LONGEST = 64
# To be raised when any text comes out in other tokens than before, by this module, by folding or by what makes plain
# text of HTML: a rebuild then writes entries of an older revision anew. A test tells when.
REVISION = 2
_RUN = re.compile(f"[{UNSPACED}]+|[{SPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
# In ASCII everything but letters and digits is a gap, and splitting at spaces is faster than looking for runs.
_ASCII_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_SPACE = array("I", " ".encode("utf-32-le"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must follow each other. `is_prefix`: the last is only the beginning of a token.

    `runs` are the words and runs of characters that the tokens were made of.
    """

    tokens: tuple[str, ...]
    runs: tuple[str, ...]
    is_prefix: bool = False


def write_tokens(folded: str) -> str:
    """A text's tokens as an index takes them, with spaces between."""
    if folded.isascii():
        return " ".join([run[:LONGEST] for run in folded.translate(_ASCII_GAPS).split()])
    return " ".join([_tokens(run) for run in _RUN.findall(folded)])


def find_phrase(folded: str) -> Phrase | None:
    """What to look up to find a folded text in others; None when it has neither letter nor digit."""
    runs = _RUN.findall(folded)
    if not runs:
        return None
    tokens = " ".join([_tokens(run) for run in runs]).split(" ")
    is_prefix = False
    if is_unspaced(runs[-1]):
        # What follows the last character in the text is not known: it ends a pair, or it begins one.
        if len(runs[-1]) > 1:
            tokens.pop()
        else:
            is_prefix = True
    return Phrase(tuple(tokens), tuple(runs), is_prefix)


def is_unspaced(run: str) -> bool:
    """Whether a run is of a script without spaces."""
    return _UNSPACED.match(run) is not None


def _tokens(run: str) -> str:
    """A run's tokens with spaces between."""
    if run.isascii() or not is_unspaced(run):
        return run[:LONGEST]
    # All pairs at once, by laying the characters out in memory: several times as fast as cutting each pair out.
    letters = array("I", run.encode("utf-32-le"))
    spread = _SPACE * (3 * len(letters) - 2)
    spread[::3] = letters
    spread[1::3] = letters[1:]
    return spread.tobytes().decode("utf-32-le")
