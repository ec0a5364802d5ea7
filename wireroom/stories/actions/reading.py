"""What matching needs of an item's words, kept for the last few thousand items of this process. Decides nothing."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from wireroom.core.matching.copy_groups import Dated
from wireroom.core.matching.fingerprints import read_fingerprint
from wireroom.core.matching.terms.vectors import Terms, unpack_terms
from wireroom.core.text.sanitize import text_of_clean
from wireroom.stories.models import Match
from wireroom.wire.models import Version

KEPT = 6000


@dataclass(slots=True)
class Shelf:
    """Fingerprints and terms of items, those used last. What is missing is read from their versions again."""

    dated: OrderedDict[int, Dated] = field(default_factory=OrderedDict)
    terms: OrderedDict[int, Terms] = field(default_factory=OrderedDict)

    def keep(self, item: int, dated: Dated, terms: Terms) -> None:
        """Remember what an item says now."""
        self.dated[item], self.terms[item] = dated, terms
        self.dated.move_to_end(item)
        self.terms.move_to_end(item)
        for kept in (self.dated, self.terms):
            while len(kept) > KEPT:
                kept.popitem(last=False)

    def read_dated(self, item: int) -> Dated:
        """The fingerprint of an item that was matched."""
        if item not in self.dated:
            row = Match.objects.select_related("version", "item").get(item_id=item)
            self.dated[item] = read_dated(row.version, row.published, sender=row.item.provider_id)
        return self.dated[item]

    def read_terms(self, items: Collection[int]) -> dict[int, Terms]:
        """The terms of items that were matched, in one look."""
        missing = [item for item in items if item not in self.terms]
        rows = Match.objects.filter(item_id__in=missing).values_list("item_id", "terms")
        self.terms.update((item, unpack_terms(bytes(packed))) for item, packed in rows)
        return {item: self.terms[item] for item in items if item in self.terms}

    def forget(self) -> None:
        """Drop all, after a purge."""
        self.dated.clear()
        self.terms.clear()


def words_of(version: Version) -> str:
    """The plain text of a version: its body, else its summary."""
    return text_of_clean(version.body) if version.body else version.summary


def read_dated(version: Version, published: datetime, *, sender: int) -> Dated:
    """The fingerprint of a version."""
    return Dated(read_fingerprint(version.headline, words_of(version)), published, sender)
