"""Lists the names that an English text gives to people and organisations, with the offices it gives them. Resolves no
reference to them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from wireroom.core.text.names import find_abbreviations
from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.words import grammar, people

_WORD = r"(?:[A-Z]\.|[A-Z][\w&'’.‑-]*[\w&]|[A-Z])"
# Within a name: particles in small letters, and initials.
_RUN = re.compile(
    rf"{_WORD}(?:\s+(?:(?:bin|bint|al|el|de|da|di|del|della|dos|van|von|der|den|la|le|ibn|ben|y)\s+)*{_WORD})*"
)
_PIECE = re.compile(r"\S+")
_AGED = re.compile(r",\s+\d{1,3},|\s+\(\d{2}\)|,\s+who\b")
_APPOSED = re.compile(
    r",\s+(?:(?:the|a|an|his|her|its|their|former|current|[\w'’-]+['’]s)\s+)*((?:[\w'’-]+\s+){0,5}?)(?=of\b|at\b|for\b|in\b|from\b|who\b|[,.;)])"
)
_LINE_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "for",
        "but",
        "and",
        "or",
        "if",
        "as",
        "when",
        "while",
        "after",
        "before",
        "this",
        "that",
        "these",
        "those",
    ]
)


@dataclass(slots=True)
class Known:
    """A name as the text gives it most fully, its places, the heads of the offices it is given ("mayor"), and the
    gender that these and the first name tell."""

    name: str
    person: bool
    places: list[int] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A name in the text, without what belongs to an office before it, and whether it looks like a person's."""

    name: str
    span: Span
    office: tuple[str, ...]
    person: bool


@dataclass(slots=True)
class Names:
    """All names of a text: runs in order, the fullest ones, and abbreviations with what they stand for."""

    runs: list[Run]
    abbreviations: dict[str, str]
    by_word: dict[str, list[Known]]
    holders: dict[str, list[Known]]
    starts: list[int]

    def runs_within(self, start: int, end: int) -> list[Run]:
        """The runs that begin in a stretch of the text."""
        return self.runs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def list_names(text: str) -> Names:
    """The names of a text."""
    runs = [run for found in _RUN.finditer(text) if (run := _run(text, found))]
    known: dict[str, Known] = {}
    for run in runs:
        one = known.setdefault(run.name, Known(run.name, run.person))
        one.person = one.person or run.person
        one.places.append(run.span[0])
        one.offices |= _offices(run.office)
        one.gender = one.gender or find_gender(run.name, run.office)
        if not is_organisation(run.name.split()) and (apposed := _APPOSED.match(text, run.span[1])):
            words = apposed[1].lower().split()
            heads = _offices(words[-3:])
            one.offices |= heads
            one.gender = one.gender or find_gender("", tuple(heads))
    _tell_persons(text, known)
    runs = [
        run if run.person or not known[run.name].person else Run(run.name, run.span, run.office, True) for run in runs
    ]
    by_word: dict[str, list[Known]] = {}
    for one in known.values():
        for word in dict.fromkeys(one.name.split()):
            by_word.setdefault(word, []).append(one)
    holders: dict[str, list[Known]] = {}
    for one in known.values():
        for office in one.offices if one.person else ():
            holders.setdefault(office, []).append(one)
    return Names(runs, find_abbreviations(text), by_word, holders, [run.span[0] for run in runs])


def _tell_persons(text: str, known: dict[str, Known]) -> None:
    """Takes for people, too, names with an office or an age, or whose last word stands alone elsewhere."""
    for one in known.values():
        words = one.name.split()
        if one.person or is_organisation(words):
            continue
        place = one.places[0] + len(one.name)
        aged = _AGED.match(text, place)
        alone = 1 < len(words) <= 4 and words[-1] in known and known[words[-1]].places[0] > one.places[0]
        if one.offices or aged or alone:
            one.person = True
            if short := known.get(words[-1]):
                short.person = True
    for one in known.values():
        short = known.get(one.name.split()[-1])
        if one.person and short and short is not one:
            one.gender = one.gender or short.gender
            short.gender = short.gender or one.gender


def _offices(words: Iterable[str]) -> set[str]:
    """The offices among words; a vice president is no president."""
    words = list(words)
    return {word for word in words if word in people("persons") and not (word == "president" and "vice" in words)}


def find_gender(name: str, office: tuple[str, ...]) -> str | None:
    """ "m", "f" or None, by title, then by first name."""
    words = frozenset(office)
    male, female = bool(words & people("male")), bool(words & people("female"))
    if male != female:
        return "m" if male else "f"
    first = name.split()[0].lower() if " " in name else ""
    male, female = first in people("male_names"), first in people("female_names")
    if male != female:
        return "m" if male else "f"
    return None


def _run(text: str, found: re.Match[str]) -> Run | None:
    """The name in a run of capitals: what stands after offices, and from a first name on; None where none is left."""
    words = [(word[0], found.start() + word.start()) for word in _PIECE.finditer(found[0])]
    lows = [word.lower() for word, _ in words]
    first = 0
    openers = _openers()
    while first < len(lows) and lows[first] in openers:
        first += 1
    words, lows = words[first:], lows[first:]
    titles = people("titles")
    last_title = max((at for at, low in enumerate(lows) if low in titles), default=-1)
    office: list[str] = []
    if 0 <= last_title < len(lows) - 1 and not is_organisation(lows[last_title + 1 :]):
        office, words, lows = lows[: last_title + 1], words[last_title + 1 :], lows[last_title + 1 :]
    if not words or all(low.rstrip("s") in titles for low in lows):
        return None
    group = is_organisation(lows)
    person = bool(office)
    given = _given_names()
    named = next((at for at, low in enumerate(lows[:-1]) if low in given), None)
    if named is not None and not group:
        person = True
        if named > 0:
            office += lows[:named]
            words, lows = words[named:], lows[named:]
    name = " ".join(word for word, _ in words)
    start, end = words[0][1], words[-1][1] + len(words[-1][0])
    if name.endswith(("'s", "’s", "'", "’")):
        bare = name.rstrip("s").rstrip("'’") if name.endswith(("'s", "’s")) else name[:-1]
        name, end = bare, end - (len(name) - len(bare))
    if not name or name == "I":
        return None
    if not office and (small := _word_before(text, start)) and small in _ranks():
        office = [small]
        person = person or not group
    return Run(name, (start, end), tuple(office), person and not group)


def _word_before(text: str, at: int) -> str:
    """The last word before a place, in small letters, without a comma after it."""
    before = text[max(0, at - 24) : at].rsplit(None, 1)
    return before[-1].rstrip(",").lower() if before and text[at - 1 : at].isspace() else ""


@cache
def _openers() -> frozenset[str]:
    return _LINE_WORDS | grammar("prepositions") | grammar("time") | grammar("adverbs")


@cache
def _given_names() -> frozenset[str]:
    return (people("male_names") | people("female_names")) - {"will", "may", "virginia", "jordan", "china", "georgia"}


@cache
def _ranks() -> frozenset[str]:
    return (people("persons") | people("titles")) - {
        "us",
        "us.",
        "u.s.",
        "uk",
        "he",
        "she",
        "state",
        "federal",
        "national",
    }


def is_organisation(words: list[str]) -> bool:
    """Whether a word among a name's is one that organisations have in theirs."""
    known = people("organisations")
    return any(word.lower() in known for word in words)
