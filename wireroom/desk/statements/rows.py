"""What was read of an item, as its screen shows it, with what editors said of that. Changes nothing."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from wireroom.core.text.statements import Stance
from wireroom.reading.models import Statement, StatementReview
from wireroom.reading.queries import find_rejected
from wireroom.wire.models import Item

STANCES = {
    Stance.ASSERTS: gettext_lazy("says"),
    Stance.CONFIRMS: gettext_lazy("confirms"),
    Stance.DENIES: gettext_lazy("denies"),
    Stance.ACCUSES: gettext_lazy("accuses"),
    Stance.REQUESTS: gettext_lazy("demands"),
    Stance.DECLINES_COMMENT: gettext_lazy("declines to comment"),
    Stance.NO_EVIDENCE: gettext_lazy("sees no evidence"),
    Stance.REPORTED: gettext_lazy("it is said"),
}
VERDICTS = {
    StatementReview.Verdict.CONFIRMED: gettext_lazy("confirmed by"),
    StatementReview.Verdict.CORRECTED: gettext_lazy("corrected by"),
    StatementReview.Verdict.REJECTED: gettext_lazy("rejected by"),
}


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement: its stance in words, how sure the reader was in percent, the last review; `seen` is that one's id,
    0 without."""

    statement: Statement
    stance: str
    sure: int
    review: StatementReview | None
    verdict: str
    seen: int


@dataclass(frozen=True, slots=True)
class StatementsPart:
    """The statements of an item in the order of its text, and what was rejected; `stances` are what one may be."""

    rows: tuple[StatementRow, ...]
    rejected: tuple[StatementReview, ...]
    stances: tuple[tuple[str, str], ...]


def gather_statements(item: Item) -> StatementsPart:
    """What the ledger has of an item."""
    last = {row.content_key: row for row in StatementReview.objects.filter(item=item).order_by("id")}
    rows = Statement.objects.filter(item=item).select_related("actor").order_by("number")
    return StatementsPart(
        rows=tuple(_row(row, last.get(row.content_key)) for row in rows),
        rejected=tuple(review for review in find_rejected(item.id) if review.read),
        stances=tuple((stance.value, label) for stance, label in STANCES.items()),
    )


def newest_review(item_id: int, key: str) -> int:
    """The id of the last review of a statement, 0 where there is none."""
    rows = StatementReview.objects.filter(item=item_id, content_key=key).order_by("-id")
    return rows.values_list("id", flat=True).first() or 0


def _row(statement: Statement, review: StatementReview | None) -> StatementRow:
    return StatementRow(
        statement=statement,
        stance=STANCES[Stance(statement.stance)],
        sure=round(100 * statement.confidence),
        review=review,
        verdict=VERDICTS[StatementReview.Verdict(review.verdict)] if review else "",
        seen=review.id if review else 0,
    )
