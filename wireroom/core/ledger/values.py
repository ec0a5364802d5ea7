"""Statements and figures as the ledger compares them over texts. Compares nothing."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that a statement gives, as core.text.figures reads it; `counts` "" where nothing is counted."""

    value: float
    high: float | None
    unit: str
    counts: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: whose (`actor` a number over texts, None where the name means nobody outside its text; `name` as
    its text gives it), its stance, its content, the figures in it, and when it was said. `id` and `item` are its own
    and its item's numbers; `claim` is the one it belongs to, if any; `cue` the words that say that it is said, where
    they are known."""

    id: int
    item: int
    actor: int | None
    name: str
    stance: str
    content: str
    said_at: datetime
    figures: tuple[Amount, ...] = ()
    claim: int | None = None
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a text over time: who gave it (`actor` and `name` as in Said; "" is the reporter), in which item and
    statement (None: the reporter's), as it stands there (`text`), when, and the words of the statement."""

    amount: Amount
    actor: int | None
    name: str
    item: int
    statement: int | None
    text: str
    said_at: datetime
    content: str = ""
