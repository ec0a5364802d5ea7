"""A time in the newsroom's zone. A time no zone can show stays as it is: a feed may not take a screen down."""

from datetime import datetime

from django.utils import timezone


def local_time(at: datetime) -> datetime:
    """`at` in the newsroom's zone; in its own on the first and last day of the calendar."""
    try:
        return timezone.localtime(at)
    except OverflowError:
        return at
