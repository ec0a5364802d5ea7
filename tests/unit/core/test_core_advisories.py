"""Messages that steer other copy in words are known for what they are, ordinary copy is not, and targets are found."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wireroom.core.advisories import Candidate, References, decide_targets, find_advisory

MESSAGES = Path(__file__).parent / "advisory_messages"
FILLING = {
    "en": " ".join(f"On the {n}th day the harbour office counted {n} boats at the eastern pier." for n in range(4, 24)),
    "ja": "".join(f"港の事務所は{n}日、東の桟橋で船を{n}隻数えたと発表した。" for n in range(4, 24)),
}
NOON = datetime(2024, 10, 18, 12, tzinfo=UTC)


def read_cases(language: str) -> list[tuple[str, ...]]:
    cases = []
    for line in (MESSAGES / f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        fields = [field.strip() for field in line.replace("{NL}", "\n").split("¦")]
        cases.append((language, *fields, *[""] * (5 - len(fields))))
    return cases


CASES = [case for language in ("en", "ja") for case in read_cases(language)]


def test_both_tables_hold_more_than_a_hundred_and_twenty_messages():
    assert all(sum(case[0] == language for case in CASES) > 120 for language in ("en", "ja"))


@pytest.mark.parametrize(("language", "kind", "headline", "text", "slugline", "ed_note"), CASES, ids=str)
def test_a_message_is_known_for_what_it_is(language, kind, headline, text, slugline, ed_note):
    text = text.replace("LONG", FILLING[language])
    found = find_advisory(headline, text, slugline=slugline, ed_note=ed_note)
    assert (found.kind if found else "-") == kind, found


def test_it_says_in_which_words_it_was_told_and_by_which_rule():
    found = find_advisory("URGENT KILL: Grain found in the silo", "")
    assert (found.words, found.rule) == ("URGENT KILL: Grain found in the silo", "shout")
    found = find_advisory("Ferry", "", ed_note="Please kill this story")
    assert (found.words, found.rule) == ("Please kill this story", "note")


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("KILL: Grain found in the silo", "", References(headlines=("Grain found in the silo",))),
        ("KILL: GRAIN-SILO", "", References(sluglines=("GRAIN-SILO",), headlines=("GRAIN-SILO",))),
        (
            "ADVISORY: disregard story 10-4711",
            "It was sent at 1430 GMT.",
            References(numbers=("10-4711",), times=(14 * 60 + 30,)),
        ),
        (
            "Eds: please kill the story slugged Ferry-Aground",
            'Its headline was "Ferry aground off Minato".',
            References(sluglines=("Ferry-Aground",), headlines=("Ferry aground off Minato",)),
        ),
        ("Eds: disregard urn:newsml:harbour:2024:4711.", "", References(numbers=("urn:newsml:harbour:2024:4711",))),
        (
            "お知らせ",
            "18日午後2時30分に配信した「フェリー再開」の記事を取り消します。",
            References(headlines=("フェリー再開",), times=(5 * 60 + 30,)),
        ),
        ("お知らせ", "記事番号：A4711の原稿は破棄してください。", References(numbers=("A4711",))),
        ("【配信取り消し】フェリー再開", "", References(headlines=("フェリー再開",))),
    ],
)
def test_what_it_names_is_found(headline, text, expected):
    assert find_advisory(headline, text).references == expected


FERRY = Candidate(
    "ferry", "urn:harbour:4711", "Ferry aground off Minato, passengers safe", "FERRY-AGROUND", published=NOON
)
SILO = Candidate("silo", "urn:harbour:4712", "Grain found in the eastern silo", "GRAIN-SILO", published=NOON)
AGAIN = Candidate(
    "again", "urn:harbour:4713", "Grain found in the western silo", "GRAIN-SILO", published=NOON + timedelta(minutes=9)
)
SAIKAI = Candidate("再開", "urn:harbour:4714", "港内のフェリー、1週間ぶりに運航再開", published=NOON)
YOSAN = Candidate("予算", "urn:harbour:4715", "マーウィック市、新年度の予算案を発表", published=NOON)
POOL = (FERRY, SILO, AGAIN, SAIKAI, YOSAN)


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        (References(numbers=("urn:harbour:4711",)), "ferry"),
        (References(numbers=("4712",)), "silo"),
        (References(numbers=("47",)), None),
        (References(numbers=("711",)), None),
        (References(numbers=("9999",)), None),
        (References(sluglines=("ferry aground",)), "ferry"),
        (References(sluglines=("Ferry-Aground",)), "ferry"),
        (References(sluglines=("GRAIN-SILO",)), None),
        (References(sluglines=("GRAIN-SILO",), headlines=("Grain found in the eastern silo",)), "silo"),
        (References(sluglines=("GRAIN-SILO",), times=(12 * 60 + 9,)), "again"),
        (References(headlines=("FERRY AGROUND OFF MINATO; PASSENGERS SAFE",)), "ferry"),
        (References(headlines=("UPDATE 1: Ferry aground off Minato, passengers safe",)), "ferry"),
        (References(headlines=("Ferry aground off Minato",)), "ferry"),
        (References(headlines=("Grain found in the silo",)), None),
        (References(headlines=("Grain found in the silo",), times=(12 * 60 + 9,)), "again"),
        (References(headlines=("Ferry sinks",)), None),
        (References(headlines=("港内のフェリー、1週間ぶりに運航再開へ",)), "再開"),
        (References(headlines=("【速報】港内のフェリー、１週間ぶりに運航再開",)), "再開"),
        (References(headlines=("マーウィック市が新年度予算案を発表",)), "予算"),
        (References(headlines=("フェリー",)), None),
        (References(times=(12 * 60 + 9,)), "again"),
        (References(times=(12 * 60,)), None),
        (References(), None),
    ],
)
def test_its_target_is_found_or_left_to_the_desk(references, expected):
    assert decide_targets(references, POOL) == ((expected,) if expected else ())
    assert decide_targets(references, POOL[::-1]) == ((expected,) if expected else ())


FERRY_AGAIN = replace(FERRY, key="ferry again", guid="urn:harbour:4799", copies=frozenset({"words"}))
TWICE = (replace(FERRY, copies=frozenset({"words"})), FERRY_AGAIN, SILO)


@pytest.mark.parametrize(
    ("references", "pool", "expected"),
    [
        (References(headlines=(FERRY.headline, SILO.headline)), POOL, {"ferry", "silo"}),
        (References(headlines=("Ferry aground off Minato", SILO.headline)), POOL, {"ferry", "silo"}),
        (References(headlines=(SILO.headline, AGAIN.headline)), POOL, {"silo", "again"}),
        (References(headlines=(SILO.headline, "Grain found in the silo")), POOL, {"silo"}),
        (References(headlines=(SAIKAI.headline, YOSAN.headline)), POOL, {"再開", "予算"}),
        (References(numbers=("4711", "4713")), POOL, {"ferry", "again"}),
        (References(numbers=("4711", "9999"), headlines=(SILO.headline,)), POOL, {"ferry"}),
        (References(sluglines=("FERRY-AGROUND", "GRAIN-SILO")), POOL, {"ferry"}),
        (References(headlines=(FERRY.headline,)), TWICE, {"ferry", "ferry again"}),
        (References(sluglines=("FERRY-AGROUND",), headlines=(SILO.headline,)), TWICE, {"ferry", "ferry again"}),
        (References(headlines=(FERRY.headline,)), (FERRY, FERRY_AGAIN), set()),
    ],
)
def test_a_message_that_names_several_speaks_of_each_and_copies_of_one_are_one(references, pool, expected):
    for order in (pool, pool[::-1]):
        found = decide_targets(references, order)
        assert (set(found), len(found)) == (expected, len(expected))


def test_no_candidate_is_no_target():
    assert decide_targets(References(headlines=("Ferry aground off Minato",)), ()) == ()


WORDS = st.lists(
    st.sampled_from(
        [
            "KILL",
            "Eds:",
            "please",
            "disregard",
            "hold",
            "story",
            "the",
            "is withdrawn",
            "【",
            "配信取り消し",
            "】",
            ":",
            "-",
            "\n",
            "記事を",
        ]
    ),
    max_size=30,
).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=200), WORDS)


@settings(max_examples=300)
@given(headline=ANY_TEXT, text=ANY_TEXT, slugline=ANY_TEXT, ed_note=ANY_TEXT)
def test_nothing_makes_it_fall_over(headline, text, slugline, ed_note):
    found = find_advisory(headline, text, slugline=slugline, ed_note=ed_note)
    if found:
        assert found.kind in {"kill", "hold", "disregard", "correction", "replacement"}
        assert found.words
        assert len(found.words) <= 300
        decide_targets(found.references, POOL)


@pytest.mark.parametrize(
    "piece",
    [
        "KILL ",
        "Eds: please ",
        "the story ",
        "story slugged ",
        "記事を",
        "a-",
        "A-",
        "[",
        "「",
        "disregard the ",
        " ",
        "は",
        "in a ",
        "urn:",
    ],
)
def test_time_does_not_explode_with_length(piece):
    long = piece * 100_000
    started = time.process_time()
    find_advisory(long, long, slugline=long, ed_note=long)
    find_advisory("Eds: " + long, "Editors: " + long, ed_note="story " + long)
    assert time.process_time() - started < 2
