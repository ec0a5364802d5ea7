"""Which of the pictures a source lists is worth fetching and showing on top. Looks at claims, not at bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST = 200
WISHED = 1280
TRIED = 3


@dataclass(frozen=True, slots=True)
class Offered:
    """A picture as a version lists it; width in pixels as claimed, None when not."""

    url: str
    width: int | None = None
    caption: str | None = None
    credit: str | None = None


def decide_lead_order(pictures: Sequence[Offered]) -> list[Offered]:
    """The best first, at most three: sources list one picture in a dozen sizes.

    A size near what pages show is best, one without a claim keeps its place before small ones; at equal
    merit the source's order stands.
    """
    distinct = list({picture.url: picture for picture in reversed(pictures)}.values())[::-1]
    return sorted(distinct, key=_distance)[:TRIED]


def _distance(picture: Offered) -> int:
    if picture.width is None:
        return WISHED
    if picture.width < SMALLEST:
        return 10 * WISHED
    return abs(picture.width - WISHED) if picture.width <= 3 * WISHED else 2 * WISHED
