"""The step that reads what is on the site into the ledger, after its page was written. Finds nothing itself."""

from collections.abc import Sequence

from django.db import transaction

from wireroom.edition.actions import refresh_said
from wireroom.publishing.actions.ledger import lock_shown, refresh_told
from wireroom.reading.actions import read_version, store_reading
from wireroom.runner.works import Works
from wireroom.tasks.actions import Lease, give_back
from wireroom.tasks.queries import count_due
from wireroom.wire.models import Version

# What readers wait for goes first: a text takes a fifth of a second with the tagger.
BEFORE = ("take", "decide", "edition", "places")


def read(works: Works, leases: Sequence[Lease]) -> None:
    """Read versions that are on the site; what left it meanwhile is not read. Stops for more urgent work."""
    for done, lease in enumerate(leases):
        if done and count_due(BEFORE, now=works.clock(), most=1):
            give_back(leases[done:])
            return
        _read(works, int(lease.key))


def _read(works: Works, version_id: int) -> None:
    version = Version.objects.select_related("item").filter(id=version_id, purged_at=None).first()
    if version is None:
        return
    found = read_version(version, works.read_text, zone=works.newsroom.zone)
    with transaction.atomic():
        if lock_shown(version.id) is None:
            return
        now = works.clock()
        stored = store_reading(version, found, now=now)
        if stored.changed:
            refresh_said([version.item_id], now=now)
        if stored.opposes:
            refresh_told([version.item_id], now=now)
    works.tally["read"] += 1
