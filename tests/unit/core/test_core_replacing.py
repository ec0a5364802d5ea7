"""Who took whose place: chains, circles and the groups they join, in any order of telling."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.replacing import Succession, find_newer, join_groups, may_follow

Z_Y, Y_X, W_X = Succession(3, 2), Succession(2, 1), Succession(4, 1)


@pytest.mark.parametrize(
    ("item", "known", "newer"),
    [
        (1, [], set()),
        (1, [Y_X], {2}),
        (2, [Y_X], set()),
        (1, [Y_X, Z_Y], {2, 3}),
        (2, [Y_X, Z_Y], {3}),
        (1, [Y_X, Z_Y, W_X], {2, 3, 4}),
        (1, [Y_X, Succession(1, 2)], {2}),
    ],
)
def test_everybody_who_took_an_items_place_is_found(item, known, newer):
    for order in permutations(known):
        assert find_newer(item, order) == newer


@pytest.mark.parametrize(
    ("said", "known", "heard"),
    [
        (Y_X, [], True),
        (Succession(1, 1), [], False),
        (Succession(1, 2), [Y_X], False),
        (Succession(1, 3), [Y_X, Z_Y], False),
        (Succession(3, 1), [Y_X, Z_Y], True),
    ],
)
def test_nobody_takes_his_own_place(said, known, heard):
    assert may_follow(said, known) == heard


@pytest.mark.parametrize(
    ("groups", "known", "joined"),
    [
        ([], [], []),
        ([[1], [2]], [], [[1], [2]]),
        ([[1], [2]], [Y_X], [[1, 2]]),
        ([[2]], [Y_X], [[1, 2]]),
        ([[1, 7], [2, 8], [5]], [Y_X], [[1, 2, 7, 8], [5]]),
        ([[1], [2], [3]], [Z_Y, Y_X], [[1, 2, 3]]),
        ([[5], [1]], [Z_Y], [[1], [2, 3], [5]]),
    ],
)
def test_who_took_anothers_place_is_decided_with_it(groups, known, joined):
    for order in permutations(known):
        assert join_groups(groups, order) == joined


@given(st.lists(st.builds(Succession, st.integers(1, 6), st.integers(1, 6)), max_size=12))
def test_of_what_is_heard_nobody_ever_follows_himself_and_every_chain_has_an_end(said):
    heard: list[Succession] = []
    for one in said:
        if may_follow(one, heard):
            heard.append(one)
    items = range(1, 7)
    assert all(item not in find_newer(item, heard) for item in items)
    for group in join_groups([[item] for item in items], heard):
        assert any(not find_newer(item, heard) for item in group)
