"""Looking at sources and items: how long a feed has been silent, who took whose place. Changes nothing."""

from collections.abc import Collection
from datetime import datetime, timedelta

from wireroom.core.breakers import decide_quiet
from wireroom.core.replacing import Succession
from wireroom.wire.models import Feed, Replacement
from wireroom.wire.rows import RowsAmong

_LINK = ("newer_id", "older_id")
_BY_NEWER = RowsAmong(Replacement, _LINK, among="newer_id")
_BY_OLDER = RowsAmong(Replacement, _LINK, among="older_id")


def silent_for(feed: Feed, *, now: datetime) -> timedelta | None:
    """For how long a feed that is asked has been silent beyond its own pace; None while it is not."""
    if feed.state != Feed.State.ACTIVE:
        return None
    # What it was like before we knew it is no silence that we heard.
    since = max([feed.created_at, *([feed.last_changed_at] if feed.last_changed_at else [])])
    return decide_quiet([datetime.fromisoformat(at) for at in feed.item_times], since, now=now)


def successions_of(item_ids: Collection[int]) -> set[Succession]:
    """Who took whose place, of these items and of all that hang together with them by such links."""
    found: set[Succession] = set()
    asked: set[int] = set()
    asking = set(item_ids)
    while asking:
        asked |= asking
        wanted = sorted(asking)
        found.update(Succession(*link) for link in _BY_NEWER.tuples(wanted) + _BY_OLDER.tuples(wanted))
        asking = {item for one in found for item in (one.newer, one.older)} - asked
    return found
