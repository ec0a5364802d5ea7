"""Copy that replaces copy that replaces copy, told in any order: one page, to which the others lead."""

from datetime import timedelta
from itertools import permutations

import pytest
from flow_bench import DESK, NOON

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import kill_item, release_item, withhold_item
from wireroom.publishing.models import Article


def told(name: str, hurt: str, hour: int, *replaces: str) -> ParsedItem:
    text = f"The bridge at Minato is closed. {hurt} people were hurt, the mayor said on Friday."
    return ParsedItem(
        guid=f"urn:wire:{name}",
        title=f"Bridge closed after {hurt} were hurt",
        content_html=f"<p>{text}</p>",
        content_text=text,
        language="en",
        published=NOON - timedelta(hours=9),
        updated=NOON - timedelta(hours=9 - hour),
        version="1",
        pub_status="usable",
        replaces=tuple(f"urn:wire:{guid}" for guid in replaces),
    )


X, Y, Z = told("x", "Twelve", 1), told("y", "Nine", 2, "x"), told("z", "Two", 3, "y")
ORDERS = [pytest.param(order, id="".join(item.guid[-1] for item in order)) for order in permutations((X, Y, Z))]


def send_each(bench, items):
    for item in items:
        bench.send(item)
        bench.run()
        bench.wait(minutes=5)


def one_page(bench):
    """Only the newest words stand on the site, at one address; every other address leads there."""
    live = Article.objects.get(state="live")
    assert "Two people were hurt" in bench.text(f"{live.path}index.html")
    for moved in Article.objects.exclude(id=live.id):
        assert bench.text(f"{moved.path}index.html") == ""
        assert live.path in bench.text(f"{moved.path}moved.html")
    pages = [path for path in bench.files() if path.endswith("/index.html") and "/2024/10/18/bridge" in path]
    assert pages == [f"{live.path}index.html"]
    assert bench.headlines() == ["Bridge closed after Two were hurt"]
    assert bench.waiting_receipts() == []


@pytest.mark.parametrize("order", ORDERS)
def test_a_chain_is_one_page_in_any_order(bench, order):
    send_each(bench, order)
    one_page(bench)


@pytest.mark.parametrize("order", ORDERS)
def test_a_chain_taken_in_at_once_is_one_page_in_any_order(bench, order):
    for item in order:
        bench.send(item)
    bench.run()
    one_page(bench)


@pytest.mark.parametrize("together", [(X, Y), (Y, X)], ids=["xy", "yx"])
def test_the_older_two_in_one_document_after_the_newest_are_one_page_with_it(bench, together):
    send_each(bench, [Z])
    bench.send(*together)
    bench.run()
    one_page(bench)


def test_copy_that_takes_the_place_of_two_stories_leaves_one_page(bench):
    send_each(bench, [X, told("w", "Seven", 1), told("z", "Two", 3, "x", "w")])
    one_page(bench)


def test_what_replaced_copy_said_before_is_told_on_its_page(bench):
    send_each(bench, [X, Z._replace(signal="correction", ed_note="Corrects the number of the hurt"), Y])
    (live,) = Article.objects.filter(state="live")
    assert "Corrects the number of the hurt" in bench.text(f"{live.path}index.html")


@pytest.mark.parametrize("killed", ["x", "y", "z"])
@pytest.mark.parametrize("order", ORDERS)
def test_the_kill_of_any_of_them_takes_all_of_them_off(bench, order, killed):
    send_each(bench, [*order, ParsedItem(guid=f"urn:wire:{killed}", pub_status="canceled")])
    assert bench.saying("were hurt") == []
    assert not Article.objects.filter(state="live").exists()


@pytest.mark.parametrize("killed", ["x", "z"])
def test_what_was_killed_before_the_link_was_told_stays_killed(bench, killed):
    send_each(bench, [X, Z, ParsedItem(guid=f"urn:wire:{killed}", pub_status="canceled"), Y])
    assert bench.saying("were hurt") == []


def test_an_embargo_on_the_newest_holds_all(bench):
    send_each(bench, [X, Y._replace(replaces=()), Z._replace(embargoed_until=NOON + timedelta(hours=5)), Y])
    assert "Nine people" not in "".join(bench.headlines())
    send_each(bench, [told("x", "Eleven", 2)])
    assert bench.saying("were hurt") == []


def test_what_is_withheld_under_the_old_name_is_held_under_the_new_until_a_person_says_so(bench):
    send_each(bench, [X, Z, Y])
    withhold_item(bench.item("urn:wire:x"), reason="check the number", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("were hurt") == []
    bench.wait(minutes=5)
    release_item(bench.item("urn:wire:z"), reason="checked", by=DESK, now=bench.now)
    bench.run()
    assert bench.headlines() == ["Bridge closed after Two were hurt"]


def test_later_words_under_the_old_name_change_nothing(bench):
    send_each(bench, [X, Z, Y, told("x", "Fifty", 8)._replace(version="2")])
    assert bench.saying("Fifty") == []
    one_page(bench)


def test_a_circle_of_replacements_is_one_page(bench):
    send_each(bench, [X, Z, Y, X._replace(version="2", replaces=("urn:wire:z",))])
    assert Article.objects.filter(state="live").count() == 1


def test_the_desks_kill_of_what_was_replaced_kills_the_page(bench):
    send_each(bench, [X, Z, Y])
    kill_item(bench.item("urn:wire:x"), reason="wrong bridge", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("were hurt") == []
