"""Events told in English and in Japanese: our English tellings, the Japanese articles, and what is never to be joined.

The English tellings are told_in_two_languages.txt, in the order of the file; every other one decided the weights, the
rest is held out. The Japanese articles are all of Japanese Wikinews that name a day, dated by the full date that stands
in them most often (with their lists of sources, which are then cut off). The English articles of 2019 and 2020 are
put among them fourteen years back: whatever one of these is joined to is wrong.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from labelled_copies import read_articles

TELLINGS = Path(__file__).parent / "told_in_two_languages.txt"
_FULL_DATE = re.compile(r"(20[01]\d)年(\d{1,2})月(\d{1,2})日")
_YEARS_BACK = 14


@dataclass(frozen=True, slots=True)
class Telling:
    """An item of the set. `same` are the ids of the Japanese articles on its event, `either` those of which one may say
    either; both empty of what is no telling."""

    id: str
    language: str
    published: datetime
    title: str
    text: str
    same: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()


def read_tellings() -> list[Telling]:
    """The English tellings, in the order of their file."""
    found = []
    for number, block in enumerate(re.split(r"^(?=@ )", TELLINGS.read_text("utf-8"), flags=re.M)[1:]):
        head, title, *text = block.strip().split("\n")
        _, day, same, *either = head.split()
        found.append(
            Telling(
                f"told-{number}",
                "en",
                _noon(date.fromisoformat(day)),
                title,
                "\n".join(text),
                _ids(same) if same != "-" else frozenset(),
                _ids(either[0][1:]) if either else frozenset(),
            )
        )
    return found


def read_japanese(corpora: Path) -> list[Telling]:
    """The Japanese articles with a day."""
    path = corpora / "wikinews.ja.jsonl"
    whole = {row["doc_id"]: row["text"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    dated = ((article, _day(whole[article.id])) for article in read_articles(path))
    return [Telling(article.id, "ja", _noon(day), article.title, article.text) for article, day in dated if day]


def read_strangers(corpora: Path) -> list[Telling]:
    """English articles of 2019 and 2020, fourteen years back: no Japanese article tells of their events."""
    rows = map(json.loads, (corpora / "wikinews.en.jsonl").read_text("utf-8").splitlines())
    days = ((row, date.fromisoformat(row["date"])) for row in rows)
    return [
        Telling(row["doc_id"], "en", _noon(_back(day)), row["title"], row["text"])
        for row, day in days
        if day.year in (2019, 2020)
    ]


def _back(day: date) -> date:
    return day.replace(year=day.year - _YEARS_BACK, day=min(day.day, 28))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _ids(listed: str) -> frozenset[str]:
    return frozenset(f"jawikinews-{number}" for number in listed.split(","))


def _day(text: str) -> date | None:
    counts: Counter[date] = Counter()
    for year, month, day in _FULL_DATE.findall(text):
        try:
            counts[date(int(year), int(month), int(day))] += 1
        except ValueError:
            continue
    return max(counts, key=lambda day: (counts[day], day), default=None)
