"""Labelled claims: invented statements in neighbourhoods (claims_en.txt, claims_ja.txt), and scores over all their
pairs. The rules were tuned on the blocks; the fresh ones were written afterwards."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path

from wireroom.core.ledger.values import Amount, Said
from wireroom.core.text.figures import find_figures

FIRST = datetime(2026, 5, 4, 9, tzinfo=UTC)
SIDES = {"!": "denied", "?": "unconfirmed", "~": "declined"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement and the letter of the claim it makes; `side` "" makes it, others stand against it."""

    letter: str
    side: str
    said: Said


def blocks_of(language: str, kind: str) -> list[list[Labelled]]:
    """The blocks of a language's file of a kind: "block", "fresh" or "last"."""
    blocks: list[tuple[str, list[str]]] = []
    for line in Path(__file__).with_name(f"claims_{language}.txt").read_text("utf-8").splitlines():
        if line.startswith(("block ", "fresh ", "last ")):
            blocks.append((line.split()[0], []))
        elif line and not line.startswith("#"):
            blocks[-1][1].append(line)
    return [_labelled(lines, language) for found, lines in blocks if found == kind]


def _labelled(lines: Sequence[str], language: str) -> list[Labelled]:
    actors: dict[str, int] = {}
    found = []
    for number, line in enumerate(lines, start=1):
        label, name, stance, content = (part.strip() for part in line.split("|"))
        said = Said(
            id=number,
            item=number,
            actor=actors.setdefault(name, len(actors) + 1),
            name=name,
            stance=stance,
            content=content,
            said_at=FIRST + timedelta(hours=number),
            figures=tuple(
                Amount(one.value, one.high, one.unit or "", one.counts or "", one.qualifier.value)
                for one in find_figures(content, language)
            ),
        )
        found.append(Labelled(label[-1], SIDES.get(label[0], ""), said))
    return found


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs that are labelled so, that were found, and both; with the pairs in question, to look at."""

    labelled: frozenset[tuple[Said, Said]]
    found: frozenset[tuple[Said, Said]]

    @property
    def precision(self) -> float:
        return len(self.labelled & self.found) / (len(self.found) or 1)

    @property
    def recall(self) -> float:
        return len(self.labelled & self.found) / (len(self.labelled) or 1)

    def __str__(self) -> str:
        return f"{len(self.labelled)} pairs, P {self.precision:.3f}, R {self.recall:.3f}"


def score_same(blocks: Iterable[Sequence[Labelled]], is_same: Callable[[Said, Said], object]) -> Score:
    """Whether statements make one claim, over all pairs of those that make any."""
    labelled, found = set(), set()
    for block in blocks:
        for one, other in combinations([row for row in block if not row.side], 2):
            pair = (one.said, other.said)
            labelled |= {pair} if one.letter == other.letter else set()
            found |= {pair} if is_same(*pair) else set()
    return Score(frozenset(labelled), frozenset(found))


def score_sides(blocks: Iterable[Sequence[Labelled]], find_side: Callable[[Said, Said], str | None]) -> Score:
    """Whether an answer stands against what was said, over all pairs of both."""
    labelled, found = set(), set()
    for block in blocks:
        for pair in _answered(block):
            said, answer = pair[0].said, pair[1].said
            labelled |= {(said, answer)} if pair[0].letter == pair[1].letter else set()
            found |= {(said, answer)} if find_side(said, answer) else set()
    return Score(frozenset(labelled), frozenset(found))


def _answered(block: Sequence[Labelled]) -> Iterator[tuple[Labelled, Labelled]]:
    return product([row for row in block if not row.side], [row for row in block if row.side])
