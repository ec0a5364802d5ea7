"""What of a text is compared with others: keys to look it up by, shingles to compare exactly. Decides nothing."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from zlib import crc32

from wireroom.core.matching.tokens import is_unspaced, strip_marks
from wireroom.core.matching.windows import hash_runs, read_row
from wireroom.core.matching.words import Words, read_words

# A text is a row of slots: a word takes two, a character of a script without spaces one. A shingle is six slots, five
# where it begins with such a character; a key is ten. So they are three and five words, five and ten characters.
KEYS = 24
_MASK = 0xFFFFFFFF
# A token below it begins with a digit.
_AFTER_DIGITS = ":"
# Checksums of like texts lie together: only after this are the smallest hashes a fair sample of them.
_SPREAD = 0x9E3779B1


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text as copies are looked for.

    `keys`: the 24 smallest of the hashes of its long shingles, each once. `shingles`: hashes of its short shingles in
    the order of the text, 32 bits each. `words`: hashes of its tokens in their order. `title`: the title's tokens.
    `numbers`: tokens of the text that begin with a digit. `digest`: of all tokens of title and text; 0 for an empty
    text.
    """

    keys: tuple[int, ...]
    shingles: array = field(repr=False)
    words: array = field(repr=False)
    title: frozenset[str]
    numbers: frozenset[str] = field(repr=False)
    digest: int


def read_fingerprint(title: str, text: str) -> Fingerprint:
    """The fingerprint of a title and a text, each plain or HTML, in any script."""
    return take_fingerprint(read_words(title, text))


def take_fingerprint(words: Words) -> Fingerprint:
    """The fingerprint of words that were read."""
    heading, tokens = strip_marks(words.heading), strip_marks(words.tokens)
    hashes, short, long = _shingle_slots(tokens) if words.unspaced else _shingle_words(tokens)
    return Fingerprint(
        keys=_smallest(long),
        shingles=short,
        words=hashes,
        title=frozenset(heading),
        numbers=frozenset([token for token in tokens if token < _AFTER_DIGITS]),
        digest=crc32("\x1f".join([*heading, "\x1e", *tokens]).encode()) if tokens or heading else 0,
    )


def _shingle_words(tokens: Sequence[str]) -> tuple[array, array, Sequence[int]]:
    # The second slot of a word is 0, and so is all that it adds to a sum.
    words = read_row(array("Q", map(crc32, "\n".join(tokens).encode().split(b"\n"))).tobytes() if tokens else b"")
    short = hash_runs((words, 0, 0), (words, 1, 2), (words, 2, 4))
    at_second_slots = hash_runs((words, 1, 1), (words, 2, 3))
    long = hash_runs((short, 0, 0), (at_second_slots, 2, 1))
    return words.hashes(), short.hashes(), long.hashes(times=_SPREAD)


def _shingle_slots(tokens: Sequence[str]) -> tuple[array, array, Sequence[int]]:
    slots = read_row(b"".join(map(_SLOTS.__getitem__, tokens)))
    fives = hash_runs(*((slots, further, further) for further in range(5)))
    short = fives.hashes()
    long = hash_runs((fives, 0, 0), (fives, 5, 1)).hashes(times=_SPREAD)
    begins = slots.hashes()
    if slots.count == len(tokens):
        return begins, short, long
    sixes = hash_runs(*((slots, further, further) for further in range(6))).hashes()
    for second in [at for at, slot in enumerate(begins) if slot == _SECOND]:
        # The shingle that begins with the word has six slots; there is none where the text ends before.
        short[second - 1 : second] = sixes[second - 1 : second]
    words = array("I", filter(None, begins))
    return words, array("I", compress(short, begins)), list(compress(long, begins))


# The second slot of a word says nothing, and no shingle begins there; so words alone give the same shingles as words
# among characters.
_SECOND = 0


class _Slots(dict[str, bytes]):
    """The hashes of the slots of a token, 64 bits each. Keeps those of characters, which are few; words are not."""

    def __missing__(self, token: str) -> bytes:
        first = (crc32(token.encode()) or 1).to_bytes(8, "little")
        if not is_unspaced(token):
            return first + _SECOND.to_bytes(8, "little")
        self[token] = first
        return first


_SLOTS = _Slots()


def _smallest(hashes: Sequence[int]) -> tuple[int, ...]:
    """The 24 smallest of some hashes, each once."""
    # Twice as many as are wanted stay below that, as far as chance goes.
    least = 2 * KEYS * _MASK // max(1, len(hashes))
    few = {one for one in hashes if one <= least}
    return tuple(sorted(few if len(few) >= KEYS else set(hashes))[:KEYS])
