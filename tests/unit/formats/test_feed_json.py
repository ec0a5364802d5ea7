"""JSON Feed 1.0 and 1.1."""

import json
from datetime import UTC, datetime

import pytest

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import Enclosure, ParsedFeed


def no_salvage(text: str) -> dict:
    raise AssertionError("JSON is never salvaged")


def parse(document: object) -> ParsedFeed:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return parse_feed(body, salvage=no_salvage)


def feed_of(*items: object) -> dict:
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "language": "ja", "items": list(items)}


def test_a_whole_item():
    feed = parse(
        feed_of(
            {
                "id": "1",
                "url": "https://a.example/1",
                "title": "港 <再開>",
                "content_html": "<p>本文<script>x</script></p>",
                "summary": "要約",
                "date_published": "2024-10-18T09:30:00+09:00",
                "date_modified": "2024-10-18T10:30:00+09:00",
                "authors": [{"name": "伊藤"}, {"url": "https://b.example/"}],
                "tags": ["a", "b", "a"],
                "image": "https://a.example/p.jpg",
                "attachments": [{"url": "https://a.example/s.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 7}],
            }
        )
    )
    (item,) = feed.items
    assert (feed.format, feed.title, item.language) == ("json11", "Wire", "ja")
    assert (item.guid, item.link, item.title) == ("1", "https://a.example/1", "港 <再開>")
    assert (item.content_html, item.content_text, item.summary) == ("<p>本文</p>", "本文", "要約")
    assert item.published == datetime(2024, 10, 18, 0, 30, tzinfo=UTC)
    assert item.updated == datetime(2024, 10, 18, 1, 30, tzinfo=UTC)
    assert (item.authors, item.categories) == (("伊藤", "https://b.example/"), ("a", "b"))
    assert item.pictures[0].url == "https://a.example/p.jpg"
    assert item.enclosures == (Enclosure("https://a.example/s.mp3", "audio/mpeg", 7),)


def test_text_keeps_its_paragraphs_and_its_angle_brackets():
    (item,) = parse(feed_of({"id": 1, "content_text": "a < b\nc\n\nd"})).items
    assert item.guid == "1"
    assert item.content_html == "<p>a &lt; b<br>\nc</p>\n<p>d</p>"
    assert item.content_text == "a < b\nc\nd"


def test_a_wrong_type_costs_a_field_or_an_item_never_the_file():
    feed = parse(feed_of({"id": "1", "title": ["no"], "tags": "no", "authors": 7}, "no item", 5, None, {"id": "2"}))
    assert [item.guid for item in feed.items] == ["1", "2"]
    assert [problem.field for problem in feed.items[0].problems] == ["title", "authors", "tags"]
    assert [problem.code for problem in feed.problems] == ["wrong_type"] * 3


def test_version_1_and_its_one_author():
    feed = parse(
        {
            "version": "https://jsonfeed.org/version/1",
            "author": {"name": "Desk"},
            "items": [{"id": "1"}, {"id": "2", "author": {"name": "Ito"}, "external_url": "https://e.example/"}],
        }
    )
    assert feed.format == "json10"
    assert [item.authors for item in feed.items] == [("Desk",), ("Ito",)]
    assert feed.items[1].link == "https://e.example/"


def test_a_mark_at_the_start_control_characters_and_half_characters():
    body = b"\xef\xbb\xbf" + json.dumps(feed_of({"id": "1", "title": "a\x00b\ud800c"})).encode()
    assert parse(body).items[0].title == "abc"


def test_a_document_cut_off_gives_the_items_before_the_cut():
    whole = json.dumps(feed_of({"id": "1"}, {"id": "2"}, {"id": "3"}))
    feed = parse(whole[: whole.index('"3"')].encode())
    assert [item.guid for item in feed.items] == ["1", "2"]
    assert (feed.title, feed.problems[0].code) == ("Wire", "not_well_formed")


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"title": 1', b"[" * 100_000, b'{"items":' + b"[" * 100_000])
def test_what_is_no_json_feed_is_refused(body):
    with pytest.raises(ParseError):
        parse(body)
