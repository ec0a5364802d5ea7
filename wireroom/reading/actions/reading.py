"""Reading a version into the ledger: statements with their actors, and figures, in place of what its item had there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from wireroom.core.ledger.keys import Wording, content_key, stands_in
from wireroom.core.text.figures import Figure as FoundFigure
from wireroom.core.text.reading import Reading as TextReading
from wireroom.core.text.statements import Statement as Found
from wireroom.core.text.statements.reader import READER
from wireroom.reading.actions.claiming import claim_statements
from wireroom.reading.actions.leaving import prune
from wireroom.reading.actions.resolving import ActorDesk
from wireroom.reading.actions.reviewing import NONE, apply_reviews
from wireroom.reading.models import Figure, Reading, Statement
from wireroom.reading.words import plain_text
from wireroom.wire.actions import insert_rows
from wireroom.wire.models import Version

ReadText = Callable[[str, str | None, date | None], TextReading]
"""Reads a text in a language (None: found from the text) that was published on a day."""

# What opposes others' words: pages that those stand on say so.
OPPOSING = frozenset({"denies", "no_evidence", "declines_comment"})
_PLACES = 100
_FIGURE = ("start", "value", "high", "unit", "counts", "qualifier")


@dataclass(frozen=True, slots=True)
class Stored:
    """What reading a version changed: whether what is said, whether a figure; whether there is or was anything that
    opposes others; whether an editor had changed anything of it."""

    said: bool
    figures: bool
    opposes: bool
    reviewed: bool

    @property
    def changed(self) -> bool:
        return self.said or self.figures


def read_version(version: Version, read: ReadText, *, zone: ZoneInfo) -> TextReading:
    """What the version's text says. Touches no row, and takes its time: call it outside of transactions."""
    published = version.published or version.received_at
    return read(plain_text(version), version.language or None, published.astimezone(zone).date())


def store_reading(version: Version, reading: TextReading, *, now: datetime) -> Stored:
    """Put what was read of a version in place of all that the ledger had of its item.

    Call it in a transaction that knows the version to be the one on the item's page.
    """
    text = plain_text(version)
    with transaction.atomic():
        before = list(Statement.objects.filter(item=version.item_id).order_by("number"))
        figures_before = list(
            Figure.objects.filter(item=version.item_id).order_by("start", "end").values_list(*_FIGURE)
        )
        actors = {row.actor_id for row in before if row.actor_id}
        claims = {row.claim_id for row in before if row.claim_id}
        # An editor changed something of it: whatever the rows say now, pages may say something else.
        reviewed = Reading.objects.filter(item=version.item_id, reader=NONE).exists()
        Reading.objects.filter(item=version.item_id).delete()
        Figure.objects.filter(item=version.item_id).delete()
        Statement.objects.filter(item=version.item_id).delete()
        Reading.objects.create(
            version=version,
            item_id=version.item_id,
            reader=READER,
            language=reading.language or "",
            places=[[name.text, *name.span] for name in reading.names if name.kind == "place"][:_PLACES],
            at=now,
        )
        rows = apply_reviews(_rows(version, reading, _Times(version)), version, text)
        ActorDesk(text, reading, now=now).resolve(rows)
        insert_rows(rows)
        figures = _figures(version, reading.figures, rows, text)
        insert_rows(figures)
        claim_statements(rows)
        prune(actors - {row.actor_id for row in rows}, claims)
    said = reviewed or [_shown(row) for row in before] != [_shown(row) for row in rows]
    moved = figures_before != [tuple(getattr(row, name) for name in _FIGURE) for row in figures]
    return Stored(said, moved, any(row.stance in OPPOSING for row in (*before, *rows)), reviewed)


def _shown(row: Statement) -> tuple:
    return row.version_id, row.actor_id, row.actor_text, row.stance, row.content, row.spans, row.reviewed


class _Times:
    """Since when an item says something: the time of the first of its versions that has the words."""

    def __init__(self, version: Version):
        self._own = _moment(version)
        earlier = version.item.versions.filter(number__lt=version.number).order_by("number")
        columns = ("number", "body", "summary", "published", "version_created", "received_at")
        self._earlier = [(plain_text(row), _moment(row)) for row in earlier.only(*columns)]

    def of(self, words: str) -> datetime:
        return next((at for text, at in self._earlier if stands_in(words, text)), self._own)


def _moment(version: Version) -> datetime:
    """When a version was published: by its source's word, but never after it came."""
    told = version.published if version.number == 1 else version.version_created
    return min(told or version.received_at, version.received_at)


def _rows(version: Version, reading: TextReading, times: _Times) -> list[Statement]:
    found = sorted(reading.statements, key=_place)
    return [_row(version, number, one, times) for number, one in enumerate(found, start=1)]


def _place(found: Found) -> int:
    starts = [span[0] for span in found.content.spans] if found.content else []
    starts += [found.cue.span[0]] if found.cue else []
    starts += [found.source.mention.span[0]] if found.source and found.source.mention else []
    return min(starts, default=0)


def _row(version: Version, number: int, found: Found, times: _Times) -> Statement:
    mention = found.source.mention if found.source else None
    actor = found.source.actor if found.source else None
    content = found.content.text if found.content else ""
    cue = found.cue.text if found.cue else ""
    wording = Wording(mention.text if mention else "", cue, content)
    return Statement(
        version=version,
        item_id=version.item_id,
        number=number,
        actor_text=(actor or "")[:300],
        source_text=(mention.text if mention else "")[:500],
        source_start=mention.span[0] if mention else None,
        source_end=mention.span[1] if mention else None,
        cue_text=cue[:300],
        cue_start=found.cue.span[0] if found.cue else None,
        cue_end=found.cue.span[1] if found.cue else None,
        content=content,
        spans=[list(span) for span in found.content.spans] if found.content else [],
        stance=found.stance.value,
        quoted=found.quoted,
        confidence=found.confidence,
        said_at=times.of(found.content.text if found.content else cue),
        content_key=content_key(wording),
    )


def _figures(version: Version, found: Sequence[FoundFigure], rows: Sequence[Statement], text: str) -> list[Figure]:
    return [
        Figure(
            version=version,
            item_id=version.item_id,
            statement=_whose(one, rows),
            value=one.value,
            high=one.high,
            unit=(one.unit or "")[:40],
            counts=(one.counts or "")[:200],
            qualifier=one.qualifier.value,
            text=text[one.span[0] : one.span[1]][:200],
            start=one.span[0],
            end=one.span[1],
        )
        for one in sorted(found, key=lambda one: one.span)
    ]


def _whose(figure: FoundFigure, rows: Sequence[Statement]) -> Statement | None:
    """The statement in whose content a figure stands: the narrowest, where one stands within another."""
    holding = [
        (end - start, row.number, row)
        for row in rows
        for start, end in row.spans
        if start <= figure.span[0] and figure.span[1] <= end
    ]
    return min(holding, key=lambda one: one[:2])[2] if holding else None
