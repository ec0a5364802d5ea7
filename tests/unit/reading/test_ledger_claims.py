"""When two statements make the same claim, what a denial denies, how claims stand, how figures move."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import amount, point, says

from wireroom.core.ledger.amounts import compare_figures, fold_counted, may_agree
from wireroom.core.ledger.claims import decide_same_claim, decide_same_content
from wireroom.core.ledger.moving import trace_figures
from wireroom.core.ledger.opposing import decide_opposition
from wireroom.core.ledger.standing import weigh_claims
from wireroom.core.ledger.stands import find_stand
from wireroom.core.ledger.words import find_terms

SAME = {
    "the same words": ("The breakwater at Minato is safe", "the breakwater at Minato was safe"),
    "a few words more": (
        "the breakwater has forty cracks near the lighthouse",
        "forty cracks had been found in the breakwater near the old lighthouse",
    ),
    "Japanese": ("北朝鮮が特殊部隊をロシアに派遣した", "北朝鮮はロシアへ特殊部隊を派遣していた"),
    "another word for the same": ("it hid a report on the dam", "a report on the dam had been concealed by the board"),
    "a circumstance behind it": (
        "two workers were burned when a tank of solvent exploded",
        "two workers were burned at the plant on Tuesday",
    ),
    "a further claim behind the one": (
        "the light on the buoy had been out for days when the ferry struck",
        "the light on the buoy had been out for days and that members had reported this by telephone",
    ),
    "the same of one people by two names": (
        "Estravia sent ships into the bay",
        "the Estravian ships had been sent into the bay",
    ),
    "another Japanese word for the same": ("無人機が発電所を偵察した", "ドローンが発電所を偵察していた"),
    "both say that it is not so": (
        "there is no danger for ships in the bay",
        "there was no danger to any ship in the bay",
    ),
}
DIFFERENT = {
    "a negation between them": ("the breakwater at Minato is safe", "the breakwater at Minato is not safe"),
    "a negation in Japanese": ("北朝鮮が特殊部隊をロシアに派遣した", "北朝鮮は特殊部隊をロシアに派遣していない"),
    "another thing": ("the breakwater at Minato is safe", "the ferry to Minato will run on Sunday"),
    "one word in place of another": (
        "inflation will fall to two percent next year",
        "unemployment will fall to two percent next year",
    ),
    "the opposite": ("the tariffs would create jobs in the north", "the tariffs would cost jobs in the north"),
    "another day": ("the trial begins on 3 September", "the trial begins on 9 September"),
    "another year": ("the last power station closes in 2027", "the last power station closes in 2031"),
    "each names another": ("the plant in Brenn will close for good", "the plant in Halden will close for good"),
    "a part is not so": (
        "the dam is safe and there is no risk of a breach",
        "the dam is not safe, a breach is no surprise",
    ),
    "to hide it is not to say it": ("people died of the fever in March", "ministers hid that people died of the fever"),
    "another deed": ("thieves took the old paintings on Sunday", "the old paintings were damaged on Sunday"),
    "the opposite in Japanese": ("政策金利を来月据え置く方針だ", "政策金利を来月引き下げる方針だ"),
    "who, in Japanese": ("政府が停戦を破った", "反政府勢力が停戦を破った"),
    "another name in Japanese": ("コルベーンとの国境を閉鎖した", "バーランドとの国境を閉鎖した"),
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


MINERS, WORKERS = amount(17, "miners"), amount(17, "workers")
DEEP = amount(400, unit="m")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((MINERS,), (WORKERS,), "for"),
        ((MINERS, DEEP), (amount(11, "miners"), DEEP), "against"),
        ((amount(48, "people"),), (amount(48, "cows"),), "against"),
        ((amount(48, unit="人"),), (amount(48, "牛", unit="頭"),), "against"),
        ((amount(120, "patients"),), (amount(120, "customers"),), "against"),
        ((amount(48, "deaths"),), (amount(61, "people"), amount(48)), "against"),
        ((amount(61, "people"),), (amount(61, "people"), amount(48)), "for"),
        ((amount(3, unit="day"),), (amount(3, unit="day"),), "small"),
        ((amount(3, unit="day"),), (amount(40, unit="km"),), ""),
        ((), (MINERS,), ""),
    ],
)
def test_figures_of_two_statements(one, other, found):
    assert compare_figures(one, other) == found
    assert compare_figures(other, one) == found


def test_two_that_speak_of_themselves_do_not_say_the_same():
    words = "it would keep its key rate at 3.25 percent this year"
    assert decide_same_claim(says("office", words), says("office", words)) != ""
    assert decide_same_content(says("office", words), says("union", words)) == ""


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
    "denies it of another": ("ministry", "Tom Reyes hid a report about 40 cracks", "denies"),
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


STANDS = {
    "says that it is so": ("asserts", "the light had failed", "for", False),
    "says that it is not so": ("asserts", "the light had not failed", "for", True),
    "denies that it is so": ("denies", "the light had failed", "against", False),
    "denies it in its own words": ("denies", '"The light did not fail,"', "against", False),
    "denies it in its own words, without quotes": ("denies", "no warning reached the ship", "against", False),
    "denies that it is not so": ("denies", "that the light had not been repaired", "against", True),
    "has no evidence": ("no_evidence", "no evidence so far that the light had failed", "unproven", False),
    "says that there is no evidence": ("asserts", "there was no sign of a leak", "unproven", False),
    "denies it in Japanese": ("denies", "そうした連絡を受けた事実はない", "against", False),
    "says in Japanese that there is no evidence": ("asserts", "灯が消えていたことを示す証拠はない", "unproven", False),
}


@pytest.mark.parametrize("stands", STANDS.values(), ids=STANDS)
def test_how_a_statement_stands_to_the_claim_in_its_words(stands):
    stance, content, side, negated = stands
    stand = find_stand(says("office", content, stance))
    assert (stand.side, stand.negated) == (side, negated)


def test_what_a_dateline_names_is_no_part_of_a_claim():
    assert find_terms("NAGIHAMA (CPA) - All 231 people are safe").words == find_terms("all 231 people are safe").words
    assert find_terms("【凪浜】県が電話の記録を公表した").words == find_terms("県が電話の記録を公表した").words


def test_who_denies_is_not_opposed_to_its_own_words():
    said, answer = says("officials", "the bridge had been closed"), says("Officials", "it closed the bridge", "denies")
    assert decide_opposition(said, answer) is None


def test_no_warning_reached_the_ship_denies_that_one_did_and_not_that_none_did():
    answer = says("mori", '"No such warning reached the ship,"', "denies", hours=3)
    assert decide_opposition(says("union", "a warning had reached the ship"), answer) == "denied"
    assert decide_opposition(says("union", "no warning had reached the ship"), answer) is None


def test_a_denial_is_not_told_by_its_light_words():
    answer = says("ministry", "そのような連絡を受けた記録はない", "denies")
    assert decide_opposition(says("mori", "通話の記録を調査庁に提出した"), answer) is None


def test_a_denial_of_another_figure_denies_something_else():
    said = says("union", "a report about 40 cracks was hidden", "accuses", figures=(amount(40, "cracks"),))
    answer = says("ministry", "a report about 14 cracks was hidden", "denies", figures=(amount(14, "cracks"),))
    assert decide_opposition(said, answer) is None


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


RATE = "inflation will fall to {} percent by the end of the year"
UNCOUNTED = {
    "one speaker's words with another figure": ([("office", RATE, 2.0), ("office", RATE, 3.1)], 1),
    "another speaker's": ([("office", RATE, 2.0), ("union", RATE, 3.1)], 0),
    "other words": ([("office", RATE, 2.0), ("office", "wages rose by {} percent in the ports", 3.1)], 0),
    "of another thing": ([("office", RATE, 2.0), ("office", RATE.replace("inflation", "unemployment"), 3.1)], 0),
    "of another year": ([("office", RATE + " 2026", 2.0), ("office", RATE + " 2027", 3.1)], 0),
    "the reporter's own": ([("", RATE, 2.0), ("", RATE, 3.1)], 0),
}


@pytest.mark.parametrize(("told", "courses"), UNCOUNTED.values(), ids=UNCOUNTED)
def test_figures_that_count_nothing_are_one_course_in_one_speakers_same_words(told, courses):
    points = [
        replace(point(value, who, hours=hours, counts="", unit="%"), content=words.format(value) if who else "")
        for hours, (who, words, value) in enumerate(told)
    ]
    assert len(trace_figures(points)) == courses


def test_a_handful_of_boats_is_no_course_but_of_dead_it_is():
    assert trace_figures([point(5, counts="boats", item=1), point(2, counts="boats", item=2)]) == ()
    assert len(trace_figures([point(3, counts="dead", item=1), point(7, counts="dead", item=2)])) == 1


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


@pytest.mark.parametrize(("cue", "side"), [("said", None), ("denied", "denied")])
def test_who_says_in_other_words_that_it_is_not_so_does_not_deny_that_it_is_not_so(cue, side):
    claim = says("mori", "the nets of the fleet were not to blame for the eels")
    answer = replace(says("union", "the nets of the fleet were not to blame for the eels", "denies"), cue=cue)
    assert decide_opposition(claim, answer) == side
