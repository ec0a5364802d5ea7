"""An editor's word on what was read: confirmed, corrected, rejected. It outranks the reader in every later reading."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from wireroom.core.by import By
from wireroom.core.errors import WireroomError
from wireroom.core.ledger.keys import Wording, content_key, find_again
from wireroom.core.text.statements import Stance
from wireroom.reading.actions.leaving import prune
from wireroom.reading.models import Figure, Reading, Statement, StatementReview
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Version

Verdict = StatementReview.Verdict
# Readers see what an editor said soon.
PRIORITY = 3
# What was read by no reader is read again.
NONE = 0


@dataclass(frozen=True, slots=True)
class Fields:
    """What an editor may correct of a statement; None leaves what was read, "" takes it away."""

    actor: str | None = None
    stance: str | None = None
    source_text: str | None = None
    content: str | None = None


def review_statement(
    statement: Statement, verdict: str, *, by: By, now: datetime, fields: Fields | None = None
) -> StatementReview:
    """Keep an editor's verdict on a statement, apply it, and have its version read again so that pages follow.

    Raises WireroomError for a correction that corrects nothing or names no stance.
    """
    corrected = _check(verdict, fields)
    with transaction.atomic():
        last = find_review(statement.item_id, statement.content_key)
        read = last.read if last and last.read else _as_read(statement)
        review = StatementReview.objects.create(
            item_id=statement.item_id,
            version_id=statement.version_id,
            content_key=statement.content_key,
            verdict=verdict,
            corrected=corrected,
            read=read,
            by_id=by.user_id,
            by_name=by.name,
            at=now,
        )
        if verdict == Verdict.REJECTED:
            Figure.objects.filter(statement=statement).update(statement=None)
            Statement.objects.filter(id=statement.id).delete()
            prune({statement.actor_id} - {None}, {statement.claim_id} - {None})
        read_again([statement.version_id], now=now)
    return review


def take_back(review: StatementReview, *, by: By, now: datetime) -> StatementReview:
    """Take a rejection back: the statement counts again as it was read."""
    with transaction.atomic():
        row = StatementReview(item_id=review.item_id, version_id=review.version_id, content_key=review.content_key)
        row.verdict, row.read, row.at = Verdict.CONFIRMED, review.read, now
        row.by_id, row.by_name = by.user_id, by.name
        row.save()
        reading = Reading.objects.filter(item=review.item_id).values_list("version_id", flat=True)
        read_again(reading, now=now)
    return row


def read_again(version_ids: Iterable[int], *, now: datetime) -> None:
    """Have versions read once more that the ledger has: what persons said of them, or of their actors, changed."""
    ids = sorted(set(version_ids))
    Reading.objects.filter(version__in=ids).update(reader=NONE)
    enqueue("read", ids, now=now, priority=PRIORITY)


def find_review(item_id: int, key: str) -> StatementReview | None:
    """The last word of an editor on a statement of an item."""
    return StatementReview.objects.filter(item=item_id, content_key=key).order_by("-id").first()


def apply_reviews(rows: Sequence[Statement], version: Version, text: str) -> list[Statement]:
    """New rows of an item's statements as its reviews have them: rejected ones left out, corrected ones corrected,
    and what an editor stood for and the reader missed put back, where its words still stand in the text."""
    last = {row.content_key: row for row in StatementReview.objects.filter(item=version.item_id).order_by("id")}
    kept = list(rows)
    for review in last.values():
        if not review.read:
            continue
        found = find_again(_wording(review.read), [_own_wording(row) for row in kept])
        row = kept[found] if found is not None else _restored(review, version, text, kept)
        if row is None:
            continue
        if review.verdict == Verdict.REJECTED:
            kept.remove(row)
            continue
        if found is None:
            kept.append(row)
        _apply(review, row, text)
    return kept


def _check(verdict: str, fields: Fields | None) -> dict[str, str]:
    if verdict not in Verdict.values:
        raise WireroomError(f"a verdict is one of {', '.join(Verdict.values)}: {verdict[:40]!r}")
    given = {name: value.strip() for name, value in asdict(fields or Fields()).items() if value is not None}
    if verdict != Verdict.CORRECTED:
        return {}
    if not given:
        raise WireroomError("a correction says what is right: the actor, the stance, the source or the words")
    if given.get("stance", "asserts") not in [stance.value for stance in Stance]:
        raise WireroomError(f"a stance is one of {', '.join(Stance)}: {given['stance'][:40]!r}")
    return given


def _as_read(row: Statement) -> dict[str, str]:
    return {
        "actor": row.actor_text,
        "source_text": row.source_text,
        "cue": row.cue_text,
        "content": row.content,
        "stance": row.stance,
    }


def _wording(read: dict[str, str]) -> Wording:
    return Wording(read.get("source_text", ""), read.get("cue", ""), read.get("content", ""))


def _own_wording(row: Statement) -> Wording:
    return Wording(row.source_text, row.cue_text, row.content)


def _restored(review: StatementReview, version: Version, text: str, rows: Sequence[Statement]) -> Statement | None:
    """A row for what an editor stood for and the reader did not find; None where the words are gone."""
    content = review.read.get("content", "")
    start = text.find(content) if content else -1
    if review.verdict == Verdict.REJECTED or start < 0:
        return None
    numbers = [row.number for row in rows]
    return Statement(
        version=version,
        item_id=version.item_id,
        number=max(numbers, default=0) + 1,
        actor_text=review.read.get("actor", ""),
        source_text=review.read.get("source_text", ""),
        cue_text=review.read.get("cue", ""),
        content=content,
        spans=[[start, start + len(content)]],
        stance=review.read.get("stance", Stance.ASSERTS.value),
        confidence=1.0,
        said_at=version.published or version.received_at,
        content_key=content_key(_wording(review.read)),
    )


def _apply(review: StatementReview, row: Statement, text: str) -> None:
    row.content_key, row.reviewed, row.confidence = review.content_key, review.verdict, 1.0
    corrected = review.corrected
    if "actor" in corrected:
        row.actor_text = corrected["actor"][:300]
    if "stance" in corrected:
        row.stance = corrected["stance"]
    if "source_text" in corrected:
        row.source_text = corrected["source_text"][:500]
        row.source_start, row.source_end = _place(row.source_text, text)
    if "content" in corrected:
        row.content = corrected["content"]
        start, end = _place(row.content, text)
        row.spans = [[start, end]] if start is not None else row.spans if row.content else []


def _place(words: str, text: str) -> tuple[int | None, int | None]:
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (None, None)
