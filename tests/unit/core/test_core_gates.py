"""The gates before publication: the first no decides, and every no has a reason."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from wireroom.core.gates import Copy, Gone, Hold, Publish, decide_publication
from wireroom.core.status import Standing

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
USABLE = Standing("usable")
COPY = Copy("Ferry returns", "It is back.", "en", "publish", ("en", "ja"))


def test_usable_copy_in_a_language_of_the_site_is_published():
    assert decide_publication(USABLE, COPY) == Publish("")
    assert decide_publication(Standing("usable", released_by="Mori"), COPY) == Publish("Mori")


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"headline": "", "text": ""}, "content"),
        ({"language": "de"}, "language"),
        ({"language": None}, "language"),
        ({"policy": "hold"}, "policy"),
        ({"offline": "Print only"}, "terms"),
    ],
    ids=str,
)
def test_each_gate_holds_with_a_reason(change, gate):
    outcome = decide_publication(USABLE, replace(COPY, **change))
    assert isinstance(outcome, Hold)
    assert outcome.gate == gate
    assert len(outcome.reason) > 10


@pytest.mark.parametrize("change", [{"headline": ""}, {"text": ""}, {"policy": "hold", "released": True}], ids=str)
def test_a_headline_or_a_text_or_a_release_is_enough(change):
    assert isinstance(decide_publication(USABLE, replace(COPY, **change)), Publish)


def test_a_held_standing_keeps_its_gate_and_its_end():
    held = Standing("held", "embargo", "under embargo", until=NOON)
    assert decide_publication(held, COPY) == Hold("embargo", "under embargo", NOON)


def test_a_kill_outranks_every_gate_and_a_hold_every_later_one():
    killed, held = Standing("killed", "killed", "wrong", since=NOON), Standing("held", "status", "no status")
    for headline, language, policy in product(("", "x"), ("en", "de", None), ("publish", "hold")):
        copy = Copy(headline, "", language, policy, ("en",), released=True)
        assert decide_publication(killed, copy) == Gone("wrong", NOON)
        assert decide_publication(held, copy) == Hold("status", "no status")


def test_copy_whose_rights_ended_is_gone_whatever_else_is_said_and_no_release_brings_it_back():
    for standing in (USABLE, Standing("held", "status", "no status"), Standing("usable", released_by="Mori")):
        outcome = decide_publication(standing, replace(COPY, ended_at=NOON, released=True))
        assert (outcome.gate, outcome.at) == ("expired", NOON)


def test_words_that_keep_copy_off_sites_hold_until_a_release_of_that_very_version():
    offline = replace(COPY, offline="Print only", released=True)
    assert decide_publication(USABLE, offline).gate == "terms"
    assert decide_publication(Standing("usable", released_by="Mori"), offline) == Publish("Mori")


def test_delicate_copy_is_held_until_a_person_releases_that_version():
    delicate = replace(COPY, delicate="it tells of a suicide: “…”")
    assert decide_publication(USABLE, delicate) == Hold("delicate", "it tells of a suicide: “…”")
    assert decide_publication(Standing("usable", released_by="Mori"), delicate) == Publish("Mori")
    assert decide_publication(Standing("killed"), delicate).gate == "killed"
