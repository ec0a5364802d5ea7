"""Actors of the ledger: by key, of some versions, and what they said. Changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from wireroom.reading.actions.resolving import root_of
from wireroom.reading.models import Actor, Statement


@dataclass(frozen=True, slots=True)
class ActorMark:
    """An actor and how many statements, of those asked about, are its."""

    actor: Actor
    statements: int


def find_actor(key: str) -> Actor | None:
    """The actor that a key names, or the one it was merged into; None when there is none."""
    return root_of(Actor.objects.select_related("merged_into").filter(key=key[:20]).first())


def said_by(actor: Actor) -> QuerySet[Statement]:
    """All that an actor said, newest first; narrow it to what the site shows."""
    rows = Statement.objects.filter(actor=actor).select_related("item", "version")
    return rows.defer("version__body").order_by("-said_at", "-id")


def quoted_actors(version_ids: Collection[int]) -> list[ActorMark]:
    """The actors that some versions quote, those with most statements first."""
    rows = Statement.objects.filter(version__in=list(version_ids), actor__isnull=False)
    counts = dict(rows.values_list("actor").annotate(n=Count("id")).values_list("actor", "n"))
    actors = Actor.objects.in_bulk(list(counts))
    marks = [ActorMark(actors[number], count) for number, count in counts.items()]
    return sorted(marks, key=lambda mark: (-mark.statements, mark.actor.name))
