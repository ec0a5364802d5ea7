"""Purging for the law: the order, the emptying of an item's rows, and copy of it that comes again. Touches no file.

What stays says that there was an item and what became of it: guid, hashed keys, numbers, times, status, address,
decisions, receipts. Everything its readers or its provider could recognise as its words goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import models, transaction
from django.db.models import Count, F, Max, QuerySet

from wireroom.core.by import By
from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.core.identity import link_key, steady_guid, text_key
from wireroom.core.text.sanitize import text_of_clean
from wireroom.core.traces import Telling, Traces, find_traces
from wireroom.core.versions import content_hash
from wireroom.publishing.actions.forgetting import forget_names
from wireroom.publishing.actions.verbs import kill_item
from wireroom.publishing.models import Advisory, Article, ArticleVersion, Correction, Decision, Hold, Purge
from wireroom.reading.actions import erase_words
from wireroom.stories.actions import forget_words
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Fetch, GuidAlias, Item, Problem, ReusedGuid, Version
from wireroom.wire.queries import successions_of

STEP = "purge"
# Of a version's text columns only these stay: hashes and status. A column added later goes unless it is named here.
KEPT = frozenset({"content_hash", "language", "version", "pub_status", "signal"})
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Estate:
    """How many rows hold words of an item. `advisories` are messages about it, whose own words stay theirs."""

    versions: int
    article_versions: int
    corrections: int
    problems: int
    advisories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Purged:
    """Items of one provider that were purged, by what an entry may name them with."""

    guids: Mapping[str, Item]
    links: Mapping[str, Item]
    texts: Mapping[str, Item]
    states: Mapping[str, Item]


def order_purge(item: Item, *, reason: str, by: By, now: datetime, due_at: datetime | None = None) -> Purge:
    """Have an item killed and its words erased, at `due_at` (at once), and those of all whose place it or they took.
    Ordering again completes what was begun.

    Raises WireroomError without a reason.
    """
    links = successions_of([item.id])
    others = Item.objects.filter(id__in={id for one in links for id in (one.newer, one.older)} - {item.id})
    with transaction.atomic():
        purge = _order_one(item, reason, by, now, due_at)
        for other in others.order_by("id"):
            _order_one(other, reason, by, now, due_at)
    return purge


def _order_one(item: Item, reason: str, by: By, now: datetime, due_at: datetime | None) -> Purge:
    with transaction.atomic():
        purge = Purge.objects.filter(item=item).first()
        if purge is None:
            killed = kill_item(item, reason=reason, by=by, now=now)
            purge = Purge.objects.create(
                item=item,
                reason=killed.reason,
                by_id=by.user_id,
                by_name=by.name,
                versions=0,
                documents=0,
                pictures=0,
                at=now,
            )
        else:
            enqueue("decide", [item.id], now=now, priority=0)
        forget_names(item, now=now)
        enqueue(STEP, [item.id], now=now, due_at=due_at, priority=0)
    return purge


def unfinished_purges() -> list[int]:
    """Items ordered to be purged that still have a version which is not."""
    rows = Version.objects.filter(purged_at=None, item__purges__isnull=False)
    return list(rows.values_list("item_id", flat=True).distinct())


def read_estate(item: Item) -> Estate:
    """What a purge of the item would empty."""
    return Estate(
        versions=Version.objects.filter(item=item, purged_at=None).count(),
        article_versions=ArticleVersion.objects.filter(version__item=item).count(),
        corrections=Correction.objects.filter(article__in=_showing(item)).count(),
        problems=Problem.objects.filter(version__item=item).count(),
        advisories=tuple(Advisory.objects.filter(target=item).values_list("item__guid", flat=True)),
    )


def traces_of(item: Item) -> Traces:
    """What gives the item away in a received document: its guids, the addresses that are its alone, its words."""
    rows = list(Version.objects.filter(item=item).only("headline", "summary", "body", "link"))
    links = {link_key(row.link): row.link for row in rows if row.link}
    mine = Item.objects.filter(provider=item.provider_id)
    shared = set(mine.exclude(id=item.id).filter(link_key__in=list(links)).values_list("link_key", flat=True))
    names = [item.guid, *item.aliases.values_list("guid", flat=True)]
    names += [link for key, link in links.items() if key not in shared and link.count("/") > 2]
    headlines = {row.headline for row in rows if row.headline}
    others = Version.objects.filter(item__provider=item.provider_id, headline__in=list(headlines)).exclude(item=item)
    own = headlines - set(others.values_list("headline", flat=True))
    tellings = [Telling(headline, "") for headline in sorted(own)]
    for row in rows:
        tellings += [Telling(row.headline, text_of_clean(text)) for text in (row.body, row.summary) if text]
    return find_traces(names, tellings)


def empty_rows(item: Item, *, reason: str) -> None:
    """Empty every text of the item's versions, and of what was published, logged and noted of it.

    Its versions are not marked as purged: that is finish_purge, once nothing of them is left in any file.
    """
    fields = [field for field in Version._meta.concrete_fields if _holds_words(field)]
    empty = {field.name: field.get_default() for field in fields}
    with transaction.atomic():
        erase_words(item)
        Version.objects.filter(item=item).update(**empty)
        ArticleVersion.objects.filter(version__item=item).update(headline="", standfirst="", body="")
        Correction.objects.filter(article__in=_showing(item)).update(note="", before="", after="")
        # What a person wrote into the correction log quotes the story; why it was killed or held does not.
        Decision.objects.filter(item=item, verb=Decision.Verb.CORRECT).update(reason="")
        (Advisory.objects.filter(item=item) | Advisory.objects.filter(target=item)).update(words="")
        Hold.objects.filter(item=item).update(reason=reason[:500])
        Article.objects.filter(item=item).update(gone_reason=reason[:500])
        Problem.objects.filter(version__item=item).update(message=ERASED)
    forget_words()


def _showing(item: Item) -> QuerySet:
    """The articles that showed words of the item at any time."""
    return Article.objects.filter(versions__version__item=item).distinct()


def finish_purge(item: Item, *, documents: int, pictures: int, now: datetime) -> int:
    """Mark the item's versions as purged and add up what went; how many versions were marked."""
    with transaction.atomic():
        versions = Version.objects.filter(item=item, purged_at=None).update(purged_at=now)
        newest = Purge.objects.filter(item=item).order_by("-id").values("id")[:1]
        Purge.objects.filter(id__in=newest).update(
            versions=F("versions") + versions, documents=F("documents") + documents, pictures=F("pictures") + pictures
        )
    return versions


def empty_purged(document: ParsedFeed, provider_id: int) -> tuple[ParsedFeed, frozenset[int]]:
    """The document with every entry of a purged item stripped of its words, and the ids of those items.

    An entry is a purged item's by its guid in any revision, by a guid whose place it takes, by the words of any of its
    versions, or by an address that was that item's alone; it goes on under the item's guid, so that it stays what was
    killed. Without such entries the document comes back as it is.
    """
    purged = _purged_items(provider_id)
    if not purged.guids:
        return document, frozenset()
    items, found = [], set()
    for entry in document.items:
        item = _find_purged(entry, purged)
        if item:
            found.add(item.id)
        items.append(_without_words(entry, item) if item else entry)
    return (replace(document, items=tuple(items)) if found else document), frozenset(found)


def note_return(fetch_id: int, item_ids: Iterable[int], *, now: datetime) -> None:
    """Record that a document brought purged items again, and ask for its bytes to be erased.

    Call it in the transaction that took the document in.
    """
    ids = list(item_ids)
    with transaction.atomic():
        Version.objects.filter(item_id__in=ids, fetch_id=fetch_id, purged_at=None).update(purged_at=now)
        Fetch.objects.filter(id=fetch_id).update(purged_at=now)
        newest = Purge.objects.filter(item_id__in=ids).values("item_id").annotate(newest=Max("id")).values("newest")
        Purge.objects.filter(id__in=newest).update(documents=F("documents") + 1)
        enqueue(STEP, ids, now=now)


def _holds_words(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and field.name not in KEPT


def _purged_items(provider_id: int) -> _Purged:
    items = Item.objects.filter(provider=provider_id, purges__isnull=False).distinct()
    rows = {item.id: item for item in items.only("id", "guid", "link_key", "text_key")}
    if not rows:
        return _Purged({}, {}, {}, {})
    aliases = GuidAlias.objects.filter(item__in=list(rows)).values_list("guid", "item_id")
    guids = {item.guid: item for item in rows.values()} | {guid: rows[item_id] for guid, item_id in aliases}
    reused = ReusedGuid.objects.filter(provider=provider_id, guid__in=list(guids)).values_list("guid", flat=True)
    keys = {item.link_key for item in rows.values()} - {""}
    holders = Item.objects.filter(provider=provider_id, link_key__in=keys).values("link_key").annotate(n=Count("id"))
    states = Version.objects.filter(item__in=list(rows)).values_list("content_hash", "item_id")
    own = {row["link_key"] for row in holders if row["n"] == 1}
    return _Purged(
        {guid: item for guid, item in guids.items() if guid not in set(reused)},
        {item.link_key: item for item in rows.values() if item.link_key in own},
        {item.text_key: item for item in rows.values() if item.text_key},
        {digest: rows[item_id] for digest, item_id in states},
    )


def _find_purged(entry: ParsedItem, purged: _Purged) -> Item | None:
    names = (
        entry.guid,
        steady_guid(entry.guid, entry.version or ""),
        *entry.replaces,
        *map(steady_guid, entry.replaces),
    )
    if named := next((purged.guids[name] for name in names if name in purged.guids), None):
        return named
    text = entry.content_text or entry.summary or ""
    by_text = purged.texts.get(text_key(entry.title, text)) or (
        purged.states.get(content_hash(entry)) if text else None
    )
    if by_text or not entry.link or entry.link.rstrip("/").count("/") < 3:
        return by_text
    return purged.links.get(link_key(entry.link))


def _without_words(entry: ParsedItem, item: Item) -> ParsedItem:
    """What may still be known of the entry: that it came, when, and what its status was.

    Without a digest it is read as a whole each time it comes, and so recognised by its words again.
    """
    return ParsedItem(
        guid=item.guid,
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
        pub_status=entry.pub_status,
        unchanged=entry.unchanged,
        version=entry.version,
        signal=entry.signal,
    )
