"""Splits words into the pieces that a WordPiece vocabulary knows, without case and accents. Reads no file.

The method is the published one (longest piece first, from the left); words with a letter that no piece has, or too
long, are unknown as a whole.
"""

import unicodedata
from collections.abc import Sequence

_LONGEST = 60
_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‑": "-"})


class Vocabulary:
    """The pieces of a vocabulary, one a line in the order of their numbers; what goes on within a word begins with
    "##". Remembers the words it has split, up to a bound."""

    __slots__ = ("_known", "_numbers", "begin", "end", "unknown")

    _MOST_KNOWN = 50_000

    def __init__(self, pieces: Sequence[str]) -> None:
        """Raises ValueError where one of the marks [UNK], [CLS], [SEP] is missing."""
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        missing = [mark for mark in ("[UNK]", "[CLS]", "[SEP]") if mark not in self._numbers]
        if missing:
            raise ValueError(f"a vocabulary without {', '.join(missing)}")
        self.unknown, self.begin, self.end = (self._numbers[mark] for mark in ("[UNK]", "[CLS]", "[SEP]"))
        self._known: dict[str, tuple[int, ...]] = {}

    def split(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, at least one."""
        found = self._known.get(word)
        if found is None:
            found = self._split(plain_word(word))
            if len(self._known) < self._MOST_KNOWN:
                self._known[word] = found
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        if not word or len(word) > _LONGEST:
            return (self.unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._numbers.get(word[start:end] if start == 0 else f"##{word[start:end]}")
                if number is not None:
                    break
            else:
                return (self.unknown,)
            pieces.append(number)
            start = end
        return tuple(pieces)


def plain_word(word: str) -> str:
    """A word as the vocabulary has it: lower case, no accents, quotation marks straight."""
    word = word.translate(_SAME).lower()
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn")
