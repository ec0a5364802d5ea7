"""Where something stands in a text. Finds nothing."""

from dataclasses import dataclass

Span = tuple[int, int]
"""Beginning and end in code points of the text as it was given: text[start:end]."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text, as they stand there, and their place."""

    text: str
    span: Span


def mention(text: str, span: Span) -> Mention:
    """The words of a text at a place."""
    return Mention(text[span[0] : span[1]], span)
