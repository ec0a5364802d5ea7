"""The word lists on delicate copy, and whether a sentence has a word of one. Judges nothing."""

import re
from functools import cache
from importlib.resources import files

from wireroom.core.delicate.sentences import Sentence


def has_word(sentence: Sentence, group: str, *, but: str = "") -> bool:
    """Whether a sentence has a word of a class, outside of the words of the class `but`."""
    folded = sentence.folded
    pattern = _pattern(sentence.language, group)
    if not pattern.search(folded):
        return False
    return not but or bool(pattern.search(_pattern(sentence.language, but).sub(" ", folded)))


def word_pattern(language: str, group: str) -> re.Pattern[str]:
    """A pattern of the words of a class, for folded text."""
    return _pattern(language, group)


@cache
def _classes(language: str) -> dict[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    current: list[str] = []
    for line in files("wireroom.core.data").joinpath(f"delicate_words_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = classes.setdefault(line.strip("[] "), [])
        elif line.strip() and not line.startswith("#"):
            current.append(line.strip().lower())
    return {name: tuple(words) for name, words in classes.items()}


@cache
def _pattern(language: str, group: str) -> re.Pattern[str]:
    words = sorted(_classes(language)[group], key=len, reverse=True)
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"\b(?:{joined})\b" if language == "en" else joined)
