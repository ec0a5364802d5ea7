"""Matching items as they come: which copies they are, what they are near to, which story they join. In one transaction.

Idempotent: an item whose current version was matched is left alone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from wireroom.core.matching.copy_groups import CopiesFound, CopyGroups, Dated
from wireroom.core.matching.features import Kind
from wireroom.core.matching.neighbours import Neighbour, find_neighbours
from wireroom.core.matching.regrouping import AVERAGE
from wireroom.core.matching.terms.counts import count_terms
from wireroom.core.matching.terms.vectors import Terms, unpack_terms, weigh_terms
from wireroom.stories.actions.features import StoredFeatures
from wireroom.stories.actions.groups import StoredGroups
from wireroom.stories.actions.joining import Joining
from wireroom.stories.actions.reading import Shelf, read_dated, words_of
from wireroom.stories.actions.shares import Counts, lock_counts
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Link, Match
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Item, Version

# Links of an item to the nearest earlier ones that are kept.
LINKS = 20
FULLER = 1.5
REGROUP_AFTER = timedelta(minutes=10)
CHUNK = 300

_counts = Counts()
_shelf = Shelf()


@dataclass(slots=True)
class _Coming:
    """An item while it is matched: its version, its words as matching reads them, what was found before."""

    item: Item
    version: Version
    published: datetime
    before: Match | None
    dated: Dated
    counted: Collection[str] = ()
    terms: Terms = field(default_factory=lambda: unpack_terms(b""))


@dataclass(frozen=True, slots=True)
class Touched:
    """Items whose group of copies has changed, which are to be decided again; and those that only came to a story."""

    copies: frozenset[int] = frozenset()
    stories: frozenset[int] = frozenset()


def match_items(item_ids: Collection[int], *, now: datetime) -> Touched:
    """Match the items of a batch whose current version was not matched yet, in order of arrival.

    Call it in the transaction that decides them.
    """
    waiting = _waiting(item_ids)
    if not waiting:
        return Touched()
    with transaction.atomic():
        lock_counts()
        return _Matching(now).match(waiting)


def rematch_items(item_ids: Collection[int], *, now: datetime) -> set[int]:
    """Match items once more that were matched before, after a person took them out of their group: they get links of
    their own. Returns the items whose group or story has changed by it. Call it under lock_counts."""
    rows = Match.objects.filter(item_id__in=list(item_ids)).select_related("item__current").order_by("item_id")
    # Only what was matched is read again; a newer version waits for its own turn.
    waiting = [(row.item, row) for row in rows if row.item.current_id == row.version_id]
    touched = _Matching(now).match(waiting) if waiting else Touched()
    return set(touched.copies | touched.stories)


def forget_words() -> None:
    """Drop what this process remembers of items' words, after a purge or a restored database."""
    _shelf.forget()
    _counts.forget()


def _waiting(item_ids: Collection[int]) -> list[tuple[Item, Match | None]]:
    """Items with words whose current version differs from the one matched."""
    ids = sorted(item_ids)
    matches: dict[int, Match] = {}
    items: list[Item] = []
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        matches |= {row.item_id: row for row in Match.objects.filter(item_id__in=some)}
        items += Item.objects.filter(id__in=some, current__isnull=False).select_related("current").order_by("id")
    return [
        (item, matches.get(item.id))
        for item in items
        if (item.id not in matches or matches[item.id].version_id != item.current_id)
        and (item.current.headline or item.current.body or item.current.summary)
    ]


class _Matching:
    """One batch. Counts, groups and features are those of the database; nobody else changes them meanwhile."""

    def __init__(self, now: datetime):
        self._now = now
        self._shares, self._commonness = _counts.read()
        self._features = StoredFeatures()
        self._standings = Standings()
        self._groups = StoredGroups(self._standings)
        self._joining = Joining(self._standings, now=now)
        self._copies = CopyGroups(self._features, self._groups, self._commonness, read=_shelf.read_dated)
        self._links: list[tuple[int, int, float]] = []
        self._regroup: set[int] = set()

    def match(self, waiting: Iterable[tuple[Item, Match | None]]) -> Touched:
        """Match each, then store what was counted and what moved."""
        waiting = list(waiting)
        ids = [item.id for item, _ in waiting]
        self._standings.read(ids)
        self._groups.known_apart(ids)
        self._joining.read_said(ids)
        try:
            for item, before in waiting:
                self._take(self._read(item, before))
        except Exception:
            # What was counted in memory is not in the database.
            forget_words()
            raise
        self._shares.store()
        self._commonness.store()
        self._standings.store()
        self._store_links()
        self._joining.store()
        enqueue("regroup", sorted(self._regroup), now=self._now, due_at=self._now + REGROUP_AFTER)
        touched = {member for leader in self._groups.touched for member in self._groups.members(leader)}
        return Touched(frozenset(touched.union(ids)), frozenset(self._joining.moved))

    def _read(self, item: Item, before: Match | None) -> _Coming:
        version = item.current
        published = version.published or item.first_received_at
        dated = read_dated(version, published, sender=item.provider_id)
        coming = _Coming(item, version, published, before, dated)
        counts = count_terms(version.headline, words_of(version), language=version.language.split("-")[0] or None)
        coming.counted, coming.terms = counts.keys(), weigh_terms(counts, self._shares)
        return coming

    def _take(self, coming: _Coming) -> None:
        item = coming.item.id
        if coming.before:
            self._take_back(coming)
        _shelf.keep(item, coming.dated, coming.terms)
        found = self._find_copies(coming)
        leads = self._groups.leader(item) == item
        neighbours = self._neighbours(coming, found)
        if leads and not found.round_up:
            self._shares.count(coming.counted)
        story = self._joining.story_of(item, found, neighbours, published=coming.published)
        self._standings.put(item, story)
        self._standings.add(self._match(coming, found))
        if leads and not found.round_up:
            self._links += [(item, one.item, one.cosine) for one in neighbours[:LINKS]]
        if not found.round_up and (leads or self._is_fuller(coming)):
            self._features.add(Kind.TERM, coming.terms.strongest, item)
        if leads and neighbours and neighbours[0].cosine >= AVERAGE:
            self._regroup.add(item)

    def _find_copies(self, coming: _Coming) -> CopiesFound:
        """The copies of an item. One that leads others already goes on leading them, whatever it says now."""
        item = coming.item.id
        if coming.before and len(self._groups.members(item)) > 1:
            self._features.add(Kind.COPY, (*coming.dated.fingerprint.keys, coming.dated.fingerprint.digest), item)
            return CopiesFound(item)
        found = self._copies.take(item)
        if said := self._groups.same(item):
            # A person's word outranks what its words say now.
            self._groups.settle([item, *said])
            found = replace(found, leader=self._groups.leader(item))
        return found

    def _take_back(self, coming: _Coming) -> None:
        """Undo what an earlier version of the item was found to be; what leads copies stays their leader."""
        item, before = coming.item.id, coming.before
        words = _shelf.read_dated(item).fingerprint
        self._features.remove(Kind.COPY, (*words.keys, words.digest), item)
        self._features.remove(Kind.TERM, unpack_terms(bytes(before.terms)).strongest, item)
        Link.objects.filter(item_id=item).delete()
        if before.leader_id != item:
            self._groups.leave(item)

    def _neighbours(self, coming: _Coming, found: CopiesFound) -> list[Neighbour]:
        """The nearest earlier items, each group of copies once, by its leader; none that the item is a copy of."""
        read: dict[int, Terms] = {}

        def read_terms(item: int) -> Terms:
            return read[item]

        strongest = _Heaviest(self._features, read, coming.item.id)
        nearest = find_neighbours(coming.terms, strongest, read=read_terms)
        self._standings.read(one.item for one in nearest)
        own = {self._groups.leader(coming.item.id), *(self._groups.leader(other) for other in found.same)}
        by_leader: dict[int, Neighbour] = {}
        for one in nearest:
            leader = self._groups.leader(one.item)
            if leader not in own and leader not in by_leader:
                by_leader[leader] = Neighbour(leader, one.cosine)
        return list(by_leader.values())

    def _is_fuller(self, coming: _Coming) -> bool:
        """Of copies only those much fuller than the rest say more of their story than is known."""
        members = [one for one in self._groups.members(self._groups.leader(coming.item.id)) if one != coming.item.id]
        longest = max((self._standings.of(member).length for member in members), default=0)
        return len(coming.dated.fingerprint.shingles) > FULLER * longest

    def _match(self, coming: _Coming, found: CopiesFound) -> Match:
        return Match(
            item_id=coming.item.id,
            version=coming.version,
            language=coming.version.language,
            published=coming.published,
            length=len(coming.dated.fingerprint.shingles),
            digest=coming.dated.fingerprint.digest,
            round_up=found.round_up,
            sharing=list(found.sharing),
            terms=coming.terms.packed(),
            at=self._now,
        )

    def _store_links(self) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stories_link (item_id, other_id, cosine) VALUES (%s, %s, %s)"
                " ON CONFLICT (item_id, other_id) DO UPDATE SET cosine = excluded.cosine",
                self._links,
            )


class _Heaviest:
    """The features with the terms of what they found read at once, for find_neighbours; never the item itself."""

    def __init__(self, features: StoredFeatures, read: dict[int, Terms], itself: int):
        self._features, self._read, self._itself = features, read, itself

    def heaviest(self, kind: Kind, weights, *, cap: int, most: int) -> list[int]:
        found = [i for i in self._features.heaviest(kind, weights, cap=cap, most=most) if i != self._itself]
        self._read.update(_shelf.read_terms(found))
        return [item for item in found if item in self._read]
