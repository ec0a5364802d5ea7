"""Wikinews articles of dense months with stories labelled by hand, and how what is found is scored. Finds no story.

The labels and what one story is stand in labelled_events.txt; the English runs are mixed with reports of our own
(told_again_en.txt), since English Wikinews seldom tells an event twice. Articles are dated by their day: the English as
the collection says, the Japanese as labelled_languages.py does. Order: by day, then by id.
"""

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import combinations
from math import log2
from pathlib import Path

from labelled_copies import read_articles
from labelled_languages import read_japanese

HERE = Path(__file__).parent
LABELS, TELLINGS = HERE / "labelled_events.txt", HERE / "told_again_en.txt"


@dataclass(frozen=True, slots=True)
class Reported:
    """An item of a run. `label` names its story, `topic` what that has in common with others; `scored`: whether it is
    clear which story it is in."""

    id: str
    language: str
    published: datetime
    title: str
    text: str
    label: str
    topic: str
    scored: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Some months of a language. `story_of` has the articles of stories with several, `topic_of` the stories and
    articles that have a topic in common with others, `either` the articles that are not scored."""

    language: str
    first: date
    last: date
    story_of: dict[str, str]
    topic_of: dict[str, str]
    either: frozenset[str]

    @property
    def name(self) -> str:
        """The language and the month it begins with."""
        return f"{self.language} {self.first:%Y-%m}"


def read_runs() -> list[Run]:
    """The runs of labelled_events.txt, in its order."""
    return [_read_run(block) for block in re.split(r"^run ", LABELS.read_text("utf-8"), flags=re.M)[1:]]


def read_reported(corpora: Path, run: Run) -> list[Reported]:
    """The items of a run in the order of their days."""
    found = list(_english(corpora, run) if run.language == "en" else _japanese(corpora, run))
    return sorted(
        (one for one in found if run.first <= one.published.date() <= run.last), key=lambda one: (one.published, one.id)
    )


def score_pairs_and_items(items: Sequence[Reported], found: Sequence[Hashable]) -> tuple[float, float]:
    """F1 by items (B-cubed) and by pairs of the story found for each item."""
    labelled, together = defaultdict(set), defaultdict(set)
    scored = [(one, story) for one, story in zip(items, found, strict=True) if one.scored]
    for one, story in scored:
        labelled[one.label].add(one.id)
        together[story].add(one.id)
    shared = [(len(labelled[one.label] & together[story]), one, story) for one, story in scored]
    precision = sum(both / len(together[story]) for both, _, story in shared) / len(scored)
    recall = sum(both / len(labelled[one.label]) for both, one, _ in shared) / len(scored)
    right, said = _pairs(labelled.values()), _pairs(together.values())
    return 2 * precision * recall / (precision + recall), 2 * len(right & said) / (len(right) + len(said))


def gain_at_five(items: Sequence[Reported], named: Sequence[Sequence[str]]) -> float:
    """NDCG@5 of what is `named` beside each item that has an earlier report of its story: 2 for one of its story, 1 for
    one of its topic; the best order there could be is 1."""
    by_id = {one.id: one for one in items}
    scores = []
    for at, one in enumerate(items):
        best = sorted((_gain(one, other) for other in items[:at]), reverse=True)[:5]
        if one.scored and best and best[0] == 2:
            got = [_gain(one, by_id[id]) if id in by_id else 0 for id in named[at][:5]]
            scores.append(_discounted(got) / _discounted(best))
    return sum(scores) / len(scores)


def _gain(one: Reported, other: Reported) -> int:
    if one.label == other.label:
        return 2
    return int(bool(one.topic) and one.topic == other.topic)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def _pairs(groups) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _read_run(block: str) -> Run:
    head, *lines = block.strip().splitlines()
    language, first, last = head.split()
    story_of: dict[str, str] = {}
    topic_of: dict[str, str] = {}
    either: list[str] = []
    for line in lines:
        name, *members = line.split()
        if name == "~":
            either += members
        elif name == "=":
            topic_of |= {_label(member, language): line for member in members}
        elif name:
            story_of |= {_id(number, language): name.rstrip(":") for number in members}
    ids = frozenset(_id(number, language) for number in either)
    return Run(language, date.fromisoformat(first), date.fromisoformat(last), story_of, topic_of, ids)


def _english(corpora: Path, run: Run) -> Iterator[Reported]:
    path = corpora / "wikinews.en.jsonl"
    days = {row["doc_id"]: row.get("date") for row in map(json.loads, path.read_text("utf-8").splitlines())}
    for one in read_articles(path):
        if days[one.id]:
            label = run.story_of.get(one.id, one.id)
            told = (_noon(days[one.id]), one.title, one.text)
            yield Reported(one.id, "en", *told, label, run.topic_of.get(label, ""), one.id not in run.either)
    for number, block in enumerate(re.split(r"^(?=@ )", TELLINGS.read_text("utf-8"), flags=re.M)[1:]):
        head, title, *text = block.strip().split("\n")
        _, day, event, *either = head.split()
        label = run.story_of.get(_label(event, "en"), _label(event, "en"))
        told = (_noon(day), title, "\n".join(text))
        yield Reported(f"again-{number}", "en", *told, label, run.topic_of.get(label, ""), not either)


def _japanese(corpora: Path, run: Run) -> Iterator[Reported]:
    for one in read_japanese(corpora):
        label = run.story_of.get(one.id, one.id)
        topic = run.topic_of.get(label, "")
        yield Reported(one.id, "ja", one.published, one.title, one.text, label, topic, one.id not in run.either)


def _label(member: str, language: str) -> str:
    """What a story or an article is called as a label: articles by their id."""
    return _id(member, language) if re.fullmatch(r"(?:\d{4}-)?\d+", member) else member


def _id(number: str, language: str) -> str:
    return f"{language}wikinews-{number}"


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), UTC)
