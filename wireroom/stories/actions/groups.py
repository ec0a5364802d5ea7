"""Groups of copies in the database, with persons' judgements, as they stand while a batch is matched."""

from collections.abc import Iterable, Set

from django.db.models import Q

from wireroom.core.matching.copy_groups import LISTED
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Judgement


class StoredGroups:
    """The groups of the matches: the port that core.matching joins copies by.

    `touched` collects the leaders of groups that items came to or left. What is changed is stored with the standings.
    """

    def __init__(self, standings: Standings):
        self._standings = standings
        self._apart: dict[int, frozenset[int]] = {}
        self.touched: set[int] = set()

    def leader(self, item: int) -> int:
        """The first item of the group that an item is in: the item itself where it is in none."""
        return self._standings.of(item).leader

    def members(self, leader: int) -> list[int]:
        """The items of a group, of large ones at most 64: the first, which leads, and the newest."""
        members = self._standings.members(leader)
        return members if len(members) <= LISTED else [members[0], *members[1 - LISTED :]]

    def join(self, item: int, leaders: list[int]) -> None:
        """Puts an item into the groups of these leaders, which become one; the first of them leads it."""
        first, *others = leaders
        for leader in others:
            self.merge(first, leader)
        self._lead(item, first)

    def merge(self, first: int, second: int) -> None:
        """Makes the group that the second leads part of the group that the first leads, and of its story."""
        story = self._standings.of(first).story
        for member in list(self._standings.members(second)):
            self._lead(member, first)
            self._standings.put(member, story)
        self.touched.add(second)

    def leave(self, item: int) -> None:
        """Takes an item out of its group; where it led it, the next one does. It stays in its story."""
        leader = self.leader(item)
        rest = [member for member in self._standings.members(leader) if member != item]
        self.touched.add(leader)
        if leader == item:
            for member in rest:
                self._lead(member, rest[0])
        self._lead(item, item)

    def apart(self, item: int) -> Set[int]:
        """The items that a person said are not the same as this one; what was judged last counts."""
        if item not in self._apart:
            last: dict[int, str] = {}
            rows = Judgement.objects.filter(Q(item=item) | Q(other=item), question=Judgement.Question.COPY)
            for one, other, answer in rows.order_by("id").values_list("item_id", "other_id", "answer"):
                last[other if one == item else one] = answer
            self._apart[item] = frozenset(o for o, answer in last.items() if answer == Judgement.Answer.DIFFERENT)
        return self._apart[item]

    def known_apart(self, items: Iterable[int]) -> None:
        """Read the judgements on many items at once: mostly there are none."""
        items = list(items)
        rows = Judgement.objects.filter(Q(item__in=items) | Q(other__in=items), question=Judgement.Question.COPY)
        judged = {item for pair in rows.values_list("item_id", "other_id") for item in pair}
        self._apart.update((item, frozenset()) for item in items if item not in judged and item not in self._apart)

    def _lead(self, item: int, leader: int) -> None:
        self._standings.lead(item, leader)
        self.touched.add(leader)
