"""A contract wire in ninjs, from its bytes to the site: the spelling of a version never decides what is published."""

import json
from datetime import timedelta

import pytest

URL = "https://wire.example/ninjs"
STORY = {
    "uri": "urn:vesper:117",
    "type": "text",
    "version": "1",
    "versioncreated": "2024-10-18T02:00:00Z",
    "pubstatus": "usable",
    "language": "en",
    "headline": "Quarrow council denies tunnel leak",
    "body_html": "<p>The council <b>denied</b> on Friday that the tunnel leaks.</p>",
}
KILL = {"uri": "urn:vesper:117", "version": "2", "versionCreated": "2024-10-18T02:30:00Z", "pubStatus": "canceled"}


@pytest.fixture
def wire(bench):
    bench.subscribe(URL, provider="Vesper Wire", contract=True, language="en")
    return bench


def send(bench, *items: dict) -> None:
    bench.receive(json.dumps({"_items": items}).encode(), URL)


def test_a_kill_in_a_later_versions_spelling_takes_down_what_an_earlier_one_published(wire):
    send(wire, STORY)
    assert "<b>denied</b>" in wire.page("urn:vesper:117")
    send(wire, KILL)
    assert wire.article("urn:vesper:117").state == "gone"
    assert wire.saying("tunnel leaks") == []
    send(wire, STORY)
    assert wire.article("urn:vesper:117").state == "gone"


@pytest.mark.parametrize(
    ("changes", "gate"),
    [
        ({"pubstatus": None}, "status"),
        ({"pubstatus": "commissioned"}, "status"),
        ({"pubstatus": None, "pubStatus": {"shape": "new"}}, "withheld"),
        ({"pubStatus": "withheld"}, "withheld"),
        ({"embargoed": ""}, "embargo"),
        ({"embargoedUntil": "2024-10-18T09:00:00Z"}, "embargo"),
        ({"type": "planning"}, "withheld"),
    ],
)
def test_what_is_not_plainly_usable_is_held(wire, changes, gate):
    send(wire, {**STORY, **changes})
    assert wire.hold("urn:vesper:117").gate == gate
    assert wire.saying("tunnel leaks") == []


def test_the_desk_is_told_why_a_plan_is_held(wire):
    send(wire, {**STORY, "type": "planning"})
    assert wire.hold("urn:vesper:117").reason == "an item of the type planning is a plan, not a story: held"


def test_an_embargo_of_ninjs_lifts_by_itself(wire):
    send(wire, {**STORY, "embargoedUntil": (wire.now + timedelta(hours=1)).isoformat()})
    assert wire.page("urn:vesper:117") == ""
    wire.wait(hours=2)
    wire.run()
    assert "tunnel leaks" in wire.page("urn:vesper:117")
