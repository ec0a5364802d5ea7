"""Which copy does a message to editors speak of? Chooses among candidates, or leaves it to the desk."""

import re
import unicodedata
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from wireroom.core.advisories.references import References

LIKE = 0.6  # share of words (or pairs of characters) two headlines must have in common
CLEARLY = 0.15  # by which the best must be ahead of the next
FEWEST = {"words": 3, "pairs": 5}  # shared words, or pairs of characters, below which likeness is chance
LATIN = re.compile(r"[^\W_]+")
EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々ー]")
PUNCTUATION = re.compile(r"[\W_]+")
MARKS = re.compile(r"^(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|URGENT|BREAKING)[\s\d:.-]{1,4}|【[^】]{1,12}】)", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Copy of the same provider that a message may speak of. `key` is the caller's; times are UTC. `copies` names what
    it is a copy of: candidates with one in common are one story."""

    key: Hashable
    guid: str
    headline: str
    slugline: str = ""
    version: str = ""
    published: datetime | None = None
    copies: frozenset[Hashable] = frozenset()


def decide_targets(references: References, candidates: Collection[Candidate]) -> tuple[Hashable, ...]:
    """By number or guid, then slugline, then headline, then time; nothing when nothing fits, or nothing tells apart
    what does. A message that names several stories speaks of each that it names clearly."""
    pool = list(candidates)
    for names, find in (
        (references.numbers, _by_number),
        (references.sluglines, _by_slugline),
        (references.headlines, _by_headline),
    ):
        found = [each for name in names if (each := find(name, pool))]
        if clear := [each for each in found if _is_one_story(each)]:
            return tuple(dict.fromkeys(candidate.key for each in clear for candidate in each))
        if found:
            # Several have it in common: the next thing the message says must tell them apart.
            pool = list(dict.fromkeys(candidate for each in found for candidate in each))
    timed = [each for each in pool if _minutes(each) in references.times]
    return tuple(each.key for each in timed) if _is_one_story(timed) else ()


def leave_unfound(references: References, targets: Collection[Candidate]) -> References:
    """The numbers and headlines that none of the stories found so far goes by: their stories may be still to come."""
    pool = list(targets)
    return References(
        numbers=tuple(number for number in references.numbers if not _by_number(number, pool)),
        headlines=tuple(headline for headline in references.headlines if not _by_headline(headline, pool)),
    )


def _is_one_story(found: Sequence[Candidate]) -> bool:
    return len(found) == 1 or bool(found and frozenset.intersection(*(each.copies for each in found)))


def _by_number(number: str, pool: Sequence[Candidate]) -> list[Candidate]:
    wanted = number.casefold()
    whole = [each for each in pool if each.guid.casefold() == wanted]
    if whole or len(wanted) < 3:
        return whole
    return [each for each in pool if _ends_in(each.guid.casefold(), wanted)]


def _ends_in(guid: str, number: str) -> bool:
    """The number is the last part of the guid, or stands before nothing but a version."""
    at = guid.rfind(number)
    if at < 0 or (at and guid[at - 1].isalnum()):
        return False
    return (
        bool(re.fullmatch(r"(?:[:;,/._-]?v?\d{0,3})?", guid[at + len(number) :]))
        and not guid[at + len(number) : at + len(number) + 1].isalnum()
    )


def _by_slugline(slugline: str, pool: Sequence[Candidate]) -> list[Candidate]:
    wanted = _folded(slugline)
    return [each for each in pool if wanted and each.slugline and _folded(each.slugline) == wanted]


def _by_headline(headline: str, pool: Sequence[Candidate]) -> list[Candidate]:
    wanted = _folded(MARKS.sub("", headline))
    same = [each for each in pool if wanted and _folded(MARKS.sub("", each.headline)) == wanted]
    if same:
        return same
    ranked = sorted(((_likeness(headline, each.headline), place) for place, each in enumerate(pool)), reverse=True)
    if not ranked or ranked[0][0] < LIKE:
        return []
    return [pool[place] for share, place in ranked if share > ranked[0][0] - CLEARLY]


def _likeness(one: str, other: str) -> float:
    """Dice's share of common words or, in scripts without spaces, pairs of characters; 0 when they are few."""
    eastern = bool(EASTERN.search(one))
    cut: Callable[[str], set[str]] = _pairs if eastern else _words
    mine, theirs = cut(one), cut(other)
    shared = len(mine & theirs)
    if shared < FEWEST["pairs" if eastern else "words"]:
        return 0.0
    return 2 * shared / (len(mine) + len(theirs))


def _words(text: str) -> set[str]:
    return set(LATIN.findall(unicodedata.normalize("NFKC", text).casefold()))


def _pairs(text: str) -> set[str]:
    plain = _folded(text)
    return {plain[index : index + 2] for index in range(len(plain) - 1)}


def _folded(text: str) -> str:
    return PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).casefold())


def _minutes(candidate: Candidate) -> int | None:
    if candidate.published is None:
        return None
    at = candidate.published.astimezone(UTC)
    return at.hour * 60 + at.minute
