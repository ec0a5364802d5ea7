"""Loads the Japanese words by which statements are read. Reads no text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.japanese.endings import CLASSES
from wireroom.core.text.statements.values import Stance


@dataclass(frozen=True, slots=True)
class Verb:
    """A predicate as a line of the data has it: what may stand before it, its stance, its stance denied, its class.

    A stance of None: in that form it says nothing."""

    frames: frozenset[str]
    stance: Stance | None
    denied: Stance | None
    inflection: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and the patterns that find them. `verbs` by stem; `nouns` and `phrase_verbs` make a predicate together;
    `fixed` by kind, words and stance; `kinds` says of the ends of noun phrases what they are."""

    verbs: Mapping[str, tuple[Verb, ...]]
    verb: re.Pattern[str]
    nouns: Mapping[str, Stance]
    phrase_verbs: Mapping[str, str]
    phrase: re.Pattern[str]
    fixed: Mapping[str, Mapping[str, Stance]]
    patterns: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, str]
    papers: Mapping[str, str]
    same_as: Mapping[str, tuple[str, ...]]


@cache
def load_lexicon() -> Lexicon:
    """The words, read once. Raises ValueError on a line that says nothing known."""
    verbs: dict[str, list[Verb]] = {}
    for frames, stance, denied, inflection, stems in _rows("statement_verbs_ja.txt", 5):
        if inflection not in CLASSES:
            raise ValueError(f"statement_verbs_ja.txt: no class {inflection}")
        verb = Verb(frozenset(frames.split()), _stance(stance), _stance(denied), inflection)
        for stem in stems.split():
            verbs.setdefault(stem, []).append(verb)
    nouns: dict[str, Stance] = {}
    phrase_verbs: dict[str, str] = {}
    for kind, what, words in _rows("statement_phrases_ja.txt", 3):
        for word in words.split():
            if kind == "nouns":
                nouns[word] = Stance(what)
            else:
                phrase_verbs[word] = what
    fixed: dict[str, dict[str, Stance]] = {}
    for kind, stance, words in _rows("statement_fixed_ja.txt", 3):
        told = Stance(stance) if stance != "-" else Stance.ASSERTS
        fixed.setdefault(kind, {}).update(dict.fromkeys(words.split(), told))
    sources = {kind: words.split() for kind, words in _merged(_rows("source_words_ja.txt", 2))}
    same_as: dict[str, tuple[str, ...]] = {}
    for pair in sources.pop("same_as"):
        word, other = pair.split("=")
        same_as[word] = (*same_as.get(word, ()), other)
    papers = dict(pair.split("=") for pair in sources.pop("name_of"))
    return Lexicon(
        verbs={stem: tuple(found) for stem, found in verbs.items()},
        verb=re.compile(any_of(verbs)),
        nouns=nouns,
        phrase_verbs=phrase_verbs,
        phrase=re.compile(
            # 無罪 is no 罪.
            f"(?<!無)(?P<noun>{any_of(nouns)})(?:などを|とも|[をもがは])"
            rf"(?:[^、。をはが]{{1,12}}[にでへ])?(?P<stem>{any_of(phrase_verbs)})"
        ),
        fixed=fixed,
        patterns={kind: re.compile(_with_any_particle(kind, any_of(words))) for kind, words in fixed.items()},
        kinds={word: kind for kind, words in sources.items() for word in words},
        papers=papers,
        same_as=same_as,
    )


def _stance(word: str) -> Stance | None:
    return None if word == "-" else Stance(word)


def _with_any_particle(kind: str, words: str) -> str:
    """Refusals with every particle that their noun may have: コメントを控え, コメントは控え."""
    return words.replace("を", "[をはも]") if kind in ("refusal", "unproven") else words


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _merged(rows: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    merged: dict[str, list[str]] = {}
    for kind, words in rows:
        merged.setdefault(kind, []).append(words)
    return ((kind, " ".join(lines)) for kind, lines in merged.items())


def _rows(name: str, width: int) -> Iterator[list[str]]:
    for line in files("wireroom.core.data").joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            row = line.split(" | ")
            if len(row) != width:
                raise ValueError(f"{name}: not {width} fields: {line}")
            yield row
