"""Attempts to keep the newsroom busy, or to swell its pages, with one document."""

import dataclasses

import pytest
from flow_bench import NOON
from wires import Story, rss

from wireroom.core.by import By
from wireroom.core.formats import parse_feed
from wireroom.core.text.sanitize import clean_html, visible_text
from wireroom.publishing.actions import kill_item
from wireroom.runner import steps
from wireroom.runner.loop import Loop
from wireroom.wire import rows
from wireroom.wire.actions import FetchedDocument, record_fetch, taking
from wireroom.wire.models import Fetch, Item, Version

STORY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)


def with_children(children: bytes) -> bytes:
    body = rss(STORY).replace(b"<description>", children + b"<description>")
    return body.replace(b"<rss ", b'<rss xmlns:media="http://search.yahoo.com/mrss/" ')


def no_salvage(text):
    raise AssertionError("a well-formed document went to the salvager")


@pytest.mark.parametrize("piece", ["&amp;lt;", "&lt;b&gt; &amp;", "<p>&amp;amp;</p>", "&eacute;&#233;&nbsp;|"])
def test_any_number_of_character_references_stays_what_it_says(piece):
    few, many = clean_html(piece * 10), clean_html(piece * 20_000)
    assert many == few[: len(few) // 10] * 20_000
    assert visible_text(piece * 20_000).count(visible_text(piece)[0]) >= 20_000


def test_references_that_stand_aside_cannot_smuggle_markup_in():
    bait = "\ufdd1script\ufdd2alert(1)\ufdd1/script\ufdd2" + "&amp;" * 20_000
    assert "<" not in clean_html(bait)
    assert "&lt;" not in clean_html(bait)


def test_a_hundred_thousand_categories_are_read_once_each():
    children = b"".join(b"<category>c%d</category>" % (number % 50_000) for number in range(100_000))
    (item,) = parse_feed(with_children(children), salvage=no_salvage).items
    assert len(item.categories) == 50_000


def test_ten_thousand_attached_files_are_cut_short_and_said():
    children = b"".join(
        b'<enclosure url="https://a.example/%d.mp3" length="1" type="audio/mpeg"/>' % n for n in range(10_000)
    )
    children += b"".join(b'<media:content url="https://a.example/%d.jpg" medium="image"/>' % n for n in range(10_000))
    (item,) = parse_feed(with_children(children), salvage=no_salvage).items
    assert len(item.enclosures) == len(item.pictures) == 500
    assert [problem.code for problem in item.problems] == ["too_many_files"]


def test_one_category_of_a_megabyte_does_not_swell_the_site(bench):
    bench.receive(with_children(b"<category>" + b"c" * 1_000_000 + b"</category>"))
    assert bench.page("f1")
    assert max(len(body) for body in bench.files().values()) < 200_000


def test_a_document_with_more_items_than_a_query_takes_parameters_is_taken_once(bench, monkeypatch):
    for module in (taking, rows):
        monkeypatch.setattr(module, "PARAMETERS", 3)
    stories = [Story(f"g{n}", f"Story number {n}", f"Text {n}.", f"https://wire.example/{n}", NOON) for n in range(10)]
    bench.receive(rss(*stories))
    kill_item(bench.item("g7"), reason="wrong", by=By("Mori"), now=bench.now)
    bench.receive(rss(*stories[::-1], title="Another title, so that every entry is read again"))
    assert (Item.objects.count(), Version.objects.count()) == (10, 10)
    assert bench.page("g7") == ""
    assert len(bench.headlines()) == 9


def test_a_slow_document_does_not_keep_a_kill_waiting_behind_the_others(bench, monkeypatch):
    """The salvager takes its time over each of many broken documents; the kill is carried out after the first."""
    bench.receive(rss(STORY))
    for number in range(5):
        url = f"https://slow.example/{number}"
        body = f'<rss <<channel ="<item><title>Broken {number}</title></item></rss>'.encode()
        feed = bench.subscribe(url)
        digest = bench.works.raw.put(body)
        record_fetch(feed, FetchedDocument(url, "fetched", 200, raw_hash=digest, size=len(body)), now=bench.now)
    seen = []

    def dawdle(text):
        seen.append(bench.page("f1") != "")
        if len(seen) == 1:
            kill_item(bench.item("f1"), reason="wrong", by=By("Mori"), now=bench.now)
        return {"version": "rss20", "entries": []}

    monkeypatch.setattr(steps, "PATIENCE_S", 0)
    bench.works = dataclasses.replace(bench.works, salvage=dawdle)
    Loop(bench.works).finish_steps(("take", "decide", "edition", "places"))
    assert bench.page("f1") == ""
    assert not Fetch.objects.filter(taken_at=None, outcome="fetched").exclude(raw_hash="").exists()
    assert len(seen) == 5
    assert not any(seen[1:])
