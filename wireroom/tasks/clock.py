"""Work rows where the clock was set back: what was due stays due, and what waits, waits no longer than it was to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from wireroom.tasks.actions import LEASE
from wireroom.tasks.models import Clock, Task

# Clocks of machines that work together differ by less.
SLACK = timedelta(seconds=30)
ONLY = 1


def set_rows_back(now: datetime) -> timedelta:
    """Compare a time with the latest one told, and have the rows follow where it is behind. Returns how far that is.

    What was due stays due, and what waits, waits as long as it was to. Work that has an appointment by the clock, like
    the end of an embargo, may so be done too early: it makes its appointment anew.
    """
    with transaction.atomic():
        Clock.objects.bulk_create([Clock(id=ONLY, told_at=now)], ignore_conflicts=True)
        told_at = Clock.objects.select_for_update().get(id=ONLY).told_at
        back = told_at - now
        if timedelta(0) <= back <= SLACK:
            return timedelta(0)
        Clock.objects.filter(id=ONLY).update(told_at=now)
        if back < timedelta(0):
            return timedelta(0)
        Task.objects.filter(due_at__gt=now, due_at__lte=told_at).update(due_at=now)
        Task.objects.filter(due_at__gt=told_at).update(due_at=F("due_at") - back)
        Task.objects.filter(leased_until__gt=now + LEASE).update(leased_until=now + LEASE)
    return back
