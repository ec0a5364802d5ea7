"""What must not wait: surfaces that a state has not reached in time, feeds that a breaker stopped. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wireroom.publishing.models import Receipt
from wireroom.wire.models import Feed

OVERDUE = timedelta(seconds=60)
NAMED = 5


@dataclass(frozen=True, slots=True)
class Alarms:
    """Receipts overdue, with the first few of their articles, and feeds whose copy is no longer published."""

    overdue: int
    receipts: tuple[Receipt, ...]
    broken: int

    def __bool__(self) -> bool:
        return bool(self.overdue or self.broken)


def find_alarms(now: datetime) -> Alarms:
    """What every screen of the desk says above all else."""
    late = Receipt.objects.filter(at=None, asked_at__lt=now - OVERDUE)
    return Alarms(
        overdue=late.count(),
        receipts=tuple(late.select_related("article").order_by("asked_at", "id")[:NAMED]),
        broken=Feed.objects.exclude(broken_at=None).count(),
    )
