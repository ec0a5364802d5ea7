"""Scores over the shared samples of NewsML-G2, against the answers beside them. The floors below only ever rise.

The answers come from several parsers: a strong hint, not the truth. Where a score is under 100, docs/wire.md says why.
"""

import pytest
from lxml import etree
from wire_samples import WIRE, bare, read, samples

from wireroom.core.formats.finish import language_tag
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.text.dates import parse_date

SUITE = "newsml-g2"
pytestmark = pytest.mark.skipif(not (WIRE / SUITE).is_dir(), reason="the shared samples of NewsML-G2 are not here")

# Per cent of the values the answers have that come out the same.
FLOORS = {
    "id": 100.0,
    "title": 100.0,
    "published": 97.0,
    "content": 97.0,
    "summary": 92.0,
    "version": 100.0,
    "language": 100.0,
    "slugline": 100.0,
    "urgency": 100.0,
}
# Packages, plans and concepts; agencies' own vocabularies without a catalog; files named without an address.
DESERVED = {"no_story", "unknown_qcode", "no_address"}
UNSEEN = ("head", "script", "style")


def said(item: ParsedItem, field: str) -> object:
    if field == "id":
        return item.guid
    if field == "content":
        return bare(item.content_html)
    if field in ("title", "summary"):
        return bare(getattr(item, field))
    return str(item.urgency) if field == "urgency" else getattr(item, field)


def wanted(answer: dict, field: str) -> object:
    if field == "content":
        return bare(answer["content_html"]) or bare(answer["summary"])
    value = answer[field]
    if not value:
        return None
    if field == "published":
        return parse_date(value)
    if field == "language":
        return language_tag(value)
    return bare(value) if field in ("title", "summary") else value


def test_no_field_falls_under_its_floor():
    right, total = dict.fromkeys(FLOORS, 0), dict.fromkeys(FLOORS, 0)
    for path, answers in samples(SUITE):
        for item, answer in zip(read(path).items, answers, strict=True):
            for field in FLOORS:
                if value := wanted(answer, field):
                    total[field] += 1
                    right[field] += said(item, field) == value
    scores = {field: 100 * right[field] / total[field] for field in FLOORS}
    assert {field: score for field, score in scores.items() if score < FLOORS[field]} == {}
    assert sum(total.values()) > 390


def test_every_sample_reads_as_newsml_g2_with_no_problem_it_does_not_deserve():
    for path, _ in samples(SUITE):
        feed = read(path)
        found = {problem.code for item in feed.items for problem in item.problems}
        assert (feed.format, feed.problems, found - DESERVED) == ("newsml_g2", (), set()), path.name


def test_a_status_that_a_catalog_of_iptc_explains_is_always_resolved():
    for path, _ in samples(SUITE):
        for item in read(path).items:
            assert item.pub_status in (None, "usable", "withheld", "canceled"), path.name


def test_only_news_items_are_usable():
    for path, _ in samples(SUITE):
        feed = read(path)
        stories = b"<newsItem" in path.read_bytes()
        assert stories or all(item.pub_status == "withheld" for item in feed.items), path.name


def test_every_visible_character_of_a_body_survives():
    checked = 0
    for path, _ in samples(SUITE):
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, remove_comments=True))
        items = read(path).items
        for inline, item in zip(root.iterfind(".//{*}contentSet/{*}inlineXML"), items, strict=False):
            for name in UNSEEN:
                etree.strip_elements(inline, f"{{*}}{name}", with_tail=False)
            text = "".join("".join(inline.itertext()).split())
            if text:
                assert "".join(item.content_text.split()) == text, path.name
                checked += 1
    assert checked > 25
