"""How claims stand in a story: who asserts, who denies, who has not confirmed, who declined. Judges nobody right."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wireroom.core.ledger.claims import decide_same_content
from wireroom.core.ledger.opposing import Opposition, decide_opposition
from wireroom.core.ledger.stands import find_stand
from wireroom.core.ledger.values import Said
from wireroom.core.ledger.words import find_terms

# A story of more statements is weighed by the newest.
MOST = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim as it stands, every side in order of time: `asserted` has at least one statement, the first of which
    stands for it."""

    asserted: tuple[Said, ...]
    denied: tuple[Said, ...] = ()
    unconfirmed: tuple[Said, ...] = ()
    declined: tuple[Said, ...] = ()

    @property
    def is_opposed(self) -> bool:
        return bool(self.denied or self.unconfirmed or self.declined)


def weigh_claims(statements: Iterable[Said]) -> tuple[Standing, ...]:
    """How the claims of a story stand, those that are opposed first, then those that most make, then the newest.

    A claim that one actor made in one item, and nobody answered, is left out.
    """
    rows = sorted(statements, key=lambda one: (one.said_at, one.id))[-MOST:]
    sides = {one.id: find_stand(one).side for one in rows}
    claims = _group([one for one in rows if sides[one.id] == "for" and one.content])
    answers = [one for one in rows if sides[one.id] in ("against", "unproven", "silent")]
    standings = [_stand(group, answers) for group in claims]
    told = [one for one in standings if one.is_opposed or len({said.item for said in one.asserted}) > 1]
    return tuple(sorted(told, key=_weight))


def _weight(standing: Standing) -> tuple:
    voices = {said.actor or said.name for said in standing.asserted}
    newest = max(said.said_at for said in standing.asserted)
    return not standing.is_opposed, -len(voices), -newest.timestamp(), standing.asserted[0].id


def _group(rows: Sequence[Said]) -> list[list[Said]]:
    """Statements that say the same, whoever makes them, in order; each is compared with the first of a group."""
    groups: list[list[Said]] = []
    by_term: dict[str, list[int]] = defaultdict(list)
    by_claim: dict[int, int] = {}
    for row in rows:
        words = find_terms(row.content).words
        near = {number for word in words for number in by_term[word]}
        number = by_claim.get(row.claim) if row.claim else None
        if number is None:
            number = next((one for one in sorted(near) if decide_same_content(groups[one][0], row)), None)
        if number is None:
            number = len(groups)
            groups.append([])
            for word in words:
                by_term[word].append(number)
        groups[number].append(row)
        if row.claim:
            by_claim.setdefault(row.claim, number)
    return groups


def _stand(group: Sequence[Said], answers: Sequence[Said]) -> Standing:
    sides: dict[Opposition, list[Said]] = defaultdict(list)
    for answer in answers:
        side = next((found for said in group if (found := decide_opposition(said, answer))), None)
        if side is not None:
            sides[side].append(answer)
    return Standing(
        tuple(group),
        tuple(sides[Opposition.DENIED]),
        tuple(sides[Opposition.UNCONFIRMED]),
        tuple(sides[Opposition.DECLINED]),
    )
