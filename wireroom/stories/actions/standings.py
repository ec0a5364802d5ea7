"""How items stand among the matches: whose copy, which story. Read once, changed in memory, stored at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import connection

from wireroom.stories.models import Match
from wireroom.wire.actions import set_columns

CHUNK = 400
# Asked for with every item that is matched: as plain SQL, which costs a quarter of what a query set does.
_READ = (
    "SELECT item_id, leader_id, story_id, published, length, round_up, version_id FROM stories_match WHERE item_id IN"
)
_LED = "SELECT item_id FROM stories_match WHERE leader_id = %s ORDER BY item_id"


@dataclass(frozen=True, slots=True)
class Standing:
    """An item's leader and story (None: alone), when it was published, the number of its shingles, whether it is a
    round-up, and which version was matched (None: none yet)."""

    leader: int
    story: int | None = None
    published: datetime | None = None
    length: int = 0
    round_up: bool = False
    version: int | None = None


class Standings:
    """The standings of items that are asked for. An item that was never matched leads itself.

    Whoever changes them holds the lock, so nobody else does meanwhile. `left` has the stories that items went from, and
    where they went last (None: nowhere).
    """

    def __init__(self):
        self._known: dict[int, Standing] = {}
        self._members: dict[int, list[int]] = {}
        self._stored: dict[int, Standing | None] = {}
        self._new: dict[int, Match] = {}
        self.left: dict[int, int | None] = {}

    def read(self, items: Iterable[int]) -> None:
        """Read those of some items that are not known yet, in one look."""
        unread = [item for item in set(items) if item not in self._known]
        for start in range(0, len(unread), CHUNK):
            some = unread[start : start + CHUNK]
            with connection.cursor() as cursor:
                cursor.execute(f"{_READ} ({', '.join(['%s'] * len(some))})", some)
                for item, leader, story, published, length, round_up, version in cursor.fetchall():
                    found = Standing(leader, story, aware(published), length, bool(round_up), version)
                    self._known[item] = self._stored[item] = found
            for item in some:
                if item not in self._known:
                    self._known[item], self._stored[item] = Standing(item), None

    def of(self, item: int) -> Standing:
        """How an item stands now."""
        if item not in self._known:
            self.read([item])
        return self._known[item]

    def members(self, leader: int) -> list[int]:
        """The items with one leader, in order; the leader first, also where it was never matched."""
        if leader not in self._members:
            with connection.cursor() as cursor:
                cursor.execute(_LED, [leader])
                found = [leader, *(item for (item,) in cursor.fetchall() if item != leader)]
            self.read(found)
            self._members[leader] = [item for item in found if self._known[item].leader == leader or item == leader]
        return self._members[leader]

    def lead(self, item: int, leader: int) -> None:
        """Put an item into the group of a leader."""
        before = self.of(item).leader
        if before != item or before in self._members:
            self._members[before] = [one for one in self.members(before) if one != item]
        self._known[item] = replace(self.of(item), leader=leader)
        self._members[leader] = sorted({*self.members(leader), item})

    def put(self, item: int, story: int | None) -> None:
        """Put an item into a story."""
        self._known[item] = replace(self.of(item), story=story)

    def rename(self, stories: Mapping[int, int]) -> None:
        """Have stories go by other numbers."""
        for item, standing in self._known.items():
            if standing.story in stories:
                self._known[item] = replace(standing, story=stories[standing.story])

    def add(self, match: Match) -> None:
        """An item that is matched in this batch, with what was found; its leader and story are those it stands with."""
        before = self.of(match.item_id)
        self._known[match.item_id] = Standing(
            before.leader, before.story, match.published, match.length, match.round_up, match.version_id
        )
        self._new[match.item_id] = match

    def store(self) -> None:
        """Write the new matches, and the leaders and stories of others that changed."""
        for item, match in self._new.items():
            match.leader_id, match.story_id = self._known[item].leader, self._known[item].story
        for item, standing in self._known.items():
            stored = self._stored.get(item)
            if stored and stored.story and stored.story != standing.story:
                self.left[stored.story] = standing.story or self.left.get(stored.story)
        _insert(list(self._new.values()))
        changed = [
            Match(item_id=item, leader_id=standing.leader, story_id=standing.story)
            for item, standing in self._known.items()
            if item not in self._new
            and (stored := self._stored.get(item))
            and (stored.leader, stored.story) != (standing.leader, standing.story)
        ]
        set_columns(changed, ["leader", "story"])
        self._new.clear()
        self._stored.update(self._known)


def aware(moment: datetime | None) -> datetime | None:
    """A time from a database that may keep no zones, in UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _insert(matches: list[Match]) -> None:
    """Store matches, new ones and those of items that were matched before, in one statement prepared once."""
    fields = Match._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    anew = ", ".join(f"{quote(f.column)} = excluded.{quote(f.column)}" for f in fields if not f.primary_key)
    rows = [[f.get_db_prep_save(getattr(match, f.attname), connection) for f in fields] for match in matches]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO stories_match ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
            f" ON CONFLICT (item_id) DO UPDATE SET {anew}",
            rows,
        )
