"""When words are one exact quotation, and when that is not sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.quotations import find_exact


@pytest.mark.parametrize(
    ("words", "exact"),
    [
        ("“We measured every stone.”", "We measured every stone."),
        ('"The brake was worn,"', "The brake was worn"),
        ("「石はすべて測った」", "石はすべて測った"),
        ("「『安全だ』と聞いた」", "『安全だ』と聞いた"),
        ("‘It’s over’", "It’s over"),
        ("  “So it is”  ", "So it is"),
        ("“It is,” she said, “too late”", ""),
        ("「安全」で「問題ない」", ""),
        ('"one" and "two"', ""),
        ("that the wall is safe", ""),
        ("“We measured", ""),
        ("We measured”", ""),
        ("“ ”", ""),
        ("“”", ""),
        ("", ""),
    ],
)
def test_exact_words(words, exact):
    assert find_exact(words) == exact


@given(st.text(max_size=60))
def test_what_is_exact_stands_in_the_words(words):
    assert find_exact(words) in words
