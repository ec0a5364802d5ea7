"""How statements are dealt out to the pages of who made them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.edition.actor_pages import MOST, SHOWN, find_newer, find_older, split_said


@pytest.mark.parametrize(
    ("kept", "total", "sizes"),
    [
        (0, 0, {0: 0}),
        (60, 60, {0: 60}),
        (61, 61, {0: 60, 1: 60, 2: 1}),
        (150, 150, {0: 60, 1: 60, 2: 60, 3: 30}),
        # What is older than all that is kept has no page; what a page would have only a part of neither.
        (1200, 1230, {0: 60, **dict.fromkeys(range(2, 21), 60), 21: 30}),
        (1200, 1260, {0: 60, **dict.fromkeys(range(2, 22), 60)}),
    ],
)
def test_pages_are_counted_from_the_oldest(kept, total, sizes):
    pages = split_said(range(kept), total)
    assert {number: len(found) for number, found in pages.items()} == sizes


@given(st.integers(0, 3000))
def test_a_numbered_page_never_changes_when_more_is_said(total):
    """Statements are named by their number from the oldest."""
    before = split_said(range(total, max(0, total - MOST), -1), total)
    after = split_said(range(total + 1, max(0, total + 1 - MOST), -1), total + 1)
    for number in (before.keys() & after.keys()) - {0}:
        if len(before[number]) == SHOWN:
            assert list(before[number]) == list(after[number])


def test_pages_lead_to_their_neighbours():
    numbers = [0, 2, 3, 4]
    assert [find_older(number, numbers) for number in numbers] == [4, None, 2, 3]
    assert [find_newer(number, numbers) for number in numbers] == [None, 3, 4, 0]
    assert find_older(0, [0]) is None
