"""Entries that a feed deletes, and a feed that is gone: what each policy of the provider makes of them."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from wires import Gone, Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import release_item
from wireroom.wire.models import Feed, Problem, Version

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
MARKET = Story("m1", "Market hall opens", "Forty stalls opened at dawn.", "https://wire.example/m1", NOON)
DELETED = Gone("f1", NOON + timedelta(hours=1))


def with_deletion(document: bytes) -> bytes:
    """An RSS document with a deleted entry in its channel."""
    entry = (
        b'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="f1" when="2024-10-18T04:00:00Z"/>'
    )
    return document.replace(b"</channel>", entry + b"</channel>")


DOCUMENTS = {"atom": atom(MARKET, DELETED), "rss": with_deletion(rss(MARKET))}


@pytest.fixture(params=DOCUMENTS)
def deletion(request) -> bytes:
    return DOCUMENTS[request.param]


def test_kill_takes_it_off_for_good(bench, deletion):
    bench.subscribe(deletions="kill")
    bench.receive(rss(FERRY, MARKET))
    bench.receive(deletion)
    assert bench.article("f1").state == "gone"
    assert bench.saying("night ferry") == []


def test_hold_takes_it_off_until_a_person_lets_the_same_words_back(bench, deletion):
    bench.subscribe(deletions="hold")
    bench.receive(rss(FERRY, MARKET))
    bench.receive(deletion)
    assert bench.hold("f1").gate == "withheld"
    assert bench.saying("night ferry") == []
    bench.poll()
    bench.wait(minutes=1)
    release_item(bench.item("f1"), reason="it stands", by=DESK, now=bench.now)
    bench.run()
    assert "The night ferry is back in service." in bench.page("f1")
    versions = Version.objects.filter(item__guid="f1").count()
    bench.receive(deletion.replace(b"Forty", b"Fifty"))
    assert "The night ferry is back in service." in bench.page("f1"), "the same deletion is no new one"
    assert Version.objects.filter(item__guid="f1").count() == versions


def test_hold_holds_although_the_entry_stands_beside_its_deletion(bench):
    bench.subscribe(deletions="hold")
    bench.receive(atom(FERRY, MARKET))
    bench.receive(atom(FERRY, MARKET, DELETED))
    assert bench.hold("f1").gate == "withheld"
    assert bench.saying("night ferry") == []


def test_a_deletion_held_before_its_story_came_keeps_it_off(bench):
    bench.subscribe(deletions="hold")
    bench.receive(atom(DELETED))
    bench.receive(atom(Story("f1", FERRY.headline, FERRY.text, FERRY.link, NOON, changed=NOON)))
    assert bench.saying("night ferry") == []
    assert bench.hold("f1") is not None


def test_ignore_changes_nothing_and_is_noted_once(bench, deletion):
    bench.subscribe(deletions="ignore")
    bench.receive(rss(FERRY, MARKET))
    bench.receive(deletion)
    bench.receive(deletion.replace(b"Forty", b"Fifty"))
    assert "The night ferry is back in service." in bench.page("f1")
    assert Version.objects.filter(item__guid="f1").count() == 1
    (problem,) = Problem.objects.filter(code="deletion_ignored")
    assert "f1" in problem.message


@pytest.mark.parametrize("policy", ["hold", "ignore"])
def test_an_agencys_own_canceled_kills_whatever_the_policy(bench, policy):
    feed = bench.subscribe(deletions=policy)
    bench.receive(rss(FERRY))
    bench.send(ParsedItem(guid="f1", title=FERRY.headline, pub_status="canceled", raw_digest=b"k" * 16), feed=feed)
    bench.run()
    assert bench.article("f1").state == "gone"
    assert bench.saying("night ferry") == []


@pytest.mark.parametrize("policy", ["kill", "hold", "ignore"])
def test_a_feed_that_is_gone_stops_with_an_alert_and_its_stories_stay(bench, policy):
    bench.subscribe(deletions=policy)
    bench.receive(rss(FERRY))
    bench.serve(b"", status=410)
    bench.poll()
    feed = Feed.objects.get()
    assert (feed.state, feed.next_fetch_at) == ("stopped", None)
    assert "410" in feed.alert
    assert "The night ferry is back in service." in bench.page("f1")


def test_an_operator_who_adds_a_stopped_feed_again_starts_it(bench):
    bench.receive(rss(FERRY))
    bench.serve(b"", status=410)
    bench.poll()
    bench.serve(rss(FERRY, MARKET))
    bench.subscribe()
    bench.run()
    assert bench.page("m1")
    assert Feed.objects.get().alert == ""
