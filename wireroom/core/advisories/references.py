"""Finds what a message to editors speaks of: numbers, sluglines, headlines and times it gives. Looks nothing up."""

import re
from dataclasses import dataclass

from wireroom.core.advisories.message import Message, Said

MOST = 12
BEGINNING = 2000
NUMBER = re.compile(
    r"(?:\b(?:story|item|article|report|number|no|nr|num|id|ref|reference|guid|transref|seq|story_number)\b\.?"
    r"|番号|記事番号|通番|ID)(?:\s?(?:number|no|id|is|は|の)\b\.?)?[\s:#=('\"「]{1,4}([A-Za-z0-9][A-Za-z0-9_:.@/-]{1,120})",
    re.I,
)
NAME = re.compile(r"\b(?:urn|tag):[^\s\"'<>,;)」]{3,200}|https?://[^\s\"'<>)」]{3,300}")
SLUGGED = re.compile(
    r"\bslug(?:ged|line)?\b(?:\s+(?:as|is))?[\s:\"'“]{1,3}([A-Za-z0-9][\w./-]{1,80}(?:\s[A-Z][\w./-]{1,40}){0,4})", re.I
)
SLUG = re.compile(r"(?<![\w-])(?:[A-Z][A-Z0-9]*(?:[-/]{1,2}[A-Za-z0-9]+){1,6})(?![\w-])")
QUOTED = re.compile(
    r"[\"“]([^\"“”\n]{8,200})[\"”]|'([^'\n]{12,200})'(?!\w)|「([^「」\n]{4,200})」|『([^『』\n]{4,200})』"
)
CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]?([0-5]\d)\s?(GMT|UTC|Z|JST)\b")
CLOCK_JA = re.compile(r"(午前|午後)?([01]?\d|2[0-3])\s*(?:時|:)\s*(?:([0-5]?\d)分?)?(半)?(?=[^\d:]|$)")
TOKYO = 9 * 60


@dataclass(frozen=True, slots=True)
class References:
    """What a message names. `times` are minutes of the day in UTC; every group in the order of the message."""

    numbers: tuple[str, ...] = ()
    sluglines: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    times: tuple[int, ...] = ()


def find_references(message: Message, said: Said) -> References:
    """Look in headline, slugline, the note and the beginning of the text."""
    told = "\n".join((message.headline, message.ed_note, message.text[:BEGINNING]))
    quoted = [next(filter(None, found.groups())).strip() for found in QUOTED.finditer(told)]
    # What stands behind the mark is the headline, or the slug, of the copy it speaks of.
    rest = said.rest.strip(" \"'“”「」.…")
    slugs = [found[1].strip() for found in SLUGGED.finditer(told)]
    slugs += [found[0] for found in SLUG.finditer(told)]
    slugs += [message.slugline] if message.slugline else []
    numbers = [found[1].rstrip(".:/-") for found in NUMBER.finditer(told)]
    numbers = [number for number in numbers if any(letter.isdigit() for letter in number)]
    return References(
        numbers=_once([*(found[0].rstrip(".") for found in NAME.finditer(told)), *numbers]),
        sluglines=_once([*([rest] if SLUG.fullmatch(rest) else []), *slugs]),
        headlines=_once([*([rest] if len(rest) >= 4 else []), *quoted]),
        times=tuple(dict.fromkeys(_times(told)))[:MOST],
    )


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:MOST]


def _times(text: str) -> list[int]:
    """Only times whose zone is known: GMT, UTC, JST, and the clock of a Japanese sentence, which is Tokyo's."""
    found = []
    for clock in CLOCK.finditer(text):
        minutes = int(clock[1]) * 60 + int(clock[2])
        found.append(minutes - (TOKYO if clock[3] == "JST" else 0))
    for clock in CLOCK_JA.finditer(text):
        if "時" not in clock[0] or (not clock[3] and not clock[4]):
            continue  # an hour alone says too little
        hour = int(clock[2]) % 12 + 12 if clock[1] == "午後" else int(clock[2])
        found.append(hour * 60 + (30 if clock[4] else int(clock[3])) - TOKYO)
    return [minutes % 1440 for minutes in found]
