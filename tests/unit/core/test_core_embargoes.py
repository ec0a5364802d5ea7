"""Embargoes told in words: what states one, when it ends, and what only speaks of embargoes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.embargoes import find_embargo

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
SIX = datetime(2026, 3, 3, 18, tzinfo=UTC)


def found(headline: str = "", text: str = "", ed_note: str = ""):
    return find_embargo(headline, text, ed_note, received_at=NOW)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("EMBARGOED UNTIL 18:00 GMT", SIX),
        ("EMBARGOED UNTIL 1800 GMT", SIX),
        ("Embargoed until 6pm GMT, 3 March 2026: Lagoon report", SIX),
        ("EMBARGO: 18:00 UTC 3 March 2026", SIX),
        ("Embargoed until 18:00 GMT on Tuesday, March 3, 2026", SIX),
        ("Not for publication before 18:00 GMT 4 March 2026", SIX + timedelta(days=1)),
        ("STRICTLY EMBARGOED until 03:00 JST 4 March 2026", SIX),
        ("Press release - under embargo until 18:00 GMT 2026-03-03", SIX),
        ("EMBARGOED UNTIL 08:00 GMT", None),
        ("EMBARGOED UNTIL 6PM", None),
        ("EMBARGOED UNTIL FRIDAY NOON", None),
        ("EMBARGO", None),
        ("*** EMBARGOED *** ", None),
        ("(EMBARGOED UNTIL 18:00 LOCAL TIME)", None),
        ("Not for release until further notice", None),
        ("Not for use or publication before the vote", None),
        ("【解禁：3月3日18時】潟の水位が低下", None),
        ("（3日18時解禁）潟の水位が低下", None),
        ("解禁日時：2026年3月3日午後6時", None),
        ("解禁厳守 潟の水位", None),
    ],
)
def test_an_embargo_in_words_is_found_and_ends_by_itself_only_where_all_of_it_is_understood(words, until):
    for place in ({"headline": words}, {"ed_note": words}, {"text": f"{words}\nThe ministry declined to comment."}):
        embargo = found(**place)
        assert embargo is not None, place
        assert embargo.until == until


@pytest.mark.parametrize(
    "words",
    [
        "Embargo on beef lifted",
        "Arms embargo: what it means",
        "Iran under embargo for ten years",
        "Ministers discuss oil embargo until late",
        "The embargoed goods stayed in port",
        "Trade embargo until 2030, minister says",
        "He was not for release on bail",
        "This toy is not for use by children",
        "アユ釣り解禁、各地で歓声",
        "ビール販売解禁：3年ぶり",
        "ボージョレ・ヌーボー解禁",
        "（写真）アユ漁が解禁された川",
        "EMBARGOED UNTIL 18:00 GMT 2 March 2026",
        "Embargoed until 09:00 GMT, 3 March 2026: Lagoon report",
        "",
    ],
)
def test_what_speaks_of_embargoes_or_of_one_that_is_over_is_none(words):
    for place in ({"headline": words}, {"ed_note": words}, {"text": words}):
        assert found(**place) is None, place


def test_only_the_beginning_and_the_end_of_a_text_state_one():
    middle = "\n".join(["It rained."] * 5 + ["EMBARGOED UNTIL 18:00 GMT"] + ["It rained."] * 5)
    assert found(text=middle) is None
    assert found(text="It rained.\n" * 5 + "Embargo: 18:00 GMT 3 March 2026").until == SIX


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=100))
def test_anything_can_be_read(headline, text, ed_note):
    embargo = find_embargo(headline, text, ed_note, received_at=NOW)
    assert embargo is None or embargo.until is None or embargo.until > NOW
