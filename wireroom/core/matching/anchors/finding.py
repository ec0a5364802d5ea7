"""The anchors of an item: what it would have in common with a text in another language on the same event."""

from collections.abc import Iterable, Iterator

from wireroom.core.matching.anchors.english import find_english_anchors
from wireroom.core.matching.anchors.japanese import find_japanese_anchors
from wireroom.core.matching.anchors.values import Anchor, AnchorKind, Anchors, limit_anchors
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
    return Anchors(language, tuple(_keyed(limit_anchors(_find(heading, text, language)))))


def find_words(heading: str, text: str, *, language: str) -> Iterator[str]:
    """What the anchors of a text are called; a word may come twice."""
    return (word for one in _find(heading, text, language) for word in one.words)


def _find(heading: str, text: str, language: str) -> Iterator[Anchor]:
    return _FINDERS[language](heading, text[: _LONGEST[language]])


def _keyed(found: Iterable[Anchor]) -> Iterable[tuple[AnchorKind, bool, tuple[int, ...]]]:
    """By keys, each set of words once; the headline's come first."""
    seen: set[frozenset[str]] = set()
    for one in found:
        if one.words not in seen:
            seen.add(one.words)
            yield one.kind, one.heading, tuple(sorted(map(term_key, one.words)))
