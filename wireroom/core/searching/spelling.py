"""What a reader may have meant: the nearest words by letters changed, shorter parts of long words. Knows no index."""

from collections.abc import Iterable
from itertools import pairwise

from wireroom.core.searching.tokens import is_unspaced

SHORTEST = 4
_LONG_WORD = 8
_PARTS = 12


def may_be_mistyped(word: str) -> bool:
    """Whether a word is long enough, and all letters, so that another may have been meant: numbers mean themselves."""
    return len(word) >= SHORTEST and word.isalpha() and not is_unspaced(word)


def words_to_know(tokens: Iterable[str]) -> set[str]:
    """Those of an index's tokens that a mistyped word may have meant. Without spaces no token is so long."""
    return {token for token in tokens if len(token) >= SHORTEST and token.isalpha()}


def most_mistakes(word: str) -> int:
    """How many letters of a word may be wrong."""
    return 2 if len(word) >= _LONG_WORD else 1


def kept_parts(word: str) -> tuple[str, ...]:
    """Parts of which one is left by so many mistakes: the first at the beginning, the last at the end, one anywhere.

    A letter is left out between two parts, so that no swap of neighbours reaches into both.
    """
    count = most_mistakes(word) + 1
    ends = [(len(word) + 1) * part // count for part in range(count + 1)]
    return tuple(word[start : end - 1] for start, end in pairwise(ends))


def nearest_words(word: str, known: Iterable[str], *, limit: int = 3) -> list[str]:
    """Those of some known words that differ by one letter (long words: two), or one swap; nearest first."""
    most, letters = most_mistakes(word), frozenset(word)
    found = []
    for other in known:
        # A mistake brings one letter and takes one away: that is soon seen of most words, and their distance is not.
        if abs(len(other) - len(word)) > most or other == word or len(letters.symmetric_difference(other)) > 2 * most:
            continue
        distance = letters_apart(word, other, most=most)
        if distance <= most:
            found.append((distance, other[0] != word[0], abs(len(other) - len(word)), other))
    return [other for *_, other in sorted(found)[:limit]]


def letters_apart(one: str, other: str, *, most: int) -> int:
    """How many letters are put in, left out, changed or swapped with the next; most + 1 for anything more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        following = [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return min(row[-1], most + 1)


def shorter_parts(text: str) -> list[str]:
    """Parts of a word written without spaces, longest first, none under two characters, at most twelve."""
    parts: list[str] = []
    for length in range(len(text) - 1, 1, -1):
        parts += [text[start : start + length] for start in range(len(text) - length + 1)]
        if len(parts) >= _PARTS:
            break
    return list(dict.fromkeys(parts))[:_PARTS]
