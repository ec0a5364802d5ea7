"""Looking at the work rows: how much waits, what is dead."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress

from django.db import connection
from django.db.models import Count, Min, Q

from wireroom.tasks.actions import USUAL
from wireroom.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Queue:
    """One step's rows: due now, waiting for their time, buried; and the oldest due time."""

    step: str
    due: int
    waiting: int
    dead: int
    oldest_due_at: datetime | None


def queues(*, now: datetime) -> list[Queue]:
    """Every step that has rows, by name."""
    alive = Q(dead_at__isnull=True)
    rows = Task.objects.values("step").annotate(
        due=Count("id", filter=alive & Q(due_at__lte=now)),
        waiting=Count("id", filter=alive & Q(due_at__gt=now)),
        dead=Count("id", filter=~alive),
        oldest=Min("due_at", filter=alive & Q(due_at__lte=now)),
    )
    return [Queue(row["step"], row["due"], row["waiting"], row["dead"], row["oldest"]) for row in rows.order_by("step")]


def due_steps(steps: Sequence[str], *, now: datetime) -> frozenset[str]:
    """Those of some steps that have a row to claim, in one look."""
    adapt = connection.ops.adapt_datetimefield_value
    exists = (
        "EXISTS(SELECT 1 FROM tasks_task WHERE step = %s AND dead_at IS NULL AND due_at <= %s"
        " AND (leased_until IS NULL OR leased_until < %s))"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([exists] * len(steps))}",
            [value for step in steps for value in (step, adapt(now), adapt(now))],
        )
        return frozenset(compress(steps, cursor.fetchone()))


def is_any_urgent(steps: Collection[str], *, now: datetime) -> bool:
    """Whether a row of some steps is free and due, and is more urgent than the usual ones."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    return Task.objects.filter(free, step__in=steps, dead_at__isnull=True, due_at__lte=now, priority__lt=USUAL).exists()


def count_due(steps: Collection[str], *, now: datetime, most: int) -> int:
    """How many rows of some steps that never failed are due or being worked on, by any process; counts to `most`."""
    return Task.objects.filter(step__in=steps, dead_at__isnull=True, due_at__lte=now, attempts=0)[:most].count()
