"""The rights register at work: what an item's own words and its provider's terms allow reaches every surface."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON, draw_png
from wires import Story, rss

from wireroom.core.formats.parsed import ParsedItem, ParsedPicture
from wireroom.core.ports import FetchResponse
from wireroom.pictures.actions import want_pictures
from wireroom.publishing.actions import release_item
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.models import Task
from wireroom.wire.models import Provider

PHOTO = ParsedPicture("https://wire.example/silo.png", caption="The silo")
STORY = ParsedItem(
    guid="s1",
    title="Grain found in the silo",
    link="https://wire.example/s1",
    content_html="<p>Inspectors found grain. A second inspection follows.</p>",
    content_text="Inspectors found grain. A second inspection follows.",
    language="en",
    published=NOON,
    pictures=(PHOTO,),
    pub_status="usable",
)


@pytest.fixture
def wire(bench):
    bench.subscribe(may_index=True)
    bench.answers[PHOTO.url] = FetchResponse(PHOTO.url, 200, body=draw_png())
    return bench


def take(bench, **fields) -> str:
    """The story arrives with these words about its rights; its page."""
    bench.send(STORY._replace(**fields))
    want_pictures([bench.item("s1").id], now=bench.now)
    bench.run()
    return bench.page("s1")


def test_copy_without_restrictions_is_shown_whole_with_its_picture_and_indexed(wire):
    page = take(wire)
    assert "A second inspection" in page
    assert "/pictures/" in page
    assert 'content="noindex"' not in page
    assert "tdm-reservation" not in page


def test_sitemaps_of_what_may_not_be_indexed_are_empty_and_say_no_time(bench):
    bench.subscribe(may_index=False)
    bench.serve(rss(Story("f1", "Grain found in the silo", "It is dry.", at=NOON)))
    bench.poll()
    index = bench.text("/sitemap.xml")
    assert "/en/sitemap-1.xml" in index
    assert "<lastmod>" not in index


def test_usage_terms_that_say_headline_only_keep_the_text_off_every_surface(wire):
    take(wire, usage_terms="Headline only for web sites.")
    assert wire.headlines() == ["Grain found in the silo"]
    assert wire.saying("Inspectors found grain") == []
    assert wire.saying("/pictures/") == []


def test_usage_terms_without_pictures_keep_pictures_off_page_lists_and_site(wire):
    page = take(wire, usage_terms="Text only.")
    assert "A second inspection" in page
    assert wire.saying("/pictures/") == []
    assert [path for path in wire.files() if path.startswith("/pictures/")] == []


def test_a_later_version_that_forbids_its_picture_takes_it_off_the_site(wire):
    assert "/pictures/" in take(wire)
    assert "/pictures/" not in take(wire, usage_terms="写真使用不可")
    assert [path for path in wire.files() if path.startswith("/pictures/")] == []


def test_print_only_copy_is_held_with_the_words_that_say_so_until_a_person_releases_it(wire):
    assert take(wire, usage_terms="PRINT ONLY. All rights reserved.") == ""
    assert (wire.hold("s1").gate, wire.hold("s1").reason) == ("terms", "the item's usage terms: “PRINT ONLY”")
    release_item(wire.item("s1"), reason="agreed by telephone", by=DESK, now=wire.now)
    wire.run()
    assert "A second inspection" in wire.page("s1")


def test_a_release_does_not_let_a_later_version_through_that_newly_forbids_the_site(wire):
    take(wire)
    release_item(wire.item("s1"), reason="", by=DESK, now=wire.now)
    wire.run()
    wire.wait(minutes=5)
    assert take(wire, usage_terms="Print only.", updated=wire.now) == ""
    assert wire.hold("s1").gate == "terms"


def test_copy_that_may_not_be_indexed_is_in_no_sitemap(wire):
    take(wire)
    assert wire.saying(wire.article("s1").path + "</loc>")
    page = take(wire, usage_terms="Must not be indexed.")
    assert 'content="noindex"' in page
    assert wire.saying(wire.article("s1").path + "</loc>") == []


@pytest.mark.parametrize(
    ("terms", "fields"),
    [
        ({}, {"data_mining": "DMI-PROHIBITED"}),
        ({"tdm_reserved": True}, {}),
    ],
    ids=["the item's word", "the provider's register"],
)
def test_a_reservation_of_data_mining_is_passed_on(wire, terms, fields):
    Provider.objects.update(**terms)
    assert '<meta name="tdm-reservation" content="1">' in take(wire, **fields)


def test_a_page_whose_rights_end_goes_on_time_and_unattended(wire):
    take(wire, expires_at=NOON + timedelta(days=2))
    wire.wait(days=1, hours=23)
    wire.run()
    assert wire.page("s1")
    wire.wait(hours=1, seconds=1)
    wire.run()
    assert wire.page("s1") == ""
    assert wire.saying("Inspectors found grain") == []
    assert wire.hold("s1").gate == "expired"
    assert wire.text(wire.article("s1").path + "gone.html")
    assert wire.waiting_receipts() == []


def test_a_page_whose_rights_ended_while_the_process_was_down_goes_at_the_next_start(wire):
    Provider.objects.update(keep_days=2)
    take(wire)
    Task.objects.all().delete()
    wire.wait(days=5)
    wire.run()
    assert wire.page("s1") == ""
    assert wire.article("s1").gone_at == NOON + timedelta(days=2)


def test_rights_that_ended_before_the_copy_came_publish_nothing(wire):
    assert take(wire, expires_at=NOON - timedelta(hours=1)) == ""
    assert not Article.objects.exists()
    assert wire.hold("s1").gate == "expired"


def test_a_new_version_with_a_later_end_brings_the_page_back_to_its_address(wire):
    take(wire, expires_at=NOON + timedelta(hours=1))
    path = wire.article("s1").path
    wire.wait(hours=2)
    wire.run()
    take(wire, expires_at=NOON + timedelta(days=30), updated=wire.now)
    assert wire.text(path + "index.html")
    assert wire.text(path + "gone.html") == ""


def test_no_release_brings_copy_back_whose_rights_ended(wire):
    take(wire, expires_at=NOON + timedelta(hours=1))
    wire.wait(hours=2)
    wire.run()
    release_item(wire.item("s1"), reason="please", by=DESK, now=wire.now)
    wire.run()
    assert wire.page("s1") == ""


def test_search_engines_are_sent_to_the_source_unless_the_register_says_otherwise(bench):
    bench.subscribe(may_index=False)
    source = '<link rel="canonical" href="https://wire.example/s1">'
    assert source in take(bench)
    Provider.objects.update(canonical_to_source=False)
    assert source not in take(bench, title="Grain found in the eastern silo")


# Receipts.


def told(bench, state: str) -> set[str]:
    return set(Receipt.objects.filter(article=bench.article("s1"), state=state).values_list("surface", flat=True))


def test_an_embargo_that_lifts_has_a_receipt_from_every_surface_counted_from_its_own_time(wire):
    until = NOON + timedelta(hours=1)
    take(wire, embargoed_until=until)
    wire.wait(hours=1, seconds=1)
    wire.run()
    assert told(wire, "live") == {"page", "lists", "feeds", "sitemap", "search", "pictures"}
    assert wire.waiting_receipts() == []
    assert set(Receipt.objects.values_list("asked_at", flat=True)) == {until}


def test_a_correction_has_a_receipt_from_every_surface(wire):
    take(wire)
    assert not Receipt.objects.exists(), "what is simply published needs none"
    take(wire, signal="correction", ed_note="Corrects the place", content_html="<p>Inspectors found oats.</p>")
    assert {"page", "lists", "feeds", "sitemap"} <= told(wire, "corrected")
    assert wire.waiting_receipts() == []


def test_expiry_and_withdrawal_have_receipts_like_a_kill(wire):
    take(wire, expires_at=NOON + timedelta(hours=1))
    wire.wait(hours=1, seconds=1)
    wire.run()
    assert told(wire, "gone") == {"page", "lists", "feeds", "sitemap", "search", "pictures"}
