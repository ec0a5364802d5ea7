"""Who said what when, drawn: speakers as rows, time from left to right, a shape for each stance. Words nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wireroom.edition.render.escaping import Safe, html_text
from wireroom.edition.render.label_places import cut_text, measure_text
from wireroom.edition.render.time_axis import place_moments, spread

SPEAKERS, MARKS = 12, 60
# The drawing's own units; CSS gives it a size. A row has the name above its line.
WIDTH, ROW, TOP, EDGE = 400, 42, 6, 12
# The sizes of a name's and of an axis' letters.
NAME, ENDS = 15, 13
# A shape for each stance, drawn around 0,0; colour only repeats what the shape says.
_SHAPES = {
    "asserts": '<circle r="5"/>',
    "confirms": '<circle r="6.5" class="hollow"/><circle r="3"/>',
    "denies": '<path d="M-5-5 5 5M5-5-5 5" class="line"/>',
    "accuses": '<path d="M0-6.5 6 5H-6Z"/>',
    "requests": '<path d="M-5-5H5V5H-5Z"/>',
    "declines_comment": '<path d="M-6.5 0H6.5" class="line"/>',
    "no_evidence": '<path d="M0-6.5 6.5 0 0 6.5-6.5 0Z" class="hollow"/>',
    "reported": '<circle r="4.5" class="hollow"/>',
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mark: who, how, when."""

    speaker: str
    stance: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Axis:
    """The words at the ends of the time, and the drawing's title."""

    title: str
    first: str
    last: str


def draw_timeline(spoken: Sequence[Spoken], axis: Axis) -> Safe:
    """The drawing as SVG, in order of time, of at most 12 speakers and 60 marks; "" where less than two moments or two
    marks would stand on it. Raises KeyError for a stance without a shape."""
    marks = sorted(spoken, key=lambda one: one.at)
    speakers = list(dict.fromkeys(one.speaker for one in marks))[:SPEAKERS]
    marks = [one for one in marks if one.speaker in speakers][:MARKS]
    speakers = [name for name in speakers if any(one.speaker == name for one in marks)]
    if len({one.at for one in marks}) < 2:
        return Safe("")
    places = place_moments([one.at for one in marks], left=EDGE, right=WIDTH - EDGE)
    height = TOP + ROW * len(speakers) + 46
    rows = [_row(index, name, marks, places) for index, name in enumerate(speakers)]
    return Safe(
        f'<svg class="drawing timeline-drawing" viewBox="0 0 {WIDTH} {height}" role="img">'
        f"<title>{html_text(axis.title)}</title>{''.join(rows)}"
        f"{draw_ends(axis, left=EDGE, right=WIDTH - EDGE, y=height - 26)}</svg>"
    )


def draw_ends(axis: Axis, *, left: float, right: float, y: float) -> Safe:
    """The words at the ends of the time, the last ones a line lower where both have no room in one."""
    both = measure_text(axis.first, ENDS) + measure_text(axis.last, ENDS)
    lower = y if both + ENDS <= right - left else y + ENDS * 1.4
    return Safe(
        f'<text x="{left}" y="{y}" class="axis">{html_text(axis.first)}</text>'
        f'<text x="{right}" y="{lower:g}" class="axis end">{html_text(axis.last)}</text>'
    )


def draw_key(stance: str) -> Safe:
    """A stance's shape alone, for the key beside the drawing; its word stands beside it."""
    shape = f'<g class="mark said-{stance}">{_SHAPES[stance]}</g>'
    return Safe(f'<svg class="key" viewBox="-8 -8 16 16" aria-hidden="true">{shape}</svg>')


def _row(index: int, name: str, marks: Sequence[Spoken], places: Sequence[float]) -> str:
    y = TOP + ROW * index + 30
    mine = [(one, place) for one, place in zip(marks, places, strict=True) if one.speaker == name]
    moved = spread([place for _, place in mine], 13, left=EDGE, right=WIDTH - EDGE)
    label = cut_text(name, NAME, WIDTH - 2 * EDGE)
    drawn = "".join(
        f'<g class="mark said-{one.stance}" transform="translate({x:.1f} {y})">{_SHAPES[one.stance]}</g>'
        for (one, _), x in zip(mine, moved, strict=True)
    )
    return (
        f'<text x="{EDGE}" y="{y - 13}" class="row">{html_text(label)}</text>'
        f'<path d="M{EDGE} {y}H{WIDTH - EDGE}" class="rule"/>{drawn}'
    )
