"""Asking for an article's surfaces to be written again, and recording that they were."""

from collections.abc import Iterable
from datetime import datetime

from wireroom.publishing.models import Receipt
from wireroom.tasks.actions import enqueue


def refresh_article(article_ids: Iterable[int], *, now: datetime, priority: int = 5) -> None:
    """Have the edition look at these articles again. Call it in the transaction that changed them."""
    enqueue("edition", sorted(set(article_ids)), now=now, priority=priority)


def record_receipts(receipts: Iterable[Receipt]) -> None:
    """Keep the proof of what reached which surface."""
    Receipt.objects.bulk_create(list(receipts), batch_size=400)
