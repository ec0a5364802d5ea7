"""Who leads the carriers of one copy, and which rule said so."""

from dataclasses import replace
from itertools import permutations

import pytest

from wireroom.core.carrying import Carrier, Lead, decide_carried, find_lead
from wireroom.core.gates import Hold, Publish
from wireroom.core.status import Turn


def carrier(item, *, later=0, **values):
    plain = Carrier(
        item=item,
        provider=item,
        provider_name=f"Wire {item}",
        outcome=Publish(),
        contract=False,
        came=Turn(item + later),
        spoke=Turn(item + later),
        extent="full",
        length=1000,
    )
    return replace(plain, **values)


@pytest.mark.parametrize(
    ("carriers", "lead"),
    [
        ([carrier(1)], Lead(1, "only")),
        ([carrier(1), carrier(2)], Lead(1, "earliest")),
        ([carrier(1), carrier(2, length=1200)], Lead(1, "earliest")),
        ([carrier(1), carrier(2, length=1300)], Lead(2, "longest")),
        ([carrier(1, length=100), carrier(2), carrier(3)], Lead(2, "earliest")),
        ([carrier(1, extent="excerpt"), carrier(2, length=10)], Lead(2, "fullest")),
        ([carrier(1), carrier(2, extent="headline", corrected=Turn(3))], Lead(2, "corrected")),
        ([carrier(1, corrected=Turn(3)), carrier(2, corrected=Turn(9))], Lead(2, "corrected")),
        ([carrier(1, corrected=Turn(3)), carrier(2, contract=True, length=5)], Lead(2, "contract")),
        ([carrier(1, contract=True), carrier(2, chosen=True, extent="headline")], Lead(2, "chosen")),
        ([carrier(1, chosen=True), carrier(2, chosen=True)], Lead(2, "chosen")),
        ([carrier(1, provider=7), carrier(2, provider=7, length=5)], Lead(2, "newest")),
        ([carrier(1, provider=7), carrier(2, provider=7), carrier(3)], Lead(2, "earliest")),
    ],
)
def test_who_leads_and_why_in_whatever_order_they_stand(carriers, lead):
    for order in permutations(carriers):
        assert find_lead(order) == lead
        assert decide_carried(order, shown=None).lead == lead.item


def test_only_what_may_be_published_leads():
    held = carrier(1, outcome=Hold("policy", "wait"))
    assert decide_carried([held, carrier(2)], shown=None).lead == 2
    assert decide_carried([held], shown=None).lead is None
