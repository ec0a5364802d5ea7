"""What of a text is compared with others: keys to look it up by, shingles to compare exactly. Decides nothing."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import pairwise, zip_longest
from zlib import crc32

from wireroom.core.matching.boilerplate import strip_boilerplate
from wireroom.core.matching.tokens import find_tokens, fold_text, has_unspaced, is_unspaced

# A text is a row of slots: a word takes two, a character of a script without spaces one. A shingle is six slots, five
# where it begins with such a character; a key is ten. So they are three and five words, five and ten characters.
KEYS = 24
_MASK = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as copies are looked for.

    `keys`: the 24 smallest of the hashes of its long shingles, each once. `shingles`: hashes of its short shingles in
    the order of the text, 32 bits each. `title`: the title's tokens. `numbers`: tokens of the text that are numbers.
    `digest`: of all tokens of title and text; 0 for an empty text.
    """

    keys: tuple[int, ...]
    shingles: array = field(repr=False)
    title: frozenset[str]
    numbers: frozenset[str] = field(repr=False)
    digest: int


def read_fingerprint(title: str, text: str) -> Fingerprint:
    """The fingerprint of a title and a text, each plain or HTML, in any script."""
    heading = find_tokens(fold_text(title))
    folded = fold_text(strip_boilerplate(text))
    tokens = find_tokens(folded)
    if has_unspaced(folded):
        short, keys = _shingle_slots(tokens)
    else:
        short, keys = _shingle_words(tokens)
    return Fingerprint(
        keys=tuple(nsmallest(KEYS, set(keys))),
        shingles=array("I", short),
        title=frozenset(heading),
        numbers=frozenset(token for token in tokens if token.isdecimal()),
        digest=crc32("\x1f".join([*heading, "\x1e", *tokens]).encode()) if tokens or heading else 0,
    )


def _shingle_words(tokens: Sequence[str]) -> tuple[list[int], list[int]]:
    words = [f"{token} ".encode() for token in tokens]
    pairs = [one + other for one, other in pairwise(words)]
    # A checksum goes on where the one before it ended: three words, then five.
    short = list(map(crc32, words[2:], map(crc32, pairs)))
    return short, _spread(map(crc32, pairs[3:], short))


def _shingle_slots(tokens: Sequence[str]) -> tuple[list[int], list[int]]:
    slots: list[bytes] = []
    # Where shingles begin: nowhere at the second slot of a word.
    of_characters: list[bool | None] = []
    for token in tokens:
        if is_unspaced(token):
            slots.append(token.encode())
            of_characters.append(True)
        else:
            slots += (token.encode(), b" ")
            of_characters += (False, None)
    pairs = [one + other for one, other in pairwise(slots)]
    four = map(crc32, pairs[2:], map(crc32, pairs))
    five = list(map(crc32, slots[4:], four))
    six = list(map(crc32, slots[5:], five))
    ten = map(crc32, pairs[8:], map(crc32, pairs[6:], six))
    short = [
        one if characters else other
        for one, other, characters in zip_longest(five, six, of_characters)
        if (one if characters else other) is not None and characters is not None
    ]
    return short, _spread(key for key, characters in zip(ten, of_characters, strict=False) if characters is not None)


def _spread(checksums: Iterable[int]) -> list[int]:
    """The checksums as hashes whose smallest are a fair sample: checksums of like texts lie together."""
    return [checksum * 0x9E3779B1 & _MASK for checksum in checksums]
