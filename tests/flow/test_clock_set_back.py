"""The machine's clock is set back: what came later counts as later all the same, for kills, holds and corrections."""

import dataclasses
from datetime import timedelta

from flow_bench import DESK, NOON
from test_same_copy import MORE, ONE, TEXT, TWO, first, second
from wires import Gone, Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import kill_item, quiet_item, release_item, withhold_item
from wireroom.publishing.models import Article, Correction
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Feed

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
BODY = "The night ferry carried 212 passengers and 40 lorries to Minato on Friday."


def wired(text=BODY, **fields):
    plain = ParsedItem(
        guid="f1",
        title="Ferry returns to Minato",
        content_html=f"<p>{text}</p>",
        content_text=text,
        language="en",
        published=NOON - timedelta(hours=5),
        pub_status="usable",
    )
    return plain._replace(**fields)


def set_back(bench, hours=2):
    bench.wait(hours=-hours)


def ask(bench, body, url):
    """The feed is asked now, whatever time it was to be."""
    bench.serve(body, url)
    enqueue("fetch", [Feed.objects.get(url=url).id], now=bench.now)
    bench.run()


def let_through(bench, guid="f1"):
    release_item(bench.item(guid), reason="checked", by=DESK, now=bench.now)
    bench.run()


def test_feeds_are_asked_at_their_pace_though_the_clock_went_back(bench):
    ferry = dataclasses.replace(FERRY, at=NOON - timedelta(hours=5))
    bench.receive(rss(ferry))
    set_back(bench)
    bench.run()
    bench.serve(rss(dataclasses.replace(ferry, text="The night ferry stays in dock.")))
    bench.wait(minutes=30)
    bench.run()
    assert "stays in dock" in bench.page("f1")


def test_a_kill_that_was_ordered_before_the_clock_went_back_is_carried_out_at_once(bench):
    bench.receive(rss(FERRY))
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    set_back(bench)
    bench.run()
    assert bench.page("f1") == ""


def test_an_embargo_keeps_its_time_though_the_clock_went_back(bench):
    bench.send(wired(embargoed_until=NOON + timedelta(hours=1)))
    bench.run()
    assert bench.page("f1") == ""
    set_back(bench)
    bench.run()
    bench.wait(hours=2)
    bench.run()
    assert bench.page("f1") == ""
    bench.wait(hours=1, minutes=1)
    bench.run()
    assert BODY in bench.page("f1")


def test_a_wires_kill_counts_though_the_clock_went_back_since_a_release(bench):
    bench.receive(atom(FERRY))
    bench.wait(hours=3)
    let_through(bench)
    set_back(bench)
    bench.send(ParsedItem(guid="f1", pub_status="canceled"))
    bench.run()
    assert bench.page("f1") == ""
    assert bench.hold("f1").gate == "killed"


def test_a_release_after_the_clock_went_back_lifts_the_kill_it_saw(bench):
    bench.receive(atom(FERRY))
    bench.send(ParsedItem(guid="f1", pub_status="canceled"))
    bench.run()
    set_back(bench)
    let_through(bench)
    assert "night ferry" in bench.page("f1")


def test_a_wires_kill_of_a_copy_counts_though_the_clock_went_back_since_the_others_release(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    bench.receive(rss(second()), TWO)
    bench.wait(hours=3)
    let_through(bench, "b1")
    set_back(bench)
    bench.send(ParsedItem(guid="a1", pub_status="canceled"), feed=Feed.objects.get(url=ONE))
    bench.run()
    assert bench.saying("propeller shafts") == []


def test_a_persons_kill_of_a_copy_counts_though_the_clock_went_back_since_the_others_release(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    bench.receive(rss(second()), TWO)
    bench.wait(hours=3)
    let_through(bench, "b1")
    set_back(bench)
    kill_item(bench.item("a1"), reason="wrong ship", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("propeller shafts") == []


def test_who_sent_a_copy_first_stays_first_though_the_clock_went_back(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.wait(hours=3)
    bench.receive(rss(first()), ONE)
    set_back(bench)
    ask(bench, rss(second(TEXT + MORE * 2)), TWO)
    assert Article.objects.get().item.guid == "b1"
    bench.send(ParsedItem(guid="a1", pub_status="canceled"), feed=Feed.objects.get(url=ONE))
    bench.run()
    assert bench.saying("propeller shafts") == []


def test_a_kill_in_words_counts_though_the_clock_went_back_since_a_release(bench):
    bench.receive(rss(FERRY))
    bench.wait(hours=3)
    let_through(bench)
    set_back(bench)
    bench.send(wired('Editors: please kill the story headlined "Ferry returns to Minato".', guid="x1", title="KILL"))
    bench.run()
    assert bench.page("f1") == ""
    assert bench.hold("f1").gate == "advisory"


def test_a_message_that_becomes_a_kill_counts_though_the_clock_went_back_since_it_was_judged(bench):
    bench.receive(rss(FERRY))
    words = 'Editors: correction: in the story headlined "Ferry returns to Minato" read 213 passengers.'
    bench.send(wired(words, guid="x1", title="CORRECTION: Ferry returns to Minato"))
    bench.run()
    bench.wait(hours=3)
    let_through(bench)
    set_back(bench)
    words = 'Editors: please kill the story headlined "Ferry returns to Minato".'
    bench.send(wired(words, guid="x1", title="KILL: Ferry returns to Minato"))
    bench.run()
    assert bench.page("f1") == ""


def test_a_version_withheld_after_the_clock_went_back_holds(bench):
    bench.send(wired(updated=NOON - timedelta(hours=1)))
    bench.wait(hours=1)
    bench.run()
    assert bench.page("f1")
    set_back(bench, hours=4)
    bench.send(wired(updated=NOON + timedelta(minutes=40), pub_status="withheld"))
    bench.run()
    assert bench.page("f1") == ""
    assert bench.hold("f1").gate == "withheld"


def test_a_correction_without_a_time_of_its_own_arrives_though_the_clock_went_back(bench):
    bench.send(wired())
    bench.run()
    set_back(bench)
    bench.send(wired(BODY.replace("212", "221")))
    bench.run()
    assert "221 passengers" in bench.page("f1")


def test_a_correction_after_readers_were_spared_one_is_told_though_the_clock_went_back(bench):
    bench.send(wired())
    bench.run()
    bench.wait(hours=3)
    bench.send(wired(BODY.replace("212", "221")))
    bench.run()
    quiet_item(bench.item("f1"), reason="a slip of the pen", by=DESK, now=bench.now)
    bench.run()
    set_back(bench)
    bench.send(wired(BODY.replace("212", "2,120")))
    bench.run()
    assert Correction.objects.filter(silenced_by=None).count() == 1
    assert "2,120" in bench.page("f1")


def test_a_desks_hold_of_a_copy_counts_though_the_clock_went_back_since_the_others_release(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    bench.receive(rss(second()), TWO)
    bench.wait(hours=3)
    let_through(bench, "b1")
    set_back(bench)
    withhold_item(bench.item("a1"), reason="check the ship", by=DESK, now=bench.now)
    bench.run()
    assert Article.objects.filter(state="live").count() == 0
    assert bench.saying("propeller shafts") == []


def test_a_tombstone_that_names_an_old_time_counts_after_a_release_it_came_after(bench):
    bench.receive(atom(FERRY))
    bench.wait(hours=3)
    let_through(bench)
    set_back(bench)
    ask(bench, atom(Gone("f1", NOON - timedelta(days=1))), "https://wire.example/feed")
    assert bench.page("f1") == ""
