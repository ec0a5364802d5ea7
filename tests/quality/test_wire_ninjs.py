"""Scores over the shared samples of ninjs, against the answers beside them. The floors below only ever rise.

The answers come from several parsers: a strong hint, not the truth.
"""

import json
import re

import pytest
from wire_samples import WIRE, bare, read, samples

from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.text.dates import parse_date

SUITE = "ninjs"
pytestmark = pytest.mark.skipif(not (WIRE / SUITE).is_dir(), reason="the shared samples of ninjs are not here")

# Per cent of the values the answers have that come out the same.
FLOORS = {
    "id": 100.0,
    "title": 100.0,
    "published": 100.0,
    "content_html": 100.0,
    "summary": 100.0,
    "authors": 100.0,
    "version": 100.0,
    "language": 100.0,
    "slugline": 100.0,
    "urgency": 100.0,
    "enclosures": 100.0,
}
# A schema and a plan are no stories.
DESERVED = {"no_story"}


def said(item: ParsedItem, field: str) -> object:
    """What an item says, in the form of the answers."""
    if field == "id":
        return item.guid
    if field == "authors":
        return list(item.authors)
    if field == "enclosures":
        return [file.url for file in item.enclosures]
    if field == "urgency":
        return str(item.urgency)
    if field in ("summary", "content_html", "title"):
        return bare(getattr(item, field))
    return getattr(item, field)


def wanted(answer: dict, field: str) -> object:
    value = answer[field]
    if field == "published":
        return parse_date(value)
    return bare(value) if field in ("summary", "content_html", "title") else value


def test_no_field_falls_under_its_floor():
    right, total = dict.fromkeys(FLOORS, 0), dict.fromkeys(FLOORS, 0)
    for path, answers in samples(SUITE):
        items = read(path).items
        for item, answer in zip(items, answers, strict=True):
            for field in FLOORS:
                if answer[field]:
                    total[field] += 1
                    right[field] += said(item, field) == wanted(answer, field)
    under = {
        field: right[field] for field in FLOORS if total[field] and 100 * right[field] / total[field] < FLOORS[field]
    }
    assert under == {}
    assert sum(total.values()) > 70


def test_every_sample_reads_as_ninjs_with_no_problem_it_does_not_deserve():
    for path, _ in samples(SUITE):
        feed = read(path)
        found = {problem.code for item in feed.items for problem in item.problems}
        assert (feed.format, feed.problems, found - DESERVED) == ("ninjs", (), set()), path.name


def test_every_visible_character_of_a_body_survives():
    for path, _ in samples(SUITE):
        document = json.loads(path.read_text("utf-8"))
        bodies = [value for name, value in document.items() if name.startswith("body_")]
        bodies += [body["value"] for body in document.get("bodies", [])]
        visible = {bare(re.sub(r"<head>.*?</head>", "", body, flags=re.DOTALL)) for body in bodies}
        assert not bodies or bare(read(path).items[0].content_text) in visible, path.name
