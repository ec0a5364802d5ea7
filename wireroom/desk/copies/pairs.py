"""Pairs of items that share passages, beside each other, for a person to judge. Judges nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Q

from wireroom.core.text.sanitize import visible_text
from wireroom.desk.item.comparing import Line, compare_texts
from wireroom.desk.wire.rows import WireRow, rows_of
from wireroom.stories.models import Judgement, Match
from wireroom.stories.queries import Pair, share_of
from wireroom.wire.models import Version

BEGINNING = 280


@dataclass(frozen=True, slots=True)
class Side:
    """One of two items: its row, how its text begins, and how many characters that text has."""

    row: WireRow
    beginning: str
    length: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two items, the earlier on the left; `share` is what the shorter has of the other, in percent.

    `answer` is what a person said last of them, "" for nothing; `seen` that judgement's id, 0 for none.
    """

    left: Side
    right: Side
    share: int
    answer: str
    seen: int


@dataclass(frozen=True, slots=True)
class PairScreen:
    """Two items compared paragraph by paragraph, and whether both have the same leader now."""

    pair: PairRow
    lines: tuple[Line, ...]
    together: bool


def show_pairs(pairs: Sequence[Pair]) -> tuple[PairRow, ...]:
    """The pairs in the order given; those left out of which one was never matched."""
    ids = {item for pair in pairs for item in (pair.item, pair.other)}
    rows = {row.id: row for row in rows_of(sorted(ids))}
    matches = {row.item_id: row for row in Match.objects.filter(item_id__in=ids).select_related("version")}
    shown = []
    for pair in pairs:
        one, other = sorted((pair.item, pair.other))
        if not {one, other} <= matches.keys():
            continue
        last = last_word(one, other)
        shown.append(
            PairRow(
                left=_side(rows[one], matches[one].version),
                right=_side(rows[other], matches[other].version),
                share=round(100 * share_of(matches[one], matches[other])),
                answer=last.answer if last else "",
                seen=last.id if last else 0,
            )
        )
    return tuple(shown)


def compare_pair(pair: Pair) -> PairScreen | None:
    """Two items word by word; None when one was never matched."""
    shown = show_pairs([pair])
    if not shown:
        return None
    rows = {
        row.item_id: row for row in Match.objects.select_related("version").filter(item_id__in=[pair.item, pair.other])
    }
    left, right = (rows[side.row.id] for side in (shown[0].left, shown[0].right))
    lines = compare_texts(_whole(left.version), _whole(right.version))
    return PairScreen(shown[0], lines, left.leader_id == right.leader_id)


def last_word(one: int, other: int) -> Judgement | None:
    """What a person said last of two items being the same copy."""
    said = Judgement.objects.filter(question=Judgement.Question.COPY)
    return said.filter(Q(item=one, other=other) | Q(item=other, other=one)).order_by("-id").first()


def newest_lead(item: int) -> int:
    """The newest judgement on who leads the copies of an item, by its id; 0 for none."""
    leader = Match.objects.filter(item=item).values("leader_id")
    said = Judgement.objects.filter(question=Judgement.Question.LEAD, item__match__leader_id__in=leader)
    return said.aggregate(newest=Max("id"))["newest"] or 0


def _side(row: WireRow, version: Version) -> Side:
    text = visible_text(version.body) if version.body else version.summary
    flat = " ".join(text.split())
    return Side(row, flat[:BEGINNING] + ("…" if len(flat) > BEGINNING else ""), len(flat))


def _whole(version: Version) -> str:
    return f"{version.headline}\n{visible_text(version.body) if version.body else version.summary}"
