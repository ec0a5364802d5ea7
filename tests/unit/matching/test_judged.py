"""What persons said of pairs: the last word holds, in whatever order and against whatever else was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.matching.judged import Judged, Word, decide_judged, part
from wireroom.core.matching.regrouping import regroup

A, B, C, D, E = range(5)
SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
WORDS = st.lists(
    st.builds(Word, st.integers(0, 5), st.integers(0, 5), st.sampled_from([SAME, DIFFERENT, UNSURE])).filter(
        lambda word: word.one != word.other
    ),
    max_size=15,
)


def judge(*words):
    return decide_judged([Word(*word) for word in words])


@pytest.mark.parametrize(
    ("words", "together", "apart"),
    [
        ([(A, B, SAME)], {(A, B)}, set()),
        ([(B, A, SAME), (A, B, DIFFERENT)], set(), {(A, B)}),
        ([(A, B, DIFFERENT), (B, A, UNSURE)], set(), set()),
        ([(A, B, SAME), (B, C, SAME), (A, C, DIFFERENT)], {(B, C)}, {(A, C)}),
        ([(A, C, DIFFERENT), (A, B, SAME), (B, C, SAME)], {(A, B), (B, C)}, set()),
        ([(A, B, DIFFERENT), (B, C, SAME), (A, C, SAME)], {(A, C), (B, C)}, set()),
        ([(A, A, SAME)], set(), set()),
    ],
)
def test_what_was_said_last_gives_way_to_nothing(words, together, apart):
    assert judge(*words) == Judged(frozenset(together), frozenset(apart))


@pytest.mark.parametrize(
    ("groups", "words", "expected"),
    [
        ([[A], [B]], [(A, B, SAME)], [[A, B]]),
        ([[A, C], [B, D]], [(C, D, SAME)], [[A, B, C, D]]),
        ([[A, B, C]], [(A, C, DIFFERENT)], [[A, B], [C]]),
        ([[A, B, C]], [(B, C, SAME), (A, C, DIFFERENT)], [[A], [B, C]]),
        ([[A], [B, C]], [(A, B, DIFFERENT), (A, C, SAME)], [[A, C], [B]]),
        ([[A, B, C, D]], [(A, B, DIFFERENT), (A, C, DIFFERENT)], [[A, D], [B, C]]),
        ([[A, B]], [(A, E, SAME)], [[A, B]]),
    ],
)
def test_groups_are_joined_and_split_as_persons_said(groups, words, expected):
    assert part(groups, judge(*words)) == expected


@given(WORDS, st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_whatever_was_said_before_the_last_word_holds(words, places):
    groups = [[item for item in range(6) if places[item] == place] for place in range(3)]
    judged = decide_judged(words)
    parts = part([group for group in groups if group], judged)
    assert sorted(item for one in parts for item in one) == list(range(6))
    at = {item: number for number, one in enumerate(parts) for item in one}
    assert all(at[one] == at[other] for one, other in judged.together)
    assert all(at[one] != at[other] for one, other in judged.apart)
    if words and words[-1].answer != UNSURE:
        assert (at[words[-1].one] == at[words[-1].other]) is (words[-1].answer == SAME)


LINKS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0.05, 1)).filter(lambda link: link[0] != link[1]),
    max_size=15,
    unique_by=lambda link: (min(link[:2]), max(link[:2])),
)


@given(WORDS, LINKS)
def test_no_links_are_stronger_than_the_last_word_on_stories(words, links):
    judged = decide_judged(words)
    groups = regroup(dict.fromkeys(range(6)), links, judged=judged)
    at = {item: number for number, one in enumerate(groups) for item in one}
    assert sorted(at) == list(range(6))
    assert all(at[one] == at[other] for one, other in judged.together)
    assert all(at[one] != at[other] for one, other in judged.apart)


def test_two_stories_that_a_person_joins_stay_whole():
    links = [(B, A, 0.3), (C, A, 0.3), (C, B, 0.3), (E, D, 0.3)]
    undated = dict.fromkeys(range(5))
    assert regroup(undated, links) == [[A, B, C], [D, E]]
    assert regroup(undated, links, judged=judge((A, D, SAME))) == [[A, B, C, D, E]]
