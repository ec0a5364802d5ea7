"""A watched folder: which of its files are whole and new, and their bytes. Reads no copy, moves nothing.

Nothing is kept but in memory, so that another process, or this one after a crash, finds the same files again: whether
bytes are known is for the caller to say.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappush, heappushpop
from pathlib import Path
from typing import NamedTuple

from wireroom.core.errors import FetchError
from wireroom.core.fetching.arrival import is_copy_name, is_under_way, looks_cut
from wireroom.edge.shelf import ACCEPTED, LARGEST, REJECTED, find_obstacle, open_plain

# One look takes so many of the oldest files and so many of the newest: a kill that arrives while thousands wait
# is among these.
OLDEST, NEWEST = 450, 50
# A file that does not change for so long is whole; one that seems cut short is given this much longer.
SETTLES_IN = timedelta(seconds=2)
CUT_SETTLES_IN = timedelta(seconds=60)


class Stamp(NamedTuple):
    """What changes when a file does."""

    inode: int
    size: int
    modified_ns: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file whose bytes are kept under `raw_hash`; or one that is `refused`, for that reason."""

    path: Path
    stamp: Stamp
    raw_hash: str = ""
    refused: str = ""
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found, oldest first; how many whole files wait for the next; what a person must mend, or ""."""

    found: tuple[FoundFile, ...]
    waiting: int
    alert: str


class WatchedFolder:
    """One folder over many looks. Belongs to one thread at a time."""

    def __init__(self, root: Path):
        self.root = root
        self._known: dict[str, Stamp] = {}
        self._unreadable: dict[str, tuple[Stamp, str]] = {}
        self._young: dict[str, tuple[Stamp, datetime]] = {}
        self._under_way: set[int] = set()
        self._obstacle = ""

    def look(self, *, keep: Callable[[bytes], str], now: datetime, pause: Callable[[float], None]) -> Look:
        """Read what is whole and not marked, and keep its bytes. Raises FetchError without the folder, OSError of keep.

        `pause` waits some seconds, to see whether young files still change.
        """
        if not self.root.is_dir():
            raise FetchError(f"{self.root}: no such file or folder")
        obstacle = find_obstacle(self.root)
        if self._obstacle and not obstacle:
            # What lay here for want of permission can be moved now.
            self._known.clear()
        self._obstacle = obstacle
        batch, shut = self._scan(now)
        if batch.young and not batch.is_full:
            pause(SETTLES_IN.total_seconds())
            for path, stamp in batch.young:
                if _stamp_of(path) == stamp:
                    batch.add(path, stamp)
        found = [file for path, stamp, newest in batch.chosen() if (file := self._take(path, stamp, newest, keep, now))]
        # Without progress now there is none to be had by looking again at once.
        waiting = batch.count + batch.more_young - len(batch.chosen()) if found else 0
        return Look(tuple(found), waiting, self._alert(shut, len(found)))

    def mark(self, found: Iterable[FoundFile]) -> None:
        """These are recorded: they are not found again while they lie there unchanged."""
        for file in found:
            self._known[str(file.path)] = file.stamp

    def _scan(self, now: datetime) -> tuple["_Batch", list[str]]:
        """One walk through the folder. What is remembered of files that are gone is forgotten."""
        batch, shut = _Batch(), list[str]()
        known, unreadable, young = {}, {}, {}
        under_way = set[int]()
        for path, stamp in _walk(self.root, shut, under_way):
            if self._known.get(path) == stamp:
                known[path] = stamp
            elif path in self._unreadable and self._unreadable[path][0] == stamp:
                unreadable[path] = self._unreadable[path]
            elif stamp.inode in self._under_way or self._age(path, stamp, young, now) >= SETTLES_IN:
                batch.add(path, stamp)
            else:
                batch.add_young(path, stamp)
        self._known, self._unreadable, self._young, self._under_way = known, unreadable, young, under_way
        return batch, shut

    def _age(self, path: str, stamp: Stamp, young: dict[str, tuple[Stamp, datetime]], now: datetime) -> timedelta:
        """For how long a file has not changed, as far as is known: by its own time, unless that lies ahead."""
        modified = datetime.fromtimestamp(max(stamp.modified_ns, stamp.changed_ns) / 1e9, UTC)
        before, since = self._young.get(path, (None, now))
        since = since if before == stamp else now
        if modified <= now:
            since = min(since, modified)
        if now - since < CUT_SETTLES_IN:
            young[path] = (stamp, since)
        return now - since

    def _take(
        self, path: str, stamp: Stamp, newest: bool, keep: Callable[[bytes], str], now: datetime
    ) -> FoundFile | None:
        """Read one file; None when it is not whole, or cannot be read, which is remembered."""
        if stamp.size > LARGEST:
            return FoundFile(Path(path), stamp, refused=f"it has {stamp.size} bytes, over the limit of {LARGEST}")
        try:
            body = _read(path, stamp)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._unreadable[path] = (stamp, error.strerror or str(error))
            return None
        if body is None:
            return None
        since = self._young.get(path, (stamp, now - CUT_SETTLES_IN))[1]
        if now - since < CUT_SETTLES_IN and looks_cut(body):
            return None
        self._young.pop(path, None)
        if not body.strip():
            return FoundFile(Path(path), stamp, refused="it is empty")
        return FoundFile(Path(path), stamp, keep(body), newest=newest)

    def _alert(self, shut: list[str], found: int) -> str:
        if self._unreadable:
            path, (_, why) = next(iter(self._unreadable.items()))
            others = f" and {len(self._unreadable) - 1} more" if len(self._unreadable) > 1 else ""
            return f"{path}{others} cannot be read: {why}"
        if shut:
            return f"{shut[0]} cannot be looked into"
        if self._obstacle and (found or self._known):
            return f"{self._obstacle}: files are taken and stay where they are"
        return ""


class _Batch:
    """The oldest and the newest of many files, and the young ones; never more than a look takes."""

    def __init__(self) -> None:
        self.count = self.more_young = 0
        self.young: list[tuple[str, Stamp]] = []
        self._oldest: list[tuple[int, str, Stamp]] = []
        self._newest: list[tuple[int, str, Stamp]] = []

    @property
    def is_full(self) -> bool:
        return self.count >= OLDEST + NEWEST

    def add(self, path: str, stamp: Stamp) -> None:
        self.count += 1
        _push(self._oldest, (-stamp.modified_ns, path, stamp), OLDEST)
        _push(self._newest, (stamp.modified_ns, path, stamp), NEWEST)

    def add_young(self, path: str, stamp: Stamp) -> None:
        if len(self.young) < OLDEST:
            self.young.append((path, stamp))
        else:
            self.more_young += 1

    def chosen(self) -> list[tuple[str, Stamp, bool]]:
        """By their times of change; the last part says whether a file was chosen as one of the newest of too many."""
        newest = {path for _, path, _ in self._newest} if self.is_full else set()
        files = {path: stamp for _, path, stamp in (*self._oldest, *self._newest)}
        in_order = sorted(files, key=lambda path: (files[path].modified_ns, path))
        return [(path, files[path], path in newest) for path in in_order]


def _walk(root: Path, shut: list[str], under_way: set[int]) -> Iterator[tuple[str, Stamp]]:
    """Every file that may be copy. Links are not followed, hidden folders and our own two shelves not entered."""
    shelves = {str(root / ACCEPTED), str(root / REJECTED)}
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.path in shelves:
                        continue
                    try:
                        if entry.is_dir(follow_symlinks=False):
                            if not entry.name.startswith("."):
                                folders.append(entry.path)
                        elif entry.is_file(follow_symlinks=False):
                            if is_under_way(entry.name):
                                under_way.add(entry.inode())
                            elif is_copy_name(entry.name):
                                yield entry.path, _stamp(entry.stat(follow_symlinks=False))
                    except FileNotFoundError:
                        continue
        except FileNotFoundError:
            continue
        except OSError as error:
            shut.append(f"{folder} ({error.strerror})")


def _read(path: str, stamp: Stamp) -> bytes | None:
    """The bytes of that very state; None when the file is another by now, or no plain one. Raises OSError."""
    try:
        handle = open_plain(path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    with os.fdopen(handle, "rb") as file:
        if _stamp(os.fstat(handle)) != stamp:
            return None
        body = file.read(stamp.size + 1)
        return body if _stamp(os.fstat(handle)) == stamp and len(body) == stamp.size else None


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _stamp_of(path: str) -> Stamp | None:
    try:
        return _stamp(os.lstat(path))
    except OSError:
        return None


def _push(heap: list[tuple[int, str, Stamp]], entry: tuple[int, str, Stamp], most: int) -> None:
    if len(heap) < most:
        heappush(heap, entry)
    else:
        heappushpop(heap, entry)
