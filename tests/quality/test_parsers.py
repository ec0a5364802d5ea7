"""Scores over the shared feeds, against the answers beside them. The floors below only ever rise.

The answers come from several parsers and the suites' own expectations: a strong hint, not the truth. Where the score is
under 100, docs/parsing.md says why.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.text.dates import parse_date
from wireroom.edge.salvage import salvage

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the shared feeds are not here")

# Per cent of the values the answers have that come out the same, mean of the fields.
FLOORS = {
    "encoding-lies": 100.0,
    "encodings": 100.0,
    "feedrs": 98.0,
    "fp-illformed": 100.0,
    "fp-wellformed": 97.6,
    "gofeed": 97.5,
    "jsonfeed": 100.0,
    "rbren": 100.0,
    "real-blogs": 99.7,
    "real-fixtures": 99.7,
    "real-news": 100.0,
    "w3c-validator": 97.7,
}
MEAN_FLOOR = 99.0
FIELDS = ("title", "link", "id", "published", "content")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an item should give; None where the answer does not say."""

    id: str | None = None
    title: str | None = None
    link: str | None = None
    published: str | None = None
    content: str | None = None


def cases(suite: str) -> Iterator[tuple[Path, list[Answer]]]:
    """Every feed of a suite that has an answer."""
    for path in sorted((FEEDS / suite).iterdir()):
        beside = path.with_name(path.name + ".expected.json")
        if not beside.exists() and suite.startswith("encod") and path.suffix == ".xml":
            beside = path.with_suffix(".json")
        if beside.exists() and beside != path:
            yield path, answers(suite, json.loads(beside.read_text("utf-8")))


def answers(suite: str, document) -> list[Answer]:
    """The answers, from whichever form the suite has them in."""
    if isinstance(document, list):
        return [_plain(entry) for entry in document]
    if suite == "feedrs":
        return [_feedrs(entry) for entry in document["entries"]]
    if suite == "rbren":
        return [_rbren(entry) for entry in document["feed"]["items"]]
    return [_gofeed(entry) for entry in document.get("entries") or document.get("items") or []]


def _plain(entry: dict) -> Answer:
    content = entry.get("content_html") or entry.get("summary") or entry.get("content")
    return Answer(entry.get("id"), entry.get("title"), entry.get("link"), entry.get("published"), content)


def _feedrs(entry: dict) -> Answer:
    text = {name: (entry.get(name) or {}).get("content") for name in ("title", "summary")}
    links = [link["href"] for link in entry["links"] if link["rel"] in (None, "alternate")]
    # That parser makes up ids (digests) where a feed has none.
    made_up = re.fullmatch("[0-9a-f]{31,32}", entry["id"] or "") and not (entry.get("media") and entry.get("content"))
    return Answer(
        None if made_up else entry["id"],
        text["title"],
        links[0] if links else None,
        entry.get("published") or entry.get("updated"),
        (entry.get("content") or {}).get("body") or text["summary"],
    )


def _rbren(entry: dict) -> Answer:
    content, guid = entry.get("content:encoded") or entry.get("content"), entry.get("id") or entry.get("guid")
    return Answer(guid, entry.get("title"), entry.get("link"), entry.get("isoDate"), content)


def _gofeed(entry: dict) -> Answer:
    names = ("content", "content_html", "content_text", "summary", "description")
    content = next((entry[name] for name in names if entry.get(name)), None)
    links = [link for link in entry.get("links") or [] if isinstance(link, dict) and link.get("rel") == "alternate"]
    return Answer(
        entry.get("id"),
        entry.get("title"),
        entry.get("link") or entry.get("url") or (links[0]["href"] if links else None),
        entry.get("publishedParsed") or entry.get("updatedParsed") or entry.get("date_published"),
        content.get("value") if isinstance(content, dict) else content,
    )


def bare(text: str | None) -> str:
    """Characters only: tags off, references read, no white space."""
    text = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", "", text or "", flags=re.DOTALL | re.IGNORECASE)
    text = html.unescape(html.unescape(re.sub(r"<[^>]*>", "", text)))
    return re.sub(r"\s+", "", text)


def agrees(field: str, answer: Answer, item: ParsedItem | None) -> bool:
    """Whether an item has the value of an answer."""
    wanted = getattr(answer, field)
    if item is None:
        return False
    if field == "published":
        moment = parse_date(wanted)
        return moment is not None and item.published is not None and abs((moment - item.published).total_seconds()) < 1
    if field == "content":
        return bare(wanted) in (bare(item.content_html), bare(item.summary))
    if field == "title":
        return bare(wanted) == bare(item.title) or "".join(wanted.split()) == "".join((item.title or "").split())
    return (item.guid if field == "id" else item.link) == wanted.strip()


def read(path: Path) -> tuple[ParsedItem, ...]:
    return parse_feed(path.read_bytes(), salvage=salvage).items


def score(suite: str) -> float:
    """Per cent right, mean of the fields that the suite has values of."""
    right, total = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    for path, wanted in cases(suite):
        items = read(path)
        for at, answer in enumerate(wanted):
            item = items[at] if at < len(items) else None
            for field in FIELDS:
                if bare(getattr(answer, field)):
                    total[field] += 1
                    right[field] += agrees(field, answer, item)
    shares = [100 * right[field] / total[field] for field in FIELDS if total[field]]
    return sum(shares) / len(shares)


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    return {suite: score(suite) for suite in FLOORS if (FEEDS / suite).is_dir() and any(cases(suite))}


def test_no_suite_falls_under_its_floor(scores):
    under = {suite: value for suite, value in scores.items() if value < FLOORS[suite]}
    assert under == {}


def test_the_mean_does_not_fall(scores):
    assert sum(scores.values()) / len(scores) >= MEAN_FLOOR


def test_no_item_is_lost():
    for suite in FLOORS:
        if not (FEEDS / suite).is_dir():
            continue
        for path, wanted in cases(suite):
            assert len(read(path)) == len(wanted), path.name


def test_no_file_raises_anything_but_parse_error():
    paths = [path for path in FEEDS.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert paths
    refused = set()
    for path in paths:
        try:
            read(path)
        except ParseError:
            refused.add(path.parent.name)
    assert refused <= {"hostile"}
