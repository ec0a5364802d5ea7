"""Files written whole or not at all, and the store of received bytes by hash. Knows nothing of what the bytes mean."""

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import zstandard

from wireroom.core.errors import WireroomError

# A name that no page, picture or raw file has, so that a sweep can tell what a crash left behind.
_TEMPORARY = ".wireroom-tmp-"
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_ERASED = ".erased"
_LEVEL = 3
Made = TypeVar("Made")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def write_atomic(path: Path | str, body: bytes, *, durable: bool = False, staging: Path | None = None) -> None:
    """Replaces `path` by `body` in one step: a reader sees the old file or the new, never a part.

    Missing folders are made. `durable` also waits until the bytes and the name are on the disk, for what
    cannot be made again. `staging` is a folder of the same disk where the bytes are written first, so that a sweep
    need not look everywhere (else beside `path`). Raises OSError; the old file then stands.
    """
    folder = os.path.dirname(path) or "."
    first = os.fspath(staging or folder)
    temporary = os.path.join(first, f"{_TEMPORARY}{secrets.token_hex(8)}")
    # Folders are there but for the first file in them, so none is made before one is missed.
    handle = _in_folder(first, lambda: os.open(temporary, _NEW, 0o600))
    try:
        try:
            left = memoryview(body)
            while left:
                left = left[os.write(handle, left) :]
            # Whatever the umask: a web server under another user must read these.
            os.fchmod(handle, 0o644)
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
        _in_folder(folder, lambda: os.replace(temporary, path))
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(folder)


def sweep_temporary(folder: Path) -> int:
    """Removes what a crash in the middle of write_atomic left under `folder`; how many files.

    At start, before the workers: a write that is under way there fails and is done again.
    """
    swept = 0
    for path in folder.rglob(f"{_TEMPORARY}*"):
        path.unlink(missing_ok=True)
        swept += 1
    return swept


class RawStore:
    """Received bytes, each kept once under the SHA-256 of what was received, zstd-compressed: ab/cdef….zst.

    Append-only, but for what a purge erases: a mark stays in its place, so that those bytes are not kept again when
    the same document comes again. Safe to use from many threads and processes at once. `durable=False` leaves it to the
    system when the bytes reach the disk: a power cut may then lose the last seconds, a killed process never does.
    """

    def __init__(self, folder: Path, *, durable: bool = True):
        self._folder = folder
        self._durable = durable

    @property
    def staging(self) -> Path:
        """Where a crash may leave something to sweep."""
        return self._folder / "staging"

    def put(self, body: bytes) -> str:
        """Keeps `body`, unless it was erased once, and gives its SHA-256 in hex. Raises OSError when it cannot."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._path(sha256)
        if not path.exists() and not self.is_erased(sha256):
            compressed = zstandard.ZstdCompressor(level=_LEVEL).compress(body)
            write_atomic(path, compressed, durable=self._durable, staging=self.staging)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash, verified. Raises WireroomError naming it when missing, erased or damaged."""
        path = self._path(sha256)
        try:
            body = zstandard.ZstdDecompressor().decompress(path.read_bytes())
        except FileNotFoundError:
            if self.is_erased(sha256):
                raise WireroomError(f"received bytes {sha256} were erased by a purge") from None
            raise WireroomError(f"received bytes {sha256} are missing: no file {path}") from None
        except (OSError, zstandard.ZstdError) as error:
            raise WireroomError(f"received bytes {sha256} cannot be read from {path}: {error}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise WireroomError(f"received bytes {sha256} are damaged: {path} holds something else")
        return body

    def exists(self, sha256: str) -> bool:
        """Whether the bytes of that hash are kept."""
        return self._path(sha256).exists()

    def erase(self, sha256: str) -> bool:
        """Removes the bytes for good and leaves a mark; whether they were there. Raises OSError."""
        path = self._path(sha256)
        write_atomic(path.with_suffix(_ERASED), b"", durable=self._durable, staging=self.staging)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def is_erased(self, sha256: str) -> bool:
        """Whether a purge erased the bytes of that hash."""
        return self._path(sha256).with_suffix(_ERASED).exists()

    def remove(self, sha256: str) -> bool:
        """Removes the bytes, which may be kept again if they come again; whether they were there. Raises OSError."""
        path = self._path(sha256)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def _path(self, sha256: str) -> Path:
        if not _SHA256.match(sha256):
            raise WireroomError(f"{sha256!r} is no SHA-256 in hex")
        return self._folder / sha256[:2] / f"{sha256[2:]}.zst"


def _in_folder(folder: str, act: Callable[[], Made]) -> Made:
    try:
        return act()
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
        return act()


def _sync_folder(folder: str) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
