"""Copy that comes under a new guid and says whose place it takes: one page, whichever came first."""

from datetime import timedelta

import pytest
from flow_bench import NOON

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.models import Article
from wireroom.wire.models import Item

OLD = ParsedItem(
    guid="urn:wire:old",
    title="Bridge closed after 12 were hurt",
    content_html="<p>The bridge is closed. Twelve were hurt, the mayor said.</p>",
    content_text="The bridge is closed. Twelve were hurt, the mayor said.",
    language="en",
    published=NOON - timedelta(hours=2),
    updated=NOON - timedelta(hours=2),
    version="7",
    pub_status="usable",
)
NEW = OLD._replace(
    guid="urn:wire:new",
    title="Bridge closed after 2 were hurt",
    content_html="<p>The bridge is closed. Two were hurt, the mayor said.</p>",
    content_text="The bridge is closed. Two were hurt, the mayor said.",
    updated=NOON - timedelta(hours=1),
    version="1",
    signal="correction",
    ed_note="Corrects the number of the hurt",
    replaces=("urn:wire:old",),
)


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)], ids=["old first", "new first"])
def test_a_correction_under_a_new_guid_takes_the_place_of_what_it_corrects(bench, order):
    for item in order:
        bench.send(item)
        bench.run()
        bench.wait(minutes=5)
    assert bench.headlines() == ["Bridge closed after 2 were hurt"]
    assert Article.objects.count() == 1
    assert "Corrects the number of the hurt" in bench.text(Article.objects.get().path + "index.html")


def test_the_page_keeps_its_address_and_tells_what_it_said_before(bench):
    bench.send(OLD)
    bench.run()
    path = Article.objects.get().path
    bench.wait(minutes=5)
    bench.send(NEW)
    bench.run()
    page = bench.text(path + "index.html")
    assert "Two were hurt" in page
    assert "Corrects the number of the hurt" in page


@pytest.mark.parametrize("killed", ["urn:wire:old", "urn:wire:new"])
def test_a_kill_of_either_name_kills_the_page(bench, killed):
    for item in (OLD, NEW, ParsedItem(guid=killed, pub_status="canceled")):
        bench.send(item)
        bench.run()
        bench.wait(minutes=5)
    assert bench.headlines() == []
    assert bench.saying("were hurt") == []


def test_a_killed_story_does_not_come_back_as_what_replaces_it(bench):
    bench.send(OLD)
    bench.send(ParsedItem(guid="urn:wire:old", pub_status="canceled"))
    bench.run()
    bench.send(NEW)
    bench.run()
    assert bench.headlines() == []


def test_later_versions_under_the_new_name_go_on_and_the_old_name_is_the_past(bench):
    bench.send(OLD)
    bench.send(NEW)
    bench.wait(minutes=5)
    bench.send(NEW._replace(version="2", updated=NOON, title="Bridge open again", replaces=()))
    bench.wait(minutes=5)
    bench.send(OLD._replace(version="6", title="Bridge to close", updated=NOON - timedelta(hours=3)))
    bench.run()
    assert bench.headlines() == ["Bridge open again"]


def test_another_providers_guid_of_that_name_is_not_touched(bench):
    bench.send(OLD)
    other = bench.subscribe("https://other.example/feed", provider="Tide Wire")
    bench.send(NEW, feed=other)
    bench.run()
    assert Item.objects.count() == 2
    assert len(bench.headlines()) == 2
