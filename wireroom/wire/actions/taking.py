"""Taking a parsed document in: entries become Items and immutable Versions, in one transaction. Reads no bytes."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from wireroom.core.advisories import find_advisory
from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.core.formats.parsed import Problem as ParsedProblem
from wireroom.core.identity import Candidate, Identity, Known, KnownItem, decide_identities, link_key, steady_guid
from wireroom.core.replacing import Succession, may_follow
from wireroom.core.status import CANCELED, decide_restraint
from wireroom.core.text.language import decide_language
from wireroom.core.versions import Change, KnownVersion, content_hash, decide_version
from wireroom.tasks.actions import enqueue
from wireroom.wire.actions.breaking import Brought, judge_document
from wireroom.wire.actions.deletions import apply_deletions
from wireroom.wire.actions.embargoes import apply_embargoes
from wireroom.wire.actions.inserting import insert_rows
from wireroom.wire.actions.meant import spread_restraints
from wireroom.wire.actions.pointing import set_columns
from wireroom.wire.actions.turns import take_in_turn
from wireroom.wire.actions.versions import make_version
from wireroom.wire.models import Feed, Fetch, GuidAlias, Item, Problem, Replacement, ReusedGuid, Version
from wireroom.wire.queries import successions_of
from wireroom.wire.rows import PARAMETERS, RowsAmong

CHUNK = 400
PACE_ITEMS = 10
MOST_REPLACED = 50
DOCUMENT_SAMPLE = 6000

_REUSED = RowsAmong(ReusedGuid, ("guid",), among="guid", within="provider_id")
_BY_GUID = RowsAmong(Item, ("id", "guid"), among="guid", within="provider_id")
_BY_ALIAS = RowsAmong(GuidAlias, ("guid", "item_id"), among="guid", within="provider_id")
_BY_LINK = RowsAmong(Item, ("id", "link_key"), among="link_key", within="provider_id", order="id")
_BY_TEXT = RowsAmong(Item, ("id", "text_key"), among="text_key", within="provider_id", order="id")
_IDENTITIES = RowsAmong(Item, ("id", "guid", "link_key", "text_key", "current_id"), among="id")
_HEADS = RowsAmong(Version, ("id", "headline", "published"), among="id")
_ITEMS = RowsAmong(Item, among="id")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a document brought: counts of entries, and the items whose state changed."""

    entries: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    item_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class _Entry:
    """An item of this document while it is being taken: what is known of it, and the versions to add. `replaced` are
    guids whose place it takes that nobody has come under, `older` the items whose place it takes."""

    item: Item
    current: KnownVersion | None
    earlier: list[KnownVersion] = field(default_factory=list)
    added: list[Version] = field(default_factory=list)
    problems: list[tuple[Version, ParsedProblem]] = field(default_factory=list)
    current_added: Version | None = None
    text_key: str = ""
    replaced: set[str] = field(default_factory=set)
    older: set[int] = field(default_factory=set)


def known_digests(feed: Feed) -> frozenset[bytes]:
    """Raw digests of the entries of the document taken last: entries that are among them need no reading."""
    digests = bytes(feed.last_digests)
    return frozenset(digests[i : i + 16] for i in range(0, len(digests), 16))


def take_unreadable(fetch: Fetch, error: str, *, now: datetime) -> None:
    """Keep the reason why a document could not be read at all; its bytes stay in raw/."""
    with transaction.atomic():
        Problem.objects.create(fetch=fetch, code="unreadable", message=error[:400], at=now)
        Fetch.objects.filter(id=fetch.id).update(taken_at=now, error=error[:1000])


def take_document(
    fetch: Fetch, document: ParsedFeed, *, closed: Callable[[Collection[int]], set[int]], now: datetime
) -> Taken:
    """Store every changed entry as a Version and ask for a decision on its item.

    `closed` tells which of some item ids are killed. Taking the same fetch twice changes nothing.
    """
    with transaction.atomic():
        take_in_turn()
        feed = Feed.objects.select_related("provider").get(id=fetch.feed_id)
        document = apply_deletions(feed, spread_restraints(feed, document))
        document = apply_embargoes(document, received_at=fetch.at)
        entries, counts, known_words = _take_entries(feed, fetch, document, closed)
        added = [version for entry in entries for version in entry.added]
        judge_document(feed, fetch, Brought(len(document.items), counts[Change.NEW], known_words, added), now=now)
        _store(feed, fetch, document, entries, now)
        moved = _record_replacements(entries, fetch.at)
        touched = tuple(entry.item.id for entry in entries if entry.added or entry.item.id in moved)
        enqueue("decide", touched, now=now, priority=_priority(entries))
        Fetch.objects.filter(id=fetch.id).update(taken_at=now)
    return Taken(len(document.items), counts[Change.NEW], counts[Change.CHANGED], counts[Change.SAME], touched)


def _priority(entries: list[_Entry]) -> int:
    """A kill in the document, by status or in words, moves the whole document to the front."""
    added = [version for entry in entries for version in entry.added]
    killing = any(version.pub_status.lower() in CANCELED or _is_advisory(version) for version in added)
    return 0 if killing else 5


def _is_advisory(version: Version) -> bool:
    text = version.summary or version.body
    return find_advisory(version.headline, text, slugline=version.slugline, ed_note=version.ed_note) is not None


def _take_entries(
    feed: Feed, fetch: Fetch, document: ParsedFeed, closed: Callable[[Collection[int]], set[int]]
) -> tuple[list[_Entry], dict[Change, int], int]:
    """The entries with what to add, counts of what they are, and how many new ones tell known words under other ids."""
    candidates = [_candidate(item) for item in document.items]
    ours = _known(feed, candidates, closed)
    identities = decide_identities(candidates, ours)
    ReusedGuid.objects.bulk_create(
        [ReusedGuid(provider=feed.provider, guid=guid, at=fetch.at) for guid in identities.reused],
        ignore_conflicts=True,
    )
    pairs = [
        (item, candidate, identity)
        for item, candidate, identity in zip(document.items, candidates, identities.each, strict=True)
        if not (item.unchanged and identity.item)
    ]
    known = _known_entries([identity.item.id for _, _, identity in pairs if identity.item], fetch.at)
    language = _document_language(feed, document)
    entries: dict[str, _Entry] = {}
    counts = dict.fromkeys(Change, 0)
    counts[Change.SAME] = len(document.items) - len(pairs)
    aliases = []
    for item, candidate, identity in pairs:
        key = str(identity.item.id) if identity.item else identity.within or identity.guid
        if key not in entries:
            entries[key] = known[identity.item.id] if identity.item else _new_entry(feed, fetch, candidate, identity)
        if identity.alias and identity.item:
            aliases.append(GuidAlias(provider=feed.provider, guid=identity.guid, item_id=identity.item.id, at=fetch.at))
        # What it replaces may come later, and is then an older version of it.
        entries[key].replaced.update(guid for guid in candidate.replaces if guid not in ours.guids)
        entries[key].older.update(ours.guids[guid].id for guid in candidate.replaces if guid in ours.guids)
        if identity.within:
            entries[key].replaced.add(identity.guid)
        renamed = identity.guid if identity.guid != entries[key].item.guid else ""
        counts[_take_version(fetch, item, candidate, entries[key], language=language, renamed=renamed)] += 1
    GuidAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    known_words = sum(identity.item is None and candidate.text_key in ours.texts for _, candidate, identity in pairs)
    return list(entries.values()), counts, known_words


def _candidate(item: ParsedItem) -> Candidate:
    published = item.published.isoformat() if item.published else None
    return Candidate(
        steady_guid(item.guid, item.version or ""),
        item.link,
        item.title,
        item.content_text or item.summary or "",
        published,
        canceling=(item.pub_status or "").lower() in CANCELED,
        withheld=decide_restraint(item.pub_status, embargoed=False) > 0,
        versioned=item.version is not None,
        replaces=tuple(steady_guid(guid) for guid in item.replaces[:MOST_REPLACED]),
    )


def _known(feed: Feed, candidates: list[Candidate], closed: Callable[[Collection[int]], set[int]]) -> Known:
    """What the provider has of the guids, links and texts in this document; a few indexed look-ups."""
    provider = feed.provider_id
    first = decide_identities(candidates, Known({}, {}, {}))
    guids = {identity.guid for identity in first.each} | {identity.guid.partition("#")[0] for identity in first.each}
    guids |= {candidate.guid[:1000] for candidate in candidates if candidate.guid}
    guids |= {guid[:1000] for candidate in candidates for guid in candidate.replaces}
    reused = {guid for (guid,) in _REUSED.tuples(guids, within=provider)}
    if reused:
        guids |= {identity.guid for identity in decide_identities(candidates, Known({}, {}, {}, reused)).each}
    named = {guid: item for item, guid in _BY_GUID.tuples(guids, within=provider)}
    named |= dict(_BY_ALIAS.tuples(guids, within=provider))
    unknown = [candidate for candidate in candidates if candidate.guid not in named]
    keys = {candidate.link_key for candidate in unknown if candidate.link}
    linked = _BY_LINK.tuples(keys, within=provider)
    keys = {candidate.text_key for candidate in unknown} - {""}
    worded = _BY_TEXT.tuples(keys, within=provider)
    ids = {*named.values(), *(item for item, _ in linked), *(item for item, _ in worded)}
    items = _known_items(ids, closed(ids)) if ids else {}

    def closed_last(pair: tuple[int, str]) -> bool:
        # Of several items with one address or the same words a killed one is the one to know about.
        return items[pair[0]].closed

    return Known(
        {guid: items[item] for guid, item in named.items()},
        {key: items[item] for item, key in sorted(linked, key=closed_last)},
        {key: items[item] for item, key in sorted(worded, key=closed_last)},
        reused,
    )


def _known_items(item_ids: Collection[int], closed: set[int]) -> dict[int, KnownItem]:
    rows = _IDENTITIES.tuples(item_ids)
    heads = {id: head for id, *head in _HEADS.tuples([current for *_, current in rows if current])}
    items = {}
    for item, guid, link, text, current in rows:
        headline, published = heads.get(current, ("", None))
        at = published.isoformat() if published else None
        items[item] = KnownItem(item, guid, link, text, headline, at, item in closed)
    return items


def _known_entries(item_ids: list[int], at: datetime) -> dict[int, _Entry]:
    """The items with the hashes of all their versions, as they stand at some time."""
    if not item_ids:
        return {}
    entries = {item.id: _Entry(item, None) for item in _ITEMS.models(item_ids)}
    bare = ExpressionWrapper(Q(headline="", body="", pub_status__in=CANCELED), output_field=BooleanField())
    columns = ("id", "item_id", "number", "content_hash", "version_created", "published", "received_at", "fetch_id")
    columns += ("version", "pub_status", "embargo_open", "embargoed_until", "details")
    rows = Version.objects.annotate(tombstone=bare, feed=F("fetch__feed")).order_by("number").only(*columns)
    for row in chain.from_iterable(rows.filter(item_id__in=some) for some in _chunks(item_ids)):
        entry = entries[row.item_id]
        known = KnownVersion(
            row.number,
            row.content_hash,
            row.version_created,
            row.published,
            row.received_at,
            row.tombstone,
            _version_word(row.version, row.details.get("guid", "")),
            decide_restraint(row.pub_status, embargoed=row.embargo_open or row.embargoed_until is not None),
            _is_locked(row, at),
            feed=row.feed,
            document=row.fetch_id,
        )
        entry.earlier.append(known)
        if row.id == entry.item.current_id:
            entry.current = known
    return entries


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    """Databases bound the number of parameters."""
    return (ids[start : start + PARAMETERS] for start in range(0, len(ids), PARAMETERS))


def _is_locked(version: Version, at: datetime) -> bool:
    ahead = version.embargoed_until is not None and version.embargoed_until > at
    return decide_restraint(version.pub_status, embargoed=version.embargo_open or ahead) > 0


def _new_entry(feed: Feed, fetch: Fetch, candidate: Candidate, identity: Identity) -> _Entry:
    row = Item(
        provider=feed.provider,
        guid=identity.within or identity.guid,
        guid_made=identity.made and not identity.within,
        link_key=candidate.link_key,
        text_key=candidate.text_key,
        first_received_at=fetch.at,
    )
    return _Entry(row, None)


def _document_language(feed: Feed, document: ParsedFeed) -> str:
    """The language of the document as a whole, for entries too short to tell by themselves; "" when it says nothing."""
    declared = feed.language or document.language or feed.provider.language or None
    sample = "\n".join(f"{item.title or ''}\n{item.content_text or item.summary or ''}" for item in document.items)
    return decide_language(sample[:DOCUMENT_SAMPLE], declared=declared) or declared or ""


def _take_version(
    fetch: Fetch, item: ParsedItem, candidate: Candidate, entry: _Entry, *, language: str, renamed: str
) -> Change:
    """Add what the item says to its entry. `renamed` is the guid it came under, when that is not the item's own."""
    arriving = KnownVersion(
        0,
        content_hash(item),
        item.updated,
        item.published,
        fetch.at,
        tombstone=(item.pub_status or "").lower() in CANCELED and not (item.title or item.content_html),
        version=_version_word(item.version or "", renamed),
        restraint=decide_restraint(item.pub_status, embargoed=item.embargo_open or item.embargoed_until is not None),
        silent=not (item.pub_status or item.embargo_open or item.embargoed_until),
        feed=fetch.feed_id,
        document=fetch.id,
    )
    decision = decide_version(arriving, entry.current, entry.earlier)
    if decision.change is Change.SAME:
        return decision.change
    version = make_version(fetch, item, arriving.content_hash, number=decision.number, language=language)
    if renamed:
        version.details["guid"] = renamed
    entry.added.append(version)
    entry.problems += [(version, problem) for problem in item.problems]
    known = replace(arriving, number=decision.number)
    entry.earlier.append(known)
    if decision.current:
        entry.current, entry.current_added = known, version
        entry.text_key = candidate.text_key
    return decision.change


def _version_word(version: str, renamed: str) -> str:
    """The source's word for a version, as one to be compared: under another guid it counts from the beginning."""
    return f"{renamed} {version}" if renamed and version else version


def _store(feed: Feed, fetch: Fetch, document: ParsedFeed, entries: list[_Entry], now: datetime) -> None:
    insert_rows([entry.item for entry in entries if entry.item.pk is None])
    for entry in entries:
        for version in entry.added:
            version.item = entry.item
    GuidAlias.objects.bulk_create(
        [
            GuidAlias(provider=feed.provider, guid=guid[:1000], item=entry.item, at=fetch.at)
            for entry in entries
            for guid in sorted(entry.replaced - {entry.item.guid})
        ],
        ignore_conflicts=True,
    )
    insert_rows([version for entry in entries for version in entry.added])
    moved = []
    for entry in entries:
        if entry.current_added:
            entry.item.current = entry.current_added
            entry.item.link_key = link_key(entry.current_added.link) or entry.item.link_key
            entry.item.text_key = entry.text_key or entry.item.text_key
            moved.append(entry.item)
    set_columns(moved, ["current", "link_key", "text_key"])
    _store_problems(fetch, document, entries, now)
    feed.last_digests = b"".join(item.raw_digest for item in document.items if len(item.raw_digest) == 16)
    feed.title = (document.title or feed.title)[:500]
    feed.ttl_minutes = document.ttl
    feed.skip_hours = list(document.skip_hours)
    times = {item.published.isoformat() for item in document.items if item.published}
    if not feed.url.startswith("http"):
        # What is delivered story by story shows its pace only over several documents.
        times.update(feed.item_times)
    feed.item_times = sorted(times, reverse=True)[:PACE_ITEMS]
    feed.save(update_fields=["last_digests", "title", "ttl_minutes", "skip_hours", "item_times"])


def _record_replacements(entries: list[_Entry], at: datetime) -> set[int]:
    """Keep who took the place of an item that had come as one of its own; the items of which that is new."""
    said = {Succession(entry.item.id, older) for entry in entries for older in entry.older}
    known = successions_of({item for one in said for item in (one.newer, one.older)}) if said else set()
    new = set()
    for one in sorted(said - known):
        if may_follow(one, known | new):
            new.add(one)
    Replacement.objects.bulk_create([Replacement(newer_id=one.newer, older_id=one.older, at=at) for one in sorted(new)])
    return {one.newer for one in new}


def _store_problems(fetch: Fetch, document: ParsedFeed, entries: list[_Entry], now: datetime) -> None:
    rows = [_problem(fetch, None, problem, now) for problem in document.problems]
    rows += [_problem(fetch, version, problem, now) for entry in entries for version, problem in entry.problems]
    Problem.objects.bulk_create(rows, batch_size=CHUNK)


def _problem(fetch: Fetch, version: Version | None, problem: ParsedProblem, now: datetime) -> Problem:
    return Problem(
        fetch=fetch,
        version=version,
        code=problem.code[:60],
        field=(problem.field or "")[:60],
        message=problem.message[:400],
        at=now,
    )
