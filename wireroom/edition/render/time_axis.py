"""Places of moments and marks on a drawing's axis, in the drawing's own units. Draws nothing."""

from collections.abc import Sequence
from datetime import datetime


def place_moments(moments: Sequence[datetime], *, left: float, right: float) -> list[float]:
    """Where moments lie between `left` (the first) and `right` (the last), in their order; in the middle where all
    are one."""
    if not moments:
        return []
    first, last = min(moments), max(moments)
    span = (last - first).total_seconds()
    if not span:
        return [(left + right) / 2] * len(moments)
    return [left + (right - left) * (at - first).total_seconds() / span for at in moments]


def spread(places: Sequence[float], least: float, *, left: float, right: float) -> list[float]:
    """Ascending places moved apart so that no two are nearer than `least`, or as far as there is room; in bounds."""
    if len(places) < 2:
        return list(places)
    gap = min(least, (right - left) / (len(places) - 1))
    moved = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else max(place, left))
    limit = right
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved
