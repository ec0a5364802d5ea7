"""A purge reaches a story's words under whatever guid and version they came, before it or after."""

import json
import re

import pytest
from flow_bench import DESK, NOON
from test_purge import every_row_about, raw_bodies
from test_replacing_in_a_row import X, Y, Z, send_each

from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.publishing.actions.purging import empty_purged, order_purge
from wireroom.wire.models import Item

URL = "https://wire.example/ninjs"
URN = "urn:newsml:wire.example:20241018:PILOT"
WORDS = "Inspectors led the pilot Oren Vasquell off the freighter before dawn and found nothing in his cabin."


def story(uri: str, version: str, text: str = WORDS, **fields) -> dict:
    return {
        "uri": uri,
        "type": "text",
        "version": version,
        "versioncreated": f"2024-10-18T02:{int(version):02}:00Z",
        "pubstatus": "usable",
        "language": "en",
        "headline": "Pilot Vasquell questioned",
        "body_html": f"<p>{text}</p>",
        **fields,
    }


QUAY = story("urn:newsml:wire.example:20241018:QUAY", "1", "The quay is 300 metres long.") | {"headline": "A new quay"}


def receive(bench, *items: dict) -> None:
    bench.receive(json.dumps({"_items": items}).encode(), URL)


def purge(bench, item: Item) -> None:
    order_purge(item, reason="court order 17", by=DESK, now=bench.now)
    bench.run()


def nothing_is_left(bench, words: str) -> None:
    assert bench.saying(words) == []
    assert words not in every_row_about(bench)
    assert not any(words.encode() in body for body in raw_bodies(bench))


CORRECTED = "Oren Vasquell was let go at noon, and the inspectors apologised."


@pytest.mark.parametrize(
    "again",
    [
        story(f"{URN}:2", "2", CORRECTED, headline="Vasquell let go"),
        story("urn:newsml:wire.example:20241018:LATER", "1", CORRECTED, headline="Vasquell free", replacing=[URN]),
        story("urn:newsml:wire.example:20241019:LATER", "2", CORRECTED, headline="Free", replacing=[f"{URN}:1"]),
    ],
    ids=["its revision", "in its place", "in the place of its revision"],
)
@pytest.mark.parametrize("uri", [URN, f"{URN}:1"], ids=["bare", "with revision"])
def test_a_correction_under_another_guid_and_version_leaves_no_word(bench, uri, again):
    bench.subscribe(URL, language="en")
    receive(bench, story(uri, "1"), QUAY)
    item = Item.objects.get(guid__startswith=URN)
    purge(bench, item)
    nothing_is_left(bench, "Vasquell")
    receive(bench, again, QUAY | {"headline": "A newer quay"})
    bench.run()
    nothing_is_left(bench, "Vasquell")
    assert bench.headlines() == ["A newer quay"]
    later = again | {"uri": re.sub(r":2$", ":9", again["uri"]), "version": "9", "headline": "Vasquell speaks"}
    receive(bench, later, QUAY | {"headline": "The newest quay"})
    bench.run()
    nothing_is_left(bench, "Vasquell")


def test_older_words_that_came_under_another_guid_and_version_go_too(bench):
    bench.subscribe(URL, language="en")
    receive(bench, story(f"{URN}:1", "1"), QUAY)
    receive(bench, story(f"{URN}-B:1", "1", CORRECTED, replacing=[f"{URN}:1"]), QUAY)
    purge(bench, Item.objects.get(guid__startswith=URN))
    nothing_is_left(bench, "Vasquell")
    assert bench.headlines() == ["A new quay"]


@pytest.mark.parametrize("guid", ["urn:wire:x", "urn:wire:z"])
def test_all_of_a_chain_is_purged_by_any_of_its_items(bench, guid):
    send_each(bench, [X, Z, Y])
    purge(bench, bench.item(guid))
    nothing_is_left(bench, "people were hurt")
    assert Item.objects.filter(purges__isnull=False).count() == 2


def test_what_turns_out_to_be_of_a_purged_chain_goes_with_it(bench):
    send_each(bench, [X, Z])
    purge(bench, bench.item("urn:wire:z"))
    assert bench.saying("Twelve people")
    send_each(bench, [ParsedItem(guid="urn:wire:y", replaces=("urn:wire:x",), pub_status="usable", updated=NOON)])
    assert bench.saying("people were hurt") == []


def test_words_of_a_purged_story_under_another_guid_are_stripped_before_they_are_stored(bench):
    bench.subscribe(URL, language="en")
    receive(bench, story(URN, "1"), QUAY)
    purge(bench, Item.objects.get(guid=URN))
    item = ParsedItem(guid=f"{URN}:2", version="2", title="Vasquell let go", content_html=f"<p>{CORRECTED}</p>")
    placed = ParsedItem(guid="urn:wire:later", title="Vasquell free", replaces=(f"{URN}:1",))
    provider = Item.objects.get(guid=URN).provider_id
    document, purged = empty_purged(ParsedFeed("ninjs", (item, placed)), provider)
    assert purged == {Item.objects.get(guid=URN).id}
    assert "Vasquell" not in repr(document)
