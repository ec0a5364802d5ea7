"""An editor's word on actors: what one is called, which names mean it, that two are one, that one is two."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.core.ledger.naming import actor_key, fold_name, name_actor
from wireroom.reading.actions.resolving import NAME, find_alias, root_of
from wireroom.reading.models import Actor, Alias, Statement

# An actor that was split off has its name's key with a number, where another has the key already.
_MOST = 50


def rename_actor(actor: Actor, name: str, *, by: By, now: datetime) -> set[int]:
    """Call an actor by another name, which means it from now on. Returns the items whose statements it made."""
    with transaction.atomic():
        items = add_alias(actor, name, by=by, now=now)
        Actor.objects.filter(id=actor.id).update(name=" ".join(name.split())[:NAME])
        actor.refresh_from_db()
    return items | _items(actor)


def add_alias(actor: Actor, name: str, *, by: By, now: datetime) -> set[int]:
    """Say that a name means an actor, in every text. Returns the items whose statements changed hands.

    Raises WireroomError for a name without a letter.
    """
    folded = fold_name(name)[:NAME]
    if not any(character.isalnum() for character in folded):
        raise WireroomError(f"{name[:40]!r} is no name")
    with transaction.atomic():
        _sign(folded, actor, by, now)
        rows = Statement.objects.filter(actor_text__icontains=name.strip()[:NAME]).exclude(actor=actor)
        return _settle(rows) | _settle(Statement.objects.filter(actor=actor))


def merge_actors(actor: Actor, into: Actor, *, by: By, now: datetime) -> set[int]:
    """Say that two actors are one: `into`, whose address the other's leads to. Returns the items that changed hands.

    Raises WireroomError where both are one already.
    """
    with transaction.atomic():
        target = root_of(into)
        if root_of(actor).id == target.id:
            raise WireroomError(f"{actor.name} and {into.name} are one actor already")
        _sign(fold_name(actor.name)[:NAME], actor, by, now)
        Actor.objects.filter(id=actor.id).update(merged_into=target)
        actor.refresh_from_db()
        return _settle(Statement.objects.filter(actor=actor))


def split_actor(actor: Actor, names: Collection[str], *, by: By, now: datetime) -> Actor:
    """Say that some of an actor's names mean somebody else, and return that one: an actor that was merged into it
    where the names are its own, else a new one.

    Raises WireroomError where no name is given, or none that means the actor.
    """
    folded = [fold_name(name)[:NAME] for name in names if fold_name(name)]
    if not folded:
        raise WireroomError("say which names mean somebody else")
    with transaction.atomic():
        aliases = list(Alias.objects.filter(name__in=folded, actor__isnull=False).select_related("actor"))
        mine = [alias for alias in aliases if root_of(alias.actor).id == actor.id]
        if not mine:
            raise WireroomError(f"none of these names means {actor.name}")
        merged = next((alias.actor for alias in mine if alias.actor_id != actor.id), None)
        if merged:
            Actor.objects.filter(id=merged.id).update(merged_into=None)
            other = Actor.objects.get(id=merged.id)
        else:
            other = _begin(actor, mine[0], now)
        for alias in mine:
            _sign(alias.name, other, by, now)
        _settle(Statement.objects.filter(actor=actor))
    return other


def _begin(actor: Actor, alias: Alias, now: datetime) -> Actor:
    keys = [actor_key(alias.name, alias.language)]
    keys += [actor_key(f"{alias.name} {number}", alias.language) for number in range(2, _MOST)]
    taken = set(Actor.objects.filter(key__in=keys).values_list("key", flat=True))
    key = next(key for key in keys if key not in taken)
    said = Statement.objects.filter(actor=actor).values_list("actor_text", flat=True)
    name = next((text for text in said if fold_name(text) == alias.name), alias.name)
    return Actor.objects.create(key=key, name=name[:NAME], language=alias.language, kind=actor.kind, created_at=now)


def _sign(folded: str, actor: Actor, by: By, now: datetime) -> None:
    """Make a name mean an actor by an editor's word, in whichever languages it is known."""
    signed = {"actor": actor, "by_id": by.user_id, "by_name": by.name, "at": now}
    if not Alias.objects.filter(name=folded).update(**signed):
        Alias.objects.create(name=folded, language=actor.language, **signed)


def _settle(rows) -> set[int]:
    """Give statements the actors that their names mean now. Returns the items of those that changed hands."""
    moved = set()
    for row in rows.only("id", "item_id", "actor_id", "actor_text"):
        named = name_actor(row.actor_text, {})
        alias = find_alias(row.actor_text) or (find_alias(named.folded) if named else None)
        meant = root_of(alias.actor) if alias else None
        if alias and row.actor_id != (meant.id if meant else None):
            Statement.objects.filter(id=row.id).update(actor=meant, claim=None)
            moved.add(row.item_id)
    return moved


def _items(actor: Actor) -> set[int]:
    return set(Statement.objects.filter(actor=actor).values_list("item_id", flat=True))
