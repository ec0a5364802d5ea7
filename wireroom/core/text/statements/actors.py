"""Says who is meant by the sources of a text, by the fullest name that the text gives. Looks nothing up elsewhere, and
abstains (None) rather than guess.

Works on places alone, so that it serves sources found by rules, by a model or by a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.actors import resolve_english
from wireroom.core.text.statements.values import Statement

Resolver = Callable[[str, Sequence[Span | None]], list[str | None]]


def resolve_actors(text: str, language: str | None, sources: Sequence[Span | None]) -> list[str | None]:
    """For each source, in the order of the text, whom it means; None where nothing tells, or there is no source.

    Of languages without rules a source means what it says.
    """
    resolver = _RESOLVERS.get((language or "")[:2])
    if resolver is None:
        return [text[span[0] : span[1]] if span else None for span in sources]
    return resolver(text, sources)


def name_actors(text: str, language: str | None, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with their actors; a source that has one keeps it. Without rules for a language: unchanged."""
    if (language or "")[:2] not in _RESOLVERS:
        return list(statements)
    spans = [one.source.mention.span if one.source and one.source.mention else None for one in statements]
    actors = resolve_actors(text, language, spans)
    return [
        replace(one, source=replace(one.source, actor=actor)) if one.source and one.source.actor is None else one
        for one, actor in zip(statements, actors, strict=True)
    ]


_RESOLVERS: dict[str, Resolver] = {"en": resolve_english}
