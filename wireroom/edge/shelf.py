"""Where a watched folder's files go once they are taken: accepted/ and rejected/. Decides and overwrites nothing."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

ACCEPTED, REJECTED = "accepted", "rejected"
LARGEST = 20 * 1024 * 1024


def find_obstacle(root: Path) -> str:
    """Why files cannot be moved to the folder's accepted/ and rejected/; "" when they can."""
    for folder in (root, root / ACCEPTED, root / REJECTED):
        if folder != root and not os.path.lexists(folder):
            continue
        if not folder.is_dir():
            return f"{folder} is no folder"
        if not os.access(folder, os.W_OK | os.X_OK):
            return f"no permission to move files in {folder}"
    return ""


def shelve_file(root: Path, path: Path, *, is_taken: Callable[[Path], bool], report: str = "") -> Path | None:
    """Move a file to accepted/, or with a report to rejected/ and the report beside it; gives where it is now.

    `is_taken` looks at the file: None is given when it says no, or the file is gone. Nothing is overwritten: a name
    that is in use gets a number. Raises OSError.
    """
    try:
        before = os.lstat(path)
        if not stat.S_ISREG(before.st_mode) or not is_taken(path):
            return None
    except FileNotFoundError:
        return None
    shelf = root / (REJECTED if report else ACCEPTED) / path.relative_to(root).parent
    shelf.mkdir(parents=True, exist_ok=True)
    place = _reserve(shelf, path)
    beside = place.with_name(f"{place.name}.report.txt")
    try:
        if report:
            beside.write_text(report, "utf-8")
        os.replace(path, place)
    except OSError:
        place.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
        raise
    after = os.lstat(place)
    if (after.st_ino, after.st_size, after.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
        # Another file took its name between the look and the move: it has not been taken yet, and goes back.
        os.replace(place, _reserve(path.parent, path))
        beside.unlink(missing_ok=True)
        return None
    return place


def read_plain(path: Path) -> bytes | None:
    """A file's bytes, never through a link; None for what is no plain file, or too large. Raises OSError."""
    handle = open_plain(path)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        return file.read(LARGEST) if stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST else None


def open_plain(path: Path | str) -> int:
    """A file opened for reading, not through a link. Raises OSError; it may be no plain file."""
    # Nor is a pipe somebody made here waited for.
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def _reserve(shelf: Path, path: Path) -> Path:
    """A name on the shelf that nothing has, made as an empty file so that nobody else takes it meanwhile."""
    number = 1
    while True:
        place = shelf / (path.name if number == 1 else f"{path.stem}-{number}{path.suffix}")
        try:
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644))
            return place
        except FileExistsError:
            number += 1
