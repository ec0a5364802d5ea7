"""What matching needs of an item's words, kept for the last few thousand items of this process. Decides nothing."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wireroom.core.matching.agency_ids import find_agency_id
from wireroom.core.matching.copy_groups import Dated
from wireroom.core.matching.fingerprints import take_fingerprint
from wireroom.core.matching.terms.vectors import Terms, unpack_terms
from wireroom.core.matching.words import Words, read_words
from wireroom.core.text.sanitize import text_of_clean
from wireroom.stories.models import Match
from wireroom.wire.models import Version

KEPT = 6000


@dataclass(slots=True)
class Shelf:
    """Fingerprints and terms of items, by the version that was matched. What is missing is read again.

    Another process may have matched a newer version meanwhile, so whoever asks says which one counts.
    """

    dated: OrderedDict[int, tuple[int, Dated]] = field(default_factory=OrderedDict)
    terms: OrderedDict[int, tuple[int, Terms]] = field(default_factory=OrderedDict)

    def keep(self, item: int, dated: Dated, terms: Terms, *, version: int) -> None:
        """Remember what a version of an item says."""
        self.dated[item], self.terms[item] = (version, dated), (version, terms)
        self.dated.move_to_end(item)
        self.terms.move_to_end(item)
        for kept in (self.dated, self.terms):
            while len(kept) > KEPT:
                kept.popitem(last=False)

    def read_dated(self, item: int, version: int | None) -> Dated:
        """The fingerprint of an item, of that version, which was matched."""
        kept = self.dated.get(item)
        if kept is None or kept[0] != version:
            row = Match.objects.select_related("version", "item").get(item_id=item)
            dated = read_dated(row.version, row.published, sender=row.item.provider_id, guid=row.item.guid)
            kept = self.dated[item] = (row.version_id, dated)
        return kept[1]

    def read_terms(self, versions: Mapping[int, int | None]) -> dict[int, Terms]:
        """The terms of items of these versions, which were matched, in one look."""
        kept = self.terms
        missing = [item for item, version in versions.items() if item not in kept or kept[item][0] != version]
        if missing:
            rows = Match.objects.filter(item_id__in=missing).values_list("item_id", "version_id", "terms")
            kept.update((item, (version, unpack_terms(bytes(packed)))) for item, version, packed in rows)
        return {item: kept[item][1] for item in versions if item in kept}

    def forget(self) -> None:
        """Drop all, after a purge."""
        self.dated.clear()
        self.terms.clear()


def words_of(version: Version) -> str:
    """The plain text of a version: its body, else its summary."""
    return text_of_clean(version.body) if version.body else version.summary


def read_dated(version: Version, published: datetime, *, sender: int, guid: str = "") -> Dated:
    """The fingerprint of a version, and the agency's id that its item has by this guid."""
    return dated_of(read_words(version.headline, words_of(version)), version, published, sender=sender, guid=guid)


def dated_of(words: Words, version: Version, published: datetime, *, sender: int, guid: str) -> Dated:
    """As read_dated, of words that were read."""
    return Dated(take_fingerprint(words), published, sender, find_agency_id(guid, version=version.version))
