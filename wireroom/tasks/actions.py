"""Asking for work, claiming it under a lease, and marking it done, with a fence against late finishers.

A step's row is the queue: at most one row per (step, key). The same code serves SQLite (writes are
IMMEDIATE, so claims are serial) and PostgreSQL (SKIP LOCKED).
"""

import os
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Q

from wireroom.tasks.models import Task

LEASE = timedelta(seconds=60)
ATTEMPTS = 8
BACKOFF_S = 5
# The priority of what nobody waits for in particular. Rows of CALM and beyond may wait for more of their kind.
USUAL, CALM = 5, 6


@dataclass(frozen=True, slots=True)
class Lease:
    """A claimed piece of work; finish or fail it with the same token."""

    id: int
    step: str
    key: str
    stamp: str
    token: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of a step's due rows to claim: those due by `due_by` (now), usual ones and calm ones by `usual_by` and
    `calm_by` (the same), with `untried` only rows that never failed, with `urgent` only those before the usual ones."""

    due_by: datetime | None = None
    usual_by: datetime | None = None
    calm_by: datetime | None = None
    untried: bool = False
    urgent: bool = False


ANY = Choice()


def enqueue(
    step: str, keys: Iterable[str | int], *, now: datetime, due_at: datetime | None = None, priority: int = USUAL
):
    """Ask for `step` on each key, at `due_at` (default: at once). Call it in the transaction that makes the need.

    Asking again while the row waits keeps the earlier time and higher priority; while it is being worked
    on, the work is done once more afterwards, at the new time; a dead letter comes back to life.
    """
    adapt = connection.ops.adapt_datetimefield_value
    stamp = uuid4().hex
    due = adapt(due_at or now)
    rows = [(step, str(key), due, priority, stamp, "", "", None, 0, "", None, "") for key in keys]
    if not rows:
        return
    # Outside of any transaction each row would be one of its own.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO tasks_task (step, key, due_at, priority, stamp, token, owner, leased_until, attempts,"
            " last_error, dead_at, leased_stamp) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (step, key) DO UPDATE SET stamp = excluded.stamp, dead_at = NULL,"
            " attempts = CASE WHEN tasks_task.leased_until IS NULL THEN 0 ELSE tasks_task.attempts END,"
            " due_at = CASE WHEN tasks_task.leased_until IS NOT NULL AND tasks_task.leased_stamp = tasks_task.stamp"
            " THEN excluded.due_at WHEN excluded.due_at < tasks_task.due_at THEN excluded.due_at"
            " ELSE tasks_task.due_at END,"
            " priority = CASE WHEN excluded.priority < tasks_task.priority THEN excluded.priority"
            " ELSE tasks_task.priority END",
            rows,
        )


def claim(step: str, *, limit: int, now: datetime, choice: Choice = ANY) -> list[Lease]:
    """Lease up to `limit` due rows of a step, most urgent first; also rows whose lease ran out."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    due = Task.objects.filter(free, step=step, dead_at__isnull=True, due_at__lte=choice.due_by or now)
    if choice.usual_by:
        due = due.filter(Q(priority__lt=USUAL) | Q(due_at__lte=choice.usual_by))
    if choice.calm_by:
        due = due.filter(Q(priority__lt=CALM) | Q(due_at__lte=choice.calm_by))
    if choice.untried:
        due = due.filter(attempts=0)
    if choice.urgent:
        due = due.filter(priority__lt=USUAL)
    if not due.exists():
        return []
    token = uuid4().hex
    with transaction.atomic():
        rows = due.order_by("priority", "due_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        chosen = list(rows.values_list("id", "key", "stamp", "attempts")[:limit])
        for start in range(0, len(chosen), 500):
            Task.objects.filter(id__in=[row[0] for row in chosen[start : start + 500]]).update(
                token=token, leased_stamp=F("stamp"), leased_until=now + LEASE, owner=owner()
            )
    return [Lease(id, step, key, stamp, token, attempts + 1) for id, key, stamp, attempts in chosen]


def finish(leases: Sequence[Lease]) -> list[Lease]:
    """Delete finished rows; those asked for again meanwhile go back to waiting. Late finishers change nothing.

    Returns the leases that had run out and gone to somebody else: what was done under them may undo newer work.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tokens = {lease.token for lease in leases}
        held = set(Task.objects.filter(token__in=tokens).values_list("id", flat=True))
        cursor.executemany(
            "DELETE FROM tasks_task WHERE id = %s AND token = %s AND stamp = %s",
            [(lease.id, lease.token, lease.stamp) for lease in leases],
        )
        for token in {lease.token for lease in leases}:
            ids = [lease.id for lease in leases if lease.token == token]
            for start in range(0, len(ids), 500):
                Task.objects.filter(id__in=ids[start : start + 500], token=token).update(
                    token="", leased_until=None, owner="", attempts=0
                )
    return [lease for lease in leases if lease.id not in held]


def fail(lease: Lease, error: str, *, now: datetime) -> bool:
    """Put the row back with a growing delay, or bury it after eight attempts. Returns whether it is dead now."""
    dead = lease.attempts >= ATTEMPTS
    with transaction.atomic():
        Task.objects.filter(id=lease.id, token=lease.token).update(
            token="",
            leased_until=None,
            owner="",
            attempts=lease.attempts,
            last_error=error[:2000],
            due_at=now + timedelta(seconds=BACKOFF_S * 2 ** (lease.attempts - 1)),
            dead_at=now if dead else None,
        )
    return dead


def give_back(leases: Sequence[Lease]) -> None:
    """Free rows whose work was not begun or not finished, as if they had never been claimed."""
    with transaction.atomic():
        for lease in leases:
            Task.objects.filter(id=lease.id, token=lease.token).update(token="", leased_until=None, owner="")


def renew(leases: Sequence[Lease], *, now: datetime) -> None:
    """Prolong leases of work that takes long."""
    if not leases:
        return
    with transaction.atomic():
        for token in {held.token for held in leases}:
            Task.objects.filter(token=token).update(leased_until=now + LEASE)


def owner() -> str:
    """This process, as leases name it: host:pid."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_held_elsewhere(*steps: str, now: datetime, least: int = 0) -> bool:
    """Whether another process works on rows of some steps, of priority `least` and beyond; one of this host that no
    longer lives does not."""
    held = Task.objects.filter(step__in=steps, leased_until__gte=now, priority__gte=least).exclude(owner=owner())
    return any(not _is_dead(name) for name in held.values_list("owner", flat=True).distinct())


def release_dead_owners() -> int:
    """Free at once the leases of processes of this host that no longer live. Returns how many rows.

    Call it while this process holds none: rows under our own process number are then a predecessor's.
    """
    dead = [
        name for name in Task.objects.exclude(owner="").values_list("owner", flat=True).distinct() if _is_dead(name)
    ]
    if not dead:
        return 0
    with transaction.atomic():
        return Task.objects.filter(owner__in=dead).update(token="", leased_until=None, owner="")


def _is_dead(name: str) -> bool:
    """Whether an owner is known to have ended; elsewhere that cannot be known. Our number was a predecessor's."""
    host, _, pid = name.rpartition(":")
    return host == socket.gethostname() and (int(pid) == os.getpid() or not _is_alive(int(pid)))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
