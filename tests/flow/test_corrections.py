"""Corrections on the page: by the source's mark or a changed fact, dated, in feeds and metadata; a person overrides."""

import json
import re

import pytest
from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.core.errors import WireroomError
from wireroom.publishing.actions import correct_item, quiet_item
from wireroom.publishing.models import Correction

FERRY = Story(
    "f1",
    "Ferry returns to Minato",
    "The ferry carries 300 people. It leaves at nine. Nobody was hurt.",
    "https://wire.example/f1",
    NOON,
)


def now_saying(old: str, new: str) -> Story:
    return Story("f1", FERRY.headline, FERRY.text.replace(old, new), FERRY.link, NOON)


def metadata(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


@pytest.fixture
def corrected(bench):
    """A story whose figure was wrong."""
    bench.receive(rss(FERRY))
    bench.receive(rss(now_saying("300", "250")))
    return bench


def told_by(bench) -> list[str]:
    """Files that show what was wrong."""
    return bench.saying("carries 300 people")


def test_a_changed_figure_is_a_correction_on_page_in_metadata_and_in_every_feed(corrected):
    bench, page = corrected, corrected.page("f1")
    assert 'data-part="corrections"' in page
    assert "The ferry carries 300 people." in page
    assert metadata(page)["correction"]
    assert metadata(page)["dateModified"] > metadata(page)["datePublished"]
    article = bench.article("f1")
    assert {f"{article.path}index.html", "/en/feed.rss", "/en/feed.atom", "/en/feed.json"} <= set(told_by(bench))
    entry = Correction.objects.get()
    assert (entry.kind, entry.at) == ("correction", bench.item("f1").current.received_at)


def test_a_mended_letter_is_told_to_nobody(bench):
    bench.receive(rss(now_saying("people", "peolpe")))
    bench.receive(rss(FERRY))
    assert not Correction.objects.exists()
    assert 'data-part="corrections"' not in bench.page("f1")


def test_a_toll_that_rises_is_an_update(bench):
    bench.receive(rss(now_saying("Nobody was hurt.", "At least 12 people were hurt.")))
    bench.receive(rss(now_saying("Nobody was hurt.", "At least 15 people were hurt.")))
    assert Correction.objects.get().kind == "update"


def test_an_editor_says_that_readers_need_not_be_told(corrected):
    bench = corrected
    bench.wait(minutes=5)
    quiet_item(bench.item("f1"), reason="the figure was ours to leave out", by=DESK, now=bench.now)
    bench.run()
    assert told_by(bench) == []
    assert 'data-part="corrections"' not in bench.page("f1")
    assert "correction" not in metadata(bench.page("f1"))
    assert Correction.objects.get().silenced_by.reason == "the figure was ours to leave out"


def test_after_that_a_new_correction_is_told_and_the_old_one_is_not(corrected):
    bench = corrected
    bench.wait(minutes=5)
    quiet_item(bench.item("f1"), reason="not needed", by=DESK, now=bench.now)
    bench.run()
    bench.wait(minutes=5)
    bench.receive(rss(Story("f1", FERRY.headline, "The ferry carries 250 people. It leaves at ten. Nobody was hurt.")))
    page = bench.page("f1")
    assert "It leaves at nine." in page
    assert "carries 300 people" not in page


def test_what_came_before_an_editors_word_and_was_decided_after_it_is_silenced_too(corrected):
    bench = corrected
    quiet_item(bench.item("f1"), reason="not needed", by=DESK, now=bench.now)
    assert told_by(bench)
    bench.run()
    assert told_by(bench) == []


def test_an_editor_makes_a_correction_of_what_the_rules_called_nothing(bench):
    bench.receive(rss(FERRY))
    bench.wait(minutes=5)
    correct_item(bench.item("f1"), note="The ferry is blue, not red.", by=DESK, now=bench.now)
    bench.run()
    assert "The ferry is blue, not red." in bench.page("f1")
    assert "The ferry is blue, not red." in bench.text("/en/feed.json")
    bench.wait(minutes=5)
    quiet_item(bench.item("f1"), reason="a mistake of mine", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("The ferry is blue, not red.") == []


def test_there_must_be_something_to_be_quiet_about_and_a_reason(bench):
    bench.receive(rss(FERRY))
    with pytest.raises(WireroomError, match="tells readers nothing"):
        quiet_item(bench.item("f1"), reason="x", by=DESK, now=bench.now)
    with pytest.raises(WireroomError, match="say why"):
        quiet_item(bench.item("f1"), reason=" ", by=DESK, now=bench.now)
