"""Groups of copies in the database, with persons' judgements, as they stand while a batch is matched."""

from collections import defaultdict
from collections.abc import Iterable, Set

from django.db.models import Q

from wireroom.core.matching.copy_groups import LISTED
from wireroom.stories.models import Judgement, Match


class StoredGroups:
    """The groups of Match rows. Reads each once: whoever matches holds the lock, so nobody else changes them.

    `moved` collects the items whose leader changed, `touched` the leaders of groups that items came to or left.
    """

    def __init__(self):
        self._leaders: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._apart: dict[int, frozenset[int]] = {}
        self.moved: dict[int, int] = {}
        self.touched: set[int] = set()

    def leader(self, item: int) -> int:
        """The first item of the group that an item is in: the item itself where it is in none."""
        if item not in self._leaders:
            self.read_leaders([item])
        return self._leaders[item]

    def read_leaders(self, items: Iterable[int]) -> None:
        """Read the leaders of many items at once."""
        unread = [item for item in items if item not in self._leaders]
        if unread:
            found = dict(Match.objects.filter(item_id__in=unread).values_list("item_id", "leader_id"))
            self._leaders.update((item, found.get(item, item)) for item in unread)

    def members(self, leader: int) -> list[int]:
        """The items of a group, of large ones at most 64: the first, which leads, and the newest."""
        members = self._all(leader)
        return members if len(members) <= LISTED else [members[0], *members[1 - LISTED :]]

    def join(self, item: int, leaders: list[int]) -> None:
        """Puts an item into the groups of these leaders, which become one; the first of them leads it."""
        first, *others = leaders
        for leader in others:
            self.merge(first, leader)
        members = self._all(first)
        self._lead(item, first)
        members.append(item)
        members.sort()

    def merge(self, first: int, second: int) -> None:
        """Makes the group that the second leads part of the group that the first leads."""
        members = self._all(first)
        for member in self._all(second):
            self._lead(member, first)
            members.append(member)
        members.sort()
        self._members[second] = []
        self.touched.add(second)

    def leave(self, item: int) -> None:
        """Takes an item out of its group; where it led it, the next one does."""
        leader = self.leader(item)
        rest = [member for member in self._all(leader) if member != item]
        self.touched.add(leader)
        if leader == item and rest:
            for member in rest:
                self._lead(member, rest[0])
            self._members[rest[0]] = rest
        elif leader != item:
            self._members[leader] = rest
        self._lead(item, item)
        self._members[item] = [item]

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
        judged: dict[int, bool] = defaultdict(bool)
        for one, other in rows.values_list("item_id", "other_id"):
            judged[one] = judged[other] = True
        self._apart.update((item, frozenset()) for item in items if not judged[item] and item not in self._apart)

    def store(self) -> None:
        """Write the leaders that changed. Copies go into their leader's story; what leads now stays in its own."""
        by_leader: dict[int, list[int]] = defaultdict(list)
        for item, leader in self.moved.items():
            by_leader[leader].append(item)
        for leader, items in by_leader.items():
            story = Match.objects.filter(item_id=leader).values_list("story_id", flat=True).first()
            Match.objects.filter(item_id__in=items).update(leader_id=leader, story_id=story)

    def _all(self, leader: int) -> list[int]:
        if leader not in self._members:
            rows = Match.objects.filter(leader_id=leader).order_by("item_id")
            self._members[leader] = [leader, *(i for i in rows.values_list("item_id", flat=True) if i != leader)]
            self._leaders.update(dict.fromkeys(self._members[leader], leader))
        return self._members[leader]

    def _lead(self, item: int, leader: int) -> None:
        if self._leaders.get(item) != leader:
            self.moved[item] = leader
        self._leaders[item] = leader
        self.touched.add(leader)
