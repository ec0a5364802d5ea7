"""The step that reads what is on the site into the ledger, after its page was written. Finds nothing itself."""

from collections.abc import Sequence

from django.db import transaction

from wireroom.core.text.reading import Reading
from wireroom.edition.actions import refresh_said
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.actions.ledger import lock_shown, refresh_told, told_against
from wireroom.reading.actions import read_version, store_reading
from wireroom.runner.works import Works
from wireroom.tasks.actions import CALM, Lease, give_back
from wireroom.tasks.queries import count_due
from wireroom.wire.models import Version

# What readers wait for goes first: a text takes a fifth of a second with the tagger.
BEFORE = ("take", "decide", "edition", "places")


def read(works: Works, leases: Sequence[Lease]) -> None:
    """Read versions that are on the site; what left it meanwhile is not read. Stops for more urgent work.

    All texts of a batch are read before any is stored: storing has pages written again, and these are then written
    together.
    """
    found: list[tuple[Version, Reading]] = []
    for done, lease in enumerate(leases):
        if done and count_due(BEFORE, now=works.clock(), most=1):
            give_back(leases[done:])
            break
        version = Version.objects.select_related("item").filter(id=int(lease.key), purged_at=None).first()
        if version:
            found.append((version, read_version(version, works.read_text, zone=works.newsroom.zone)))
    for version, reading in found:
        _store(works, version, reading)


def _store(works: Works, version: Version, reading: Reading) -> None:
    with transaction.atomic():
        if lock_shown(version.id) is None:
            return
        now = works.clock()
        told = told_against(version.item_id)
        stored = store_reading(version, reading, now=now)
        if stored.changed:
            refresh_said([version.item_id], now=now)
        if stored.reviewed:
            # What an editor changed stands on pages that its words of now do not lead to.
            refresh_told([version.item_id], now=now)
        elif stored.opposes:
            refresh_article(told | told_against(version.item_id), now=now, priority=CALM)
    works.tally["read"] += 1
