"""Looking at sources: how long a feed has been silent. Changes nothing."""

from datetime import datetime, timedelta

from wireroom.core.breakers import decide_quiet
from wireroom.wire.models import Feed


def silent_for(feed: Feed, *, now: datetime) -> timedelta | None:
    """For how long a feed that is asked has been silent beyond its own pace; None while it is not."""
    if feed.state != Feed.State.ACTIVE:
        return None
    # What it was like before we knew it is no silence that we heard.
    since = max([feed.created_at, *([feed.last_changed_at] if feed.last_changed_at else [])])
    return decide_quiet([datetime.fromisoformat(at) for at in feed.item_times], since, now=now)
