"""How a figure moved, drawn: time from left to right, values upwards from nought, a shape for each speaker. Words
nothing and computes no value: what stands at a point is what its text says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.label_places import Frame, Label, cut_text, place_labels
from wireroom.edition.render.time_axis import place_moments
from wireroom.edition.render.timeline import Axis, draw_ends

POINTS, SERIES = 24, 6
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 400, 230, 16, 384, 34, 184
# The size of a figure's letters, and how wide its words may be.
FIGURE, MOST_WORDS = 14, 190
# Shapes of speakers in their order; whoever is beyond them shares the last.
_SHAPES = (
    '<circle r="5"/>',
    '<path d="M-5-5H5V5H-5Z"/>',
    '<path d="M0-6.5 6 5H-6Z"/>',
    '<circle r="5" class="hollow"/>',
    '<path d="M-5-5H5V5H-5Z" class="hollow"/>',
    '<path d="M0-6.5 6.5 0 0 6.5-6.5 0Z" class="hollow"/>',
)


@dataclass(frozen=True, slots=True)
class Plotted:
    """A point: whose, its value and the other end of a range, as its text says it, when."""

    speaker: str
    value: float
    high: float | None
    text: str
    at: datetime


def draw_course(points: Sequence[Plotted], axis: Axis) -> Safe:
    """The plot as SVG of at most 24 points in order of time; "" for less than two. The first, the last, the lowest and
    the highest point have their words beside them."""
    told = sorted(points, key=lambda one: one.at)[-POINTS:]
    if len(told) < 2:
        return Safe("")
    places = place_moments([one.at for one in told], left=LEFT + 10, right=RIGHT - 10)
    ends = [end for one in told for end in (one.value, one.high) if end is not None]
    low, high = min(0.0, *ends), max(0.0, *ends)
    heights = [BOTTOM - (one.value - low) / (high - low or 1) * (BOTTOM - TOP) for one in told]
    tops = [BOTTOM - ((one.high or one.value) - low) / (high - low or 1) * (BOTTOM - TOP) for one in told]
    speakers = order_speakers(told)
    lines = "".join(_line(name, told, places, heights) for name in speakers)
    marks = "".join(_mark(one, x, y, top, speakers) for one, x, y, top in zip(told, places, heights, tops, strict=True))
    return Safe(
        f'<svg class="drawing course-drawing" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{html_text(axis.title)}</title>"
        f'<path d="M{LEFT} {BOTTOM}H{RIGHT}" class="rule"/>{lines}{marks}{_labels(told, places, heights, tops)}'
        f"{draw_ends(axis, left=LEFT, right=RIGHT, y=BOTTOM + 20)}</svg>"
    )


def order_speakers(points: Sequence[Plotted]) -> list[str]:
    """The speakers in order of their first points, as shapes are given to them."""
    return list(dict.fromkeys(one.speaker for one in points))


def draw_key(number: int) -> Safe:
    """The shape of the speaker of a number, for the key beside the plot."""
    shape = f'<g class="mark">{_SHAPES[min(number, SERIES - 1)]}</g>'
    return Safe(f'<svg class="key" viewBox="-8 -8 16 16" aria-hidden="true">{shape}</svg>')


def _line(name: str, told: Sequence[Plotted], places: Sequence[float], heights: Sequence[float]) -> str:
    mine = [f"{x:.1f} {y:.1f}" for one, x, y in zip(told, places, heights, strict=True) if one.speaker == name]
    return f'<path d="M{"L".join(mine)}" class="course"/>' if len(mine) > 1 else ""


def _mark(one: Plotted, x: float, y: float, top: float, speakers: Sequence[str]) -> str:
    shape = _SHAPES[min(speakers.index(one.speaker), SERIES - 1)]
    reach = f'<path d="M{x:.1f} {y:.1f}V{top:.1f}" class="line"/>' if one.high is not None else ""
    return f'{reach}<g class="mark" transform="translate({x:.1f} {y:.1f})">{shape}</g>'


def _labels(told: Sequence[Plotted], places: Sequence[float], heights: Sequence[float], tops: Sequence[float]) -> str:
    """The words of the points that matter most, where they cover nothing."""
    order = range(len(told))
    wanted = [0, len(told) - 1, max(order, key=lambda n: told[n].value), min(order, key=lambda n: told[n].value)]
    labels = [
        Label(places[number], tops[number], cut_text(told[number].text, FIGURE, MOST_WORDS))
        for number in dict.fromkeys(wanted)
    ]
    marks = [*zip(places, heights, strict=True), *zip(places, tops, strict=True)]
    boxes = place_labels(labels, marks, Frame(0, WIDTH, 0, BOTTOM, FIGURE))
    return "".join(
        f'<text x="{box.left:.1f}" y="{box.bottom - FIGURE * 0.25:.1f}" class="figure">{html_text(label.text)}</text>'
        for label, box in zip(labels, boxes, strict=True)
        if box
    )
