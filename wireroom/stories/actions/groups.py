"""Groups of copies in the database, with persons' judgements, as they stand while a batch is matched."""

from collections.abc import Iterable, Set

from django.db.models import Q

from wireroom.core.matching.copy_groups import LISTED
from wireroom.core.matching.judged import Judged, Word, decide_judged, part
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Judgement

Answer = Judgement.Answer
CHUNK = 400


class StoredGroups:
    """The groups of the matches: the port that core.matching joins copies by.

    `touched` collects the leaders of groups that items came to or left. What is changed is stored with the standings.
    """

    def __init__(self, standings: Standings):
        self._standings = standings
        self._answers: dict[int, dict[str, frozenset[int]]] = {}
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
        self._put_together(sorted({*self._standings.members(first), *self._standings.members(second)}), first)
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

    def settle(self, items: Iterable[int], *, doubted: tuple[int, int] | None = None) -> set[int]:
        """Has the groups of some items as persons said: joins and splits them. What is split off stays in its story.

        The pair that is `doubted` is taken apart. Returns the items that were split off.
        """
        leaders = sorted({self.leader(item) for item in items})
        before = {member: leader for leader in leaders for member in self._standings.members(leader)}
        judged = judged_copies(before)
        if doubted:
            judged = Judged(judged.together, judged.apart | {doubted})
        split: set[int] = set()
        for group in part([self._standings.members(leader) for leader in leaders], judged):
            self._put_together(group, group[0])
            split |= {item for item in group if before[item] not in group}
        self.touched.update(leaders)
        return split

    def apart(self, item: int) -> Set[int]:
        """The items that a person said are not the same as this one; what was judged last counts."""
        return self._said(item).get(Answer.DIFFERENT, frozenset())

    def same(self, item: int) -> Set[int]:
        """The items that a person said are the same as this one; what was judged last counts."""
        return self._said(item).get(Answer.SAME, frozenset())

    def known_apart(self, items: Iterable[int]) -> None:
        """Read the judgements on many items at once: mostly there are none."""
        items = list(items)
        rows = Judgement.objects.filter(Q(item__in=items) | Q(other__in=items), question=Judgement.Question.COPY)
        judged = {item for pair in rows.values_list("item_id", "other_id") for item in pair}
        self._answers.update((item, {}) for item in items if item not in judged and item not in self._answers)

    def _said(self, item: int) -> dict[str, frozenset[int]]:
        """The items that a person said something of beside this one, by the answer."""
        if item not in self._answers:
            last: dict[int, str] = {}
            rows = Judgement.objects.filter(Q(item=item) | Q(other=item), question=Judgement.Question.COPY)
            for one, other, answer in rows.order_by("id").values_list("item_id", "other_id", "answer"):
                last[other if one == item else one] = answer
            self._answers[item] = {
                answer: frozenset(other for other, said in last.items() if said == answer) for answer in last.values()
            }
        return self._answers[item]

    def _put_together(self, group: list[int], leader: int) -> None:
        """Has a group led by one of it; what comes from another group comes into the story of the first with one."""
        led = {self.leader(item) for item in group}
        story = next((found for item in [leader, *group] if (found := self._standings.of(item).story)), None)
        for item in group:
            if len(led) > 1:
                self._standings.put(item, story)
            if self.leader(item) != leader:
                self._lead(item, leader)

    def _lead(self, item: int, leader: int) -> None:
        self._standings.lead(item, leader)
        self.touched.add(leader)


def judged_copies(items: Iterable[int]) -> Judged:
    """What persons said of pairs of these items: the same copy, or not. Chunked, as a large group may have many."""
    wanted = sorted(items)
    words: dict[int, Word] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Judgement.objects.filter(item__in=wanted[start : start + CHUNK], question=Judgement.Question.COPY)
        words.update((id, Word(*pair)) for id, *pair in rows.values_list("id", "item_id", "other_id", "answer"))
    return decide_judged([words[id] for id in sorted(words)])
