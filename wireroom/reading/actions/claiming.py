"""Putting new statements into claims: what one actor says alike in several texts. Decides nothing itself (core)."""

from collections.abc import Iterable, Sequence

from wireroom.core.addresses import article_key
from wireroom.core.ledger.claims import WITHIN, decide_same_claim
from wireroom.core.ledger.values import Said
from wireroom.reading.models import Claim, Statement
from wireroom.reading.queries.claims import said_of

# Of what an actor said within the time so many statements are looked at, the nearest in time first.
NEAREST = 200


def claim_statements(rows: Sequence[Statement]) -> None:
    """Give the stored statements of one item the claims they make, with what the same actors said elsewhere."""
    for actor_id in sorted({row.actor_id for row in rows if row.actor_id and row.content}):
        mine = [row for row in rows if row.actor_id == actor_id and row.content]
        others = _others(actor_id, mine)
        known = dict(zip([row.id for row in others], said_of(others), strict=True))
        claims = {row.id: row.claim_id for row in others}
        for row, said in zip(mine, said_of(mine), strict=True):
            found = [(other.id, reason) for other in known.values() if (reason := decide_same_claim(said, other))]
            if not found:
                continue
            other, reason = min(
                found, key=lambda one: (claims[one[0]] is None, abs(known[one[0]].said_at - said.said_at))
            )
            if claims[other] is None:
                claims[other] = _begin(known[other], reason).id
                Statement.objects.filter(id=other).update(claim=claims[other])
            row.claim_id = claims[other]
            Statement.objects.filter(id=row.id).update(claim=row.claim_id)


def _others(actor_id: int, mine: Iterable[Statement]) -> list[Statement]:
    """What the actor said in other items at about the time."""
    times = [row.said_at for row in mine]
    items = {row.item_id for row in mine}
    rows = Statement.objects.filter(actor=actor_id, said_at__range=(min(times) - WITHIN, max(times) + WITHIN))
    return list(rows.exclude(item__in=items).exclude(content="").order_by("-said_at", "id")[:NEAREST])


def _begin(first: Said, reason: str) -> Claim:
    """The claim that a statement began; its key comes from what was said first, so reading again gives it again."""
    row = Statement.objects.select_related("item__provider").get(id=first.id)
    identity = article_key(row.item.provider.slug, row.item.guid)
    made = {"reason": reason[:200], "began_at": row.said_at}
    return Claim.objects.get_or_create(key=article_key(identity, row.content_key), defaults=made)[0]
