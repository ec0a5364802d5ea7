"""The copies of an item and its story, for its screen: who carries it, who leads and why, what may be one more copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wireroom.core.carrying import Carrier, find_lead
from wireroom.core.gates import Publish
from wireroom.core.status import Turn
from wireroom.desk.copies.pairs import PairRow, newest_lead, show_pairs
from wireroom.desk.stories.rows import headlines_of
from wireroom.desk.stories.story import newest_word_on
from wireroom.desk.wire.rows import WireRow, rows_of
from wireroom.publishing.actions.cutting import rule
from wireroom.publishing.actions.dossiers import Dossier, load_dossiers
from wireroom.publishing.queries import decided_together
from wireroom.stories.models import Judgement, Match, Story
from wireroom.stories.queries import Pair, chosen_leads, judgements_on, sharing_with
from wireroom.wire.models import Item

SHOWN = 60
ALIKE = 10
HISTORY = 50


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One item of a group of copies. `seen`: the newest word on it and the item of the screen, 0 for none."""

    row: WireRow
    received_at: datetime
    length: int
    contract: bool
    leads: bool
    chosen: bool
    seen: int


@dataclass(frozen=True, slots=True)
class CopiesPart:
    """What an item's screen says of its copies. `copies` is empty where the item is alone; `rule` is why the lead leads
    (core.carrying.Lead), "" while nothing is published or it is being decided again. `lead_seen` is the newest choice
    of a lead, `story_seen` the newest word on the story. `sharing` are items that may be one more copy; `matched`: the
    machine has read the item, so that a person may judge."""

    copies: tuple[CopyRow, ...]
    rule: str
    lead_seen: int
    sharing: tuple[PairRow, ...]
    matched: bool
    story: Story | None
    story_headline: str
    story_seen: int
    history: tuple[Judgement, ...]


def gather_copies(item: Item) -> CopiesPart:
    """The copies of an item, at most 60 of a large group, the first ones."""
    match = Match.objects.select_related("story").filter(item=item).first()
    story = match.story if match else None
    (group,) = decided_together([item.id])
    dossiers = load_dossiers(group) if len(group) > 1 else []
    chosen = chosen_leads(group)
    others = [Pair(item.id, other) for other in sharing_with(item.id) if other not in group][:ALIKE]
    questions = (Judgement.Question.COPY, Judgement.Question.LEAD)
    return CopiesPart(
        copies=_copy_rows(item.id, dossiers[:SHOWN], chosen),
        rule=_rule(dossiers, chosen),
        lead_seen=newest_lead(item.id),
        sharing=show_pairs(others),
        matched=match is not None,
        story=story,
        story_headline=headlines_of([story.id])[story.id] if story else "",
        story_seen=newest_word_on(item.id),
        history=tuple(judgements_on([item.id], questions=questions)[:HISTORY]),
    )


def _copy_rows(itself: int, dossiers: Sequence[Dossier], chosen: set[int]) -> tuple[CopyRow, ...]:
    rows = {row.id: row for row in rows_of([dossier.item.id for dossier in dossiers])}
    seen: dict[int, int] = {}
    for judgement in reversed(judgements_on([itself], questions=[Judgement.Question.COPY])):
        seen[judgement.other_id if judgement.item_id == itself else judgement.item_id] = judgement.id
    return tuple(
        CopyRow(
            row=rows[dossier.item.id],
            received_at=dossier.item.first_received_at,
            length=_length(dossier),
            contract=dossier.item.provider.contract,
            leads=bool(dossier.carrier and dossier.carrier.leads),
            chosen=dossier.item.id in chosen,
            seen=seen.get(dossier.item.id, 0),
        )
        for dossier in dossiers
    )


def _rule(dossiers: Sequence[Dossier], chosen: set[int]) -> str:
    """Why the one that leads does; "" where the rules would have another lead, as while it is decided again."""
    carried = [dossier for dossier in dossiers if dossier.carrier]
    leading = next((dossier.item.id for dossier in carried if dossier.carrier.leads), None)
    if leading is None:
        return ""
    lead = find_lead([_carrier(dossier, chosen) for dossier in carried])
    return lead.rule if lead.item == leading else ""


def _carrier(dossier: Dossier, chosen: set[int]) -> Carrier:
    """What leading goes by; of the gates it is known that they let the item through."""
    item, version = dossier.item, dossier.item.current
    return Carrier(
        item=item.id,
        provider=item.provider_id,
        provider_name=item.provider.name,
        outcome=Publish(),
        contract=item.provider.contract,
        came=dossier.came,
        spoke=dossier.came,
        extent=rule(dossier).extent,
        length=_length(dossier),
        chosen=item.id in chosen,
        corrected=Turn(version.id) if dossier.corrects else None,
    )


def _length(dossier: Dossier) -> int:
    version = dossier.item.current
    return len(version.body or version.summary) if version else 0
