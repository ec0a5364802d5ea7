"""A feed that goes wrong as a whole is stored, not published; pages and status stand; a person closes the breaker."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from flow_bench import DESK, NOON
from wires import Gone, Story, atom, rss

from wireroom.accounts.actions import add_user
from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import release_item
from wireroom.publishing.queries import waiting_changes
from wireroom.runner.health import read_health
from wireroom.wire.actions import reset_breaker
from wireroom.wire.models import Feed, Problem, Version


def long_text(n: int) -> str:
    """A text of twenty sentences that is nobody's copy."""
    days = range(4, 24)
    return " ".join(
        f"On the {d}th day clerk {n}-{d} counted {d} boats{n} at pier {d}-{n} of the harbour." for d in days
    )


def story(n, text="", **fields) -> Story:
    text = text or long_text(n)
    values = {"guid": f"g{n}", "headline": f"Story number {n} of the harbour", "text": f"{text} It is number {n}."}
    return Story(**values | {"link": f"https://wire.example/{n}", "at": NOON - timedelta(minutes=n)} | fields)


@pytest.fixture
def stopped(bench):
    """A feed of full texts that came down to teasers."""
    bench.receive(rss(*(story(n) for n in range(15))))
    bench.receive(rss(*(story(n, "A teaser.") for n in range(15, 21)), *(story(n) for n in range(9))))
    assert Feed.objects.get().breaker == "length"
    return bench


def gates(bench, *guids: str) -> list[str]:
    return [hold.gate if (hold := bench.hold(guid)) else "live" for guid in guids]


def test_a_feed_whose_texts_collapse_is_stopped_and_what_it_sent_is_stored_and_held(stopped):
    bench, feed = stopped, Feed.objects.get()
    assert set(gates(bench, *(f"g{n}" for n in range(15, 21)))) == {"breaker"}
    assert set(gates(bench, *(f"g{n}" for n in range(15)))) == {"live"}
    assert "characters" in feed.breaker_reason
    assert feed.breaker_reason in bench.hold("g15").reason
    assert Version.objects.filter(item__guid="g20").exists()
    assert Problem.objects.get(code="breaker").message.startswith("length: ")
    assert bench.saying("Story number 15 of the harbour") == []


def test_it_goes_on_being_fetched_and_stored(stopped):
    bench = stopped
    bench.receive(rss(story(30), story(31)))
    assert gates(bench, "g30", "g31") == ["breaker", "breaker"]


def test_a_page_that_stands_keeps_its_version_and_the_desk_sees_what_waits(stopped):
    bench = stopped
    bench.receive(rss(story(1, "Another text."), story(2, "CORRECTION: It was two boats. Another text.")))
    assert "counted 5 boats1" in bench.page("g1")
    assert bench.saying("Another text.") == []
    assert [change.article.item.guid for change in waiting_changes()] == ["g2", "g1"], "a marked correction comes first"
    bench.wait(minutes=1)
    release_item(bench.item("g1"), reason="", by=DESK, now=bench.now)
    bench.run()
    assert "Another text." in bench.page("g1")
    assert [change.article.item.guid for change in waiting_changes()] == ["g2"]


def test_kills_withholds_and_embargoes_pass(bench):
    def entries(*guids):
        return [story(int(guid[1:]), changed=NOON) for guid in guids]

    bench.receive(atom(*entries(*(f"g{n}" for n in range(15)))))
    teasers = [story(n, "A teaser.", changed=NOON) for n in range(15, 21)]
    bench.receive(atom(*teasers, *entries("g0", "g1", "g2")))
    assert Feed.objects.get().breaker == "length"
    later = NOON + timedelta(hours=1)
    withheld = story(1, changed=later, withheld=True)
    bench.receive(atom(Gone("g0"), withheld))
    assert gates(bench, "g0", "g1", "g2") == ["killed", "withheld", "live"]
    assert bench.saying("Story number 0 of the harbour") == []
    until = bench.now + timedelta(hours=5)
    embargoed = ParsedItem(guid="g2", title="Told too early", content_html="<p>x</p>", language="en", version="9")
    bench.send(embargoed._replace(embargoed_until=until, updated=bench.now))
    bench.run()
    assert gates(bench, "g2") == ["embargo"]


def test_a_person_closes_it_and_what_was_held_is_decided_again(stopped):
    bench, feed = stopped, Feed.objects.get()
    bench.receive(rss(story(1, "Another text."), story(30)))
    bench.wait(minutes=1)
    waiting = reset_breaker(feed, by="Mori", now=bench.now)
    bench.run()
    assert waiting == 8
    assert set(gates(bench, "g1", "g15", "g20", "g30")) == {"live"}
    assert "Another text." in bench.page("g1")
    assert waiting_changes() == []
    kept = Problem.objects.get(code="breaker_reset").message
    assert kept.startswith("Mori: was length: ")
    assert reset_breaker(feed, by="Mori", now=bench.now) == 0


def test_what_a_person_let_through_is_the_feeds_new_habit(stopped):
    bench = stopped
    bench.wait(minutes=1)
    reset_breaker(Feed.objects.get(), by="Mori", now=bench.now)
    bench.run()
    bench.receive(rss(*(story(n, "A teaser.") for n in range(40, 47))))
    assert Feed.objects.get().broken_at is None
    assert gates(bench, "g46") == ["live"]


def test_a_flood_is_stopped_and_a_first_document_is_none(bench):
    bench.receive(rss(*(story(n, "Short.") for n in range(300))))
    assert Feed.objects.get().broken_at is None
    bench.receive(rss(*(story(n, "Short.") for n in range(20))))
    bench.receive(rss(*(story(n, "Short.") for n in range(400, 520))))
    assert Feed.objects.get().breaker == "flood"
    assert bench.hold("g519").gate == "breaker"


def test_ids_that_change_under_known_words_are_stopped(bench):
    bench.receive(rss(*(story(n, link="") for n in range(20))))
    renamed = [story(n, guid=f"new-{n}", link="") for n in range(10)]
    bench.receive(rss(*renamed, *(story(n, link="") for n in range(10, 20))))
    assert Feed.objects.get().breaker == "ids"
    assert bench.hold("new-3").gate == "breaker"


def test_a_feed_renamed_as_a_whole_is_known_and_trips_nothing(bench):
    bench.receive(rss(*(story(n) for n in range(12))))
    bench.receive(rss(*(story(n, guid=f"new-{n}") for n in range(12))))
    assert Feed.objects.get().broken_at is None


def test_a_language_that_switches_is_stopped(bench):
    bench.receive(rss(*(story(n) for n in range(15))))
    german = "Der Hafen war am Montag wieder offen, und die Boote sind mit der Flut nach Norden gefahren. " * 20
    bench.receive(rss(*(story(n, german) for n in range(30, 37))))
    feed = Feed.objects.get()
    assert (feed.breaker, "are in de" in feed.breaker_reason) == ("language", True)


@pytest.mark.parametrize("contract", [True, False])
def test_a_status_that_vanishes_is_stopped_on_contract_and_open_feeds(bench, contract):
    def copy(n, status):
        return ParsedItem(
            guid=f"w{n}",
            title=f"Wire story {n}",
            content_html=f"<p>{long_text(n)}</p>",
            language="en",
            pub_status=status,
        )

    feed = bench.subscribe(contract=contract)
    for n in range(12):
        bench.wait(minutes=1)
        feed.refresh_from_db()
        Feed.objects.filter(id=feed.id).update(last_digests=b"x" * 16)
        bench.send(copy(n, "usable"), feed=feed)
    for n in range(12, 16):
        bench.wait(minutes=1)
        Feed.objects.filter(id=feed.id).update(last_digests=b"x" * 16)
        bench.send(copy(n, None), feed=feed)
    bench.run()
    assert Feed.objects.get().breaker == "status"
    assert gates(bench, "w11", "w15") == ["live", "status" if contract else "breaker"]


def test_status_and_desk_alarm(stopped):
    bench = stopped
    health = read_health(bench.newsroom, now=bench.now)
    assert not health.ok
    assert health.feeds[0].breaker == "length"
    assert any("not published from" in line for line in health.lines())
    client = Client()
    client.force_login(add_user("noor", role="administrator", password="tide-table-harbour"))
    assert "stopped by a breaker" in client.get("/desk/").content.decode()
    page = client.get("/desk/feeds/", headers={"accept-language": "ja"}).content.decode()
    assert "公開を再開" in page
    assert "本文が" in page
    assert client.post(f"/desk/feeds/{Feed.objects.get().id}/reset/").status_code == 303
    bench.now = timezone.now()
    bench.run()
    assert Feed.objects.get().broken_at is None
    assert gates(bench, "g20") == ["live"]


def test_the_desk_publishes_a_change_that_waits(stopped):
    bench = stopped
    bench.receive(rss(story(1, "Another text.")))
    client = Client()
    client.force_login(add_user("kaoru", role="editor", password="tide-table-harbour"))
    page = client.get("/desk/holds/").content.decode()
    assert "Changes that wait for a person" in page
    item = bench.item("g1")
    assert "waits for its feed" in client.get(f"/desk/item/{item.id}/").content.decode()
    client.post(f"/desk/item/{item.id}/release/", {"seen": "0"})
    bench.now = timezone.now()
    bench.run()
    assert waiting_changes() == []


def test_a_feed_that_falls_silent_raises_an_alarm_and_is_published_from(bench):
    bench.receive(rss(*(story(n) for n in range(8))))
    bench.wait(hours=50)
    assert read_health(bench.newsroom, now=bench.now).feeds[0].quiet_s == 0
    bench.wait(hours=50)
    health = read_health(bench.newsroom, now=bench.now)
    assert health.feeds[0].quiet_s > 90 * 3600
    assert not health.ok
    assert json.dumps(health.feeds[0].trouble)
    bench.receive(rss(story(50), *(story(n) for n in range(7))))
    assert gates(bench, "g50") == ["live"]
