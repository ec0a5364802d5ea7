"""Attempts to lose a kill, a hold or an embargo that a provider sends, or to double a page, with real documents."""

import json
from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from wires import Gone, Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import release_item, withhold_item
from wireroom.publishing.models import Advisory, Article, Receipt
from wireroom.wire.actions import FetchedDocument, record_fetch
from wireroom.wire.models import Feed

URL = "https://wire.example/ninjs"
FERRY = Story("f1", "Night ferry aground off Minato", "The night ferry ran aground.", "https://w.example/f1", NOON)
SILO = Story("s1", "Grain found in the eastern silo", "Inspectors found it.", "https://w.example/s1", NOON)
LEAK = {
    "uri": "urn:vesper:117",
    "type": "text",
    "version": "1",
    "versioncreated": "2024-10-18T02:00:00Z",
    "pubstatus": "usable",
    "language": "en",
    "headline": "Quarrow council denies tunnel leak",
    "body_html": "<p>The council <b>denied</b> on Friday that the tunnel leaks.</p>",
}
OLD = ParsedItem(
    guid="urn:old",
    title="Quarrow council denies tunnel leak",
    content_html="<p>The tunnel does not leak.</p>",
    content_text="The tunnel does not leak.",
    language="en",
    published=NOON - timedelta(hours=2),
    updated=NOON - timedelta(hours=2),
    pub_status="usable",
)
NEW = OLD._replace(guid="urn:new", title="Quarrow council admits tunnel leak", updated=NOON, replaces=("urn:old",))


def send(bench, *items: dict) -> None:
    bench.receive(json.dumps({"_items": items}).encode(), URL)


@pytest.mark.parametrize(
    ("plain", "doubled"),
    [
        ('"pubstatus": "usable"', '"pubstatus": "canceled", "pubstatus": "usable"'),
        ('"version": "1"', '"version": "1", "embargoed": "2024-10-18T12:00:00Z", "embargoed": null'),
        ('"version": "1"', '"version": "1", "embargoed": "", "embargoed": false'),
    ],
)
def test_a_property_that_stands_twice_hides_no_kill_and_no_embargo(bench, plain, doubled):
    bench.subscribe(URL, language="en")
    bench.receive(json.dumps({"_items": [LEAK]}).replace(plain, doubled).encode(), URL)
    assert bench.headlines() == []
    assert bench.saying("tunnel leaks") == []


@pytest.mark.parametrize(
    "word",
    [
        "Canceled",
        "stat:canceled",
        "https://cv.iptc.org/newscodes/pubstatusg2/canceled/",
        "pubstatus:canceled",
        "https://status.example/killed",
        "canceled\u200b",
        "\ufeffcanceled",
        "cance\u00adled",
        "ｃａｎｃｅｌｅｄ",
        "pubstatus:Withheld",
    ],
)
def test_a_status_that_forbids_is_heard_on_an_open_feed_however_it_is_written(bench, word):
    bench.subscribe(URL, language="en")
    send(bench, LEAK)
    send(bench, {**LEAK, "version": "2", "pubstatus": word, "versioncreated": "2024-10-18T02:30:00Z"})
    assert bench.headlines() == []


@pytest.mark.parametrize("versions", [("1", "2"), (None, None), ("1", None), (None, "2")])
@pytest.mark.parametrize("story", ["", ":1"])
@pytest.mark.parametrize("kill", ["", ":1", ":2"])
@pytest.mark.parametrize("order", ["kill last", "kill first"])
def test_a_kill_names_the_guid_with_or_without_its_revision(bench, versions, story, kill, order):
    bench.subscribe(URL, language="en")
    urn = "urn:newsml:vesper.example:20241018:LEAK"
    documents = [
        {**LEAK, "uri": urn + story, "version": versions[0]},
        {"uri": urn + kill, "pubstatus": "canceled", "version": versions[1], "versioncreated": "2024-10-18T02:30:00Z"},
    ]
    for document in documents if order == "kill last" else reversed(documents):
        send(bench, document)
    assert bench.headlines() == []


def test_a_wire_and_an_rss_feed_of_one_provider_make_one_page_of_one_story(bench):
    urn = "urn:newsml:vesper.example:20241018:LEAK:1"
    bench.subscribe(URL, provider="Vesper Wire", language="en")
    send(bench, {**LEAK, "uri": urn})
    bench.subscribe("https://wire.example/rss", provider="Vesper Wire")
    bench.receive(rss(Story(urn, LEAK["headline"], "The council denied it.", at=NOON)), "https://wire.example/rss")
    assert Article.objects.count() == 1


@pytest.mark.parametrize("documents", [[("one", "two")], [("one",), ("two",)]], ids=["at once", "one by one"])
def test_a_kill_of_a_guid_that_stands_on_two_stories_kills_both(bench, documents):
    stories = {
        "one": Story("g", "Ferry returns to Minato", "In service.", "https://w.example/1", NOON),
        "two": Story("g", SILO.headline, "Inspectors.", "https://w.example/2", NOON - timedelta(hours=1)),
    }
    for names in documents:
        bench.receive(atom(*(stories[name] for name in names)))
    assert len(bench.headlines()) == 2
    bench.receive(atom(Gone("g")))
    assert bench.headlines() == []
    bench.receive(atom(*stories.values()))
    assert bench.headlines() == []


@pytest.mark.parametrize(
    "words",
    [
        Story("f1", "(entry withdrawn)", "none", "https://w.example/void", NOON - timedelta(minutes=9), withheld=True),
        Story(
            "f1", "STORY REMOVED", "This story has been removed.", "https://w.example/void", NOON - timedelta(minutes=9)
        ),
    ],
    ids=["by status", "in words"],
)
def test_what_keeps_a_story_back_at_another_address_and_date_is_no_other_story(bench, words):
    bench.receive(atom(FERRY))
    bench.receive(atom(words))
    assert bench.headlines() == []


@pytest.mark.parametrize("killed", ["urn:old", "urn:new"])
@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)], ids=["old first", "new first"])
def test_copy_and_what_replaces_it_in_one_document_are_one_page_that_dies_by_either_name(bench, order, killed):
    bench.send(*order)
    bench.run()
    assert bench.headlines() == [NEW.title]
    assert Article.objects.count() == 1
    bench.send(ParsedItem(guid=killed, pub_status="canceled"))
    bench.run()
    assert bench.headlines() == []
    assert bench.saying("does not leak") == []


def wait_to_be_taken(bench, body: bytes) -> None:
    """The document is received; its entries are still to be taken in."""
    feed = Feed.objects.get()
    document = FetchedDocument(feed.url, "fetched", 200, raw_hash=bench.works.raw.put(body), size=len(body))
    record_fetch(feed, document, now=bench.now)


KILL_WORDS = Story("k1", f"KILL: {FERRY.headline}", "Eds: the story is withdrawn.", "https://w.example/k1", NOON)


@pytest.mark.parametrize(
    "late",
    [
        atom(Gone("f1", NOON + timedelta(minutes=6))),
        atom(Story("f1", FERRY.headline, "It ran aground twice.", FERRY.link, NOON, withheld=True)),
        atom(FERRY, KILL_WORDS),
        atom(Story("f1", "STORY REMOVED", "This story has been removed.", FERRY.link, NOON)),
    ],
    ids=["kill", "withheld", "kill in words", "words in its place"],
)
def test_a_release_does_not_count_for_what_still_waited_to_be_taken_in(bench, late):
    bench.receive(atom(FERRY))
    withhold_item(bench.item("f1"), reason="to be checked", by=DESK, now=bench.now)
    bench.run()
    bench.wait(minutes=5)
    wait_to_be_taken(bench, late)
    bench.wait(minutes=1)
    release_item(bench.item("f1"), reason="checked", by=DESK, now=bench.now)
    bench.wait(seconds=1)
    bench.run()
    assert bench.headlines() == []
    bench.wait(minutes=1)
    release_item(bench.item("f1"), reason="that too", by=DESK, now=bench.now)
    bench.run()
    assert len(bench.headlines()) == 1


def test_a_story_that_was_once_held_for_words_in_its_place_is_found_by_the_next_message(bench):
    bench.receive(rss(FERRY))
    bench.wait(minutes=5)
    bench.receive(rss(Story("f1", f"HOLD: {FERRY.headline}", "Hold for release.", FERRY.link, NOON)))
    bench.wait(minutes=5)
    bench.receive(rss(Story("f1", FERRY.headline, "It ran aground at dawn, the operator said.", FERRY.link, NOON)))
    release_item(bench.item("f1"), reason="the wire sent it again", by=DESK, now=bench.now)
    bench.run()
    assert bench.headlines() == [FERRY.headline]
    bench.wait(minutes=5)
    bench.receive(rss(KILL_WORDS))
    assert bench.headlines() == []


def test_a_story_that_looked_like_a_message_is_found_by_a_real_one(bench):
    film = Story("f1", "KILL: the film opens in Minato", "The film is shown at the harbour cinema.", FERRY.link, NOON)
    bench.receive(rss(film))
    bench.wait(minutes=5)
    release_item(bench.item("f1"), reason="it is a film", by=DESK, now=bench.now)
    bench.run()
    assert bench.headlines() == [film.headline]
    bench.wait(minutes=5)
    bench.receive(rss(Story("k3", f"STORY WITHDRAWN: {film.headline}", "", "https://w.example/k3", NOON)))
    assert bench.headlines() == []


def test_a_message_that_turns_from_a_correction_into_a_kill_takes_its_story_off(bench):
    bench.receive(rss(FERRY))
    bench.wait(minutes=5)
    words = "Editors: please correct the story. In a story sent earlier the ferry was named wrongly."
    bench.receive(rss(Story("k1", f"CORRECTION: {FERRY.headline}", words, KILL_WORDS.link, NOON), FERRY))
    assert Advisory.objects.get().kind == "correction"
    assert bench.headlines() == [FERRY.headline]
    bench.wait(minutes=5)
    bench.receive(rss(KILL_WORDS, FERRY))
    assert bench.headlines() == []


def test_words_in_the_body_of_a_version_that_another_followed_count(bench):
    bench.subscribe()
    bench.receive(atom(FERRY))
    bench.wait(minutes=5)
    wait_to_be_taken(bench, atom(Story("f1", FERRY.headline, "<p>Editors: Please disregard this story.</p>", at=NOON)))
    bench.wait(seconds=5)
    wait_to_be_taken(bench, atom(Story("f1", FERRY.headline, "<p>The ferry ran aground again.</p>", at=NOON)))
    bench.run()
    assert bench.headlines() == []


def test_words_to_editors_are_not_told_in_the_correction_log(bench):
    bench.receive(rss(Story("f1", FERRY.headline, "The night ferry ran aground with 13 aboard.", FERRY.link, NOON)))
    bench.wait(minutes=1)
    words = "Editors: Please disregard this story. The night ferry ran aground with 30 aboard."
    bench.receive(rss(Story("f1", FERRY.headline, words, FERRY.link, NOON)))
    bench.wait(minutes=1)
    bench.receive(rss(Story("f1", FERRY.headline, "The night ferry ran aground with 14 aboard.", FERRY.link, NOON)))
    release_item(bench.item("f1"), reason="the wire sent it again", by=DESK, now=bench.now)
    bench.run()
    assert "14 aboard" in bench.page("f1")
    assert bench.saying("30 aboard") == []
    assert bench.saying("disregard") == []


@pytest.mark.parametrize(
    "restraint", [{"embargoed": "2024-10-18T12:00:00Z"}, {"embargoed": ""}, {"pubstatus": "withheld"}]
)
def test_a_feed_that_knows_no_status_lifts_nothing_that_the_wire_holds_back(bench, restraint):
    story = Story(LEAK["uri"], LEAK["headline"], "The council denied it.", at=NOON - timedelta(hours=2))
    bench.subscribe(URL, provider="Vesper Wire", language="en")
    bench.subscribe("https://wire.example/rss", provider="Vesper Wire")
    send(bench, {**LEAK, **restraint})
    bench.receive(rss(story), "https://wire.example/rss")
    assert bench.headlines() == []
    send(bench, {**LEAK, "version": "2", "versioncreated": "2024-10-18T02:30:00Z"})
    assert bench.headlines() == [LEAK["headline"]]


def test_a_feed_that_knows_no_status_tells_on_once_the_wires_embargo_is_over(bench):
    bench.subscribe(URL, provider="Vesper Wire", language="en")
    bench.subscribe("https://wire.example/rss", provider="Vesper Wire")
    send(bench, {**LEAK, "embargoed": "2024-10-18T04:00:00Z"})
    bench.wait(hours=2)
    story = Story(LEAK["uri"], "Quarrow council admits tunnel leak", "It leaks.", at=NOON)
    bench.receive(rss(story), "https://wire.example/rss")
    assert bench.headlines() == [story.headline]


@pytest.mark.parametrize("terms", [{"usage_terms": "Not for online use"}, {"expires_at": NOON + timedelta(minutes=5)}])
def test_rights_that_end_take_effect_though_the_breaker_of_the_feed_tripped(bench, terms):
    bench.send(OLD)
    bench.run()
    Feed.objects.update(broken_at=bench.now, breaker="length", breaker_reason="bodies of 20 characters")
    bench.wait(minutes=1)
    bench.send(OLD._replace(title="Wrong words", updated=bench.now, **terms))
    bench.run()
    bench.wait(minutes=10)
    bench.run()
    assert bench.headlines() == []
    assert bench.saying("does not leak") == []


def test_a_kill_of_what_expired_is_told_as_a_kill_with_its_receipts(bench):
    bench.send(OLD._replace(expires_at=NOON + timedelta(minutes=5)))
    bench.run()
    bench.wait(minutes=10)
    bench.run()
    before = Receipt.objects.count()
    bench.send(ParsedItem(guid=OLD.guid, pub_status="canceled"))
    bench.run()
    assert "canceled" in Article.objects.get().gone_reason
    assert Receipt.objects.count() > before
    assert bench.waiting_receipts() == []
