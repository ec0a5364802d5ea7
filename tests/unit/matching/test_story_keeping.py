"""Which story goes by its address where, once items were regrouped."""

import pytest

from wireroom.core.matching.story_keeping import keep_stories

A, B = 70, 80


@pytest.mark.parametrize(
    ("groups", "before", "stories", "led_on"),
    [
        pytest.param([[1, 2], [3]], {1: A, 2: A, 3: None}, (A, None), {}, id="nothing moved"),
        pytest.param([[1, 2]], {1: None, 2: None}, (None,), {}, id="a story begins"),
        pytest.param([[1], [2, 3]], {1: A, 2: A, 3: A}, (A, None), {}, id="split: it stays with its first item"),
        pytest.param([[1, 2, 3, 4]], {1: A, 2: B, 3: A, 4: B}, (A,), {B: 0}, id="two become one: the earlier stays"),
        pytest.param([[1, 2], [3, 4]], {1: A, 2: B, 3: B, 4: B}, (A, B), {}, id="its first item goes: the rest stays"),
        pytest.param([[1, 2, 3], [4]], {1: A, 2: B, 3: B, 4: B}, (A, None), {B: 0}, id="all but one go with the first"),
        pytest.param([[1, 2], [3]], {1: A, 2: B, 3: B}, (A, B), {}, id="as much stays as goes"),
        pytest.param(
            [[1, 2], [3], [4, 5]], {1: A, 2: B, 3: B, 4: B, 5: B}, (A, None, B), {}, id="the greatest part of the rest"
        ),
        pytest.param([[1, 3], [2, 4]], {1: A, 2: B, 3: B, 4: A}, (A, B), {}, id="items change places"),
        pytest.param(
            [[1, 2, 3], [4, 5]], {1: None, 2: A, 3: B, 4: A, 5: B}, (A, B), {}, id="one rest for two: one stays there"
        ),
    ],
)
def test_where_stories_stay(groups, before, stories, led_on):
    kept = keep_stories(groups, before)
    assert (kept.stories, kept.led_on) == (stories, led_on)
