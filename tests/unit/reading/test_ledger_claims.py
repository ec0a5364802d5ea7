"""When two statements make the same claim, what a denial denies, how claims stand, how figures move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import amount, point, says

from wireroom.core.ledger.claims import decide_same_claim, may_agree
from wireroom.core.ledger.moving import trace_figures
from wireroom.core.ledger.opposing import decide_opposition
from wireroom.core.ledger.standing import weigh_claims
from wireroom.core.ledger.words import find_terms, fold_counted

SAME = {
    "the same words": ("The breakwater at Minato is safe", "the breakwater at Minato was safe"),
    "a few words more": (
        "the breakwater has forty cracks near the lighthouse",
        "forty cracks had been found in the breakwater near the old lighthouse",
    ),
    "Japanese": ("北朝鮮が特殊部隊をロシアに派遣した", "北朝鮮はロシアへ特殊部隊を派遣していた"),
    "both say that it is not so": (
        "there is no danger for ships in the bay",
        "there was no danger to any ship in the bay",
    ),
}
DIFFERENT = {
    "a negation between them": ("the breakwater at Minato is safe", "the breakwater at Minato is not safe"),
    "a negation in Japanese": ("北朝鮮が特殊部隊をロシアに派遣した", "北朝鮮は特殊部隊をロシアに派遣していない"),
    "another thing": ("the breakwater at Minato is safe", "the ferry to Minato will run on Sunday"),
    "one word alone": ("it is safe", "ships are safe"),
    "little in common": (
        "the mayor will open the bridge in May",
        "the mayor will resign over the bridge scandal next week",
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_claim(pair):
    assert decide_same_claim(says("office", pair[0]), says("office", pair[1], hours=30)) != ""


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_no_one_claim(pair):
    assert decide_same_claim(says("office", pair[0]), says("office", pair[1])) == ""


def test_a_claim_is_one_actors_within_two_weeks_in_one_stance():
    words = "the breakwater at Minato is safe"
    assert decide_same_claim(says("office", words), says("union", words)) == ""
    assert decide_same_claim(says("a spokesman", words), says("a spokesman", words)) == ""
    assert decide_same_claim(says("office", words), says("office", words, hours=15 * 24)) == ""
    assert decide_same_claim(says("office", words), says("office", words, "denies")) == ""
    assert decide_same_claim(says("office", words), says("office", words, "confirms")) != ""


def test_figures_that_contradict_part_claims_and_agreeing_ones_are_told():
    words = "North Korea sent troops to the eastern coast of Russia"
    few, many = amount(1500, "troops"), amount(10_000, "soldiers")
    assert decide_same_claim(says("office", words, figures=(few,)), says("office", words, figures=(many,))) == ""
    about = amount(1450, "soldiers", qualifier="about")
    assert "figures" in decide_same_claim(
        says("office", words, figures=(few,)), says("office", words, figures=(about,))
    )


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (amount(1500), amount(1500), True),
        (amount(1500), amount(10_000), False),
        (amount(1500, qualifier="over"), amount(1600), True),
        (amount(1500, qualifier="over"), amount(10_000), False),
        (amount(1000, high=2000), amount(1500), True),
        (amount(100, qualifier="about"), amount(108), True),
        (amount(100, qualifier="at_most"), amount(90), True),
    ],
)
def test_figures_may_agree(one, other, agree):
    assert may_agree(one, other) is agree
    assert may_agree(other, one) is agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("North Korean troops", "soldiers"),
        ("special forces", "serviceman"),
        ("people killed", "deaths"),
        ("兵士", "troops"),
        ("特殊部隊", "兵"),
        ("死者", "fatalities"),
        ("cracks", "deep cracks"),
    ],
)
def test_several_words_for_what_is_counted(one, other):
    assert fold_counted(one) == fold_counted(other)


OPPOSED = {
    "denies the same": ("mori", "she hid a report about the cracks", "denies", "denied"),
    "denies the allegations by name": ("mori", "the allegations", "denies", "denied"),
    "denies it": ("mori", "it", "denies", "denied"),
    "no evidence of it": ("ministry", "a report about cracks was hidden", "no_evidence", "unconfirmed"),
    "no comment on it": ("mori", "the accusation", "declines_comment", "declined"),
    "no comment at all": ("mori", "", "declines_comment", "declined"),
}
UNOPPOSED = {
    "denies something else": ("mori", "he would resign over the ferry timetable", "denies"),
    "not named": ("ministry", "the allegations", "denies"),
    "says that it is so": ("ministry", "a report about cracks was hidden", "confirms"),
    "denies that it is not so": ("mori", "she had not hidden a report about cracks", "denies"),
    "denies its own words": ("union", "Ines Mori hid a report about 40 cracks", "denies"),
}
ACCUSED = ("union", "Ines Mori hid a report about 40 cracks", "accuses")


@pytest.mark.parametrize("answer", OPPOSED.values(), ids=OPPOSED)
def test_an_answer_stands_against_what_was_said(answer):
    who, content, stance, side = answer
    assert decide_opposition(says(*ACCUSED), says(who, content, stance, hours=5)) == side


@pytest.mark.parametrize("answer", UNOPPOSED.values(), ids=UNOPPOSED)
def test_an_answer_that_does_not(answer):
    assert decide_opposition(says(*ACCUSED), says(*answer, hours=5)) is None


def test_a_denial_in_japanese():
    said = says("office", "北朝鮮が特殊部隊をロシアに派遣した")
    assert decide_opposition(said, says("union", "特殊部隊の派遣", "denies")) == "denied"
    assert decide_opposition(said, says("union", "貿易協定の締結", "denies")) is None


def test_how_a_claim_stands():
    rows = [
        says("office", "North Korea sent 1,500 troops to Russia", hours=1),
        says("ministry", "North Korea has sent troops to Russia", hours=4),
        says("union", "North Korean troops were sent to Russia", "denies", hours=5),
        says("mori", "troops had been sent to Russia", "no_evidence", hours=6),
        says("union", "the harvest festival opens on Sunday", hours=2),
    ]
    (standing,) = weigh_claims(rows)
    assert [said.actor for said in standing.asserted] == [1, 4]
    assert [said.actor for said in standing.denied] == [2]
    assert [said.actor for said in standing.unconfirmed] == [3]
    assert standing.declined == ()


def test_a_figure_moves_from_one_value_to_another():
    points = [
        point(10_000, "union", hours=40, counts="North Korean soldiers"),
        point(1500, hours=1, counts="special forces"),
        point(1500, hours=1, counts="special forces"),
        point(3, hours=2, counts="ferries"),
        point(1_000_000, hours=3, counts="", unit="USD"),
        point(2_000_000, hours=3, counts="", unit="USD"),
    ]
    (course,) = trace_figures(points)
    assert [one.amount.value for one in course.points] == [1500, 1500, 10_000]
    assert [one.name for one in course.points][-1] == "Fishermen's Union"


def test_one_item_has_no_course():
    assert trace_figures([point(3, item=1), point(5, item=1)]) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_can_be_compared(one, other):
    terms = find_terms(one)
    assert not terms.words & terms.meant
    said, answer = says("office", one), says("union", other, "denies")
    decide_opposition(said, answer)
    assert decide_same_claim(said, said) == "" or find_terms(one).words
    assert isinstance(fold_counted(other), str)


def test_a_figure_of_another_order_is_another_figure():
    ship = [point(213, item=1), point(231, item=2)]
    assert trace_figures([*ship, point(5_600_000, item=3)]) == trace_figures(ship)
    assert len(trace_figures([point(1_500, item=1), point(10_000, item=2)])) == 1
    assert len(trace_figures([point(0, item=1), point(12, item=2)])) == 1
