"""Which story each group of items goes by once stories were regrouped, and where the others lead. Begins none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """`stories`: the story that each group goes by, None where none was left for it. `led_on`: the stories that no
    group goes by, each with the number of the group that its first item went to."""

    stories: tuple[int | None, ...]
    led_on: Mapping[int, int]


def keep_stories(groups: Sequence[Sequence[int]], before: Mapping[int, int | None]) -> Kept:
    """Decide for groups of items that were in the stories of `before` (None: alone).

    A story stays with its first item; of several that come together the one with the earliest item stays. One whose
    first item went into another story stays with what it left behind, where that is at least as much as what went
    along: else all of it would be found under an address of its own because one item was taken out.
    """
    items: dict[int, list[int]] = {}
    for item in sorted(before):
        if (story := before[item]) is not None:
            items.setdefault(story, []).append(item)
    place = {item: number for number, group in enumerate(groups) for item in group}
    stories: list[int | None] = [None] * len(groups)
    without: list[int] = []
    for story, members in items.items():
        if stories[place[members[0]]] is None:
            stories[place[members[0]]] = story
        else:
            without.append(story)
    led_on: dict[int, int] = {}
    for story in without:
        went = place[items[story][0]]
        parts = Counter(place[item] for item in items[story])
        # Of parts alike the one with the earlier item: they were counted in that order.
        left = max((part for part in parts if stories[part] is None), key=parts.__getitem__, default=None)
        if left is not None and parts[left] >= parts[went]:
            stories[left] = story
        else:
            led_on[story] = went
    return Kept(tuple(stories), led_on)
