"""The anchors of an item: what it would have in common with a text in another language on the same event."""

from collections.abc import Iterator
from functools import lru_cache

from wireroom.core.matching.anchors.english import find_english_anchors
from wireroom.core.matching.anchors.japanese import find_japanese_anchors
from wireroom.core.matching.anchors.values import MOST, Anchor, Anchors
from wireroom.core.matching.terms.shares import term_key

_FINDERS = {"en": find_english_anchors, "ja": find_japanese_anchors}
# A story is told in its first paragraphs.
_LONGEST = {"en": 2400, "ja": 1000}
LANGUAGES = tuple(_FINDERS)


def find_anchors(heading: str, text: str, *, language: str | None) -> Anchors | None:
    """The anchors of a plain headline and text; None in a language without lists."""
    language = (language or "").split("-")[0]
    if language not in _FINDERS:
        return None
    found = {(not one.heading, one.kind, _keys(one.words)) for one in _find(heading, text, language)}
    # In an order of their own, so that the same text gives the same anchors in every process.
    rows = sorted(found)[:MOST]
    return Anchors(language, tuple((kind, not further_down, keys) for further_down, kind, keys in rows))


def find_words(heading: str, text: str, *, language: str) -> Iterator[str]:
    """What the anchors of a text are called; a word may come twice."""
    return (word for one in _find(heading, text, language) for word in one.words)


@lru_cache(maxsize=100_000)
def _keys(words: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted(map(term_key, words)))


def _find(heading: str, text: str, language: str) -> Iterator[Anchor]:
    return _FINDERS[language](heading, text[: _LONGEST[language]])
