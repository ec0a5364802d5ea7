"""The title and text of an item, read once for all that matching asks of them. Compares and counts nothing."""

from dataclasses import dataclass, field

from wireroom.core.matching.boilerplate import strip_boilerplate
from wireroom.core.matching.tokens import find_tokens, fold_text, has_unspaced


@dataclass(frozen=True, slots=True)
class Words:
    """Folded title and text, the text without boilerplate, and the tokens of both. `unspaced`: some of the text is in
    a script without spaces."""

    title: str
    text: str = field(repr=False)
    heading: list[str]
    tokens: list[str] = field(repr=False)
    unspaced: bool


def read_words(title: str, text: str) -> Words:
    """The words of a title and a text, each plain or HTML, in any script."""
    heading, body = fold_text(title), fold_text(strip_boilerplate(text))
    return Words(heading, body, find_tokens(heading), find_tokens(body), has_unspaced(body))
