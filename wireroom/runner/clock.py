"""The machine's clock was set back: the newsroom goes on at once, and not when the old time has come again."""

from datetime import timedelta

from django.db.models import F

from wireroom.runner.works import Works
from wireroom.tasks.clock import set_rows_back
from wireroom.wire.models import Feed


def follow_clock(works: Works) -> timedelta:
    """Have work and feeds follow the clock where it was set back since any process last looked. Returns how far."""
    now = works.clock()
    back = set_rows_back(now)
    if back:
        works.log.warning("the clock was set back by %s; what was due is done now", back)
        Feed.objects.filter(next_fetch_at__gt=now, next_fetch_at__lte=now + back).update(next_fetch_at=now)
        Feed.objects.filter(next_fetch_at__gt=now + back).update(next_fetch_at=F("next_fetch_at") - back)
    return back
