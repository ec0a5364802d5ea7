"""Claims and figures of some items: who asserts, who denies, who has not confirmed; how figures moved."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from wireroom.core.ledger.moving import Course, trace_figures
from wireroom.core.ledger.standing import MOST, Standing, weigh_claims
from wireroom.core.ledger.values import Amount, Point, Said
from wireroom.reading.models import Figure, Statement

CHUNK = 400


def claims_of(item_ids: Collection[int]) -> tuple[Standing, ...]:
    """How the claims that some items (a story's) make stand, the opposed ones first; ids in them are statements'."""
    return weigh_claims(said_of(newest_statements(item_ids)))


def courses_of(item_ids: Collection[int]) -> tuple[Course, ...]:
    """How the figures of some items (a story's) moved over time and with whom."""
    points, wanted = [], sorted(set(item_ids))
    for start in range(0, len(wanted), CHUNK):
        rows = Figure.objects.filter(item__in=wanted[start : start + CHUNK]).select_related("statement", "version")
        points += [_point(row) for row in rows.defer("version__body").order_by("id")]
    return trace_figures(points)


def newest_statements(item_ids: Collection[int]) -> list[Statement]:
    """The newest statements of some items, as many as are compared."""
    rows, wanted = [], sorted(set(item_ids))
    for start in range(0, len(wanted), CHUNK):
        some = Statement.objects.filter(item__in=wanted[start : start + CHUNK]).order_by("-said_at", "-id")
        rows += some[:MOST]
    return sorted(rows, key=lambda row: (row.said_at, row.id), reverse=True)[:MOST]


def said_of(rows: Sequence[Statement]) -> list[Said]:
    """Stored statements as they are compared, in the same order."""
    amounts: dict[int, list[Amount]] = defaultdict(list)
    ids = [row.id for row in rows]
    for start in range(0, len(ids), CHUNK):
        for figure in Figure.objects.filter(statement__in=ids[start : start + CHUNK]).order_by("start"):
            amounts[figure.statement_id].append(_amount(figure))
    return [
        Said(
            id=row.id,
            item=row.item_id,
            actor=row.actor_id,
            name=row.actor_text or row.source_text,
            stance=row.stance,
            content=row.content,
            said_at=row.said_at,
            figures=tuple(amounts[row.id]),
            claim=row.claim_id,
            cue=row.cue_text,
        )
        for row in rows
    ]


def _amount(row: Figure) -> Amount:
    return Amount(row.value, row.high, row.unit, row.counts, row.qualifier)


def _point(row: Figure) -> Point:
    whose = row.statement
    published = row.version.published or row.version.received_at
    return Point(
        amount=_amount(row),
        actor=whose.actor_id if whose else None,
        name=(whose.actor_text or whose.source_text) if whose else "",
        item=row.item_id,
        statement=row.statement_id,
        text=row.text,
        said_at=whose.said_at if whose else published,
        content=whose.content if whose else "",
    )
