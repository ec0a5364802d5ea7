"""What came of an attempt: rows, receipts, and when to ask again. Nothing is ever given up; asks nobody itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wireroom.core.destinations import AFTERMATH, Kind, Reply, Wish, decide_wait, delivery_key
from wireroom.destinations.actions.beginning import Job, find_outlet
from wireroom.destinations.models import Delivery, Outlet
from wireroom.edition.actions.delivering import STEP
from wireroom.publishing.models import Receipt
from wireroom.tasks.actions import enqueue

ERROR = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What the destination said: `error` names it and the reason; `retry_after` is what it asked for.

    Done: `remote_id` and `pictures` are what stands there now. `unknown`: it may have been done all the same.
    """

    reply: Reply
    error: str = ""
    retry_after: timedelta | None = None
    remote_id: str = ""
    pictures: tuple[str, ...] = ()
    unknown: bool = False


def settle_attempt(job: Job, answer: Answer, *, jitter: float, now: datetime) -> None:
    """Write what came of it and ask for what follows. `jitter` from 0 to 1."""
    key = delivery_key(job.destination.name, job.article)
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(destination=job.destination.name, article=job.article)
        if row.serial != job.serial:
            # Another began after us, and what we sent may have come after what it sent: all is sent once more.
            row.check_at = now
            row.save(update_fields=["check_at"])
            enqueue(STEP, [key], now=now, priority=0)
            return
        if answer.reply is Reply.DONE:
            _settle_done(row, job, answer, now)
        else:
            _settle_failed(row, job, answer, jitter=jitter, now=now)


def _settle_done(row: Delivery, job: Job, answer: Answer, now: datetime) -> None:
    usable = job.wish is Wish.USABLE
    row.state = Delivery.State.SENT if usable else Delivery.State.REMOVED
    row.sent_digest, row.done_at = row.asked_digest if usable else "", now
    row.remote_id, row.pictures = answer.remote_id, list(answer.pictures)
    row.attempts, row.error, row.waiting_since, row.ask_at = 0, "", None, None
    if row.check_at and row.check_at <= job.asked_at:
        row.check_at = None
    row.save()
    if row.check_at:
        enqueue(STEP, [delivery_key(row.destination, row.article_id)], now=now, due_at=row.check_at)
    Receipt.objects.filter(id__in=job.receipts, at=None).update(at=now)
    outlet = find_outlet(job.destination, now=now)
    recovered = outlet.failures > 0
    outlet.failures, outlet.error, outlet.answered_at = 0, "", now
    outlet.failing_since = outlet.failed_at = outlet.ask_at = outlet.urgent_at = outlet.ended_at = None
    outlet.save()
    if recovered:
        ask_waiting(job.destination.name, now=now)


def _settle_failed(row: Delivery, job: Job, answer: Answer, *, jitter: float, now: datetime) -> None:
    row.error, row.attempts = answer.error[:ERROR], row.attempts + 1
    row.state = Delivery.State.REFUSED if answer.reply is Reply.REFUSED else Delivery.State.WAITING
    if answer.unknown and job.destination.kind is Kind.WORDPRESS:
        row.check_at = now + AFTERMATH
    outlet = find_outlet(job.destination, now=now)
    if answer.reply is Reply.REFUSED:
        row.ask_at = now + decide_wait(row.attempts, asked=answer.retry_after, urgent=job.urgent, jitter=jitter)
        again = row.ask_at
    else:
        _note_failure(outlet, job, answer, jitter=jitter, now=now)
        again = outlet.urgent_at if job.urgent else outlet.ask_at
    row.save()
    if outlet.ended_at is None:
        priority = 0 if job.urgent else 5
        enqueue(STEP, [delivery_key(row.destination, row.article_id)], now=now, due_at=again, priority=priority)


def _note_failure(outlet: Outlet, job: Job, answer: Answer, *, jitter: float, now: datetime) -> None:
    if outlet.failed_at is None or job.asked_at > outlet.failed_at:
        # Several that were under way together are one failure.
        outlet.failures, outlet.failed_at = outlet.failures + 1, now
    outlet.failing_since = outlet.failing_since or now
    outlet.error = answer.error[:ERROR]
    if answer.reply is Reply.ENDED:
        outlet.ended_at = now
    wait, urgent_wait = (
        decide_wait(outlet.failures, asked=answer.retry_after, urgent=urgent, jitter=jitter) for urgent in (False, True)
    )
    outlet.ask_at, outlet.urgent_at = now + wait, now + urgent_wait
    outlet.save()


def ask_waiting(name: str, *, now: datetime) -> None:
    """Ask at once for all that a destination was not yet sent."""
    undone = Delivery.objects.filter(destination=name, waiting_since__isnull=False)
    enqueue(STEP, [delivery_key(name, article) for article in undone.values_list("article_id", flat=True)], now=now)
