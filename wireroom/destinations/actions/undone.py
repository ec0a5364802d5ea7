"""Asking for deliveries that the rows show as undone, as after a restored backup or new settings. Sends nothing."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from wireroom.core.destinations import Destination, delivery_key
from wireroom.destinations.actions.beginning import find_outlet, forget_destination
from wireroom.destinations.models import Delivery, Outlet
from wireroom.edition.actions.delivering import STEP, SURFACE
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.actions import CALM, enqueue


def ask_undone(destinations: Collection[Destination], *, now: datetime) -> None:
    """Ask for all that a destination of the settings is yet to be sent, or is no longer to show."""
    names = {destination.name for destination in destinations}
    for name in set(_expected().values_list("place", flat=True).distinct()) - names:
        forget_destination(name)
    for destination in destinations:
        if find_outlet(destination, now=now).ended_at is None:
            _ask_all(destination, now)


def ask_again(destination: Destination, *, now: datetime) -> None:
    """A person says that it answers again: whatever pause stands is over, also the end it told of."""
    with transaction.atomic():
        outlet = find_outlet(destination, now=now)
        outlet.ask_at = outlet.urgent_at = outlet.ended_at = None
        outlet.save()
        Delivery.objects.filter(destination=destination.name).update(ask_at=None)
        _ask_all(destination, now)


def _ask_all(destination: Destination, now: datetime) -> None:
    for article, due_at in _unsettled(destination.name):
        enqueue(STEP, [delivery_key(destination.name, article)], now=now, due_at=max(due_at or now, now))
    _ask(destination, _expected().filter(place=destination.name).values_list("article_id", flat=True), now, 0)
    _ask(destination, _to_remove(destination), now, 0)
    _ask(destination, _never_sent(destination), now, CALM)


def _ask(destination: Destination, articles: Collection[int], now: datetime, priority: int) -> None:
    keys = [delivery_key(destination.name, article) for article in sorted(set(articles))]
    enqueue(STEP, keys, now=now, priority=priority)


def _expected():
    return Receipt.objects.filter(surface=SURFACE, at=None)


def _unsettled(name: str) -> Iterator[tuple[int, datetime | None]]:
    """Deliveries under way or to be looked at once more, each with its time."""
    pause = Outlet.objects.filter(name=name).values_list("urgent_at", flat=True).first()
    for row in Delivery.objects.filter(Q(waiting_since__isnull=False) | Q(check_at__isnull=False), destination=name):
        yield row.article_id, (row.ask_at or pause) if row.waiting_since else row.check_at


def _to_remove(destination: Destination) -> list[int]:
    """Articles that stand there and are no longer to."""
    sent = Delivery.objects.filter(destination=destination.name, state=Delivery.State.SENT)
    wrong = ~Q(article__state=Article.State.LIVE)
    if destination.languages:
        wrong |= ~Q(article__language__in=destination.languages)
    if destination.since:
        wrong |= Q(article__first_published_at__lt=destination.since)
    return list(sent.filter(wrong).values_list("article_id", flat=True))


def _never_sent(destination: Destination) -> list[int]:
    rows = Delivery.objects.filter(destination=destination.name, article=OuterRef("pk"))
    wanted = Article.objects.filter(~Exists(rows), state=Article.State.LIVE)
    if destination.languages:
        wanted = wanted.filter(language__in=destination.languages)
    if destination.since:
        wanted = wanted.filter(first_published_at__gte=destination.since)
    return list(wanted.order_by("id").values_list("id", flat=True))
