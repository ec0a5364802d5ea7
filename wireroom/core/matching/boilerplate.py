"""Takes out of a text what agencies and feeds append to every item: the phrases in core/data/boilerplate.txt."""

import re
from functools import cache
from importlib.resources import files

# The notices stand at an end; further in, the same words may be the story.
_REACH = 600


def strip_boilerplate(text: str) -> str:
    """The text without notices near its beginning or end: rights, credits, read more, sign up."""
    if len(text) <= 2 * _REACH:
        return _strip(text)
    return _strip(text[:_REACH]) + text[_REACH:-_REACH] + _strip(text[-_REACH:])


def _strip(part: str) -> str:
    # Most texts have none of the words; looking for those costs a hundredth of trying the expressions.
    lowered = part.lower()
    for words, phrase in _phrases():
        for word in words:
            if word in lowered:
                part = phrase.sub(" ", part)
                break
    return part


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Each phrase, and the words of which one stands in it."""
    lines = files("wireroom.core.data").joinpath("boilerplate.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return tuple((tuple(words.split("|")), re.compile(phrase, re.I)) for words, phrase in rows)
