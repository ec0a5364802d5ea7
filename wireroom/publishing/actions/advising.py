"""Advisories on the rows: messages that steer other copy in words are known, matched to what they speak of and settled.

Idempotent, and in any order of arrival: a message that came before its story finds it when the story is decided.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Length

from wireroom.core.advisories import AdvisoryFound, Candidate, References, decide_targets, find_advisory, leave_unfound
from wireroom.core.status import AdvisedState, Turn
from wireroom.core.text.sanitize import text_of_clean
from wireroom.publishing.actions.dossiers import Dossier
from wireroom.publishing.models import Advisory, Decision
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Item, Version
from wireroom.wire.rows import RowsAmong

WINDOW = timedelta(hours=72)
MOST_CANDIDATES = 20_000
LONGEST_NOTICE = 4_000  # characters with mark-up
# Kinds that take copy off the site until a person judges; of the others an editor is told.
STOPPING = frozenset({"kill", "hold", "disregard"})
RELEASES = frozenset({Decision.Verb.RELEASE, Decision.Verb.PUBLISH})
JUDGEMENTS = RELEASES | {Decision.Verb.KILL}
_BY_ITEM = RowsAmong(Advisory, ("id",), among="item_id")
_BY_TARGET = RowsAmong(Advisory, ("id",), among="target_id")
# No message, or one that a person published, or a story that words stood in the place of.
IS_STORY = (
    Q(advisory=None)
    | Q(advisory__target=F("id"))
    | Q(advisory__settled_by__item=F("id"), advisory__settled_by__verb__in=RELEASES)
)


def advise(dossiers: Sequence[Dossier], *, now: datetime) -> dict[int, list[AdvisedState]]:
    """What messages say against each item of a batch, by item id. Call it in the transaction that decides them.

    Writes Advisory rows for messages among the items, one for each story that a message speaks of, and asks for these
    to be decided as well.
    """
    by_id = {dossier.item.id: dossier for dossier in dossiers}
    own = defaultdict(list)
    for row in _known_of(by_id):
        own[row.item_id].append(row)
    older = _older_versions(dossiers)
    for dossier in dossiers:
        _read(dossier, own[dossier.item.id], older[dossier.item.id], now=now)
    _aim_waiting(dossiers, own, now)
    aimed = defaultdict(list)
    for row in sorted((row for said in own.values() for row in said), key=lambda row: row.id):
        _settle(row, by_id, now)
        aimed[row.target_id].append(row)
    return {item_id: _against(item_id, own[item_id], aimed[item_id]) for item_id in by_id}


def _known_of(item_ids: Collection[int]) -> Iterable[Advisory]:
    """What is known of messages that are some items, or speak of them; mostly nothing."""
    found = {row_id for (row_id,) in _BY_ITEM.tuples(item_ids) + _BY_TARGET.tuples(item_ids)}
    return _known(Q(id__in=found)) if found else ()


def _known(which: Q) -> QuerySet[Advisory]:
    return Advisory.objects.filter(which).select_related("settled_by", "item").order_by("id")


def _older_versions(dossiers: Sequence[Dossier]) -> dict[int, list[Version]]:
    """What else was received of items, newest first: a message that another version followed counts. Of bodies only
    those that are short enough for one are read, as `notice`."""
    several = {dossier.item.id: dossier.item.current_id for dossier in dossiers if len(dossier.states) > 1}
    found = defaultdict(list)
    if several:
        columns = ("item_id", "headline", "summary", "slugline", "ed_note", "received_at")
        rows = Version.objects.filter(item_id__in=list(several)).exclude(id__in=[id for id in several.values() if id])
        short = Case(When(length__lte=LONGEST_NOTICE, then="body"), default=Value(""), output_field=TextField())
        rows = rows.only(*columns).annotate(length=Length("body"), notice=short)
        for version in rows.order_by("-number"):
            found[version.item_id].append(version)
    return found


def _read(dossier: Dossier, rows: list[Advisory], older: Sequence[Version], *, now: datetime) -> None:
    """Store what an item says as a message, for the first time or anew, and add the new ones to its rows."""
    version, found = _newest_message(dossier, older)
    if found is None or (found.kind not in STOPPING and len(dossier.states) > 1 and not rows):
        return  # a story that is corrected or replaced under its own id tells of itself
    if rows and not any(_is_new(version, found, row) for row in rows):
        return
    for target in _find_targets(dossier, found, version.received_at) or (None,):
        row = next((row for row in rows if row.target_id in (None, target)), None)
        if row is None:
            row = Advisory(item=dossier.item)
            rows.append(row)
        elif not _is_new(version, found, row):
            continue
        row.version, row.kind, row.words, row.at = version, found.kind, found.words[:300], version.received_at
        row.target_id, row.settled_by = target, None
        row.save()
        if target and target != dossier.item.id:
            enqueue("decide", [target], now=now, priority=0)


def _is_new(version: Version, found: AdvisoryFound, row: Advisory) -> bool:
    """Whether a message says more than is known of it: after a person judged, or a kill for what was a correction."""
    if row.settled_by:
        return Turn(version.id) > row.settled_by.turn
    return found.kind in STOPPING and row.kind not in STOPPING


def _newest_message(dossier: Dossier, older: Sequence[Version]) -> tuple[Version, AdvisoryFound] | tuple[None, None]:
    current = dossier.item.current
    if current and (found := _find(current, current.text)):
        return current, found
    for version in older:
        found = _find(version, text_of_clean(version.notice) if version.notice else version.summary)
        if found and found.kind in STOPPING:
            return version, found
    return None, None


def _find(version: Version, text: str) -> AdvisoryFound | None:
    return find_advisory(version.headline, text, slugline=version.slugline, ed_note=version.ed_note)


def _find_targets(dossier: Dossier, found: AdvisoryFound, received_at: datetime) -> tuple[int, ...]:
    """Copy of the same provider: by its name whenever it came, by anything else within three days; or the item itself,
    where the story was here before the word came in its place."""
    item = dossier.item
    others = Item.objects.filter(provider_id=item.provider_id, current__isnull=False).exclude(id=item.id)
    others = others.filter(IS_STORY)
    near = others.filter(current__received_at__gte=received_at - WINDOW, first_received_at__lte=received_at + WINDOW)
    rows = _rows(near.order_by("-id")[:MOST_CANDIDATES])
    if found.references.numbers:
        rows += _rows(others.filter(guid__in=found.references.numbers))
    targets = decide_targets(found.references, list(dict.fromkeys(rows)))
    return targets or ((item.id,) if dossier.article or len(dossier.states) > 1 else ())


def _rows(items: QuerySet[Item]) -> list[Candidate]:
    columns = ("id", "guid", "current__headline", "current__slugline", "current__version", "current__published")
    rows = items.values_list(*columns, "text_key", "match__leader")
    return [Candidate(*row, copies=_copies(text_key, leader)) for *row, text_key, leader in rows]


def _copies(text_key: str, leader: int | None) -> frozenset[str | int]:
    return frozenset({text_key, leader} - {"", None})


def _aim_waiting(dossiers: Sequence[Dossier], own: dict[int, list[Advisory]], now: datetime) -> None:
    """Have messages say so that name what is in this batch, and named nothing that was there when they came."""
    providers = {dossier.item.provider_id for dossier in dossiers}
    waiting = _known(Q(settled_by=None, item__provider_id__in=providers, at__gte=now - WINDOW))
    for row in waiting.filter(item__current__isnull=False).select_related("item__current"):
        said = own[row.item_id] = own[row.item_id] or list(_known(Q(item=row.item_id)))
        candidates = [
            _candidate(dossier)
            for dossier in dossiers
            if dossier.item.provider_id == row.item.provider_id
            and dossier.item.current
            and _is_copy(own[dossier.item.id])
            and dossier.item.id != row.item_id
        ]
        references = _references(row.item.current)
        if references is None or not candidates:
            continue
        if found := [row.target_id for row in said if row.target_id]:
            references = leave_unfound(references, _rows(Item.objects.filter(id__in=found)))
        for target in set(decide_targets(references, candidates)).difference(found):
            _aim(said, row, target)


def _aim(said: list[Advisory], like: Advisory, target: int) -> None:
    """Have a message speak of one more item: in its row that named none so far, else in one more like another."""
    row = next((row for row in said if row.target_id is None), None)
    if row is None:
        row = Advisory(item=like.item, version_id=like.version_id, kind=like.kind, words=like.words, at=like.at)
        said.append(row)
    row.target_id = target
    row.save()


def _references(version: Version) -> References | None:
    found = _find(version, version.text)
    return found.references if found else None


def _candidate(dossier: Dossier) -> Candidate:
    item, version = dossier.item, dossier.item.current
    copies = _copies(item.text_key, None)
    return Candidate(item.id, item.guid, version.headline, version.slugline, version.version, version.published, copies)


def _settle(row: Advisory, by_id: dict[int, Dossier], now: datetime) -> None:
    """A person judged: published the message, for it is a story, or released or killed what it speaks of."""
    if row.settled_by_id is not None:
        return
    told = by_id.get(row.item_id)
    judged = _latest(told, RELEASES, row) if told else None
    if judged is None and told and (row.target_id is None or row.kind not in STOPPING):
        # Put away, where nothing else waits for a word.
        judged = _latest(told, {Decision.Verb.KILL}, row)
    aim = by_id.get(row.target_id) if row.target_id else None
    judged = judged or (_latest(aim, JUDGEMENTS, row) if aim else None)
    if judged is None:
        return
    row.settled_by = judged
    row.save(update_fields=["settled_by"])
    if judged.item_id == row.item_id and row.target_id and row.target_id not in by_id:
        enqueue("decide", [row.target_id], now=now, priority=0)


def _latest(dossier: Dossier, verbs: Iterable[str], after: Advisory) -> Decision | None:
    """The newest of such decisions that were made when the message was there."""
    turn = Turn(after.version_id)
    return next((row for row in reversed(dossier.decisions) if row.verb in verbs and row.turn > turn), None)


def _against(item_id: int, own: Sequence[Advisory], aimed: Sequence[Advisory]) -> list[AdvisedState]:
    """The states the law of status weighs. A message is held whatever was decided about its target; the target is not
    held any more when a person published the message."""
    states = [_state(row, f"a message to editors, not a story: “{row.words}”") for row in own]
    return states + [
        _state(row, f"{row.kind}: the provider says “{row.words}” in {row.item.guid}")
        for row in aimed
        if row.kind in STOPPING and row.item_id != item_id and not _is_story(row)
    ]


def _state(row: Advisory, reason: str) -> AdvisedState:
    return AdvisedState(Turn(row.version_id), row.at, reason)


def _is_copy(own: Sequence[Advisory]) -> bool:
    """As IS_STORY says it of rows."""
    return all(row.target_id == row.item_id or _is_story(row) for row in own)


def _is_story(row: Advisory) -> bool:
    return bool(row.settled_by and row.settled_by.item_id == row.item_id and row.settled_by.verb in RELEASES)
