"""One story that a provider sends under two guids: a kill or a hold of either name reaches what is shown."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from test_same_copy import MORE, ONE, TEXT, TWO, first, second
from wires import rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import release_item
from wireroom.publishing.models import Article
from wireroom.stories.actions import judge_copies
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Feed, Item


def sent(guid: str, text: str = TEXT, headline: str = "Night ferry back in service", **fields) -> ParsedItem:
    plain = ParsedItem(
        guid=guid,
        title=headline,
        content_html=f"<p>{text}</p>",
        content_text=text,
        language="en",
        published=NOON - timedelta(hours=2),
        pub_status="usable",
    )
    return plain._replace(**fields)


def killed(guid: str) -> ParsedItem:
    return ParsedItem(guid=guid, pub_status="canceled")


def receive(bench, documents, *, at_once: bool) -> None:
    """Documents one after the other, decided each or all together."""
    for document in documents:
        bench.send(*document)
        if not at_once:
            bench.run()
        bench.wait(minutes=5)
    bench.run()


A, B = sent("a1"), sent("b1", TEXT + " More to follow.", "Night ferry in service again")
SAME = sent("b1")
ORDERS = {
    "a, b, kill": ([A], [B]),
    "b, a, kill": ([B], [A]),
    "together, kill": ([A, B],),
    "same words, kill": ([A], [SAME]),
    "same words together, kill": ([A, SAME],),
}


@pytest.mark.parametrize("at_once", [False, True], ids=["each decided", "in a burst"])
@pytest.mark.parametrize("guid", ["a1", "b1"])
@pytest.mark.parametrize("documents", ORDERS.values(), ids=ORDERS.keys())
def test_the_kill_of_either_name_takes_the_shown_copy_off(bench, documents, guid, at_once):
    receive(bench, [*documents, [killed(guid)]], at_once=at_once)
    assert bench.saying("propeller shafts") == []
    assert not Article.objects.filter(state="live").exists()
    assert bench.waiting_receipts() == []


@pytest.mark.parametrize("at_once", [False, True], ids=["each decided", "in a burst"])
@pytest.mark.parametrize("twin", [B, SAME], ids=["other words", "same words"])
def test_a_twin_that_arrives_after_the_kill_is_not_published(bench, twin, at_once):
    receive(bench, [[A], [killed("a1")], [twin]], at_once=at_once)
    assert bench.saying("propeller shafts") == []


@pytest.mark.parametrize("at_once", [False, True], ids=["each decided", "in a burst"])
@pytest.mark.parametrize("twin", [B, SAME], ids=["other words", "same words"])
def test_a_kill_that_arrives_before_the_twin_it_names_takes_the_shown_copy_off(bench, twin, at_once):
    receive(bench, [[A], [killed("b1")], [twin]], at_once=at_once)
    assert bench.saying("propeller shafts") == []
    assert not Article.objects.filter(state="live").exists()


@pytest.mark.parametrize("twin", [B, SAME], ids=["other words", "same words"])
def test_a_kill_before_either_keeps_both_off(bench, twin):
    receive(bench, [[killed("a1")], [A], [twin]], at_once=False)
    assert bench.saying("propeller shafts") == []
    receive(bench, [[killed("a1")], [twin], [A]], at_once=False)
    assert bench.saying("propeller shafts") == []


@pytest.mark.parametrize("guid", ["a1", "b1"])
def test_what_is_withheld_under_either_name_is_held(bench, guid):
    receive(bench, [[A], [B]], at_once=False)
    receive(bench, [[(A if guid == "a1" else B)._replace(pub_status="withheld")]], at_once=False)
    assert bench.saying("propeller shafts") == []
    assert not Article.objects.filter(state="live").exists()


def test_a_person_may_let_the_twin_through(bench):
    receive(bench, [[A], [B], [killed("a1")]], at_once=False)
    release_item(bench.item("b1"), reason="only sent twice", by=DESK, now=bench.now)
    bench.run()
    assert bench.headlines() == ["Night ferry in service again"]


@pytest.mark.parametrize("guid", ["a1", "b1"])
def test_a_kill_reaches_both_pages_that_became_one(bench, guid):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    bench.receive(rss(second(TEXT + MORE)), TWO)
    one, other = Item.objects.get(guid="a1"), Item.objects.get(guid="b1")
    for answer in ("different", "same"):
        touched = judge_copies(one, other, answer=answer, by=DESK, now=bench.now)
        enqueue("decide", touched, now=bench.now)
        bench.run()
    assert sorted(Article.objects.values_list("state", flat=True)) == ["live", "moved"]
    shown = Article.objects.get(state="live").item.guid
    url = ONE if shown == "a1" else TWO
    bench.send(killed(shown if guid == "b1" else "a1"), feed=Feed.objects.get(url=url if guid == "b1" else ONE))
    bench.run()
    assert set(Article.objects.values_list("state", flat=True)) == {"gone"}
    assert bench.saying("propeller shafts") == []
    assert [path for path in bench.files() if path.endswith("moved.html")] == []
    assert bench.waiting_receipts() == []
