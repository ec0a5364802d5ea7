"""What becomes of a comment: kept, waiting, spam, refused with a word; and never lost by suspicion alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.commenting import (
    Draft,
    Fault,
    Outcome,
    Traffic,
    decide_comment,
    decide_complaint,
    find_faults,
    may_comment,
    parse_opened_at,
)

NOW = datetime(2024, 10, 18, 12, 0, tzinfo=UTC)
GOOD = Draft(name="Ayako", email="ayako@example.org", text="The harbour was never closed.", language="en")
QUIET = Traffic()


def decide(draft=GOOD, traffic=QUIET, hold=True):
    return decide_comment(draft, traffic=traffic, hold=hold, now=NOW)


def test_a_good_comment_waits_for_a_person_or_appears_as_the_newsroom_wishes():
    assert (decide(hold=True).outcome, decide(hold=True).state) == (Outcome.KEPT, "held")
    assert decide(hold=False).state == "approved"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, Fault("name", "required")),
        ({"name": "\u200b \u3000"}, Fault("name", "required")),
        ({"name": "x" * 81}, Fault("name", "too_long")),
        ({"name": "a\x07b"}, Fault("name", "control")),
        ({"name": "a\nb"}, Fault("name", "control")),
        ({"name": "\u202eevil"}, Fault("name", "control")),
        ({"email": ""}, Fault("email", "required")),
        ({"email": "nobody"}, Fault("email", "email")),
        ({"email": "a b@example.org"}, Fault("email", "email")),
        ({"email": "a@-x.org"}, Fault("email", "email")),
        ({"email": "a@b@example.org"}, Fault("email", "email")),
        ({"email": "a\x00@example.org"}, Fault("email", "email")),
        ({"email": "a@" + "b" * 250 + ".org"}, Fault("email", "email")),
        ({"text": " \n "}, Fault("text", "required")),
        ({"text": "x"}, Fault("text", "too_short")),
        ({"text": "x" * 5001}, Fault("text", "too_long")),
        ({"text": "a\x00b"}, Fault("text", "control")),
        ({"text": "a\ud800b"}, Fault("text", "control")),
    ],
)
def test_a_faulty_field_is_named_and_what_was_typed_kept(change, fault):
    decision = decide(replace(GOOD, **change))
    assert (decision.outcome, decision.faults) == (Outcome.FAULTY, (fault,))


def test_all_faulty_fields_are_named_at_once_in_the_forms_order():
    assert [fault.field for fault in find_faults(Draft())] == ["name", "email", "text"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "x" * 80},
        {"name": "山田　太郎"},
        {"name": "👩\u200d💻"},
        {"email": "a..b.@docomo.example.jp"},
        {"email": "o'hara+news@mail.example.co.jp"},
        {"email": "受信@例え.テスト"},
        {"text": "はい"},
        {"text": "x" * 5000},
        {"text": "one\r\ntwo\n\n\tthree"},
    ],
)
def test_what_people_really_type_is_taken(change):
    assert decide(replace(GOOD, **change)).outcome is Outcome.KEPT


def test_a_filled_honeypot_is_kept_as_spam_and_looks_like_success():
    decision = decide(replace(GOOD, website="http://spam.example", name="", email="", text="a\x00" * 6000))
    assert (decision.outcome, decision.state, decision.suspicions) == (Outcome.KEPT, "spam", ("honeypot",))
    assert "\x00" not in decision.draft.text
    assert len(decision.draft.text) <= 5000


@pytest.mark.parametrize(
    ("change", "traffic", "suspicion"),
    [
        ({"text": "http://a.example https://b.example www.c.example"}, QUIET, "links"),
        ({"opened_at": NOW - timedelta(seconds=2)}, QUIET, "fast"),
        ({}, Traffic(copied=True), "copied"),
    ],
)
def test_a_suspicion_makes_it_wait_and_never_loses_it(change, traffic, suspicion):
    decision = decide(replace(GOOD, **change), traffic, hold=False)
    assert (decision.outcome, decision.state, decision.suspicions) == (Outcome.KEPT, "held", (suspicion,))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "http://a.example and https://b.example"},
        {"opened_at": None},
        {"opened_at": NOW - timedelta(seconds=3)},
        {"opened_at": NOW + timedelta(hours=1)},
    ],
)
def test_two_links_a_slow_hand_or_a_wrong_clock_are_no_suspicion(change):
    assert decide(replace(GOOD, **change), hold=False).state == "approved"


@pytest.mark.parametrize(
    ("under", "over"),
    [
        (Traffic(address_recent=4), Traffic(address_recent=5)),
        (Traffic(address_day=29), Traffic(address_day=30)),
        (Traffic(network_recent=29), Traffic(network_recent=30)),
    ],
)
def test_limits_refuse_the_next_one(under, over):
    assert decide(traffic=under).outcome is Outcome.KEPT
    assert decide(traffic=over).outcome is Outcome.LIMITED
    assert decide(replace(GOOD, website="x"), over).outcome is Outcome.LIMITED


def test_the_same_again_is_thanked_for_even_over_the_limit():
    assert decide(traffic=Traffic(repeated=True, address_recent=99)).outcome is Outcome.REPEATED


def test_an_article_takes_comments_only_while_it_is_on_an_open_site():
    assert may_comment(open=True, article_state="live") == ""
    assert may_comment(open=False, article_state="live") == "closed"
    assert may_comment(open=True, article_state="held") == "frozen"
    assert may_comment(open=True, article_state="gone") == "gone"


def test_a_complaint_needs_only_words():
    assert decide_complaint(Draft(text="This is wrong."), recent=0, repeated=False).outcome is Outcome.KEPT
    assert decide_complaint(Draft(), recent=0, repeated=False).faults == (Fault("text", "required"),)
    faulty = decide_complaint(Draft(text="Wrong.", email="x"), recent=0, repeated=False)
    assert faulty.faults == (Fault("email", "email"),)


def test_a_complaint_by_a_machine_still_reaches_the_desk_and_a_flood_is_told_to_wait():
    decision = decide_complaint(Draft(text="buy", website="x"), recent=0, repeated=False)
    assert (decision.outcome, decision.suspicions) == (Outcome.KEPT, ("honeypot",))
    assert decide_complaint(Draft(text="Wrong."), recent=20, repeated=False).outcome is Outcome.LIMITED
    assert decide_complaint(Draft(text="Wrong."), recent=20, repeated=True).outcome is Outcome.REPEATED


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("1729252800", NOW),
        ("1729252800000", NOW),
        ("2024-10-18T12:00:00Z", NOW),
        (" 2024-10-18T21:00:00+09:00 ", NOW),
        ("2024-10-18T12:00:00", None),
        ("", None),
        ("soon", None),
        ("99999999999999", None),
        ("٣", None),
    ],
)
def test_the_opening_time_is_read_in_the_forms_browsers_send(text, opened):
    assert parse_opened_at(text) == opened


def test_who_wrote_never_shows_when_a_draft_is_printed():
    assert "ayako" not in repr(GOOD).lower()
    assert "ayako" not in repr(decide()).lower()


@given(st.builds(Draft, name=st.text(), email=st.text(), text=st.text(), website=st.text(max_size=3)), st.booleans())
def test_anything_typed_gets_an_answer_and_what_is_kept_can_be_stored(draft, hold):
    decision = decide_comment(draft, traffic=QUIET, hold=hold, now=NOW)
    assert decision.outcome in (Outcome.KEPT, Outcome.FAULTY)
    if decision.outcome is Outcome.KEPT:
        kept = decision.draft
        assert len(kept.name) <= 80
        assert len(kept.email) <= 254
        assert len(kept.text) <= 5000
        (kept.name + kept.email + kept.text).encode("utf-8")
        assert "\x00" not in kept.name + kept.email + kept.text
        if not draft.website.strip():
            assert kept.text.split() == draft.text.split()
