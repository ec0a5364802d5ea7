"""The statements of versions, and what editors rejected of them. Changes nothing."""

from collections import defaultdict
from collections.abc import Collection

from wireroom.reading.models import Statement, StatementReview

CHUNK = 400


def statements_of(version_ids: Collection[int]) -> dict[int, list[Statement]]:
    """The statements of some versions, in the order of their texts, with actors and figures fetched along.

    A statement's anchor on a page is its number. What an editor rejected has no row.
    """
    found: dict[int, list[Statement]] = defaultdict(list)
    wanted = sorted(set(version_ids))
    for start in range(0, len(wanted), CHUNK):
        rows = Statement.objects.filter(version__in=wanted[start : start + CHUNK]).order_by("version", "number")
        for row in rows.select_related("actor", "claim").prefetch_related("figures"):
            found[row.version_id].append(row)
    return found


def find_rejected(item_id: int) -> list[StatementReview]:
    """What editors rejected of an item and did not take back, newest first: `read` says what was read."""
    last: dict[str, StatementReview] = {}
    for review in StatementReview.objects.filter(item=item_id).order_by("id"):
        last[review.content_key] = review
    rejected = [review for review in last.values() if review.verdict == StatementReview.Verdict.REJECTED]
    return sorted(rejected, key=lambda review: -review.id)
