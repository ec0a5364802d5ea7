"""How what somebody said is dealt out to pages: the newest, and numbered ones counted from the oldest. Pure."""

from collections.abc import Sequence
from typing import TypeVar

from wireroom.core.addresses import actor_path

# A page shows so many statements, and all of somebody's pages together so many, the newest.
SHOWN, MOST = 60, 1200
Said = TypeVar("Said")


def split_said(newest_first: Sequence[Said], total: int) -> dict[int, Sequence[Said]]:
    """What stands on each page, newest first: on page 0 the newest; page 1 has the oldest of all `total` that there
    ever were to show, and is left out, like others, where `newest_first` does not reach back to the whole of it."""
    pages = {0: newest_first[:SHOWN]}
    missing = total - len(newest_first)
    for number in range(-(-missing // SHOWN) + 1, count_said(total) + 1):
        end = total - (number - 1) * SHOWN
        pages[number] = newest_first[max(0, end - SHOWN) : end]
    return pages


def count_said(total: int) -> int:
    """How many numbered pages so many statements have besides the newest; none where that one holds all."""
    return 0 if total <= SHOWN else -(-total // SHOWN)


def find_older(number: int, numbers: Sequence[int]) -> int | None:
    """The page with what is older: from the newest to the highest numbered one, which begins with what no longer
    stands there. None where there is none."""
    return max((other for other in numbers if other and (not number or other < number)), default=None)


def find_newer(number: int, numbers: Sequence[int]) -> int | None:
    """The page after a numbered one; the newest after the last; None for the newest itself."""
    if not number:
        return None
    return min((other for other in numbers if other > number), default=0)


def actor_page_path(language: str, key: str, number: int) -> str:
    """The address of a page: the newest for 0, else counted from the oldest."""
    path = actor_path(language, key)
    return f"{path}page/{number}/" if number else path
