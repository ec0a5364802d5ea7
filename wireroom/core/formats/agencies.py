"""Agency profiles as data: what is known of an agency's documents, and whose a document is. Changes no item.

A profile is a file in core/data/agencies; it is found by what a document says of itself, never by a file's name.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from wireroom.core.errors import SettingError

AGENCIES = (
    "afp", "anp", "ansa", "ap", "belga", "bta", "business_wire", "canadian_press", "dpa", "efe", "ntb", "pa",
    "reuters", "scoop", "stt",
)  # fmt: skip
# Kinds of marks, the surest first. By the beginning of addresses and identifiers, by the whole of names.
MARKS = ("guid", "catalog", "regsrc", "provider", "holder", "hop")
_BY_BEGINNING = frozenset(("guid", "catalog"))
_KEYS = frozenset(
    (
        *("name", "known_by", "headline_junk", "headline_missing", "byline_in_body", "indented_paragraphs"),
        *("language", "languages", "zone"),
    )
)


@dataclass(frozen=True, slots=True)
class Agency:
    """What a generic reading of an agency's documents misses.

    `headline_missing`: what stands for an absent headline, in order (paragraph: the first sentence; slugline).
    `headline_junk`: what headlines begin or end with that is not theirs. `indented_paragraphs`: one paragraph element
    holds several, each begun by an indented line. `language`: of documents that name none; `languages`: tags, in
    small letters, that mean others. `zone`: that of times without an offset.
    """

    name: str
    known_by: Mapping[str, tuple[str, ...]]
    headline_junk: tuple[re.Pattern, ...] = ()
    headline_missing: tuple[str, ...] = ()
    byline_in_body: bool = False
    indented_paragraphs: bool = False
    language: str | None = None
    languages: Mapping[str, str] | None = None
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every wire: names of languages, and the words that begin a byline, by language."""

    languages: Mapping[str, str]
    byline_words: Mapping[str, tuple[str, ...]]


def find_agency(marks: Mapping[str, Iterable[str]]) -> Agency | None:
    """The agency whose document it is by what it says of itself, by kind of mark; None for one nobody knows."""
    for kind in MARKS:
        for mark in marks.get(kind, ()):
            folded = mark.lower()
            for agency in agencies():
                known = agency.known_by.get(kind, ())
                if folded.startswith(known) if kind in _BY_BEGINNING else folded in known:
                    return agency
    return None


@cache
def agencies() -> tuple[Agency, ...]:
    """Every agency we have a profile of. Raises SettingError for a file that says what nobody reads."""
    return tuple(_read_agency(name) for name in AGENCIES)


@cache
def defaults() -> Defaults:
    """What holds for every wire."""
    table = _table("default")
    return Defaults(table["languages"], {tag: tuple(words) for tag, words in table["byline_words"].items()})


def _read_agency(file: str) -> Agency:
    table = _table(file)
    known_by = {kind: tuple(mark.lower() for mark in marks) for kind, marks in table.get("known_by", {}).items()}
    if unknown := (table.keys() - _KEYS) | (known_by.keys() - set(MARKS)):
        raise SettingError(f"core/data/agencies/{file}.toml: nobody reads {', '.join(sorted(unknown))}")
    zone = table.get("zone")
    return Agency(
        table["name"],
        known_by,
        tuple(re.compile(pattern) for pattern in table.get("headline_junk", ())),
        tuple(table.get("headline_missing", ())),
        table.get("byline_in_body", False),
        table.get("indented_paragraphs", False),
        table.get("language"),
        table.get("languages"),
        ZoneInfo(zone) if zone else None,
    )


def _table(name: str) -> dict:
    return tomllib.loads(files("wireroom.core.data").joinpath("agencies", f"{name}.toml").read_text("utf-8"))
