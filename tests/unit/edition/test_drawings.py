"""The drawings of a story's page: where moments and marks lie, what is drawn, and how much at most."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wireroom.core.text.statements import Stance
from wireroom.edition.render.course_plot import Plotted, draw_course
from wireroom.edition.render.label_places import Box, Frame, Label, cut_text, place_labels
from wireroom.edition.render.time_axis import place_moments, spread
from wireroom.edition.render.timeline import MARKS, SPEAKERS, Axis, Spoken, draw_key, draw_timeline

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
AXIS = Axis("Who said what when", "first", "last")


def hour(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def drawn(svg: str):
    return etree.fromstring(svg)


def marks(svg: str) -> list[str]:
    return drawn(svg).xpath("//g[starts-with(@class, 'mark')]/@class")


@pytest.mark.parametrize(
    ("hours", "places"),
    [([], []), ([0], [50]), ([3, 3], [50, 50]), ([0, 1, 4], [0, 25, 100]), ([4, 0], [100, 0])],
)
def test_moments_lie_by_their_time(hours, places):
    assert place_moments([hour(one) for one in hours], left=0, right=100) == places


@given(st.lists(st.floats(min_value=0, max_value=100), max_size=80), st.floats(min_value=0.1, max_value=40))
def test_marks_are_apart_in_order_and_within_bounds(found, least):
    places = sorted(found)
    moved = spread(places, least, left=0, right=100)
    gap = min(least, 100 / (len(places) - 1)) if len(places) > 1 else 0
    assert len(moved) == len(places)
    assert all(later - earlier >= gap - 1e-6 for earlier, later in pairwise(moved))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in moved)


def test_marks_that_are_apart_stay_where_they_are():
    assert spread([10, 40, 90], 13, left=0, right=100) == [10, 40, 90]


@pytest.mark.parametrize(
    "spoken", [[], [Spoken("A", "denies", NOON)], [Spoken(name, "asserts", NOON) for name in "AB"]]
)
def test_nothing_is_drawn_of_one_moment(spoken):
    assert draw_timeline(spoken, AXIS) == ""


def test_speakers_are_rows_and_stances_shapes():
    svg = draw_timeline(
        [
            Spoken("Ada <Lind>", "asserts", hour(0)),
            Spoken("港湾局", "denies", hour(2)),
            Spoken("港湾局", "asserts", hour(5)),
        ],
        AXIS,
    )
    document = drawn(svg)
    assert document.get("role") == "img"
    assert document.xpath("/svg/title/text()") == ["Who said what when"]
    assert document.xpath("//text[@class='row']/text()") == ["Ada <Lind>", "港湾局"]
    assert marks(svg) == ["mark said-asserts", "mark said-denies", "mark said-asserts"]
    assert document.xpath("//text[starts-with(@class, 'axis')]/text()") == ["first", "last"]


@pytest.mark.parametrize("stance", list(Stance))
def test_every_stance_has_a_shape_of_its_own(stance):
    key = draw_key(stance.value)
    assert f"said-{stance.value}" in key
    shape = key.replace(stance.value, "")
    assert all(shape != draw_key(other.value).replace(other.value, "") for other in Stance if other is not stance)


def test_the_timeline_is_bounded():
    many = [Spoken(f"Speaker {number % 40}", "asserts", hour(number)) for number in range(500)]
    svg = draw_timeline(many, AXIS)
    assert len(marks(svg)) <= MARKS
    assert len(drawn(svg).xpath("//text[@class='row']")) <= SPEAKERS


def point(value: float, at: float, **fields) -> Plotted:
    told = {"speaker": "Ada Lind", "high": None, "text": f"{value:g}"} | fields
    return Plotted(told["speaker"], value, told["high"], told["text"], hour(at))


def test_a_figure_rises_from_nought():
    svg = draw_course([point(1500, 0, speaker="Tom Reyes"), point(5000, 1), point(10000, 2)], AXIS)
    heights = [float(place.split()[-1][:-1]) for place in drawn(svg).xpath("//g[@class='mark']/@transform")]
    assert heights[0] > heights[1] > heights[2]
    bottom, top = 184, 30
    assert (bottom - heights[0]) / (bottom - top) == pytest.approx(0.15, abs=0.01)
    assert {"1500", "10000"} <= set(drawn(svg).xpath("//text[starts-with(@class, 'figure')]/text()"))
    # Nobody's line goes through another's points.
    assert len(drawn(svg).xpath("//path[@class='course']")) == 1


def test_a_range_reaches_up_to_its_other_end():
    svg = draw_course([point(100, 0, high=200.0), point(300, 1)], AXIS)
    assert len(drawn(svg).xpath("/svg/path[@class='line']")) == 1


@pytest.mark.parametrize(
    ("labels", "marks", "placed"),
    [
        # Above its mark.
        ([Label(100, 100, "1,500")], [(100, 100)], ["above"]),
        # Below it at the top; above and to the side where another mark is over it; else beside it.
        ([Label(100, 12, "1,500")], [(100, 12)], ["below"]),
        ([Label(100, 100, "1,500")], [(100, 100), (100, 80), (100, 120)], ["above"]),
        ([Label(100, 100, "1,500")], [(x, y) for x in (80, 100, 120) for y in (80, 100, 120) if x < 120], ["above"]),
        # The second gives way to the first.
        ([Label(100, 100, "1,500"), Label(104, 100, "1,600")], [(100, 100), (104, 100)], ["above", "below"]),
        # Moved in from the side.
        ([Label(2, 100, "10,000 sacks")], [(2, 100)], ["above"]),
        # No room at all.
        ([Label(100, 100, "9" * 80)], [(100, 100)], [None]),
        ([Label(100, 100, "一万五千袋の小麦")], [(x, y) for x in range(0, 200, 15) for y in range(0, 200, 15)], [None]),
    ],
)
def test_words_stand_where_they_cover_nothing(labels, marks, placed):
    boxes = place_labels(labels, marks, FRAME)
    assert [side(label, box) for label, box in zip(labels, boxes, strict=True)] == placed


FRAME = Frame(0, 200, 0, 200, 14)


def side(label: Label, box: Box | None) -> str | None:
    if box is None:
        return None
    if box.bottom <= label.y:
        return "above"
    return "below" if box.top >= label.y else "behind" if box.left >= label.x else "before"


@given(
    st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200), st.text(max_size=12)), max_size=8),
    st.lists(st.tuples(st.floats(0, 200), st.floats(0, 200)), max_size=12),
)
def test_no_words_cover_others_or_a_mark(found, marks):
    boxes = [box for box in place_labels([Label(*one) for one in found], marks, FRAME) if box]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.left < x < box.right and box.top < y < box.bottom for box in boxes for x, y in marks)
    assert all(box.left >= 0 and box.right <= 200 + 1e-6 and box.top >= 0 and box.bottom <= 200 for box in boxes)


@pytest.mark.parametrize(
    ("name", "cut"), [("港湾局", "港湾局"), ("港" * 40, "港" * 9 + "…"), ("harbour " * 9, "harbour harbour…")]
)
def test_a_name_is_cut_to_its_room(name, cut):
    assert cut_text(name, 15, 150) == cut


def test_the_ends_of_the_time_stand_in_one_line_where_there_is_room():
    def ends(axis: Axis) -> list[str]:
        svg = draw_course([point(1, 0), point(2, 1)], axis)
        return drawn(svg).xpath("//text[starts-with(@class, 'axis')]/@y")

    assert len(set(ends(Axis("", "09:00", "18:00")))) == 1
    assert len(set(ends(Axis("", "18 October 2024, 09:00 (JST)", "20 October 2024, 18:00 (JST)")))) == 2


def test_less_than_two_points_are_no_plot():
    assert draw_course([point(1, 0)], AXIS) == ""


@given(st.lists(st.tuples(st.floats(-1e12, 1e12), st.integers(0, 1000), st.text(max_size=40)), min_size=2, max_size=60))
def test_any_points_are_drawn_whole_and_bounded(found):
    svg = draw_course([point(value, at, text=text, speaker=text[:2]) for value, at, text in found], AXIS)
    assert len(drawn(svg).xpath("//g[@class='mark']")) == min(len(found), 24)
