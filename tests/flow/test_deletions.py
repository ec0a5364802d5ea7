"""Entries that a feed deletes, and a feed that is gone: what each policy of the provider makes of them."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from wires import Gone, Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import release_item
from wireroom.publishing.models import Hold
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


def under_one_guid(*numbers: int) -> tuple[Story, ...]:
    """Stories of other words and addresses that the provider sends under one guid."""
    words = (
        ("Ferry returns to Minato", "The night ferry is in service."),
        ("Grain in the silo", "Inspectors found grain in the east."),
    )
    return tuple(Story("g1", *words[n], f"https://wire.example/{n}", NOON - timedelta(hours=n)) for n in numbers)


REUSES = {
    "together": [under_one_guid(0, 1)],
    "one after the other": [under_one_guid(0), under_one_guid(1)],
    "the other first": [under_one_guid(1), under_one_guid(0), under_one_guid(0, 1)],
}


@pytest.mark.parametrize("documents", REUSES.values(), ids=REUSES.keys())
@pytest.mark.parametrize(("policy", "gate"), [("kill", "killed"), ("hold", "withheld")])
def test_a_deletion_without_an_address_of_a_guid_on_two_stories_means_both(bench, policy, gate, documents):
    bench.subscribe(deletions=policy)
    for stories in documents:
        bench.receive(rss(*stories, MARKET))
    assert len(bench.headlines()) == 3
    bench.receive(atom(Gone("g1", NOON), MARKET))
    assert bench.headlines() == [MARKET.headline]
    assert bench.saying("night ferry") == bench.saying("Inspectors found") == []
    holds = Hold.objects.exclude(item__current__headline="")
    assert [hold.gate for hold in holds.order_by("item__current__headline")] == [gate, gate]
    told = Problem.objects.filter(code="guid_on_several", message__contains="g1")
    assert {hold.item_id for hold in holds} <= set(told.values_list("version__item", flat=True))
    count = told.count()
    bench.receive(atom(Gone("g1", NOON), MARKET))
    assert told.count() == count


def test_a_withheld_entry_without_an_address_under_a_guid_on_two_stories_holds_both(bench):
    bench.receive(rss(*under_one_guid(0, 1), MARKET))
    bench.send(ParsedItem(guid="g1", title="Withheld for now", pub_status="withheld"))
    bench.run()
    assert bench.headlines() == [MARKET.headline]
