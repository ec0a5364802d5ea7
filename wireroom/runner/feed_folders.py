"""Feeds that are files: one that changes in place, or a watched folder whose files are put away once taken."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from wireroom.core.errors import FetchError
from wireroom.core.fetching import FetchOutcome, Outcome
from wireroom.edge.folder import FoundFile, WatchedFolder
from wireroom.edge.shelf import LARGEST, find_obstacle, read_plain, shelve_file
from wireroom.runner.works import Works
from wireroom.tasks.actions import Lease
from wireroom.wire.actions.files import ArrivedFile, Verdict, find_verdict
from wireroom.wire.models import Fetch

REPORT = """\
{name} was not taken in.

What was wrong: {error}
When: {at:%Y-%m-%d %H:%M:%S} UTC
Feed: {feed}
"""


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What a look at a file or folder came to. `waiting` whole files were left for the next; `alert` for a person."""

    outcome: FetchOutcome
    files: tuple[ArrivedFile, ...] = ()
    found: tuple[FoundFile, ...] = ()
    waiting: int = 0
    alert: str = ""


def ask_files(works: Works, url: str) -> FileAnswer:
    """Look and keep the bytes of what is whole. Raises FetchError when nothing is there, OSError of the store."""
    root = path_of(url)
    if not root.is_dir():
        return _read_one(works, root)
    look = works.folders.setdefault(url, WatchedFolder(root)).look(
        keep=works.raw.put, now=works.clock(), pause=works.pause
    )
    files = tuple(
        ArrivedFile(file.path.as_uri(), file.raw_hash, file.stamp.size, file.refused, urgent=file.newest or not crowd)
        for crowd in [look.waiting > 0]
        for file in look.found
    )
    return FileAnswer(_outcome(files), files, look.found, look.waiting, look.alert)


def shelve(works: Works, leases: Sequence[Lease]) -> None:
    """Move files that were taken, or could not be, to accepted/ or rejected/. Where that is not allowed they stay."""
    for lease in leases:
        fetch = Fetch.objects.select_related("feed").get(id=int(lease.key))
        root, path = path_of(fetch.feed.url), path_of(fetch.url)
        verdict = find_verdict(fetch)
        # A feed whose address is one file has no shelves; and nothing outside the folder is touched.
        if verdict is None or not root.is_dir() or root not in path.parents or find_obstacle(root):
            continue
        try:
            place = shelve_file(root, path, is_taken=_is_taken(verdict), report=_report(fetch, verdict, path))
        except OSError as error:
            works.log.warning("feed %s: %s cannot be put away: %s", fetch.feed.url, path, error.strerror or error)
            continue
        if place is not None and verdict.error:
            works.log.warning("feed %s: rejected %s: %s", fetch.feed.url, place, verdict.error)


def path_of(url: str) -> Path:
    """The path of a file: address."""
    return Path(url2pathname(urlsplit(url).path))


def _read_one(works: Works, path: Path) -> FileAnswer:
    if not path.exists():
        raise FetchError(f"{path}: no such file or folder")
    if path.stat().st_size > LARGEST:
        raise FetchError(f"{path}: over {LARGEST} bytes", permanent=True)
    body = path.read_bytes()
    files = (ArrivedFile(path.as_uri(), works.raw.put(body), len(body)),) if body.strip() else ()
    return FileAnswer(_outcome(files), files)


def _outcome(files: tuple[ArrivedFile, ...]) -> FetchOutcome:
    return FetchOutcome(Outcome.FETCHED if files else Outcome.UNCHANGED, changed=bool(files))


def _is_taken(verdict: Verdict):
    """Looks at a file: are these the bytes the verdict is on? Others of the same name came after it."""

    def is_taken(path: Path) -> bool:
        body = read_plain(path)
        if not verdict.raw_hash:
            return body is None or not body.strip()
        return body is not None and hashlib.sha256(body).hexdigest() == verdict.raw_hash

    return is_taken


def _report(fetch: Fetch, verdict: Verdict, path: Path) -> str:
    if not verdict.error:
        return ""
    at = verdict.at.astimezone(UTC)
    return REPORT.format(name=path.name, error=verdict.error, at=at, feed=fetch.feed.url)
