"""The bridges of items to those in other languages that tell of the same event, as a batch is matched."""

from collections.abc import Collection, Mapping

from django.db import connection

from wireroom.core.matching.anchors.bridges import Anchored, Bridge, all_keys, anchor_keys, find_bridges
from wireroom.core.matching.anchors.values import unpack_anchors
from wireroom.core.matching.features import Kind
from wireroom.core.matching.terms.shares import TermShares
from wireroom.stories.actions.coming import Coming
from wireroom.stories.actions.features import StoredFeatures
from wireroom.stories.actions.groups import StoredGroups
from wireroom.stories.actions.reading import Shelf
from wireroom.stories.actions.standings import Standings
from wireroom.stories.models import Bridge as StoredBridge
from wireroom.stories.models import Match


class Bridging:
    """Finds and keeps the bridges of a batch. Whoever uses it holds the lock on the counts."""

    def __init__(
        self, features: StoredFeatures, shares: TermShares, groups: StoredGroups, standings: Standings, shelf: Shelf
    ):
        self._features = features
        self._shares = shares
        self._groups = groups
        self._standings = standings
        self._shelf = shelf
        self._batch: dict[int, Anchored | None] = {}
        self._found: list[tuple[int, int, float]] = []
        self._taken_back: list[int] = []

    def take(self, coming: Coming, *, leads: bool) -> list[Bridge]:
        """The bridges of an item that is matched now, each group of copies once, by its leader. Of copies only the
        one that leads has any, and is found later."""
        item, anchors, published = coming.item, coming.anchors, coming.published
        if not anchors or not leads:
            self._batch[item] = None
            return []
        self._batch[item] = anchored = Anchored(anchors, published)
        self._shelf.keep_anchored(item, anchored, version=coming.version)
        keys = anchors.keys()
        rarities = dict(zip(keys, self._shares.rarities(keys), strict=True))
        bridges: dict[int, Bridge] = {}
        for one in find_bridges(anchors, self._features, rarities=rarities, published=published, read=self._read):
            leader = self._groups.leader(one.item)
            if leader != item:
                bridges.setdefault(leader, Bridge(leader, one.strength))
        self._found += [(item, one.item, one.strength) for one in bridges.values()]
        self._features.add(Kind.ANCHOR, anchor_keys(anchors, rarities), item)
        self._shares.count_more(keys)
        return list(bridges.values())

    def take_back(self, before: Match) -> None:
        """Undo what an earlier version of an item was found by and linked to."""
        anchors = unpack_anchors(bytes(before.anchors), before.language.split("-")[0])
        self._features.remove(Kind.ANCHOR, all_keys(anchors), before.item_id)
        self._taken_back.append(before.item_id)

    def store(self) -> None:
        """Write what was found, in place of what was taken back."""
        if self._taken_back:
            StoredBridge.objects.filter(item_id__in=self._taken_back).delete()
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stories_bridge (item_id, other_id, strength) VALUES (%s, %s, %s)"
                " ON CONFLICT (item_id, other_id) DO UPDATE SET strength = excluded.strength",
                self._found,
            )

    def _read(self, items: Collection[int]) -> Mapping[int, Anchored]:
        known = {item: found for item in items if item in self._batch and (found := self._batch[item])}
        stored = [item for item in items if item not in self._batch]
        self._standings.read(stored)
        return known | self._shelf.read_anchored({item: self._standings.of(item).version for item in stored})
