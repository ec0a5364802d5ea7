"""Statements as the ledger compares them, made of a few words. Test material."""

from datetime import UTC, datetime, timedelta
from itertools import count

from wireroom.core.ledger.values import Amount, Point, Said

MONDAY = datetime(2024, 10, 14, 9, tzinfo=UTC)
NAMES = {"office": 1, "union": 2, "mori": 3, "ministry": 4}
FULL = {
    "office": "Minato Harbour Office",
    "union": "Fishermen's Union",
    "mori": "Ines Mori",
    "ministry": "Strait Ministry",
}
_NUMBER = count(1)


def says(who, content, stance="asserts", *, hours=0.0, item=None, figures=()):
    """A statement of one of NAMES (or of a name without an actor), `hours` after Monday morning."""
    number = next(_NUMBER)
    return Said(
        id=number,
        item=item or number,
        actor=NAMES.get(who),
        name=FULL.get(who, who),
        stance=stance,
        content=content,
        said_at=MONDAY + timedelta(hours=hours),
        figures=figures,
    )


def amount(value, counts="", *, unit="", qualifier="exact", high=None):
    """A figure of a statement."""
    return Amount(value, high, unit, counts, qualifier)


def point(value, who="office", *, hours=0.0, counts="troops", unit="", item=None):
    """A figure over time."""
    number = next(_NUMBER)
    at = MONDAY + timedelta(hours=hours)
    return Point(amount(value, counts, unit=unit), NAMES.get(who), FULL.get(who, who), item or number, number, "", at)
