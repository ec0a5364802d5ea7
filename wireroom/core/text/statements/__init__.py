"""Reads a text for attributed claims: who says what, in the languages it has rules for."""

from collections.abc import Callable, Sequence

from wireroom.core.ports import Tagger
from wireroom.core.text.segments import find_sentences
from wireroom.core.text.spans import Span
from wireroom.core.text.statements.actors import name_actors, resolve_actors
from wireroom.core.text.statements.answers import decide_answers
from wireroom.core.text.statements.english.rules import find_english_statements
from wireroom.core.text.statements.japanese import find_japanese_statements
from wireroom.core.text.statements.tagging.combining import combine_statements
from wireroom.core.text.statements.tagging.statements import find_tagged_statements
from wireroom.core.text.statements.values import Content, Source, Stance, Statement

__all__ = ["Content", "Source", "Stance", "Statement", "find_statements", "resolve_actors"]

Finder = Callable[[str, Sequence[Span]], list[Statement]]


def find_statements(
    text: str, language: str | None, *, sentences: Sequence[Span] | None = None, tagger: Tagger | None = None
) -> list[Statement]:
    """The statements of a text in its order. `sentences` where the caller has found them already; `tagger`: the learned
    one for the language, the rules alone where it is None (so far it is asked for English only).

    Of a language without rules none are found.
    """
    finder = _FINDERS.get((language or "")[:2])
    if finder is None:
        return []
    found = finder(text, find_sentences(text, language) if sentences is None else sentences)
    if tagger is not None and finder is find_english_statements:
        found = combine_statements(text, find_tagged_statements(text, tagger, found), found)
    return decide_answers(text, language, name_actors(text, language, found))


_FINDERS: dict[str, Finder] = {"en": find_english_statements, "ja": find_japanese_statements}
