"""Asking for changed articles to be delivered to the destinations that take them. Sends nothing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from wireroom.core.destinations import delivery_key
from wireroom.edition.press import Press
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.actions import enqueue

STEP = "deliver"
SURFACE = "destination"


def ask_deliveries(
    articles: Collection[Article], press: Press, orders: Mapping[int, Sequence[Receipt]], *, now: datetime
) -> list[Receipt]:
    """Ask for these articles to be looked at for every destination; the receipts expected where a state was ordered.

    Call it in the transaction that records their pages: neither is lost without the other.
    """
    urgent: list[str] = []
    calm: list[str] = []
    receipts: list[Receipt] = []
    for destination in press.destinations:
        taken = [a for a in articles if destination.takes(a.language, published=a.first_published_at)]
        for article in taken:
            ordered = orders.get(article.id, ())
            hurried = ordered or article.state != Article.State.LIVE
            (urgent if hurried else calm).append(delivery_key(destination.name, article.id))
            receipts += [
                Receipt(
                    article_id=article.id,
                    state=order.state,
                    surface=SURFACE,
                    place=destination.name,
                    asked_at=order.asked_at,
                )
                for order in ordered
            ]
    enqueue(STEP, urgent, now=now, priority=0)
    enqueue(STEP, calm, now=now)
    return receipts
