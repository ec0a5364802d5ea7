"""The manifest of the site's files: write what changed, forget what went, tell what is damaged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from django.db import connection

from wireroom.core.ports import Disk
from wireroom.edition.models import Page

CHUNK = 300


@dataclass(slots=True)
class Leaf:
    """A file of the site, as its row in the manifest says (Page). Many are made: a model's instance costs more."""

    path: str
    kind: str
    digest: str
    size: int
    shown: str
    written_at: datetime


@dataclass(slots=True)
class Sheaf:
    """The files of one batch: bytes to write and paths to remove, put on disk first and then into the manifest.

    Written in this order a crash in between costs a second writing of the same bytes, never a missing page.
    """

    disk: Disk
    written: list[Leaf] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    known: dict[str, Leaf] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)

    def look_up(self, paths: Iterable[str]) -> None:
        """Read what the manifest says of some paths, before adding them; each once, as adding outdates it."""
        wanted = list(dict.fromkeys(path for path in paths if path not in self.looked))
        self.looked.update(wanted)
        for start in range(0, len(wanted), CHUNK):
            rows = Page.objects.filter(path__in=wanted[start : start + CHUNK])
            leaves = rows.values_list("path", "kind", "digest", "size", "shown", "written_at")
            self.known.update({leaf[0]: Leaf(*leaf) for leaf in leaves})

    def add(self, path: str, kind: str, body: bytes, *, now: datetime, shown: str = "") -> bool:
        """Write a file unless the same bytes stand there. Returns whether it was written."""
        digest = blake2b(body, digest_size=16).hexdigest()
        known = self.known.get(path)
        if known and known.digest == digest:
            if known.shown != shown:
                known.shown = shown
                self.written.append(known)
            return False
        self.disk.write(path, body)
        leaf = Leaf(path, kind, digest, len(body), shown, now)
        self.known[path] = leaf
        self.written.append(leaf)
        return True

    def drop(self, path: str) -> None:
        """Remove a file from the site."""
        self.disk.remove(path)
        if self.known.pop(path, None):
            self.removed.append(path)

    def store(self) -> None:
        """Bring the manifest up to date. Call it in the transaction that finishes the batch."""
        for start in range(0, len(self.removed), CHUNK):
            Page.objects.filter(path__in=self.removed[start : start + CHUNK]).delete()
        adapt = connection.ops.adapt_datetimefield_value
        rows = [(a.path, a.kind, a.digest, a.size, a.shown, adapt(a.written_at)) for a in self.written]
        with connection.cursor() as cursor:
            # One statement prepared once.
            cursor.executemany(
                "INSERT INTO edition_page (path, kind, digest, size, shown, written_at) VALUES (%s, %s, %s, %s, %s, %s)"
                " ON CONFLICT (path) DO UPDATE SET kind = excluded.kind, digest = excluded.digest,"
                " size = excluded.size, shown = excluded.shown, written_at = excluded.written_at",
                rows,
            )


def find_damage(size_of: Callable[[str], int | None]) -> list[str]:
    """Paths whose file is missing or has another size than the manifest says; `size_of` gives None for no file."""
    rows = Page.objects.values_list("path", "size").iterator(chunk_size=2000)
    return [path for path, size in rows if size_of(path) != size]
