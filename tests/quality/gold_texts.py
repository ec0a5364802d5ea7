"""The measured gold texts as they are scored: only what annotators read, with the day of publication, in two halves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

from training.gold import GoldText, read_gold

GOLD = Path(__file__).resolve().parents[2] / "training" / "gold"
# Annotators pass over the date that English texts begin with and the list of sources that Japanese texts end with.
_HEAD = re.compile(r"[^\n]{0,150}(?:\n\s*)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d{1,2}, \d{4}[^\S\n]*\n")
_SOURCES = re.compile(r"(?:『[^』\n]{2,80}』|\"[^\"\n]{2,80}\")。[^。\n]{2,40}(?:、|,\s?)\d{4}年\d{1,2}月")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Scored:
    """A text to be scored: what annotators read of it, and when it was published."""

    gold: GoldText
    body: tuple[int, int]
    published: date | None


def scored_texts(language: str, *, test: bool) -> Iterator[Scored]:
    """The measured texts of a language in the test half, or in the half that rules are improved on."""
    for path in sorted((GOLD / language).glob("*.gold")):
        for text in read_gold(path):
            if text.measured and (crc32(text.id.encode()) % 2 == 1) == test:
                yield _scored(text)


def _scored(text: GoldText) -> Scored:
    head, sources = _HEAD.match(text.text), _SOURCES.search(text.text)
    body = (head.end() if head else 0, sources.start() if sources and text.language == "ja" else len(text.text))
    published = date.fromisoformat(text.published) if text.published else _published(text.text[body[1] :])
    return Scored(text, body, published)


def _published(sources: str) -> date | None:
    """The Japanese corpus has no dates: the last day that most sources name is about that of publication."""
    days = sorted(date(*map(int, found.groups())) for found in _DAY.finditer(sources))
    return days[len(days) // 2] if days else None


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def pair_off(found: Sequence, gold: Sequence, *, same) -> list[tuple]:
    """Pairs of found and gold mentions that overlap and are `same`, each in one pair only."""
    free = list(gold)
    pairs = []
    for one in found:
        for other in free:
            if overlaps(one.span, other.span) and same(one, other):
                pairs.append((one, other))
                free.remove(other)
                break
    return pairs


def f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = right / found if found else 1.0, right / gold if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
