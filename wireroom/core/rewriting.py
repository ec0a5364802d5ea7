"""Does a later version change more of a released story than it corrects? Says why; decides no status.

Asked where a provider's policy is to hold: a person let one version through, and what comes under its name later is
published by that word as long as it is still that story.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

WORD = re.compile(r"[^\W_]+")
EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー]")
# Of what the version says now so much must stand in what was released, with the same headline and with another.
SAME_HEADLINE, OTHER_HEADLINE = 0.2, 0.5
HEADLINE_KEPT = 0.5
COMPARED = 100_000  # characters of each text


@dataclass(frozen=True, slots=True)
class Wording:
    """A version's words, plain."""

    headline: str
    text: str


def find_rewriting(released: Wording, later: Wording, *, is_correction: bool) -> str:
    """Why a person must look at the later version first; "" where it is still what was released.

    What its source marks as a correction is one, whatever it changes.
    """
    if is_correction or not (released.headline or released.text):
        return ""
    kept = _kept(_runs(released.text), _runs(later.text))
    same_headline = _kept(_words(released.headline), _words(later.headline)) >= HEADLINE_KEPT
    if kept >= (SAME_HEADLINE if same_headline else OTHER_HEADLINE):
        return ""
    return f"changes more than it corrects: {round(kept * 100)}% of its text stood in what a person released"


def _kept(released: set, later: set) -> float:
    return len(later & released) / len(later) if later else 1.0


def _runs(text: str) -> set[str] | set[tuple[str, str]]:
    """Pairs of neighbouring words or, in scripts without spaces, three characters in a row."""
    folded = _folded(text[:COMPARED])
    if EASTERN.search(folded):
        plain = "".join(WORD.findall(folded))
        return {plain[index : index + 3] for index in range(len(plain) - 2)}
    words = WORD.findall(folded)
    return set(pairwise(words))


def _words(headline: str) -> set[str]:
    folded = _folded(headline)
    if EASTERN.search(folded):
        plain = "".join(WORD.findall(folded))
        return {plain[index : index + 2] for index in range(len(plain) - 1)}
    return set(WORD.findall(folded))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
