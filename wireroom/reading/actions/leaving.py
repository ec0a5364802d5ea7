"""Taking items out of the ledger: when they are no longer on the site, and for the law. Touches no page."""

from collections.abc import Callable, Collection, Iterable

from django.db import transaction

from wireroom.core.ledger.keys import find_standing, stands_in
from wireroom.core.ledger.naming import fold_name
from wireroom.reading.models import Actor, Alias, Claim, Figure, Reading, Statement, StatementReview
from wireroom.reading.words import plain_text
from wireroom.wire.models import Item, Version

CHUNK = 400
NAME = 200


def leave_ledger(item_ids: Collection[int]) -> set[int]:
    """Delete all that was read of some items, and the actors and claims that nobody else's words stand for.

    Returns those of them that had anything in the ledger. Call it in the transaction that takes them off the site.
    """
    wanted, left = sorted(set(item_ids)), set()
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        left.update(Reading.objects.filter(item__in=some).values_list("item_id", flat=True))
    if not left:
        return left
    ids = sorted(left)
    with transaction.atomic():
        rows = Statement.objects.filter(item__in=ids)
        actors = set(rows.exclude(actor=None).values_list("actor_id", flat=True))
        claims = set(rows.exclude(claim=None).values_list("claim_id", flat=True))
        Figure.objects.filter(item__in=ids).delete()
        Statement.objects.filter(item__in=ids).delete()
        Reading.objects.filter(item__in=ids).delete()
        prune(actors, claims)
    return left


def erase_words(item: Item) -> None:
    """Erase an item's words from the ledger for the law: statements, figures, what persons noted of them, and names of
    actors that no other text gives, an editor's too. Call it before the item's versions are emptied."""
    with transaction.atomic():
        leave_ledger([item.id])
        Reading.objects.filter(item=item).delete()
        StatementReview.objects.filter(item=item).update(read={}, corrected={})
        text = "\n".join(plain_text(row) for row in Version.objects.filter(item=item).only("body", "summary"))
        mine = find_standing(text)
        # What is left without statements was named by an editor, or means several.
        idle = Alias.objects.filter(actor__isnull=True) | Alias.objects.filter(actor__statements=None)
        named = [row for row in idle.distinct() if mine(row.name)]
        Alias.objects.filter(id__in=[row.id for row in named]).delete()
        _drop_actors({row.actor_id for row in named if row.actor_id})
        _drop_names(mine)


def _drop_names(mine: Callable[[str], bool]) -> None:
    """Drop names that a purged text gave and no statement of another text uses, of actors that others quote too."""
    given = Alias.objects.filter(by_name="", actor__isnull=False).select_related("actor")
    for alias in given.iterator():
        if not mine(alias.name):
            continue
        said = Statement.objects.filter(actor=alias.actor).values_list("actor_text", "source_text")
        texts = list(said.distinct()[:CHUNK])
        if any(stands_in(alias.name, f"{actor_text} … {source_text}") for actor_text, source_text in texts):
            continue
        alias.delete()
        if fold_name(alias.actor.name) == alias.name and texts:
            Actor.objects.filter(id=alias.actor_id).update(name=texts[0][0][:NAME])


def prune(actor_ids: Iterable[int], claim_ids: Iterable[int] = ()) -> None:
    """Delete those of some actors that have no statements left and that no editor touched, and of some claims those
    that nobody makes any more."""
    idle = Actor.objects.filter(id__in=set(actor_ids), statements=None, merged_into=None, merged=None)
    _drop_actors(set(idle.exclude(aliases__by_name__gt="").values_list("id", flat=True)))
    Claim.objects.filter(id__in=set(claim_ids), statements=None).delete()


def _drop_actors(actor_ids: set[int]) -> None:
    if not actor_ids:
        return
    Alias.objects.filter(actor__in=actor_ids).delete()
    Actor.objects.filter(id__in=actor_ids, merged=None, statements=None).delete()
