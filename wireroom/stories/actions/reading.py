"""What matching needs of an item's words, kept for the last few thousand items of this process. Decides nothing."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wireroom.core.matching.agency_ids import find_agency_id
from wireroom.core.matching.anchors.bridges import Anchored
from wireroom.core.matching.anchors.values import unpack_anchors
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
    """Fingerprints, terms and anchors of items, by the version that was matched. What is missing is read again.

    Another process may have matched a newer version meanwhile, so whoever asks says which one counts.
    """

    dated: OrderedDict[int, tuple[int, Dated]] = field(default_factory=OrderedDict)
    terms: OrderedDict[int, tuple[int, Terms]] = field(default_factory=OrderedDict)
    anchored: OrderedDict[int, tuple[int, Anchored]] = field(default_factory=OrderedDict)

    def keep(self, item: int, dated: Dated, terms: Terms, *, version: int) -> None:
        """Remember what a version of an item says."""
        _keep(self.dated, item, (version, dated))
        _keep(self.terms, item, (version, terms))

    def keep_anchored(self, item: int, anchored: Anchored, *, version: int) -> None:
        """Remember by what a version of an item is known in other languages."""
        _keep(self.anchored, item, (version, anchored))

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

    def read_anchored(self, versions: Mapping[int, int | None]) -> dict[int, Anchored]:
        """By what items of these versions, which were matched, are known in other languages; without round-ups."""
        kept = self.anchored
        missing = [item for item, version in versions.items() if item not in kept or kept[item][0] != version]
        if missing:
            rows = Match.objects.filter(item_id__in=missing, round_up=False).exclude(anchors=b"")
            columns = ("item_id", "version_id", "anchors", "language", "published")
            for item, version, packed, language, published in rows.values_list(*columns):
                anchors = unpack_anchors(bytes(packed), language.split("-")[0])
                _keep(kept, item, (version, Anchored(anchors, published)))
        return {item: kept[item][1] for item, version in versions.items() if item in kept and kept[item][0] == version}

    def forget(self) -> None:
        """Drop all, after a purge."""
        self.dated.clear()
        self.terms.clear()
        self.anchored.clear()


def _keep(kept: OrderedDict, item: int, value: tuple) -> None:
    kept[item] = value
    kept.move_to_end(item)
    while len(kept) > KEPT:
        kept.popitem(last=False)


def words_of(version: Version) -> str:
    """The plain text of a version: its body, else its summary."""
    return text_of_clean(version.body) if version.body else version.summary


def read_dated(version: Version, published: datetime, *, sender: int, guid: str = "") -> Dated:
    """The fingerprint of a version, and the agency's id that its item has by this guid."""
    return dated_of(read_words(version.headline, words_of(version)), version, published, sender=sender, guid=guid)


def dated_of(words: Words, version: Version, published: datetime, *, sender: int, guid: str) -> Dated:
    """As read_dated, of words that were read."""
    return Dated(take_fingerprint(words), published, sender, find_agency_id(guid, version=version.version))
