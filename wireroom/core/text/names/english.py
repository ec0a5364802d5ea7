"""Finds the names of an English text by its capitals, with titles, lists and what stands around them. Guesses rarely:
what nothing tells is `other`, and a lone word at the beginning of a sentence is a name only where a list or the text
itself knows it as one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from wireroom.core.text.names.abbreviations import find_abbreviations
from wireroom.core.text.names.english_heads import count_people_words, find_title, is_known, is_organisation, may_join
from wireroom.core.text.names.lists import countries_by_people, places, words
from wireroom.core.text.names.values import Name, NameKind
from wireroom.core.text.spans import Span

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_CAPITALS = re.compile(f"[{_CAPITAL}]")
_PIECE = re.compile(r"\S+")
_LOWER = re.compile(r"(?<![\w'’])[a-z]+(?![\w'’])")
_BEGINS = re.compile(r"(?:\A|[.!?:;\n█•|)\]–—-])[\s\"“”‘'«(\[]*\Z")
_SAYS = re.compile(r",?\s(?:said|told|says|added|wrote|asked|stated|tweeted|explained|announced|argued)\b|,\s\d\d,")
_WITHIN = re.compile(r"\b(?:of|at|in|by|for|from|on|to|with|the|a|an)\s\Z", re.I)
_OFFICE_OF = re.compile(r"\b(?:of|for)\s(?:the\s)?\Z")
_ROLE_BEFORE = re.compile(r"(?<![\w'’])([a-zA-Z-]+)\s\Z")
# Kurt Volker, the special envoy
_ROLE_AFTER = re.compile(r",\s(?:an?|the|his|her|one of)\s([^.,;\n]{1,50})")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,5}\Z|(?:[A-Z]\.){2,}\Z")
_SMALL = frozenset(("of", "for", "and", "&", "the"))
_MOST_WORDS = 12
_MOST_WORDS_OF_A_PERSON = 5


@dataclass(slots=True)
class _Reading:
    """A text being read: names found, lone words that the rest may yet explain, and its words without capitals."""

    text: str
    names: list[Name] = field(default_factory=list)
    lone: list[tuple[Span, bool]] = field(default_factory=list)
    lower: frozenset[str] | None = None

    def is_common(self, word: str) -> bool:
        """Whether the text also has a word in small letters."""
        if self.lower is None:
            self.lower = frozenset(_LOWER.findall(self.text))
        return word.lower() in self.lower


Words = list[tuple[str, Span]]


def find_english_names(text: str) -> list[Name]:
    """The names of a text, in order and apart from each other."""
    reading = _Reading(text)
    for run in _runs(text):
        begins = bool(_BEGINS.search(text[max(0, run.start() - 6) : run.start()]))
        for part in _parts(run):
            _read_part(reading, part, begins=begins and part[0][1][0] == run.start())
    _read_lone(reading)
    return sorted(reading.names, key=lambda name: name.span)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Capitals in a row. Looking for single capitals first is much faster than trying the pattern everywhere."""
    pattern, end = _run(), 0
    for capital in _CAPITALS.finditer(text):
        at = capital.start()
        if at >= end and (run := pattern.match(text, at - 3 if text.startswith("al-", max(0, at - 3)) else at)):
            yield run
            end = run.end()


def _parts(run: re.Match[str]) -> Iterator[Words]:
    """A run of capitals as the names that small words and months part it into."""
    part: Words = []
    pieces = [(piece[0], (run.start() + piece.start(), run.start() + piece.end())) for piece in _PIECE.finditer(run[0])]
    for at, (word, span) in enumerate(pieces):
        if word in _SMALL and not may_join([one for one, _ in part], word, pieces[at + 1][0]):
            if word != "the" and part:
                yield part
                part = []
            continue
        if word in words("en", "none") and not (len(part) == 1 and part[0][0] in words("en", "given")):
            if part:
                yield part
                part = []
            continue
        part.append((word, span))
        if len(part) == _MOST_WORDS:
            yield part
            part = []
    if part:
        yield part


def _read_part(reading: _Reading, part: Words, *, begins: bool) -> None:
    while part and part[-1][0] in _SMALL:
        part = part[:-1]
    if begins and len(part) > 1 and not is_known(part[0][0]) and reading.is_common(part[0][0]):
        part = part[1:]
        begins = False
    if not part:
        return
    at, end = find_title([word for word, _ in part])
    if at is None:
        _read_name(reading, part, begins=begins, titled=False)
        return
    if at:
        _read_name(reading, part[:at], begins=begins, titled=False)
    if end < len(part):
        _read_name(reading, part[end:], begins=False, titled=True)


def _read_name(reading: _Reading, part: Words, *, begins: bool, titled: bool) -> None:
    plain = [word for word, _ in part]
    if not titled and (at := _given_after_place(reading, part)):
        if " ".join(plain[:at]) in places("en"):
            _take(reading, part[:at], NameKind.PLACE)
        _take(reading, part[at:], NameKind.PERSON)
        return
    people = (
        0 if is_organisation(plain) or plain[-1] in ("Republic", "Kingdom", "Federation") else count_people_words(plain)
    )
    if people and people < len(plain):
        # Turkish President: the country, then what is left.
        _take(reading, part[:people], NameKind.PLACE)
        if not (len(plain) - people == 1 and reading.is_common(plain[-1])):
            _read_name(reading, part[people:], begins=False, titled=titled)
        return
    kind = _kind(reading, part, titled=titled)
    if kind:
        _take(reading, part, kind)
    elif len(part) > 1:
        _take(reading, part, NameKind.OTHER)
    else:
        reading.lone.append((part[0][1], begins))


def _given_after_place(reading: _Reading, part: Words) -> int:
    """Where in "(President of) France Emmanuel Macron", "(Secretary of) State Mike Pompeo" the person begins, or 0."""
    plain = [word for word, _ in part]
    at = next((at for at in range(1, len(plain) - 1) if plain[at] in words("en", "given")), 0)
    if not at or plain[0] in words("en", "given") or is_organisation(plain):
        return 0
    start = part[0][1][0]
    office = _OFFICE_OF.search(reading.text[max(0, start - 8) : start])
    return at if office or " ".join(plain[:at]) in places("en") else 0


def _kind(reading: _Reading, part: Words, *, titled: bool) -> NameKind | None:
    plain = [word for word, _ in part]
    whole = " ".join(plain)
    if titled and whole not in places("en"):
        return (
            NameKind.PERSON if not is_organisation(plain) or plain[0] in words("en", "given") else NameKind.ORGANISATION
        )
    # SEOUL, in a dateline; IRAN is no short name.
    plain_case = whole.title() if whole.isupper() and len(whole) > 3 else whole
    if whole in places("en") or plain_case in places("en") or whole in countries_by_people():
        return NameKind.PLACE
    if whole in words("en", "known") or is_organisation(plain):
        return NameKind.ORGANISATION
    if len(plain) == 1:
        return None
    if plain[0] in words("en", "given") and len(plain) <= _MOST_WORDS_OF_A_PERSON:
        return NameKind.PERSON
    if plain[-1] in words("en", "places") or plain[0] in ("Mount", "Lake", "Cape", "Port", "River", "Gulf", "Strait"):
        return NameKind.PLACE
    return NameKind.PERSON if _is_told_person(reading, part) else None


def _is_told_person(reading: _Reading, part: Words) -> bool:
    """Whether the words around tell that it is somebody: activist …, … said, …, a spokesperson."""
    if len(part) > _MOST_WORDS_OF_A_PERSON - 1 or any(word.isupper() and len(word) > 2 for word, _ in part):
        return False
    start, end = part[0][1][0], part[-1][1][1]
    before = reading.text[max(0, start - 20) : start]
    role = _ROLE_BEFORE.search(before)
    if role and role[1].lower() in words("en", "roles"):
        return True
    if _WITHIN.search(before):
        return False
    told = _ROLE_AFTER.match(reading.text, end)
    return bool(_SAYS.match(reading.text, end) or (told and not words("en", "roles").isdisjoint(told[1].split())))


def _take(reading: _Reading, part: Words, kind: NameKind) -> None:
    start, end = part[0][1][0], part[-1][1][1]
    reading.names.append(Name(reading.text[start:end], (start, end), kind))


def _read_lone(reading: _Reading) -> None:
    """Words that stand alone: the last name of somebody named, a short name, or, inside a sentence, some name."""
    lasts = {name.text.split()[-1]: name.kind for name in reading.names if name.kind is NameKind.PERSON}
    short = (
        find_abbreviations(reading.text)
        if any(_ACRONYM.match(reading.text[slice(*span)]) for span, _ in reading.lone)
        else {}
    )
    inside = {reading.text[slice(*span)] for span, begins in reading.lone if not begins}
    for span, begins in reading.lone:
        word = reading.text[slice(*span)]
        if word in lasts:
            kind = lasts[word]
        elif word in short:
            kind = NameKind.ORGANISATION
        elif _is_no_name(reading, word) or (begins and word not in inside):
            continue
        else:
            kind = NameKind.OTHER
        reading.names.append(Name(word, span, kind))


def _is_no_name(reading: _Reading, word: str) -> bool:
    return len(word) == 1 or word in words("en", "titles") or reading.is_common(word)


@cache
def _run() -> re.Pattern[str]:
    """Words with capitals in a row, and the small words that may stand between them."""
    short, owners, tails, joints = (
        "|".join(sorted(words("en", role))) for role in ("short", "owners", "tails", "joints")
    )
    word = (
        rf"(?:(?:{owners})['’]s(?!\w)|(?:[{_CAPITAL}]\.)+(?:[{_CAPITAL}]\b)?|(?:{short})\."
        rf"|(?:al-)?[{_CAPITAL}][^\W_]*(?:['’](?!s\b)[^\W\d_]+)*(?:-(?!(?:{tails})\b)[^\W_]+)*)"
    )
    between = rf"(?:(?:of|for|and|&)[^\S\n](?:the[^\S\n])?|(?:{joints})[^\S\n])"
    return re.compile(rf"(?<![\w@#/.'’-]){word}(?:[^\S\n]{between}{{0,2}}{word})*")
