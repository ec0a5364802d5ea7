"""Finds the file of the edition that a path names and readies it for sending. Knows no ASGI and no HTTP methods.

Every look-up asks the file system: what a kill took off the disk is gone with the next request, however warm
the cache. The cache only saves reading, hashing and compressing a file that has not changed.
"""

import gzip
import hashlib
import html
import os
import re
import stat
import time
from collections import OrderedDict
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

# No empty, hidden or dotted segment, no NUL, no backslash: traversal and dotfiles never reach the file system.
_SAFE = re.compile(r"(?:/[^./\x00\\][^/\x00\\]*)*/?\Z")
_HASHED = re.compile(r"(?:^|[.\-_])[0-9a-f]{8,64}\.(?:css|js|woff2?)$")
# Reading and compressing happen between two requests, so only what takes a few milliseconds is held.
_LARGEST_HELD = 2 * 1024 * 1024
_SMALLEST_COMPRESSED = 512
# A file changed this recently may change again without its time or size telling, so it is not kept in memory.
_UNSETTLED_S = 2.0

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".xsl": "text/xsl; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_FEED_NAMES = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
_CANONICAL = re.compile(rb'<link rel="canonical" href="(/[^"]*)">')
_TERMS = (
    (b'<meta name="robots" content="noindex">', (b"x-robots-tag", b"noindex")),
    (b'<meta name="tdm-reservation" content="1">', (b"tdm-reservation", b"1")),
)
# Feeds at other names say what they are in their first bytes.
_FEED_MARKS = (
    (b"<rss", "application/rss+xml; charset=utf-8"),
    (b"<feed", "application/atom+xml; charset=utf-8"),
    (b"https://jsonfeed.org/version/", "application/feed+json; charset=utf-8"),
)


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file ready to send. `body` is None for one too large to hold; `gzipped` is None where it would not help.

    `terms` are the headers that say what the page itself says in its head: no index, no text and data mining.
    """

    path: str
    size: int
    media_type: str
    modified: str
    etag: str
    cache_control: str
    body: bytes | None
    gzipped: bytes | None
    terms: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a path: `status` 200, 301 (to `location`), 404 or 410; `file` is None where there is no body."""

    status: int
    file: SiteFile | None = None
    location: str = ""


class SiteFiles:
    """The edition's folder as a web server sees it. For one thread; holds at most `budget` bytes."""

    def __init__(self, site: Path, *, default_language: str, budget: int = 64 * 1024 * 1024):
        self._root = str(site)
        self._default_language = default_language
        self._budget = budget
        self._held = 0
        self._files: OrderedDict[str, tuple[tuple[int, int, int], SiteFile]] = OrderedDict()

    def find(self, path: str) -> Found:
        """What a decoded request path names. Paths that try to leave the folder are not found."""
        if not _SAFE.match(path):
            return self._missing("")
        folder, _, name = path.rpartition("/")
        if not name:
            return self._page(folder)
        if name in ("index.html", "gone.html", "moved.html"):
            return Found(301, location=f"{folder}/")
        if name == "404.html":
            return self._missing(path)
        mark = self._stat(path)
        if mark is None:
            return self._missing(path)
        if stat.S_ISDIR(mark.st_mode):
            found = self._page(path)
            return Found(301, location=f"{path}/") if found.status in (200, 301, 410) else found
        file = self._load(path, mark)
        return Found(200, file) if file else self._missing(path)

    def _page(self, folder: str) -> Found:
        if file := self._file(f"{folder}/index.html"):
            return Found(200, file)
        if file := self._file(f"{folder}/gone.html"):
            return Found(410, file)
        if target := self._signpost(f"{folder}/moved.html"):
            return Found(301, location=target)
        return self._missing(f"{folder}/")

    def _signpost(self, path: str) -> str:
        """Where a page leads on to, by its own canonical link; "" when there is no such page."""
        file = self._file(path)
        found = _CANONICAL.search(file.body) if file and file.body else None
        return html.unescape(found[1].decode("utf-8")) if found else ""

    def _missing(self, path: str) -> Found:
        language = path[1:].partition("/")[0] or self._default_language
        file = self._file(f"/{language}/404.html") or self._file(f"/{self._default_language}/404.html")
        return Found(404, file)

    def _file(self, path: str) -> SiteFile | None:
        mark = self._stat(path)
        return self._load(path, mark) if mark else None

    def _stat(self, path: str) -> os.stat_result | None:
        try:
            return os.stat(self._root + path)
        except (OSError, ValueError):  # missing, too long, or not encodable: all the same to a visitor
            return None

    def _load(self, path: str, mark: os.stat_result) -> SiteFile | None:
        if not stat.S_ISREG(mark.st_mode):
            return None
        key = (mark.st_ino, mark.st_mtime_ns, mark.st_size)
        known = self._files.get(path)
        if known and known[0] == key:
            self._files.move_to_end(path)
            return known[1]
        self._forget(path)
        file = _read(self._root, path)
        if file and abs(time.time() - mark.st_mtime) > _UNSETTLED_S:
            self._keep(path, key, file)
        return file

    def _keep(self, path: str, key: tuple[int, int, int], file: SiteFile) -> None:
        self._files[path] = (key, file)
        self._held += _weight(file)
        while self._held > self._budget:
            _, (_, oldest) = self._files.popitem(last=False)
            self._held -= _weight(oldest)

    def _forget(self, path: str) -> None:
        if known := self._files.pop(path, None):
            self._held -= _weight(known[1])


def _weight(file: SiteFile) -> int:
    return len(file.body or b"") + len(file.gzipped or b"") + 500


def _read(root: str, path: str) -> SiteFile | None:
    """The file behind `path`, unless it is missing or a link leads out of the folder."""
    full = os.path.realpath(root + path)
    if not full.startswith(os.path.realpath(root) + os.sep):
        return None
    try:
        with open(full, "rb") as file:
            mark = os.fstat(file.fileno())
            body = file.read() if mark.st_size <= _LARGEST_HELD else None
    except OSError:
        return None
    size = len(body) if body is not None else mark.st_size
    media_type = _media_type(path, body or b"")
    if body is None:
        etag = f'"{mark.st_mtime_ns:x}-{mark.st_size:x}"'
    else:
        etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return SiteFile(
        path=full,
        size=size,
        media_type=media_type,
        modified=formatdate(mark.st_mtime, usegmt=True),
        etag=etag,
        cache_control=_cache_control(path, media_type),
        body=body,
        gzipped=_compress(body, media_type) if body is not None else None,
        terms=_terms(body) if body is not None and media_type.startswith("text/html") else (),
    )


def _terms(page: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """The page's own terms as headers, for machines that never read it: one truth, written in one place."""
    head = page[: page.find(b"</head>")]
    return tuple(header for mark, header in _TERMS if mark in head)


def _media_type(path: str, body: bytes) -> str:
    name = path.rpartition("/")[2]
    if name in _FEED_NAMES:
        return _FEED_NAMES[name]
    suffix = os.path.splitext(name)[1].lower()
    if suffix in (".xml", ".json"):
        head = body[:400]
        for mark, media_type in _FEED_MARKS:
            if mark in head:
                return media_type
    return _TYPES.get(suffix, "application/octet-stream")


def _cache_control(path: str, media_type: str) -> str:
    """Only style and script may be kept for ever; pictures can be killed as pages can, so nobody keeps them long."""
    if _HASHED.search(path.rpartition("/")[2]):
        return "public, max-age=31536000, immutable"
    if media_type.startswith(("image/", "font/")):
        return "public, max-age=30, must-revalidate"
    return "public, max-age=0, must-revalidate"


def _compress(body: bytes, media_type: str) -> bytes | None:
    if len(body) < _SMALLEST_COMPRESSED or "charset" not in media_type:
        return None
    gzipped = gzip.compress(body, compresslevel=5, mtime=0)
    return gzipped if len(gzipped) < len(body) else None
