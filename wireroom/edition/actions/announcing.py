"""Announcing our feeds to a hub: which need it, and the receipts that prove a hub knows. Speaks to no hub itself."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from wireroom.edition.actions.manifest import Sheaf
from wireroom.edition.places import Place, feed_place, place_files
from wireroom.publishing.models import Article, Receipt
from wireroom.tasks.actions import enqueue

SURFACE = "websub"
CHUNK = 500


def expect_announcements(article: Article, places: Iterable[Place], *, now: datetime) -> list[Receipt]:
    """Receipts to come for an article that left the site: each feed it stood in is announced when it is rewritten."""
    return [
        Receipt(article=article, state=article.state, surface=SURFACE, place=path, asked_at=now)
        for path in _feed_files(places)
    ]


def ask_announcements(places: Iterable[Place], sheaf: Sheaf, *, now: datetime) -> None:
    """Ask for the feeds among some written places to be announced. Call it in the transaction of the manifest.

    Those that changed, and those that a receipt waits for although nothing of them had to change.
    """
    files = _feed_files(places)
    if not files:
        return
    written = {page.path for page in sheaf.written if page.kind == "feed"}
    awaited = set(_open(files).values_list("place", flat=True))
    enqueue("announce", sorted(written - awaited), now=now)
    enqueue("announce", sorted(awaited), now=now, priority=0)


def find_announced(path: str) -> tuple[int, ...]:
    """The receipts that an announcement of a feed sent from now on proves: those whose change it already shows."""
    unwritten = Receipt.objects.filter(article=OuterRef("article"), place=feed_place(path).key, at=None)
    return tuple(_open([path]).filter(~Exists(unwritten)).values_list("id", flat=True))


def find_unannounced() -> list[str]:
    """Feeds whose change some receipt still waits to see announced."""
    return sorted(Receipt.objects.filter(surface=SURFACE, at=None).values_list("place", flat=True).distinct())


def record_announced(receipts: Collection[int], *, now: datetime) -> None:
    """The hub has said yes."""
    ids = list(receipts)
    for start in range(0, len(ids), CHUNK):
        Receipt.objects.filter(id__in=ids[start : start + CHUNK], at=None).update(at=now)


def forget_announcements(path: str) -> None:
    """No hub is to be told any more: nothing is awaited of it."""
    _open([path]).delete()


def _feed_files(places: Iterable[Place]) -> list[str]:
    return [path for place in places if place.kind == "feeds" for path in place_files(place)]


def _open(files: Collection[str]):
    return Receipt.objects.filter(surface=SURFACE, place__in=files, at=None)
