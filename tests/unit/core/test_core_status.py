"""The law of status, case by case, and for any set of states and decisions in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.status import RULES, AdvisedState, PersonState, ReceivedState, Standing, Turn, decide_standing

NOW = datetime(2024, 10, 18, 12, tzinfo=UTC)


def at(minute: int) -> datetime:
    """Minutes before (negative) or after now."""
    return NOW + timedelta(minutes=minute)


def version(status: str | None = "usable", minute: int = -60, *, current: bool = False, **fields) -> ReceivedState:
    return ReceivedState(status, Turn(minute), at(minute), current, **fields)


def person(verb: str, minute: int, by: str = "Mori", reason: str = "") -> PersonState:
    return PersonState(verb, Turn(minute), at(minute), reason, by)


def advised(minute: int, reason: str = "KILL") -> AdvisedState:
    return AdvisedState(Turn(minute), at(minute), reason)


def stands(*states, contract: bool = False, now: datetime = NOW) -> Standing:
    received = [state for state in states if isinstance(state, ReceivedState)]
    persons = [state for state in states if isinstance(state, PersonState)]
    messages = [state for state in states if isinstance(state, AdvisedState)]
    return decide_standing(received, persons, contract=contract, now=now, advised=messages)


@pytest.mark.parametrize(
    ("states", "contract", "state", "gate"),
    [
        ([version(current=True)], False, "usable", ""),
        ([version("stat:usable", current=True)], True, "held", "status"),
        ([version("stat:usable", current=True)], False, "usable", ""),
        ([version("embargoed", current=True)], False, "held", "withheld"),
        ([version("Hold", current=True)], False, "held", "withheld"),
        ([version("withdrawn", current=True)], False, "killed", "killed"),
        ([version(current=True), advised(-5)], False, "held", "advisory"),
        ([version(current=True), advised(-5), person("release", -1)], False, "usable", ""),
        ([version(current=True), advised(-1), person("release", -1)], False, "held", "advisory"),
        ([version(minute=-1, current=True), advised(-5)], False, "held", "advisory"),
        ([version("USABLE", current=True)], True, "usable", ""),
        ([version(None, current=True)], False, "usable", ""),
        ([version("", current=True)], False, "usable", ""),
        ([version(None, current=True)], True, "held", "status"),
        ([version("  ", current=True)], True, "held", "status"),
        ([version("released?", current=True)], True, "held", "status"),
        ([version("released?", current=True)], False, "usable", ""),
        ([version(None, current=True), person("release", -1)], True, "usable", ""),
        ([version("withheld", current=True)], False, "held", "withheld"),
        ([version("stat:withheld", current=True)], True, "held", "withheld"),
        ([version("Withheld", current=True)], False, "held", "withheld"),
        ([version("withheld", current=True), person("release", -1)], False, "usable", ""),
        ([version("withheld", -60), version(minute=-30, current=True)], False, "usable", ""),
        ([version("canceled", current=True)], False, "killed", "killed"),
        ([version("cancelled", current=True)], False, "killed", "killed"),
        ([version("stat:canceled", current=True)], False, "killed", "killed"),
        ([version("CANCELED", current=True)], False, "killed", "killed"),
        ([version("canceled", -60), version(minute=-30, current=True)], False, "killed", "killed"),
        ([version(minute=-60, current=True), version("canceled", -30)], False, "killed", "killed"),
        ([version(current=True), person("kill", -1)], False, "killed", "killed"),
        ([version(current=True), person("kill", -2), person("release", -1)], False, "usable", ""),
        ([version(current=True), person("release", -2), person("kill", -1)], False, "killed", "killed"),
        ([version(current=True), person("kill", -1), person("release", -1)], False, "killed", "killed"),
        (
            [version("canceled", -30), version(minute=-60, current=True), person("release", -40)],
            False,
            "killed",
            "killed",
        ),
        ([version("canceled", -30), version(minute=-60, current=True), person("release", -20)], False, "usable", ""),
        ([version(current=True), person("withhold", -1)], False, "held", "withheld"),
        ([version(current=True), person("withhold", -2), person("release", -1)], False, "usable", ""),
        ([version(current=True), person("release", -2), person("withhold", -1)], False, "held", "withheld"),
        ([version(current=True), person("withhold", -1), person("release", -1)], False, "held", "withheld"),
        ([version(minute=-1, current=True), person("withhold", -2)], False, "held", "withheld"),
        ([version(current=True), person("correct", -1)], False, "usable", ""),
        ([], False, "held", "status"),
        ([version()], False, "held", "status"),
    ],
)
def test_states_and_decisions_give_their_standing(states, contract, state, gate):
    standing = stands(*states, contract=contract)
    assert (standing.state, standing.gate) == (state, gate)
    assert bool(standing.reason) == (state != "usable")


@pytest.mark.parametrize(
    ("fields", "verbs", "gate", "until"),
    [
        ({"embargoed_until": at(10)}, [], "embargo", at(10)),
        ({"embargoed_until": at(10)}, [person("release", -1)], "embargo", at(10)),
        ({"embargoed_until": at(10)}, [person("publish", -1)], "embargo", at(10)),
        ({"embargoed_until": at(0)}, [], "", None),
        ({"embargoed_until": at(-1)}, [], "", None),
        ({"embargo_open": True}, [], "embargo", None),
        ({"embargo_open": True}, [person("release", -1)], "", None),
        ({"embargo_open": True}, [person("release", -61)], "embargo", None),
        ({"embargo_open": True, "embargoed_until": at(10)}, [person("release", -1)], "embargo", at(10)),
        ({"published": at(10)}, [], "future", at(10)),
        ({"published": at(10)}, [person("release", -1)], "", None),
        ({"published": at(0)}, [], "", None),
        ({"published": at(10), "embargoed_until": at(5)}, [], "embargo", at(5)),
    ],
)
def test_embargoes_and_dates_hold_until_they_open(fields, verbs, gate, until):
    standing = stands(version(current=True, **fields), *verbs)
    assert (standing.gate, standing.until) == (gate, until)


def turned(state, turn: Turn):
    return replace(state, turn=turn)


@pytest.mark.parametrize(
    ("states", "gate"),
    [
        (
            [version(current=True), turned(person("release", 90), Turn(1, 1)), turned(version("canceled", 0), Turn(2))],
            "killed",
        ),
        (
            [version(current=True), turned(version("canceled", 90), Turn(2)), turned(person("release", 0), Turn(2, 1))],
            "",
        ),
        (
            [version(current=True), turned(person("release", 90), Turn(1, 1)), turned(person("kill", 0), Turn(1, 2))],
            "killed",
        ),
        ([version(current=True), turned(person("kill", 90), Turn(1, 1)), turned(person("release", 0), Turn(1, 2))], ""),
        ([version(current=True), turned(person("release", 90), Turn(1, 1)), turned(advised(0), Turn(2))], "advisory"),
        ([version(current=True), turned(advised(90), Turn(2)), turned(person("release", 0), Turn(2, 1))], ""),
        (
            [turned(version("withheld", 0, current=True), Turn(2)), turned(person("release", 90), Turn(1, 1))],
            "withheld",
        ),
        ([turned(version("withheld", 90, current=True), Turn(2)), turned(person("release", 0), Turn(2, 1))], ""),
        (
            [
                turned(version(None, 0, current=True, embargo_open=True), Turn(2)),
                turned(person("release", 90), Turn(1, 1)),
            ],
            "embargo",
        ),
    ],
)
def test_a_clock_set_back_changes_no_order(states, gate):
    assert stands(*states).gate == gate


def test_an_open_embargo_does_not_end_with_time():
    locked = version(current=True, embargo_open=True)
    assert stands(locked, now=NOW + timedelta(days=3650)).gate == "embargo"


def test_only_the_embargo_of_the_version_that_counts_holds():
    old = version(minute=-90, embargoed_until=at(60))
    assert stands(old, version(minute=-60, current=True)).state == "usable"
    assert stands(version(minute=-90), version(minute=-60, current=True, embargoed_until=at(60))).gate == "embargo"


def test_a_kill_shows_the_latest_reason_and_time():
    killed = stands(version("canceled", -50), version(current=True), person("kill", -20, reason="wrong person"))
    assert (killed.reason, killed.since) == ("wrong person", at(-20))


def test_a_release_names_its_person_and_no_release_names_nobody():
    assert stands(version(current=True)).released_by == ""
    assert stands(version("withheld", current=True), person("release", -1, by="Sato")).released_by == "Sato"


MINUTES = st.integers(-5, 5)
RECEIVED = st.builds(
    version,
    st.sampled_from([None, "usable", "withheld", "canceled", "odd"]),
    MINUTES,
    embargoed_until=st.none() | st.builds(at, MINUTES),
    embargo_open=st.booleans(),
    published=st.none() | st.builds(at, MINUTES),
)
PERSONS = st.builds(
    person,
    st.sampled_from(["publish", "release", "withhold", "kill", "correct"]),
    MINUTES,
    st.sampled_from(["Mori", "Sato"]),
    st.sampled_from(["", "a reason"]),
)


@given(st.lists(RECEIVED, max_size=3), st.lists(PERSONS, max_size=4), st.booleans())
def test_the_same_set_gives_the_same_standing_in_whatever_order_it_came(received, persons, contract):
    received = [version(state.pub_status, current=index == 0) for index, state in enumerate(received)]
    standings = {
        decide_standing(states, verbs, contract=contract, now=NOW)
        for states in permutations(received)
        for verbs in permutations(persons)
    }
    assert len(standings) == 1


def test_two_decisions_of_the_same_moment_give_one_standing_in_either_order():
    verbs = [person("release", -1, "Mori"), person("publish", -1, "Sato"), person("release", -1, "Abe")]
    assert len({stands(version(current=True), *order) for order in permutations(verbs)}) == 1


@given(st.lists(RECEIVED, max_size=4), st.lists(PERSONS, max_size=4), st.booleans(), MINUTES)
def test_after_a_kill_only_a_persons_later_release_lets_anything_be_usable(received, persons, contract, minute):
    kills = [state.received_at for state in received if state.pub_status == "canceled"]
    kills += [verb.at for verb in persons if verb.verb == "kill"]
    releases = [verb.at for verb in persons if verb.verb in ("release", "publish")]
    standing = decide_standing(received, persons, contract=contract, now=at(minute))
    if kills:
        assert (standing.state == "killed") == (not releases or max(releases) <= max(kills))
    else:
        assert standing.state != "killed"


@given(RECEIVED, st.lists(PERSONS, max_size=4), st.booleans())
def test_a_dated_embargo_is_lifted_by_nobody(received, persons, contract):
    locked = ReceivedState(
        "usable", received.turn, received.received_at, True, at(1), received.embargo_open, received.published
    )
    assert decide_standing([locked], persons, contract=contract, now=NOW).state != "usable"


@given(st.lists(RECEIVED, max_size=3), st.lists(PERSONS, max_size=3))
def test_no_state_is_usable_on_a_contract_wire_that_is_held_on_an_open_one(received, persons):
    states = [ReceivedState(s.pub_status, s.turn, s.received_at, i == 0) for i, s in enumerate(received)]
    loose = decide_standing(states, persons, contract=False, now=NOW)
    strict = decide_standing(states, persons, contract=True, now=NOW)
    assert strict.state != "usable" or loose.state == "usable"


def test_the_page_about_status_shows_the_law_as_it_is():
    """docs/status.md tells every rule in the law's own order and words."""
    page = Path(__file__, "../../../../docs/status.md").resolve().read_text("utf-8")
    rows = [f"| {number} | {rule.name} | {rule.when} | {rule.ends} |" for number, rule in enumerate(RULES, 1)]
    assert "\n".join(rows) in page
