"""Reads a text for attributed claims: who says what, in the languages it has rules for."""

from collections.abc import Sequence

from wireroom.core.ports import Tagger
from wireroom.core.text.segments import find_sentences
from wireroom.core.text.spans import Span
from wireroom.core.text.statements.actors import name_actors, resolve_actors
from wireroom.core.text.statements.answers import decide_answers
from wireroom.core.text.statements.english.rules import find_english_statements
from wireroom.core.text.statements.japanese import choose_learned, find_japanese_statements
from wireroom.core.text.statements.tagging.combining import combine_statements
from wireroom.core.text.statements.tagging.statements import find_tagged_statements
from wireroom.core.text.statements.values import Content, Source, Stance, Statement

__all__ = ["Content", "Source", "Stance", "Statement", "find_statements", "resolve_actors"]

_LANGUAGES = ("en", "ja")


def find_statements(
    text: str,
    language: str | None,
    *,
    sentences: Sequence[Span] | None = None,
    tagger: Tagger | None = None,
    learned: bool = False,
) -> list[Statement]:
    """The statements of a text in its order. `sentences` where the caller has found them already; `tagger`: the learned
    one for English, the rules alone where it is None. `learned`: with the learned choice of sources in Japanese.

    Of a language without rules none are found.
    """
    spoken = (language or "")[:2]
    if spoken not in _LANGUAGES:
        return []
    places = find_sentences(text, language) if sentences is None else sentences
    if spoken == "ja":
        found = find_japanese_statements(text, places, choose_learned if learned else None)
    else:
        found = find_english_statements(text, places)
        if tagger is not None:
            found = combine_statements(text, find_tagged_statements(text, tagger, found), found)
    return decide_answers(text, language, name_actors(text, language, found))
