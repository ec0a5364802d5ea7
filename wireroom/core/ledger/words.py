"""The words of a claim as it is compared with others: terms, negation, whom it names. Compares nothing."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from wireroom.core.matching.tokens import find_tokens, fold_text, is_unspaced

_EASTERN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆]+|[\u30a1-\u30fa\u30fc]{2,}|[0-9a-z]+")
_EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """What a claim is about. `words` are its terms (stems, in Japanese pairs of characters), without those in `meant`,
    which only point at what others said; `negated`: it says that something is not so."""

    words: frozenset[str]
    meant: frozenset[str]
    negated: bool
    eastern: bool


@cache
def _classes(language: str) -> dict[str, tuple[frozenset[str], ...]]:
    """The classes of a claim word list: each line a set of words."""
    classes: dict[str, list[frozenset[str]]] = {}
    current: list[frozenset[str]] = []
    for line in files("wireroom.core.data").joinpath(f"claim_words_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = classes.setdefault(line.strip("[] "), [])
        elif line and not line.startswith("#"):
            current.append(frozenset(line.split()))
    return {name: tuple(lines) for name, lines in classes.items()}


@cache
def _class(language: str, name: str) -> frozenset[str]:
    return frozenset().union(*_classes(language)[name])


@lru_cache(maxsize=4096)
def find_terms(content: str) -> Terms:
    """The terms of a claim's words."""
    folded = fold_text(content)
    return _eastern_terms(folded) if _EASTERN.search(folded) else _western_terms(folded)


def fold_counted(counts: str) -> str:
    """What a figure counts as it is compared: the head noun, and for several words of one thing always the same."""
    folded = fold_text(counts).strip()
    if not folded:
        return ""
    if _EASTERN.search(folded):
        lines = _classes("ja")["counted"]
        ending = next((one for line in lines if (one := _ends(folded, line))), None)
        return _named(ending) if ending else folded
    words = [word for word in find_tokens(folded) if word not in _class("en", "empty")]
    if not words:
        return folded
    head = words[-1]
    for line in (*_classes("en")["counted"], *_classes("ja")["counted"]):
        if head in line:
            return _named(line)
    return _stem(head)


def _ends(folded: str, line: frozenset[str]) -> frozenset[str] | None:
    return line if any(folded.endswith(word) for word in line) else None


def _named(line: frozenset[str]) -> str:
    """One name for a line, in both languages: its English word, where it has one."""
    english = next((word for word in sorted(line) if word.isascii()), min(line))
    same = next((one for one in _classes("en")["counted"] if english in one), frozenset([english]))
    return min(same)


def _western_terms(folded: str) -> Terms:
    tokens = find_tokens(folded)
    words = {_stem(token) for token in tokens if len(token) > 1 and token not in _class("en", "empty")}
    words -= {_stem(word) for word in _class("en", "negation")}
    meant = {_stem(token) for token in tokens} & {_stem(word) for word in _class("en", "meant")}
    negated = any(token in _class("en", "negation") for token in tokens)
    return Terms(frozenset(words - meant), frozenset(meant), negated, eastern=False)


def _eastern_terms(folded: str) -> Terms:
    plain, meant = folded, set()
    for word in sorted(_class("ja", "meant"), key=len, reverse=True):
        if word in plain:
            meant.add(word)
            plain = plain.replace(word, "、")
    for word in _class("ja", "empty"):
        plain = plain.replace(word, "、")
    words: set[str] = set()
    for run in _EASTERN_RUN.findall(plain):
        if is_unspaced(run[0]) and len(run) > 1 and not run.isascii():
            words.update(one + other for one, other in pairwise(run))
        else:
            words.add(run)
    negated = any(folded.rstrip("。」』 ").endswith(word) or f"{word}と" in folded for word in _class("ja", "negation"))
    return Terms(frozenset(words), frozenset(meant), negated, eastern=True)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    for ending, stead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - len(stead):
            return _undoubled(word.removesuffix(ending) + stead)
    return word


def _undoubled(stem: str) -> str:
    """ "planned" and "plan" are one; "pass" stays, and an e that an ending took away is taken from all."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls":
        return stem[:-1]
    return stem.removesuffix("e") if len(stem) > _SHORTEST_STEM else stem
