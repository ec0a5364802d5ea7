"""Keys by which a statement is found again in a later version or reading of its item. Compares nothing by meaning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from wireroom.core.matching.tokens import find_tokens, fold_text

# Of a statement's words so many must be those that a person judged, and the other way round.
ABOUT_THE_SAME = 0.75


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a statement that its reading took from the text."""

    source: str
    cue: str
    content: str


def content_key(wording: Wording) -> str:
    """A hash of the statement's folded words: what is said, and by which cue; of the source alone where nothing is."""
    said = " ".join(_tokens(wording.content))
    told = " ".join(_tokens(wording.cue))
    whose = "" if said else " ".join(_tokens(wording.source))
    return blake2b("\x1f".join((said, told, whose)).encode("utf-8", "replace"), digest_size=16).hexdigest()


def find_again(sought: Wording, among: Sequence[Wording]) -> int | None:
    """Which of some statements is the one sought: by its key, else the one whose words are nearly all the same."""
    key = content_key(sought)
    best, likest = None, ABOUT_THE_SAME
    mine = set(_tokens(sought.content))
    for number, wording in enumerate(among):
        if content_key(wording) == key:
            return number
        theirs = set(_tokens(wording.content))
        shared = len(mine & theirs)
        if shared < 3:
            continue
        likeness = 2 * shared / (len(mine) + len(theirs))
        if likeness > likest:
            best, likest = number, likeness
    return best


def stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text, whatever its punctuation, case and width."""
    return find_standing(text)(words)


def find_standing(text: str) -> Callable[[str], bool]:
    """As stands_in, for many words sought in one text."""
    folded = f" {' '.join(_tokens(text))} "

    def stands(words: str) -> bool:
        sought = " ".join(_tokens(words))
        return bool(sought) and f" {sought} " in folded

    return stands


def _tokens(words: str) -> list[str]:
    return find_tokens(fold_text(words))
