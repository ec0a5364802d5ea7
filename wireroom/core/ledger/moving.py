"""How a figure moved over time, and with whom: one thing in one unit, from 1,500 to 10,000. Computes no mean."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from wireroom.core.ledger.amounts import TELLING, is_human, measure_of, thing_of
from wireroom.core.ledger.claims import differ_in_figures_alone
from wireroom.core.ledger.naming import fold_name
from wireroom.core.ledger.values import Point

FAR = 8


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one figure: its unit ("" for heads), what it counts in the words of its first text ("" where no
    text tells, and it is of what its speaker says), its points in order of time."""

    unit: str
    counts: str
    points: tuple[Point, ...]


def trace_figures(points: Iterable[Point]) -> tuple[Course, ...]:
    """The courses of figures that have several values in several items, those with most items first.

    Of figures that count nothing that is told, only those are one that a speaker gives in one unit with the same words
    around them: of other sums of money nobody knows that they are the same.
    """
    things: dict[tuple[str, str], list[Point]] = defaultdict(list)
    unnamed: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        unit, counted = thing_of(point.amount)
        if counted:
            things[unit, counted].append(point)
        elif unit and point.content and point.name:
            unnamed[unit, str(point.actor or fold_name(point.name))].append(point)
    groups = [*things.items(), *((thing, one) for thing, found in unnamed.items() for one in _series(found))]
    courses = []
    for unit, found in ((unit, band) for (unit, _), group in groups for band in _bands(group)):
        ordered = _once(sorted(found, key=lambda one: (one.said_at, one.item, one.statement or 0)))
        values = {(one.amount.value, one.amount.high) for one in ordered}
        if len(values) > 1 and len({one.item for one in ordered}) > 1 and _is_telling(ordered):
            courses.append(Course(unit, ordered[0].amount.counts, tuple(ordered)))
    return tuple(
        sorted(courses, key=lambda one: (-len({p.item for p in one.points}), one.points[0].said_at, one.counts))
    )


def _is_telling(points: list[Point]) -> bool:
    """Five boats and two boats are mostly others; three dead and seven are not."""
    if measure_of(points[0].amount) or all(is_human(one.amount) for one in points):
        return True
    return any(one.amount.value >= TELLING for one in points)


def _series(points: list[Point]) -> list[list[Point]]:
    """One speaker's figures of one unit, by the words around them; those of a statement with several of the unit are
    left out, as nobody knows which is which."""
    told = Counter(point.statement for point in points)
    series: list[list[Point]] = []
    for point in sorted((one for one in points if told[one.statement] == 1), key=lambda one: one.said_at):
        near = (found for found in series if differ_in_figures_alone(found[0].content, point.content))
        found = next(near, None)
        if found is None:
            series.append([point])
        else:
            found.append(point)
    return series


def _bands(points: list[Point]) -> list[list[Point]]:
    """Parted where a value is more than eight times the next smaller one: the passengers of a ship are not those of a
    year."""
    bands: list[list[Point]] = []
    for point in sorted(points, key=lambda one: one.amount.value):
        below = bands[-1][-1].amount.value if bands else 0
        if bands and (below <= 0 or point.amount.value <= FAR * below):
            bands[-1].append(point)
        else:
            bands.append([point])
    return bands


def _once(points: list[Point]) -> list[Point]:
    """Without what the same one says again in the same item."""
    seen, kept = set(), []
    for point in points:
        mark = (point.item, point.actor or point.name, point.amount.value, point.amount.high)
        if mark not in seen:
            seen.add(mark)
            kept.append(point)
    return kept
