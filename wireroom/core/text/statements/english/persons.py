"""Lists the names that an English text gives to people and organisations, with the offices it gives them. Resolves no
reference to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.english.words import grammar, people

_WORD = r"(?:[A-Z]\.|[A-Z][\w&'’.‑-]*[\w&]|[A-Z])"
# Within a name: particles in small letters, and initials.
_RUN = re.compile(
    rf"{_WORD}(?:\s+(?:(?:bin|bint|al|el|de|da|di|del|della|dos|van|von|der|den|la|le|ibn|ben|y)\s+)*{_WORD})*"
)
_POSSESSIVE = re.compile(r"['’]s?\Z")
_AGED = re.compile(r",\s+\d{1,3},|\s+\(\d{2}\)|,\s+who\b")
_ABBREVIATED = re.compile(r"\(\s*([A-Z][\w&.-]{1,11})\s*\)")
_APPOSED = re.compile(
    r",\s+(?:(?:the|a|an|his|her|its|their|former|current|[\w'’-]+['’]s)\s+)*((?:[\w'’-]+\s+){0,5}?)(?=of\b|at\b|for\b|in\b|from\b|who\b|[,.;)])"
)
_BEFORE = re.compile(r"((?:[\w'’.-]+\s+){0,4})\Z")
_LINE_WORDS = frozenset(
    ["the", "a", "an", "in", "on", "at", "by", "for", "but", "and", "or", "if", "as", "when", "while", "after", "before", "this", "that", "these", "those"]
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
    known: list[Known]
    abbreviations: dict[str, str]


def list_names(text: str) -> Names:
    """The names of a text."""
    runs = [run for found in _RUN.finditer(text) for run in _runs(text, found)]
    known: dict[str, Known] = {}
    for run in runs:
        one = known.setdefault(run.name, Known(run.name, run.person))
        one.person = one.person or run.person
        one.places.append(run.span[0])
        one.offices |= _offices(run.office)
        one.gender = one.gender or find_gender(run.name, run.office)
        if not _is_organisation(run.name.split()) and (apposed := _APPOSED.match(text, run.span[1])):
            words = apposed[1].lower().split()
            heads = _offices(words[-3:])
            one.offices |= heads
            one.gender = one.gender or find_gender("", tuple(heads))
    _tell_persons(text, known)
    runs = [replace(run, person=run.person or known[run.name].person) for run in runs]
    return Names(runs, list(known.values()), _abbreviations(text))


def _tell_persons(text: str, known: dict[str, Known]) -> None:
    """Takes for people, too, names that are said to hold an office or an age, or whose last word stands alone elsewhere."""
    for one in known.values():
        words = one.name.split()
        if one.person or _is_organisation(words):
            continue
        place = one.places[0] + len(one.name)
        aged = _AGED.match(text, place)
        alone = 1 < len(words) <= 4 and words[-1] in known and known[words[-1]].places[0] > one.places[0]
        if one.offices or aged or alone:
            one.person = True
            short = known.get(words[-1])
            if short:
                short.person = True


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


def _runs(text: str, found: re.Match[str]) -> list[Run]:
    """The name in a run of capitals: what stands after offices, and from a first name on."""
    words = [(word.group(), found.start() + word.start()) for word in re.finditer(r"\S+", found[0])]
    titles, given = people("titles"), people("male_names") | people("female_names")
    while words and words[0][0].lower() in _LINE_WORDS | grammar("prepositions") | grammar("time") | grammar("adverbs"):
        words = words[1:]
    office: list[str] = []
    last_title = max((at for at, (word, _) in enumerate(words) if word.lower().rstrip(",") in titles), default=-1)
    if 0 <= last_title < len(words) - 1 and not _is_organisation([word for word, _ in words[last_title + 1 :]]):
        office = [word.lower() for word, _ in words[: last_title + 1]]
        words = words[last_title + 1 :]
    person = bool(office)
    starts = [at for at, (word, _) in enumerate(words) if word.lower() in given and at + 1 < len(words)]
    if starts and not _is_organisation([word for word, _ in words]):
        person = True
        if starts[0] > 0 and words[starts[0]][0].lower() not in ("will", "may", "virginia", "jordan"):
            office += [word.lower() for word, _ in words[: starts[0]]]
            words = words[starts[0] :]
    if not words:
        return []
    if all(word.lower().rstrip("s") in people("titles") for word, _ in words):
        return []
    name = " ".join(word for word, _ in words)
    end = words[-1][1] + len(words[-1][0])
    if short := _POSSESSIVE.search(name):
        end -= len(short[0])
        name = name[: short.start()]
    if not name:
        return []
    if not office:
        before = _BEFORE.search(text, max(0, words[0][1] - 60), words[0][1])
        small = before[1].lower().split() if before else []
        if small and small[-1] in people("persons") | people("titles") and small[-1] not in ("us", "us.", "uk"):
            office = [small[-1]]
            person = person or not _is_organisation(name.split())
    return [Run(name, (words[0][1], end), tuple(office), person and not _is_organisation(name.split()))]


def _is_organisation(words: list[str]) -> bool:
    return any(word.lower() in people("organisations") for word in words)


def _abbreviations(text: str) -> dict[str, str]:
    """What stands before a short form in brackets, by its initials: "National Basketball Association (NBA)"."""
    found: dict[str, str] = {}
    for short in _ABBREVIATED.finditer(text):
        letters = [letter.lower() for letter in short[1] if letter.isupper()]
        words = list(re.finditer(r"[^\W_][\w&'’.-]*", text[max(0, short.start() - 160) : short.start()]))
        offset = max(0, short.start() - 160)
        for count in range(min(len(words), len(letters) + 5), 0, -1):
            piece = words[-count:]
            if piece[0][0][0].lower() != letters[0] or not piece[0][0][0].isupper():
                continue
            initials = [word[0][0].lower() for word in piece if word[0][0].isupper()]
            if (
                _within(letters, initials)
                or len(letters) <= 2
                or _within(letters, list("".join(w[0] for w in piece).lower()))
            ):
                start = offset + piece[0].start()
                name = " ".join(text[start : short.start()].split())
                if name and len(initials) >= 2:
                    found.setdefault(short[1], name)
                    break
    return found


def _within(letters: list[str], initials: list[str]) -> bool:
    """Whether the letters stand in this order among others, first on first."""
    if not initials or letters[0] != initials[0]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in letters)
