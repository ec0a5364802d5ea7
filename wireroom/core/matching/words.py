"""The title and text of an item, read once for all that matching asks of them. Compares and counts nothing."""

from dataclasses import dataclass, field

from wireroom.core.matching.boilerplate import strip_boilerplate
from wireroom.core.matching.tokens import find_tokens, fold_plain, has_unspaced, strip_markup


@dataclass(frozen=True, slots=True)
class Words:
    """Title and text without markup, the text without boilerplate: as they are written (`plain_title`, `plain_text`),
    folded, and the tokens of both. `unspaced`: some of the text is in a script without spaces."""

    plain_title: str
    plain_text: str = field(repr=False)
    title: str
    text: str = field(repr=False)
    heading: list[str]
    tokens: list[str] = field(repr=False)
    unspaced: bool


def read_words(title: str, text: str) -> Words:
    """The words of a title and a text, each plain or HTML, in any script."""
    plain_title, plain_text = strip_markup(title), strip_markup(strip_boilerplate(text))
    heading, body = fold_plain(plain_title), fold_plain(plain_text)
    return Words(
        plain_title, plain_text, heading, body, find_tokens(heading), find_tokens(body), unspaced=has_unspaced(body)
    )
