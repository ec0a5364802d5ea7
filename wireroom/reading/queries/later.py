"""What was said later against an item: denied, not confirmed, declined. Changes nothing."""

from collections.abc import Collection
from dataclasses import dataclass

from wireroom.core.ledger.opposing import Opposition, decide_opposition
from wireroom.reading.models import Statement
from wireroom.reading.queries.claims import CHUNK, newest_statements, said_of

# Stances that can speak against what another says; a mere "no comment" does not.
DENYING = ("denies", "no_evidence")
# A page names so many, the newest.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class LaterWord:
    """A statement of a later item that opposes one of an item: how it does, both statements, and the other's item."""

    side: Opposition
    about: Statement
    word: Statement


def later_words(item_id: int, among: Collection[int]) -> list[LaterWord]:
    """Who denied (or has no evidence of) what an item says, in later items among some (its story's), newest first.

    Each later item is named once, by its strongest word; a mere "no comment" is no later word. What the item itself
    brings as an answer is on its page already.
    """
    mine = list(Statement.objects.filter(item=item_id).exclude(content="").order_by("number"))
    if not mine:
        return []
    opposing = Statement.objects.filter(stance__in=DENYING, said_at__gt=min(r.said_at for r in mine))
    wanted = sorted(set(among) - {item_id})
    if not wanted or not opposing.filter(item__in=wanted[-1000:]).exists():
        return []
    answers = [row for row in newest_statements(wanted) if row.stance in DENYING]
    found: dict[int, LaterWord] = {}
    pairs = list(zip(mine, said_of(mine), strict=True))
    for answer, spoken in zip(answers, said_of(answers), strict=True):
        for row, said in pairs:
            if spoken.said_at <= said.said_at or not (side := decide_opposition(said, spoken)):
                continue
            known = found.get(answer.item_id)
            if known is None or (known.side != Opposition.DENIED and side == Opposition.DENIED):
                found[answer.item_id] = LaterWord(side, row, answer)
    ordered = sorted(found.values(), key=lambda one: (one.word.said_at, one.word.id), reverse=True)
    return ordered[:SHOWN]


def opposed_items(item_id: int, among: Collection[int]) -> set[int]:
    """Which items among some (its story's) an item speaks against: those that later_words has a word of it for."""
    answers = list(Statement.objects.filter(item=item_id, stance__in=DENYING).order_by("number"))
    wanted, found = sorted(set(among) - {item_id}), set()
    if not answers:
        return found
    spoken = said_of(answers)
    earlier = Statement.objects.filter(said_at__lt=max(row.said_at for row in answers)).exclude(content="")
    for start in range(0, len(wanted), CHUNK):
        for said in said_of(earlier.filter(item__in=wanted[start : start + CHUNK])):
            if said.item not in found and any(
                answer.said_at > said.said_at and decide_opposition(said, answer) for answer in spoken
            ):
                found.add(said.item)
    return found
