"""Finds the names of an English text by its capitals, with titles, lists and what stands around them. Guesses rarely:
what nothing tells is `other`, and a lone word at the beginning of a sentence is a name only where a list or the text
itself knows it as one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wireroom.core.text.names.abbreviations import find_abbreviations
from wireroom.core.text.names.lists import countries_by_people, places, words
from wireroom.core.text.names.values import Name, NameKind
from wireroom.core.text.spans import Span

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_SHORT = "Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Maj|Brig|Capt|Sgt|Adm|Rev|St|Jr|Sr|Inc|Corp|Co|Ltd"
_OWNERS = "People|Children|Women|Men|Workers|King|Queen|McDonald|Lloyd|Moody|Wendy|Domino|Sotheby|Christie"
_WORD = (
    rf"(?:(?:{_OWNERS})['’]s(?!\w)|(?:[{_CAPITAL}]\.)+(?:[{_CAPITAL}]\b)?|(?:{_SHORT})\.|(?:al-)?[{_CAPITAL}][^\W_]*"
    r"(?:['’](?!s\b)[^\W\d_]+)*(?:-[^\W_]+)*)"
)
_JOINTS = "de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el"
_RUN = re.compile(
    rf"(?<![\w@#/.'’-]){_WORD}(?:[^\S\n](?:(?:of|for|and|&)[^\S\n](?:the[^\S\n])?|(?:{_JOINTS})[^\S\n]){{0,2}}{_WORD})*"
)
_PIECE = re.compile(r"\S+")
_LOWER = re.compile(r"(?<![\w'’])[a-z]+(?![\w'’])")
_BEGINS = re.compile(r"(?:\A|[.!?:;\n█•|)\]–—-])[\s\"“”‘'«(\[]*\Z")
_SAYS = re.compile(r",?\s(?:said|told|says|added|wrote|asked|stated|tweeted|explained|announced|argued)\b|,\s\d\d,")
_WITHIN = re.compile(r"\b(?:of|at|in|by|for|from|on|to|with|the|a|an)\s\Z", re.I)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&-]{1,5}\Z|(?:[A-Z]\.){2,}\Z")
_SMALL = frozenset(("of", "for", "and", "&", "the"))
_LONGEST_TITLE = 3
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
    for run in _RUN.finditer(text):
        begins = bool(_BEGINS.search(text[max(0, run.start() - 6) : run.start()]))
        for part in _parts(run):
            _read_part(reading, part, begins=begins and part[0][1][0] == run.start())
    _read_lone(reading)
    return sorted(reading.names, key=lambda name: name.span)


def _parts(run: re.Match[str]) -> Iterator[Words]:
    """A run of capitals as the names that small words and months part it into."""
    part: Words = []
    pieces = [(piece[0], (run.start() + piece.start(), run.start() + piece.end())) for piece in _PIECE.finditer(run[0])]
    for at, (word, span) in enumerate(pieces):
        if word in _SMALL and not _joins(part, word, pieces[at + 1][0]):
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


def _joins(part: Words, joint: str, following: str) -> bool:
    """Whether a small word goes on a name: Ministry of Defence, Centers for Disease Control and Prevention."""
    plain = [word for word, _ in part]
    if not plain:
        return False
    if joint == "&":
        return True
    if joint == "the":
        return plain[-1] in ("of", "for")
    if joint == "of":
        return plain[-1].rstrip("s") in words("en", "of") or plain[-1] in words("en", "of")
    if joint == "for":
        return not plain[-1].isupper() and any(
            word.rstrip("s") in ("Center", "Centre", "Institute", "Office") for word in plain
        )
    inside = any(word in ("of", "for") for word in plain)
    known = f"{' '.join(plain)} {joint} {following}" in places("en")
    return known or (inside and following not in words("en", "of") and following not in words("en", "titles"))


def _read_part(reading: _Reading, part: Words, *, begins: bool) -> None:
    while part and part[-1][0] in _SMALL:
        part = part[:-1]
    if begins and len(part) > 1 and not _is_known(part[0][0]) and reading.is_common(part[0][0]):
        part = part[1:]
        begins = False
    if not part:
        return
    at, end = _title(part)
    if at is None:
        _read_name(reading, part, begins=begins, titled=False)
        return
    if at:
        _read_name(reading, part[:at], begins=begins, titled=False)
    if end < len(part):
        _read_name(reading, part[end:], begins=False, titled=True)


def _title(part: Words) -> tuple[int | None, int]:
    """Where the first title of a part begins and ends; titles in a row are one. A king after a given name is none."""
    plain = [word for word, _ in part]
    if _is_organisation(plain) and not _opens_with_title(plain):
        return None, 0
    for at in range(len(plain)):
        end = at
        while longest := next(
            (
                size
                for size in range(_LONGEST_TITLE, 0, -1)
                if " ".join(plain[end : end + size]) in words("en", "titles")
            ),
            0,
        ):
            end += longest
        if end > at and not (at and plain[at - 1] in words("en", "given")):
            return at, end
    return None, 0


def _opens_with_title(plain: list[str]) -> bool:
    return plain[0] in words("en", "titles") and not any(word in words("en", "organisations") for word in plain[1:])


def _read_name(reading: _Reading, part: Words, *, begins: bool, titled: bool) -> None:
    plain = [word for word, _ in part]
    people = _people(plain)
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


def _people(plain: list[str]) -> int:
    """How many first words mean a country's people or things: North Korean."""
    if " ".join(plain) in places("en"):
        return 0
    return next((size for size in (2, 1) if " ".join(plain[:size]) in countries_by_people()), 0)


def _kind(reading: _Reading, part: Words, *, titled: bool) -> NameKind | None:
    plain = [word for word, _ in part]
    whole = " ".join(plain)
    if titled and whole not in places("en"):
        return (
            NameKind.PERSON
            if not _is_organisation(plain) or plain[0] in words("en", "given")
            else NameKind.ORGANISATION
        )
    if whole in places("en") or whole in countries_by_people():
        return NameKind.PLACE
    if whole in words("en", "known") or _is_organisation(plain):
        return NameKind.ORGANISATION
    if len(plain) == 1:
        return None
    if plain[0] in words("en", "given") and len(plain) <= _MOST_WORDS_OF_A_PERSON:
        return NameKind.PERSON
    if plain[-1] in words("en", "places") or plain[0] in ("Mount", "Lake", "Cape", "Port", "River", "Gulf", "Strait"):
        return NameKind.PLACE
    if (
        len(plain) <= 4
        and _SAYS.match(reading.text, part[-1][1][1])
        and not any(word.isupper() and len(word) > 2 for word in plain)
    ):
        return NameKind.PERSON
    return None


def _is_organisation(plain: list[str]) -> bool:
    heads = words("en", "organisations")
    if len(plain) < 2:
        return False
    if any(word in heads for word in plain):
        return True
    return any(" ".join(plain[at : at + 3]) in heads for at in range(len(plain) - 2))


def _is_known(word: str) -> bool:
    return (
        word in words("en", "given")
        or word in places("en")
        or word in countries_by_people()
        or word in words("en", "titles")
    )


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
