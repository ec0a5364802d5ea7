"""Later versions of a released story: which are still that story, and which a person must see first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.rewriting import Wording, find_rewriting

HEADLINE = "Night ferry to Minato back in service"
OTHER = "Harbour chief resigns over dredging contract"
TEXT = (
    "The night ferry to Minato is back in service after three weeks in dock, the harbour office said on Friday. "
    "Engineers replaced both propeller shafts and a cracked housing. The first crossing carried 212 passengers."
)
MORE = " Captain Ines Mori said the new shafts ran quieter. A second crossing will run on Saturdays until November."
ELSE = (
    "The head of the harbour office stepped down late on Sunday when auditors asked about a dredging contract. "
    "Nobody had tendered for it. Her deputy takes over until the council meets, which it does in December."
)
JA = "夜行フェリーが三週間ぶりに運航を再開したと港湾事務所が十八日に発表した。初便は乗客二百十二人を運んだ。"
JA_ELSE = "港湾局長が浚渫工事の契約をめぐって辞任した。監査委員会は入札がなかったと指摘しており、十二月に審議する。"


@pytest.mark.parametrize(
    ("later", "held"),
    [
        (Wording(HEADLINE, TEXT), False),
        (Wording(HEADLINE, TEXT.replace("212", "221")), False),
        (Wording(f"UPDATE 1: {HEADLINE}", TEXT + MORE), False),
        (Wording(OTHER, TEXT), False),
        (Wording(OTHER, TEXT + MORE), False),
        (Wording(OTHER, ELSE), True),
        (Wording(OTHER, ELSE + TEXT[:80]), True),
        (Wording(HEADLINE, ELSE), True),
        (Wording(HEADLINE, ELSE + " " + TEXT[:110]), False),
        (Wording(HEADLINE, TEXT + MORE + ELSE), False),
        (Wording(HEADLINE, ""), False),
        (Wording(OTHER, ""), False),
        (Wording(HEADLINE.upper(), TEXT.upper()), False),
    ],
)
def test_what_changes_more_than_it_corrects_is_found(later, held):
    assert bool(find_rewriting(Wording(HEADLINE, TEXT), later, is_correction=False)) == held
    assert find_rewriting(Wording(HEADLINE, TEXT), later, is_correction=True) == ""


@pytest.mark.parametrize(
    ("later", "held"),
    [
        (Wording("夜行フェリー、運航再開", JA.replace("二百十二", "二百二十一")), False),
        (Wording("港湾局長が辞任", JA_ELSE), True),
        (Wording("夜行フェリー、運航再開", JA_ELSE), True),
    ],
)
def test_in_japanese_too(later, held):
    assert bool(find_rewriting(Wording("夜行フェリーが運航再開", JA), later, is_correction=False)) == held


def test_a_release_given_before_any_copy_came_says_nothing_of_words():
    assert find_rewriting(Wording("", ""), Wording(OTHER, ELSE), is_correction=False) == ""


def test_the_reason_says_how_much_was_released():
    reason = find_rewriting(Wording(HEADLINE, TEXT), Wording(OTHER, ELSE), is_correction=False)
    assert reason == "changes more than it corrects: 6% of its text stood in what a person released"


@given(st.text(max_size=60), st.text(max_size=200), st.booleans())
def test_the_released_words_themselves_are_never_held(headline, text, is_correction):
    told = Wording(headline, text)
    assert find_rewriting(told, told, is_correction=is_correction) == ""
