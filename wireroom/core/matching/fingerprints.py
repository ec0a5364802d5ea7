"""What of a text is compared with others: keys to look it up by, shingles to compare exactly. Decides nothing."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from zlib import crc32

from wireroom.core.matching.tokens import is_unspaced
from wireroom.core.matching.windows import hash_windows
from wireroom.core.matching.words import Words, read_words

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
    return take_fingerprint(read_words(title, text))


def take_fingerprint(words: Words) -> Fingerprint:
    """The fingerprint of words that were read."""
    heading, tokens = words.heading, words.tokens
    short, keys = _shingle_slots(tokens) if words.unspaced else _shingle_words(tokens)
    return Fingerprint(
        keys=tuple(sorted(set(keys))[:KEYS]),
        shingles=short,
        title=frozenset(heading),
        numbers=frozenset(filter(str.isdecimal, tokens)),
        digest=crc32("\x1f".join([*heading, "\x1e", *tokens]).encode()) if tokens or heading else 0,
    )


def _shingle_words(tokens: Sequence[str]) -> tuple[array, list[int]]:
    slots = array("Q", bytes(16 * len(tokens)))
    if tokens:
        slots[::2] = array("Q", map(crc32, "\n".join(tokens).encode().split(b"\n")))
    return hash_windows(slots, 6)[::2], _spread(_hash_tens(hash_windows(slots, 5))[::2])


def _shingle_slots(tokens: Sequence[str]) -> tuple[array, list[int]]:
    slots = array("Q", chain.from_iterable(map(_SLOTS.__getitem__, tokens)))
    short = hash_windows(slots, 5)
    keys = _hash_tens(short)
    if len(slots) == len(tokens):
        return short, _spread(keys)
    # Where shingles begin: nowhere at the second slot of a word, whose shingle has six slots.
    six = hash_windows(slots, 6)
    begins = bytearray(b"\1") * len(slots)
    for second in (at for at, slot in enumerate(slots) if slot == _SECOND):
        begins[second] = 0
        if second <= len(six):
            short[second - 1] = six[second - 1]
        else:
            begins[second - 1] = 0
    return array("I", compress(short, begins)), _spread(list(compress(keys, begins)))


def _hash_tens(fives: array) -> array:
    return hash_windows(fives, 2, step=5)


# The second slot of a word says nothing; so words alone give the same shingles as words among characters.
_SECOND = 0


class _Slots(dict[str, tuple[int, ...]]):
    """The hashes of the slots of a token. Keeps those of characters, which are few; words are not."""

    def __missing__(self, token: str) -> tuple[int, ...]:
        found = crc32(token.encode()) or 1
        if not is_unspaced(token):
            return found, _SECOND
        self[token] = slots = (found,)
        return slots


_SLOTS = _Slots()


def _spread(checksums: Sequence[int]) -> list[int]:
    """Those of the smallest hashes, if not only those: checksums of like texts lie together, so that their smallest
    would be no fair sample of them."""
    # Twice as many as are wanted, as far as chance goes.
    least = _MASK if len(checksums) < 4 * KEYS else 2 * KEYS * _MASK // len(checksums)
    found = _below(checksums, least)
    return found if len(set(found)) >= KEYS or least == _MASK else _below(checksums, _MASK)


def _below(checksums: Iterable[int], least: int) -> list[int]:
    return [spread for checksum in checksums if (spread := checksum * 0x9E3779B1 & _MASK) <= least]
