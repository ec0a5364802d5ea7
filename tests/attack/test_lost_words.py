"""Attempts to make received words, a correction or a whole document vanish between the wire and the page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from flow_bench import NOON, Bench
from wires import Story, atom, rss

from wireroom.accounts.actions import add_user
from wireroom.core.corrections import LogEntry, Told, decide_log_entry
from wireroom.core.formats.parsed import ParsedItem, ParsedPicture
from wireroom.core.versions import content_hash
from wireroom.publishing.actions import By, release_item
from wireroom.runner import steps as pipeline
from wireroom.runner.health import read_health
from wireroom.runner.loop import Loop
from wireroom.tasks.models import Task
from wireroom.wire.actions import FetchedDocument, record_fetch
from wireroom.wire.models import Feed, Fetch, Version

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)


def changed(story: Story, **fields) -> Story:
    return Story(**{name: getattr(story, name) for name in Story.__dataclass_fields__} | fields)


def record(bench: Bench, body: bytes, url: str = "https://wire.example/feed") -> Fetch:
    """The document is received and waits to be taken in."""
    feed = Feed.objects.filter(url=url).first() or bench.subscribe(url)
    digest = bench.works.raw.put(body)
    return record_fetch(feed, FetchedDocument(url, "fetched", 200, raw_hash=digest, size=len(body)), now=bench.now)


def test_a_document_taken_in_late_does_not_put_old_words_over_newer_ones(bench):
    """The first document's reading failed and is tried again when the second was read already."""
    first = record(bench, rss(changed(FERRY, text="Three hundred people are missing.")))
    bench.wait(minutes=5)
    second = record(bench, rss(changed(FERRY, text="Nobody is missing, the operator says.")))
    for fetch in (second, first):
        pipeline.take(bench.works, [pipeline.Lease(0, "take", str(fetch.id), "", "", 1)])
    Loop(bench.works).finish_steps(("decide", "edition", "places"))
    assert "Nobody is missing" in bench.page("f1")
    assert bench.saying("Three hundred people") == []
    assert Version.objects.count() == 2


def test_a_document_the_database_refuses_does_not_hold_up_the_others(bench):
    """One document of a batch breaks a constraint; the others of the batch are taken in at once."""
    poison = record(bench, rss(changed(FERRY, headline="Poison")), "https://poison.example/feed")
    record(bench, rss(changed(FERRY, guid="m1", headline="Market hall opens", link="https://wire.example/m1")))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER poison BEFORE INSERT ON wire_version WHEN NEW.headline = 'Poison'"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    try:
        Loop(bench.works).finish_steps(("take", "decide", "edition", "places"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER poison")
    assert bench.headlines() == ["Market hall opens"]
    waiting = Task.objects.get(step="take")
    assert (waiting.key, waiting.attempts) == (str(poison.id), 1)
    assert "refused" in waiting.last_error


def item(**fields) -> ParsedItem:
    return ParsedItem(guid="1", title="Mayor speaks", content_html="<p>Words.</p>")._replace(**fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"content_html": '<p><img src="https://a.example/i.php?id=5">'}, {"content_html": '<p><img src="https://a.example/i.php?id=9">'}),
        ({"content_html": '<a href="https://a.example/?p=12">x</a>'}, {"content_html": '<a href="https://a.example/?p=13">x</a>'}),
        ({"pictures": (ParsedPicture("https://a.example/p?id=1"),)}, {"pictures": (ParsedPicture("https://a.example/p?id=2"),)}),
        ({"content_html": '<p>He wrote id="4" on it</p>'}, {"content_html": '<p>He wrote id="5" on it</p>'}),
        ({"provider": "Reuters"}, {"provider": "AFP"}),
        ({"content_html": "<p>1,500 died</p>"}, {"content_html": "<p>1,600 died</p>"}),
        ({"content_html": "<p>not guilty</p>"}, {"content_html": "<p>guilty</p>"}),
        ({"byline": "A. Sato"}, {"byline": "B. Sato"}),
        ({"ed_note": "x"}, {"ed_note": "y"}),
        ({"embargo_open": True}, {"embargo_open": False}),
    ],
)  # fmt: skip
def test_a_change_that_readers_would_see_is_a_change(one, other):
    assert content_hash(item(**one)) != content_hash(item(**other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"content_html": '<img src="https://a.example/i.jpg?w=600">'}, {"content_html": '<img src="https://a.example/i.jpg?w=900">'}),
        ({"content_html": '<p class="a">x</p>'}, {"content_html": '<p class="b">x</p>'}),
        ({"content_html": '<a href="https://a.example/s?utm_source=a">x</a>'}, {"content_html": '<a href="https://a.example/s?utm_source=b">x</a>'}),
        ({"content_html": '<img src="https://a.example/x?sig=1&amp;exp=2">'}, {"content_html": '<img src="https://a.example/x?sig=3&amp;exp=4">'}),
        ({"title": "Mayor  speaks"}, {"title": "Mayor speaks "}),
    ],
)  # fmt: skip
def test_a_change_that_sites_make_by_themselves_is_none(one, other):
    assert content_hash(item(**one)) == content_hash(item(**other))


def test_a_correction_word_within_a_headline_is_part_of_it():
    """Only at its beginning a marker is a marker: cut out of the middle it would hide what changed around it."""
    before = Told("Budget bill (訂正) passed", "Same text.")
    after = Told("Budget bill passed", "Same text.")
    assert decide_log_entry(before, after) == LogEntry("update")


def test_a_changed_figure_is_told_in_a_text_without_any_sentence_end():
    body = "word " * 40_000
    entry = decide_log_entry(Told("H", f"{body} 300 people {body}"), Told("H", f"{body} 250 people {body}"))
    assert entry
    assert entry.kind == "correction"
    assert len(entry.before) + len(entry.after) < 1000
    assert "300 people" in entry.before
    assert "250 people" in entry.after


def test_a_body_of_ten_thousand_equal_sentences_is_compared():
    half = "It is so. " * 5_000
    assert decide_log_entry(Told("H", half + half), Told("H", f"{half}It is not. {half}"))


def test_a_body_rewritten_from_end_to_end_is_compared():
    before = Told("H", " ".join(f"Sentence {n} says one thing." for n in range(8_000)))
    after = Told("H", " ".join(f"Sentence {n * 7 % 8_000} says one thing." for n in range(8_000)))
    entry = decide_log_entry(before, after)
    assert entry
    assert entry.kind == "update"


def test_a_version_nobody_released_does_not_say_that_somebody_did(bench):
    bench.subscribe(policy="hold")
    bench.receive(rss(FERRY))
    release_item(bench.item("f1"), reason="", by=By("Mori"), now=bench.now)
    bench.run()
    assert "Mori" in bench.page("f1")
    bench.wait(minutes=1)
    bench.receive(rss(changed(FERRY, text=f"{FERRY.text} It sails at nine.")))
    assert "It sails at nine." in bench.page("f1")
    assert "Mori" not in bench.page("f1")


def test_other_words_than_those_released_wait_for_a_person(bench):
    bench.subscribe(policy="hold")
    bench.receive(rss(FERRY))
    release_item(bench.item("f1"), reason="", by=By("Mori"), now=bench.now)
    bench.wait(minutes=1)
    bench.receive(rss(changed(FERRY, text="Something the editor never saw.")))
    assert bench.saying("never saw") == []
    assert FERRY.text in bench.page("f1")
    assert "Mori" in bench.page("f1")


def test_every_entry_of_a_document_is_somewhere(bench):
    """Awkward guids: long ones alike for 900 characters, with spaces, paths, another case, a direction override."""
    long = "g" * 900
    guids = [f"{long}1", f"{long}2", "G1", "g1", " g1 ", "a b", "../../etc/passwd", "%2e%2e", "😀", "x\u202ey"]
    stories = [
        Story(guid, f"Headline number {n}", f"Body number {n}.", f"https://wire.example/{n}", NOON)
        for n, guid in enumerate(guids)
    ]
    bench.receive(rss(*stories))
    pages = "".join(body.decode() for path, body in bench.files().items() if path.endswith("index.html"))
    assert [n for n in range(len(guids)) if f"Body number {n}." not in pages] == []


@pytest.mark.parametrize("year", [1000, 1900, 1969, 9999])
def test_a_date_at_the_edge_of_time_stops_nothing(bench, year):
    at = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC) if year == 9999 else datetime(year, 1, 1, tzinfo=UTC)
    bench.receive(atom(changed(FERRY, at=at, changed=at)))
    assert bench.hold("f1") or bench.page("f1")


def test_the_desk_shows_a_hold_that_ends_at_the_end_of_time(bench):
    end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    bench.receive(atom(changed(FERRY, at=end, changed=NOON)))
    client = Client(raise_request_exception=True)
    client.force_login(add_user("kaoru", role="editor", password="tide-table-harbour"))
    for path in ("/desk/", "/desk/holds/", f"/desk/item/{bench.item('f1').id}/"):
        assert client.get(path).status_code == 200, path
    assert read_health(bench.newsroom, now=bench.now).lines()


def test_a_story_that_moves_back_in_time_is_still_told(bench):
    bench.receive(atom(changed(FERRY, text="First words here.", changed=NOON)))
    bench.receive(atom(changed(FERRY, text="Second words here.", changed=None)))
    assert "Second words here." in bench.page("f1")
    bench.receive(atom(changed(FERRY, text="Third words here.", changed=NOON + timedelta(minutes=1))))
    assert "Third words here." in bench.page("f1")
