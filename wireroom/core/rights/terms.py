"""Finds restrictions in the words of an item's usage terms, by phrases kept as data. Leaves what it does not know."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from wireroom.core.text.dates import parse_date

MOST_READ = 5000
# Until the next stop or bracket; the day and year of "31 December, 2026" stand on both sides of a comma.
DATE = r"([^.;,。、\n(（]{6,40}(?:, ?\d{4})?)"


class Term(NamedTuple):
    """A restriction: its kind, and the words that say so (at most 120 characters).

    offline: not for use on web sites. headline, excerpt: no more than that. no_pictures, noindex: as they say.
    until: the time in `value` ends the use (ISO 8601, UTC). territory: `value` is where it may or may not be used.
    """

    kind: str
    words: str
    value: str = ""


def find_terms(usage_terms: str) -> tuple[Term, ...]:
    """Every restriction found, in the order of the text. Reads the first 5,000 characters."""
    return _find_terms(usage_terms[:MOST_READ]) if usage_terms else ()


# A provider says the same of all its items.
@lru_cache(maxsize=200)
def _find_terms(text: str) -> tuple[Term, ...]:
    found = [(match.span(), _term(kind, match)) for kind, pattern in _phrases() for match in pattern.finditer(text)]
    terms: list[Term] = []
    reached: dict[str, int] = {}
    # The longest of several that begin together first; what begins inside another of its kind is a part of it.
    for (start, end), term in sorted(found, key=lambda pair: (pair[0][0], -pair[0][1])):
        if term and start >= reached.get(term.kind, 0):
            reached[term.kind] = end
            terms.append(term)
    return tuple(terms)


def _term(kind: str, match: re.Match) -> Term | None:
    words = " ".join(match[0].split())[:120]
    value = " ".join((match[1] or "").split()) if match.re.groups else ""
    if kind != "until":
        return Term(kind, words, value)
    date = _date_in(value)
    return Term(kind, words, date) if date else None


def _date_in(value: str) -> str:
    """The date that the words begin with: the longest run of them that is one."""
    parts = value.replace(",", " ").split()
    for size in range(len(parts), 0, -1):
        if moment := parse_date(" ".join(parts[:size])):
            return moment.isoformat()
    return ""


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Rows of data/usage_terms.txt: kind, then a phrase; <date> and <place> stand for what follows."""
    rows = []
    for line in files("wireroom.core").joinpath("data/usage_terms.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        kind, _, phrase = line.partition(" ")
        pattern = re.escape(phrase.strip()).replace(r"\ ", r"[\s-]+")
        pattern = pattern.replace("<date>", DATE).replace("<place>", r"([^.;,。、\n]{2,60})")
        edges = (r"(?<!\w)" if phrase.strip()[0].isascii() else "", r"(?!\w)" if pattern[-1].isalnum() else "")
        if not phrase.strip()[-1].isascii():
            edges = (edges[0], "")
        rows.append((kind, re.compile(f"{edges[0]}{pattern}{edges[1]}", re.IGNORECASE)))
    return tuple(rows)
