"""Reads the items of a batch before they are matched: all that needs no look at others, so that nobody waits for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from wireroom.core.matching.anchors.finding import find_anchors
from wireroom.core.matching.anchors.values import Anchors
from wireroom.core.matching.copy_groups import Dated
from wireroom.core.matching.terms.counts import count_words
from wireroom.core.matching.terms.vectors import Counted, key_terms
from wireroom.core.matching.words import read_words
from wireroom.stories.actions.reading import dated_of, words_of
from wireroom.stories.models import Match
from wireroom.wire.models import Item

CHUNK = 300
_OF_VERSION = ("headline", "body", "summary", "language", "published", "version")
_COLUMNS = ("guid", "provider_id", "first_received_at", "current_id", *(f"current__{name}" for name in _OF_VERSION))


@dataclass(frozen=True, slots=True)
class Coming:
    """An item that is to be matched, by its id: its current version and that one's language, its words as matching
    reads them, what was found before."""

    item: int
    version: int
    language: str
    published: datetime
    before: Match | None
    dated: Dated
    counted: Counted
    anchors: Anchors | None


def read_items(item_ids: Collection[int], *, across: bool = True, known: Iterable[Coming] = ()) -> list[Coming]:
    """Those of some items that have words and whose current version was not matched yet, in order of arrival.

    What is `known` already is not read again, unless the item has changed since. Anchors are found where stories go
    `across` languages.
    """
    before = {coming.item: coming for coming in known}
    found: list[Coming] = []
    ids = sorted(item_ids)
    for start in range(0, len(ids), CHUNK):
        rows = Item.objects.filter(id__in=ids[start : start + CHUNK], current__isnull=False)
        states = {id: state for id, *state in rows.values_list("id", "current_id", "match__version_id")}
        waiting = {id for id, (current, matched) in states.items() if current != matched}
        unchanged = {id for id in waiting if id in before and _stands(before[id], *states[id])}
        found += [before[id] for id in unchanged]
        found += _read(waiting - unchanged, across=across)
    return sorted(found, key=lambda coming: coming.item)


def read_coming(item: Item, before: Match | None, *, across: bool = True) -> Coming:
    """An item with its current version as matching reads it; with anchors where stories go `across` languages."""
    version = item.current
    published = version.published or item.first_received_at
    words = read_words(version.headline, words_of(version))
    dated = dated_of(words, version, published, sender=item.provider_id, guid=item.guid)
    counted = key_terms(count_words(words, language=version.language.split("-")[0] or None))
    anchors = find_anchors(words.plain_title, words.plain_text, language=version.language) if across else None
    return Coming(item.id, version.id, version.language, published, before, dated, counted, anchors)


def _read(item_ids: Collection[int], *, across: bool) -> list[Coming]:
    matches = {row.item_id: row for row in Match.objects.filter(item_id__in=item_ids)}
    items = Item.objects.filter(id__in=item_ids).select_related("current").only(*_COLUMNS)
    return [
        read_coming(item, matches.get(item.id), across=across)
        for item in items
        if item.current and (item.current.headline or item.current.body or item.current.summary)
    ]


def _stands(coming: Coming, current: int, matched: int | None) -> bool:
    """Whether the item is still as it was when it was read."""
    return coming.version == current and (coming.before.version_id if coming.before else None) == matched
