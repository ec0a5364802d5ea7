"""The lists by which texts in English and Japanese are known to speak of the same, from core/data. Reads no text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from wireroom.core.matching.anchors.values import AnchorKind
from wireroom.core.text.names.lists import countries_by_people, words

_FILES = {
    AnchorKind.PLACE: "anchor_places.txt",
    AnchorKind.BODY: "anchor_bodies.txt",
    AnchorKind.MATTER: "anchor_matters.txt",
}


@dataclass(frozen=True, slots=True)
class Entries:
    """What a language calls things: single words with what they mean, and phrases by their beginning (the first word
    in English, the first two characters in Japanese). A meaning is (kind, word), as in Anchor."""

    single: Mapping[str, tuple[tuple[AnchorKind, str], ...]] = field(repr=False)
    phrases: Mapping[str, tuple[tuple[str, AnchorKind, str], ...]] = field(repr=False)


@cache
def english_entries() -> Entries:
    """English names with capitals, matters in small letters."""
    single, phrases = defaultdict(list), defaultdict(list)
    for kind, meaning, english, _ in _lines():
        for entry in english:
            first, _, rest = entry.partition(" ")
            if rest or "-" in entry:
                phrases[first.partition("-")[0]].append((entry, kind, meaning))
            else:
                single[entry].append((kind, meaning))
    return Entries(_frozen(single), _frozen(phrases))


@cache
def japanese_entries() -> Entries:
    """Katakana by whole runs; anything else by its first two characters."""
    single, phrases = defaultdict(list), defaultdict(list)
    for kind, meaning, _, japanese in _lines():
        for entry in japanese:
            if all("ァ" <= letter <= "ー" for letter in entry):
                single[entry].append((kind, meaning))
            else:
                phrases[entry[:2]].append((entry, kind, meaning))
    return Entries(_frozen(single), _frozen(phrases))


@cache
def no_names() -> frozenset[str]:
    """English words with a capital that name nobody."""
    rows = ("none", "titles", "organisations", "places", "roles", "short")
    return frozenset(part for row in rows for word in words("en", row) for part in (word, word.title()))


def _lines() -> Iterator[tuple[AnchorKind, str, list[str], list[str]]]:
    peoples = defaultdict(list)
    for people, country in countries_by_people().items():
        peoples[country].append(people)
    for kind, name in _FILES.items():
        for line in files("wireroom.core.data").joinpath(name).read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            english, japanese = ([one.strip() for one in side.split(",")] for side in line.split(" = "))
            if kind is AnchorKind.PLACE:
                english += [people for country in tuple(english) for people in peoples[country]]
            yield kind, f"{kind.name.lower()}/{english[0].lower().replace(' ', '_')}", english, japanese
    for line in files("wireroom.core.data").joinpath("anchor_readings.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            reading, *names = line.split()
            yield AnchorKind.NAME, f"name/{reading.lower()}", [reading], names


def _frozen(lists: Mapping[str, list]) -> dict[str, tuple]:
    return {key: tuple(dict.fromkeys(entries)) for key, entries in lists.items()}
