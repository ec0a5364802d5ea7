"""Putting new statements into claims: what one actor says alike in several texts. Decides nothing itself (core)."""

from collections import defaultdict
from collections.abc import Sequence

from wireroom.core.addresses import article_key
from wireroom.core.ledger.claims import WITHIN, decide_same_claim
from wireroom.core.ledger.values import Said
from wireroom.reading.models import Claim, Statement
from wireroom.reading.queries.claims import said_of

# Of what an actor said within the time so many statements are looked at, the nearest in time first.
NEAREST = 200
# And of all actors of a text together.
MOST = 600


def claim_statements(rows: Sequence[Statement]) -> None:
    """Give the stored statements of one item the claims they make, with what the same actors said elsewhere."""
    mine = [row for row in rows if row.actor_id and row.content]
    others = _others(mine) if mine else []
    if others:
        known = dict(zip([row.id for row in others], said_of(others), strict=True))
        claims = {row.id: row.claim_id for row in others}
        by_actor: dict[int, list[Said]] = defaultdict(list)
        for other in known.values():
            by_actor[other.actor].append(other)
        for row, said in zip(mine, said_of(mine), strict=True):
            near = by_actor[row.actor_id][:NEAREST]
            found = [(other.id, reason) for other in near if (reason := decide_same_claim(said, other))]
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


def _others(mine: Sequence[Statement]) -> list[Statement]:
    """What the actors said in other items at about the time, the newest first."""
    times = [row.said_at for row in mine]
    during = Statement.objects.filter(said_at__range=(min(times) - WITHIN, max(times) + WITHIN))
    rows = during.filter(actor__in={row.actor_id for row in mine}).exclude(item__in={row.item_id for row in mine})
    return list(rows.exclude(content="").order_by("-said_at", "id")[:MOST])


def _begin(first: Said, reason: str) -> Claim:
    """The claim that a statement began; its key comes from what was said first, so reading again gives it again."""
    row = Statement.objects.select_related("item__provider").get(id=first.id)
    identity = article_key(row.item.provider.slug, row.item.guid)
    made = {"reason": reason[:200], "began_at": row.said_at}
    return Claim.objects.get_or_create(key=article_key(identity, row.content_key), defaults=made)[0]
