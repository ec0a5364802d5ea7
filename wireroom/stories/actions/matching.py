"""Matching items as they come: which copies they are, what they are near to, which story they join.

A batch is matched ahead, while others may write, and stored in the transaction that decides it; where somebody else
matched or judged in between it is matched once more. Idempotent: an item whose current version was matched stays as
it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import is_

from django.db import connection, transaction

from wireroom.core.matching.copy_groups import CopiesFound, CopyGroups, Dated, copy_keys
from wireroom.core.matching.features import Kind
from wireroom.core.matching.neighbours import Neighbour, find_neighbours
from wireroom.core.matching.regrouping import AVERAGE
from wireroom.core.matching.terms.vectors import Terms, unpack_terms, weigh_terms
from wireroom.stories.actions.bridging import Bridging
from wireroom.stories.actions.coming import Coming, read_coming, read_items
from wireroom.stories.actions.features import StoredFeatures
from wireroom.stories.actions.groups import StoredGroups
from wireroom.stories.actions.joining import Joining, Near
from wireroom.stories.actions.reading import Shelf
from wireroom.stories.actions.shares import Counts, last_turn, lock_counts
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Link, Match
from wireroom.tasks.actions import enqueue

# Links of an item to the nearest earlier ones that are kept.
LINKS = 20
FULLER = 1.5
REGROUP_AFTER = timedelta(minutes=10)
# One event that is two stories, one in each language: sooner, and still once for a burst.
REJOIN_AFTER = timedelta(seconds=30)

_counts = Counts()
_shelf = Shelf()


@dataclass(frozen=True, slots=True)
class Touched:
    """Items whose group of copies has changed, which are to be decided again; and those that only came to a story."""

    copies: frozenset[int] = frozenset()
    stories: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ahead:
    """A batch that was matched and is not stored: its items, and the turn that had ended when it was begun."""

    turn: int
    waiting: Sequence[Coming]
    matching: "_Matching"

    def stands(self, turn: int, waiting: Sequence[Coming]) -> bool:
        """Whether this is still what a batch is matched to, in a turn of its own."""
        same = len(waiting) == len(self.waiting) and all(map(is_, waiting, self.waiting))
        return same and turn == self.turn + 1


def match_ahead(item_ids: Collection[int], *, now: datetime, across: bool = True) -> Ahead | None:
    """Match the items of a batch whose current version was not matched yet, in order of arrival; store nothing.

    Without `across`, as where all pages are in one language, no story is looked for in other languages.
    """
    turn = last_turn()
    waiting = read_items(item_ids, across=across)
    return Ahead(turn, waiting, _Matching(now).match(waiting)) if waiting else None


def match_items(
    item_ids: Collection[int], *, now: datetime, ahead: Ahead | None = None, across: bool = True
) -> Touched:
    """Match the items of a batch and store what they are: `ahead`, if nothing has changed meanwhile.

    Call it in the transaction that decides them. `across`: as for match_ahead.
    """
    with transaction.atomic():
        waiting = read_items(item_ids, across=across, known=ahead.waiting if ahead else ())
        if not waiting:
            # As with a kill of what was matched long ago: no turn, so that nobody's batch is matched once more for it.
            return Touched()
        turn = lock_counts()
        waiting = read_items(item_ids, across=across, known=waiting)
        if ahead and ahead.stands(turn, waiting):
            return ahead.matching.store()
        if ahead:
            forget_words()
        return _Matching(now).match(waiting).store() if waiting else Touched()


def rematch_items(item_ids: Collection[int], *, now: datetime) -> set[int]:
    """Match items once more that were matched before, after a person took them out of their group: they get links of
    their own. Returns the items whose group or story has changed by it. Call it under lock_counts."""
    rows = Match.objects.filter(item_id__in=list(item_ids)).select_related("item__current").order_by("item_id")
    # Only what was matched is read again; a newer version waits for its own turn.
    waiting = [read_coming(row.item, row) for row in rows if row.item.current_id == row.version_id]
    touched = _Matching(now).match(waiting).store() if waiting else Touched()
    return set(touched.copies | touched.stories)


def forget_words() -> None:
    """Drop what this process remembers of items' words, after a purge or a restored database."""
    _shelf.forget()
    _counts.forget()


class _Matching:
    """One batch. Counts, groups and features are those of the database; what it finds holds if nobody else changes them
    before it is stored."""

    def __init__(self, now: datetime):
        self._now = now
        self._shares, self._commonness = _counts.read()
        self._features = StoredFeatures()
        self._standings = Standings()
        self._groups = StoredGroups(self._standings)
        self._joining = Joining(self._standings, counted=self._shares.items, now=now)
        self._copies = CopyGroups(self._features, self._groups, self._commonness, read=self._read_dated)
        self._bridging = Bridging(self._features, self._shares, self._groups, self._standings, _shelf)
        self._links: list[tuple[int, int, float]] = []
        self._taken_back: list[int] = []
        self._regroup: set[int] = set()
        self._rejoin: set[int] = set()
        self._ids: list[int] = []
        self._coming: Coming

    def match(self, waiting: Sequence[Coming]) -> "_Matching":
        """Match each. Reads, and writes nothing."""
        self._ids = ids = [coming.item for coming in waiting]
        self._features.foresee(Kind.COPY, (key for coming in waiting for key in copy_keys(coming.dated)))
        self._standings.read(ids)
        self._groups.known_apart(ids)
        self._joining.read_said(ids)
        try:
            for coming in waiting:
                self._take(coming)
        except Exception:
            # What was counted in memory is not in the database.
            forget_words()
            raise
        return self

    def store(self) -> Touched:
        """Store what was counted, what was found and what moved."""
        self._features.store()
        self._shares.store()
        self._commonness.store()
        self._joining.store()
        self._store_links()
        self._bridging.store()
        enqueue("regroup", sorted(self._regroup), now=self._now, due_at=self._now + REGROUP_AFTER)
        enqueue("regroup", sorted(self._rejoin), now=self._now, due_at=self._now + REJOIN_AFTER)
        touched = {member for leader in self._groups.touched for member in self._groups.members(leader)}
        return Touched(frozenset(touched.union(self._ids)), frozenset(self._joining.moved))

    def _take(self, coming: Coming) -> None:
        item, terms = coming.item, weigh_terms(coming.counted, self._shares)
        if coming.before:
            self._take_back(coming)
        _shelf.keep(item, coming.dated, terms, version=coming.version)
        self._coming = coming
        found = self._find_copies(coming)
        leads = self._groups.leader(item) == item
        neighbours = self._neighbours(item, terms, found)
        if leads and not found.round_up:
            self._shares.count(coming.counted.keys)
        bridges = self._bridging.take(coming, leads=leads and not found.round_up)
        near = Near(neighbours, bridges, coming.language.split("-")[0])
        story = self._joining.story_of(item, found, near, published=coming.published)
        self._standings.put(item, story)
        self._standings.add(self._match(coming, found, terms))
        if leads and not found.round_up:
            self._links += [(item, one.item, one.cosine) for one in neighbours[:LINKS]]
        if not found.round_up and (leads or self._is_fuller(coming)):
            self._features.add(Kind.TERM, terms.strongest, item)
        if leads and (bridges or (neighbours and neighbours[0].cosine >= AVERAGE)):
            self._regroup.add(item)
        if bridges and self._standings.of(bridges[0].item).story != story:
            self._rejoin.add(item)
        if coming.before and item in self._joining.judged:
            # Its words may have brought it elsewhere than a person did.
            self._rejoin.add(item)

    def _read_dated(self, item: int) -> Dated:
        """The fingerprint of the item that is matched now, or of one that was."""
        if item == self._coming.item:
            return self._coming.dated
        return _shelf.read_dated(item, self._standings.of(item).version)

    def _read_terms(self, items: Collection[int]) -> Mapping[int, Terms]:
        """The terms of items that were matched, never of the one that is matched now."""
        self._standings.read(items)
        itself = self._coming.item
        return _shelf.read_terms({item: self._standings.of(item).version for item in items if item != itself})

    def _find_copies(self, coming: Coming) -> CopiesFound:
        """The copies of an item. One that leads others already goes on leading them, whatever it says now."""
        item = coming.item
        if coming.before and len(self._groups.members(item)) > 1:
            self._features.add(Kind.COPY, copy_keys(coming.dated), item)
            return CopiesFound(item)
        found = self._copies.take(item)
        if said := self._groups.same(item):
            # A person's word outranks what its words say now.
            self._groups.settle([item, *said])
            found = replace(found, leader=self._groups.leader(item))
        return found

    def _take_back(self, coming: Coming) -> None:
        """Undo what an earlier version of the item was found to be; what leads copies stays their leader."""
        item, before = coming.item, coming.before
        self._features.remove(Kind.COPY, copy_keys(_shelf.read_dated(item, before.version_id)), item)
        self._features.remove(Kind.TERM, unpack_terms(bytes(before.terms)).strongest, item)
        self._taken_back.append(item)
        self._bridging.take_back(before)
        if self._groups.leader(item) != item:
            self._groups.leave(item)

    def _neighbours(self, item: int, terms: Terms, found: CopiesFound) -> list[Neighbour]:
        """The nearest earlier items, each group of copies once, by its leader; none that the item is a copy of."""
        own = {self._groups.leader(item), *(self._groups.leader(other) for other in found.same)}
        by_leader: dict[int, Neighbour] = {}
        for one in find_neighbours(terms, self._features, read=self._read_terms):
            leader = self._groups.leader(one.item)
            if leader not in own and leader not in by_leader:
                by_leader[leader] = Neighbour(leader, one.cosine)
        return list(by_leader.values())

    def _is_fuller(self, coming: Coming) -> bool:
        """Of copies only those much fuller than the rest say more of their story than is known."""
        members = [one for one in self._groups.members(self._groups.leader(coming.item)) if one != coming.item]
        longest = max((self._standings.of(member).length for member in members), default=0)
        return len(coming.dated.fingerprint.shingles) > FULLER * longest

    def _match(self, coming: Coming, found: CopiesFound, terms: Terms) -> Match:
        return Match(
            item_id=coming.item,
            version_id=coming.version,
            language=coming.language,
            published=coming.published,
            length=len(coming.dated.fingerprint.shingles),
            digest=coming.dated.fingerprint.digest,
            round_up=found.round_up,
            sharing=list(found.sharing),
            terms=terms.packed(),
            anchors=coming.anchors.packed() if coming.anchors else b"",
            at=self._now,
        )

    def _store_links(self) -> None:
        if self._taken_back:
            Link.objects.filter(item_id__in=self._taken_back).delete()
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stories_link (item_id, other_id, cosine) VALUES (%s, %s, %s)"
                " ON CONFLICT (item_id, other_id) DO UPDATE SET cosine = excluded.cosine",
                self._links,
            )
