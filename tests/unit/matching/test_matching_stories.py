"""Stories and related items: what belongs together, in which order, and how it stays so."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_stories import (
    FESTIVAL,
    FIRE,
    FIRE_OTHER_WORDS,
    MAYOR,
    MAYOR_OTHER_WORDS,
    QUAKE,
    reordered,
    sentences,
)

from wireroom.core.matching.clusters import Stories, ask_for, is_open
from wireroom.core.matching.features import FeaturesInMemory, Kind
from wireroom.core.matching.neighbours import Neighbour
from wireroom.core.matching.regrouping import regroup
from wireroom.core.matching.related_choice import SHOWN, choose_related
from wireroom.core.matching.stream import Stream, Streamed
from wireroom.core.matching.terms.counts import count_terms
from wireroom.core.matching.terms.shares import TermShares, term_key
from wireroom.core.matching.terms.vectors import cosine, key_terms, weigh_terms

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
QUAKE_OTHER_WORDS = (
    "白浜沖の地震から一夜明けた13日、震度5強の揺れがあった湊町では住民が割れた瓦の片づけに追われた。大野まさる町長は水道管に"
    "二か所のひびが見つかったと明らかにした。湊中学校の避難所は朝に閉じた。白浜線は平常どおり動いている。"
)


def stories_of(*items: Streamed) -> dict[str, str]:
    stream = Stream()
    for item in items:
        stream.take(item)
    return {one.id: one.story for one in stream.all_matched()}


def test_tellings_of_one_event_are_one_story_and_others_are_not():
    assert stories_of(
        Streamed("fire 1", "Fire in Port Alden harbour", FIRE),
        Streamed("mayor 1", "Schoolteacher elected mayor of Lindvale", MAYOR),
        Streamed("quake 1", "白浜県沖で地震", QUAKE),
        Streamed("festival", "緑川市で提灯行列", FESTIVAL),
        Streamed("mayor 2", "Okonjo begins talks in Lindvale", MAYOR_OTHER_WORDS),
        Streamed("fire 2", "Port Alden searches for cause of harbour fire", FIRE_OTHER_WORDS),
        Streamed("quake 2", "湊町、地震から一夜", QUAKE_OTHER_WORDS),
    ) == {
        "fire 1": "fire 1",
        "fire 2": "fire 1",
        "mayor 1": "mayor 1",
        "mayor 2": "mayor 1",
        "quake 1": "quake 1",
        "quake 2": "quake 1",
        "festival": "festival",
    }


@pytest.mark.parametrize(
    ("hours", "size", "asked"),
    [
        (0, 1, 0.0),
        (72, 1, 0.0),
        (73, 9, 0.1 + 0.04 / 24),
        (96, 1, 0.14),
        (14 * 24, 9, 0.54),
        (14 * 24, 10, 0.0),
        (14 * 24 + 1, 9, None),
        (14 * 24 + 1, 10, None),
    ],
)
def test_what_comes_later_must_be_nearer_to_join_a_story(hours, size, asked):
    assert ask_for(timedelta(hours=hours), size=size) == (None if asked is None else pytest.approx(asked))


@pytest.mark.parametrize(
    ("days", "cosine", "together"),
    [(3, 0.19, True), (4, 0.19, False), (4, 0.33, True), (10, 0.33, False), (10, 0.6, True), (15, 1.0, False)],
)
def test_a_follow_up_days_later_joins_where_it_is_much_like_the_story(days, cosine, together):
    stories, later = Stories(), NOON + timedelta(days=days)
    stories.take(0, [], published=NOON)
    assert (stories.take(1, [Neighbour(0, cosine)], published=later) == 0) is together
    assert (regroup({0: NOON, 1: later}, [(1, 0, cosine)], least=0.18) == [[0, 1]]) is together


def test_of_two_stories_alike_the_one_that_is_still_told_is_joined():
    stories = Stories()
    stories.take(0, [], published=NOON)
    stories.take(1, [], published=NOON + timedelta(days=6))
    assert stories.take(2, [Neighbour(0, 0.5), Neighbour(1, 0.4)], published=NOON + timedelta(days=7)) == 1


def test_a_bridge_alone_leads_to_no_story_that_ended_days_ago():
    assert is_open(NOON, NOON, moment=NOON + timedelta(days=3), size=1)
    assert not is_open(NOON, NOON, moment=NOON + timedelta(days=4), size=1)
    assert is_open(None, None, moment=NOON, size=1)


def test_a_big_story_is_open_for_two_weeks():
    big, small = Stories(), Stories()
    for stories, size in ((big, 10), (small, 9)):
        stories.take(0, [], published=NOON)
        for item in range(1, size):
            stories.take(item, [Neighbour(earlier, 0.4) for earlier in range(item)], published=NOON)
    late = [Neighbour(item, 0.4) for item in range(9)]
    assert big.take(99, late, published=NOON + timedelta(days=13)) == 0
    assert small.take(99, late, published=NOON + timedelta(days=13)) == 99


def test_one_link_to_a_story_of_many_is_not_enough():
    stories = Stories()
    for item in range(4):
        stories.take(item, [Neighbour(earlier, 0.5) for earlier in range(item)], published=None)
    assert stories.take(4, [Neighbour(0, 0.4)], published=None) == 4
    assert stories.take(5, [Neighbour(0, 0.2), Neighbour(1, 0.2), Neighbour(2, 0.2)], published=None) == 0


def test_a_story_goes_by_its_earliest_item_however_it_is_regrouped():
    stories = Stories()
    for item in range(4):
        stories.take(item, [Neighbour(item - 1, 0.9)] if item % 2 else [], published=None)
    stories.replace([0, 2], [[(0, None), (1, None), (2, None)], [(3, None)]])
    assert [stories.story(item) for item in range(4)] == [0, 0, 0, 3]


def test_regrouping_joins_by_the_mean_of_all_links_and_no_chain():
    chain = [(1, 0, 0.5), (2, 1, 0.45), (3, 2, 0.5)]
    undated = dict.fromkeys(range(4))
    assert regroup(undated, chain, least=0.2) == [[0, 1], [2, 3]]
    assert regroup(undated, [*chain, (2, 0, 0.4), (3, 0, 0.4), (3, 1, 0.4)], least=0.2) == [[0, 1, 2, 3]]


def test_regrouping_keeps_apart_what_is_far_apart_in_time():
    times = {0: NOON, 1: NOON + timedelta(hours=70), 2: NOON + timedelta(days=9), 3: NOON + timedelta(days=30)}
    links = [(1, 0, 0.5), (2, 0, 0.4), (2, 1, 0.4), (3, 2, 1.0)]
    assert regroup(times, links, least=0.2) == [[0, 1], [2], [3]]


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.floats(0.05, 1)),
        max_size=40,
        unique_by=lambda link: (min(link[:2]), max(link[:2])),
    ),
    st.randoms(use_true_random=False),
)
def test_regrouping_puts_every_item_into_one_group_whatever_the_order_of_links(links, random):
    links = [link for link in links if link[0] != link[1]]
    groups = regroup(dict.fromkeys(range(13)), links)
    assert sorted(item for group in groups for item in group) == list(range(13))
    random.shuffle(links)
    assert regroup(dict.fromkeys(reversed(range(13))), links) == groups


def test_what_is_related_comes_from_its_story_first_then_the_nearest():
    near = [Neighbour(7, 0.6), Neighbour(3, 0.5), Neighbour(4, 0.2), Neighbour(5, 0.1)]
    assert choose_related(near, same_story={4, 5}, alike=lambda one, other: False) == [4, 5, 7, 3]


def test_no_two_related_items_are_alike_and_ten_are_enough():
    near = [Neighbour(item, 1 - item / 100) for item in range(40)]
    assert choose_related(near, same_story=set(), alike=lambda one, other: one // 2 == other // 2) == list(
        range(0, 2 * SHOWN, 2)
    )


def test_neither_copies_nor_what_is_unlike_stand_among_the_related():
    stream = Stream()
    for name, text in (
        ("fire", FIRE),
        ("festival", FESTIVAL),
        ("mayor", MAYOR),
        ("fire again", reordered(FIRE)),
        ("fire 2", FIRE_OTHER_WORDS),
        ("fire 2 again", reordered(FIRE_OTHER_WORDS)),
    ):
        stream.take(Streamed(name, "", text))
    related = {one.id: one.related for one in stream.all_matched()}
    assert related == {
        "fire": (),
        "festival": (),
        "mayor": (),
        "fire again": (),
        "fire 2": ("fire",),
        "fire 2 again": ("fire",),
    }


def test_a_full_text_after_its_excerpt_is_what_its_story_is_found_by():
    excerpt = " ".join(sentences(FIRE)[:2])
    stream = Stream()
    for name, text in (("excerpt", excerpt), ("full", FIRE), ("other", FIRE_OTHER_WORDS)):
        stream.take(Streamed(name, "", text))
    found = {one.id: one for one in stream.all_matched()}
    assert found["full"].same_as == ("excerpt",)
    assert found["other"].story == "excerpt"


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("The fires, the FIRE and a city’s cities", "en", {"fire": 2, "city": 2}),
        ("Der Krieg war das Ende", "de", {"krieg": 1, "ende": 1}),
        ("War in the city", "en", {"war": 1, "city": 1}),
        ("災害対策本部のトラック", "ja", {"災害": 1, "害対": 1, "対策": 1, "策本": 1, "本部": 1, "トラック": 1}),
        ("１２人と 2,500 人", "ja", {"12": 1, "2500": 1}),
        ("대통령은", "ko", {"대통": 1, "통령": 1, "령은": 1}),
        ("", None, {}),
    ],
)
def test_terms_are_what_an_item_is_about(text, language, terms):
    assert count_terms("", text, language=language) == terms


def test_the_title_counts_twice():
    assert count_terms("harbour", "harbour", language="en") == {"harbour": 3}


@given(st.text(max_size=300), st.text(max_size=300))
def test_cosines_are_between_nought_and_one_and_the_same_either_way(one, other):
    shares = TermShares()
    first, second = (weigh_terms(key_terms(count_terms("", text, language=None)), shares) for text in (one, other))
    there, back = cosine(first.as_mapping(), second), cosine(second.as_mapping(), first)
    assert 0 <= there <= 1.0001
    assert abs(there - back) < 1e-6
    assert not first.keys or abs(cosine(first.as_mapping(), first) - 1) < 1e-5


def test_a_rare_term_weighs_more_than_a_common_one_and_less_once_the_stream_is_full_of_it():
    shares = TermShares()
    words = [term_key("drillship"), term_key("president")]
    before, common = shares.rarities(words)
    assert before > common
    for _ in range(200):
        shares.count(words[:1])
    assert shares.rarities(words)[0] < before


def test_term_counts_stay_bounded():
    shares = TermShares(most=50)
    for number in range(40):
        shares.count([1, *(1000 * number + at for at in range(2, 22))])
    always, unheard_of = shares.rarities([1, 99_999])
    assert always < unheard_of


def test_features_are_read_newest_first_with_a_cap_a_key():
    features = FeaturesInMemory(kept=5)
    for item in range(40):
        features.add(Kind.TERM, [1, 1000 + item], item)
    features.add(Kind.COPY, [1], 99)
    assert list(features.newest(Kind.TERM, [1], 3)) == [(1, [39, 38, 37])]
    assert list(features.newest(Kind.TERM, [1], 50)) == [(1, [39, 38, 37, 36, 35])]
    assert list(features.newest(Kind.TERM, [1002, 5], 3)) == [(1002, [2])]
    assert list(features.newest(Kind.COPY, [1], 3)) == [(1, [99])]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=12))
def test_any_stream_gives_every_item_a_story_of_its_own_or_an_earlier_item(items):
    stream = Stream()
    for number, (title, text) in enumerate(items):
        stream.take(Streamed(str(number), title, text))
    for number, one in enumerate(stream.all_matched()):
        named = [*one.same_as, *one.related]
        assert int(one.story) <= number
        assert all(int(name) < number for name in named)
        assert len(set(named)) == len(named)
