"""Takes out of a text what agencies and feeds append to every item: the phrases in core/data/boilerplate.txt."""

import re
from functools import cache
from importlib.resources import files

# The notices stand at an end; further in, the same words may be the story.
_REACH = 600


def strip_boilerplate(text: str) -> str:
    """The text without notices near its beginning or end: rights, credits, read more, sign up."""
    found = _phrases()
    if len(text) <= 2 * _REACH:
        return found.sub(" ", text)
    head, body, tail = text[:_REACH], text[_REACH:-_REACH], text[-_REACH:]
    return found.sub(" ", head) + body + found.sub(" ", tail)


@cache
def _phrases() -> re.Pattern[str]:
    lines = files("wireroom.core.data").joinpath("boilerplate.txt").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)
