"""Loads the English words that the rules need, by class. Decides nothing."""

from functools import cache
from importlib.resources import files


@cache
def load_classes(name: str) -> dict[str, frozenset[str]]:
    """The classes of a word list in core/data: "[class]" opens one, words follow; lines beginning with # are notes."""
    classes: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in files("wireroom.core.data").joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("["):
            current = classes.setdefault(line.strip("[] "), set())
        elif not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(words) for name, words in classes.items()}


@cache
def grammar(name: str) -> frozenset[str]:
    """A class of grammar_words_en.txt."""
    return load_classes("grammar_words_en.txt")[name]


@cache
def people(name: str) -> frozenset[str]:
    """A class of people_words_en.txt."""
    return load_classes("people_words_en.txt")[name]
