"""What the status of one carrier of a copy means for the others: a table of cases, and any order of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.carrying import Carrier, decide_carried
from wireroom.core.gates import Gone, Hold, Publish
from wireroom.core.status import Turn

NOON = datetime(2024, 10, 18, 12, tzinfo=UTC)


def at(hour: int) -> datetime:
    return NOON + timedelta(hours=hour)


def carrier(item: int, outcome=None, **fields) -> Carrier:
    """Item n came as n-th; a kill is said at the hour that it names, which is its turn too."""
    said = outcome.at.hour - NOON.hour if isinstance(outcome, Gone) else item
    fields = {"provider": item, "provider_name": f"P{item}", "contract": False, "came": Turn(item)} | fields
    fields = {"spoke": Turn(said), "extent": "full", "length": 1000} | fields
    return Carrier(item=item, outcome=outcome or Publish(), **fields)


def words(outcome) -> str:
    return {Publish: "live", Hold: "held", Gone: "gone"}[type(outcome)]


KILLED = Gone("wrong", at(5))
WITHHELD = Hold("withheld", "withheld by the provider")
EMBARGO = Hold("embargo", "under embargo", at(9))
POLICY = Hold("policy", "held until a person releases it")
EXPIRED = Gone("the rights have ended", at(5), "expired")


@pytest.mark.parametrize(
    ("carriers", "shown", "ends", "lead"),
    [
        pytest.param([carrier(1), carrier(2)], 1, "live live", 1, id="nothing forbids"),
        pytest.param([carrier(1, KILLED), carrier(2)], None, "gone gone", None, id="who sent it first killed it"),
        pytest.param([carrier(1), carrier(2, KILLED)], 1, "live gone", 1, id="a later carrier killed it for itself"),
        pytest.param([carrier(1), carrier(2, KILLED)], 2, "gone gone", None, id="the one shown killed it"),
        pytest.param(
            [carrier(1), carrier(2, KILLED, killed_by_person=True)], 1, "gone gone", None, id="a person killed one"
        ),
        pytest.param(
            [carrier(1), carrier(2, KILLED, contract=True)], 1, "gone gone", None, id="a contract wire outranks all"
        ),
        pytest.param(
            [carrier(1, KILLED), carrier(2, contract=True)], None, "gone live", 2, id="and is outranked by nobody else"
        ),
        pytest.param(
            [carrier(1, KILLED), carrier(2, released=Turn(6))], None, "gone live", 2, id="a person let one through"
        ),
        pytest.param(
            [carrier(1, KILLED), carrier(2, released=Turn(4))], None, "gone gone", None, id="but before the kill"
        ),
        pytest.param(
            [carrier(1, KILLED), carrier(6, provider=1)], None, "gone held", None, id="its provider sends it once more"
        ),
        pytest.param(
            [carrier(1), carrier(2, KILLED, provider=1)], 1, "gone gone", None, id="its provider killed its later twin"
        ),
        pytest.param(
            [carrier(1), carrier(2, WITHHELD, provider=1)], 1, "held held", None, id="its provider withholds its twin"
        ),
        pytest.param(
            [carrier(1), carrier(2, POLICY, provider=1)], 1, "live held", 1, id="our policy for a twin is its own"
        ),
        pytest.param([carrier(1, EMBARGO), carrier(2)], None, "held held", None, id="an embargo holds for copies"),
        pytest.param([carrier(1), carrier(2, EMBARGO)], 1, "live held", 1, id="a lesser carrier's does not"),
        pytest.param([carrier(1, WITHHELD), carrier(2)], None, "held held", None, id="withheld by who sent it first"),
        pytest.param([carrier(1, POLICY), carrier(2)], None, "held live", 2, id="our policy for one is not for others"),
        pytest.param(
            [carrier(1, EXPIRED), carrier(2)], None, "gone live", 2, id="the rights of one are not the others'"
        ),
    ],
)
def test_what_one_carriers_status_means_for_the_others(carriers, shown, ends, lead):
    carried = decide_carried(carriers, shown=shown)
    assert " ".join(words(carried.outcomes[one.item]) for one in carriers) == ends
    assert carried.lead == lead


def test_a_hold_that_goes_over_names_its_carrier_and_opens_with_it():
    held = decide_carried([carrier(1, EMBARGO), carrier(2)], shown=None).outcomes[2]
    assert (held.gate, held.until) == ("copy", at(9))
    assert "P1" in held.reason


OUTCOMES = st.sampled_from([Publish(), KILLED, WITHHELD, EMBARGO, POLICY, EXPIRED])


@given(
    st.lists(st.tuples(OUTCOMES, st.booleans(), st.booleans()), min_size=1, max_size=5),
    st.randoms(use_true_random=False),
    st.integers(0, 5),
)
def test_in_any_order_of_listing_the_end_is_the_same_and_no_one_leads_who_may_not(drawn, random, shown):
    carriers = [
        carrier(number, outcome, contract=contract, killed_by_person=person)
        for number, (outcome, contract, person) in enumerate(drawn, start=1)
    ]
    carried = decide_carried(carriers, shown=shown)
    shuffled = list(carriers)
    random.shuffle(shuffled)
    assert decide_carried(shuffled, shown=shown) == carried
    if carried.lead:
        assert isinstance(carried.outcomes[carried.lead], Publish)
    if any(one.killed_by_person and one.outcome is KILLED for one in carriers):
        assert carried.lead is None
    for one in carriers:
        if not isinstance(one.outcome, Publish):
            assert carried.outcomes[one.item] == one.outcome
