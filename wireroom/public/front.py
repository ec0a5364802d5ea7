"""The web side's front door: serves the edition's files itself and hands the few live addresses to Django.

Writes nothing and knows nothing of articles: what stands in the site folder is what a visitor gets. A page is
there (200), gone (410: its folder has gone.html and no index.html) or unknown (404, in the language of the path).
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

from wireroom.public.push import DOOR, MOST_BYTES, PushDoor
from wireroom.public.site_files import Found, SiteFile, SiteFiles

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 1024 * 1024
_BODY_SECONDS = 30
_CHUNK = 256 * 1024
_LIVE_PREFIXES = ("/api/", "/desk/", "/comments/", "/complaints/")
# For programs: their bodies may be large, and go to Django's file piece by piece.
_PROGRAM_PREFIXES = ("/push/", "/websub/")
_PROGRAM_SECONDS = 120
_LIVE_PATHS = frozenset(
    {"/desk", "/comments", "/complaints", "/search", "/search/", "/search.json", "/ledger.json", "/ledger.csv"}
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_IN_ADDRESS = "%/:=&?~+!$,;'@()*[]#-._"
_NO_GZIP = re.compile(rb"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")

_CSP = (
    b"default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)
_SECURITY = (
    (b"content-security-policy", _CSP),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
)
# The desk's pages refresh parts of themselves; the edition's never do.
_LIVE_SECURITY = (
    (b"content-security-policy", _CSP + b"; connect-src 'self'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class _Refused(Exception):
    """A body that is too large or too slow, with the status to say so."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


def front(site: Path, django_app: App, *, default_language: str | None = None, door: PushDoor | None = None) -> App:
    """The ASGI application of the web side. `default_language` speaks where a path has none; else the newsroom's.

    Without a `door` nothing can be pushed.
    """
    files = SiteFiles(site, default_language=default_language or settings.NEWSROOM.default_language)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["path"].startswith(_LIVE_PREFIXES) or scope["path"] in _LIVE_PATHS:
            await _live(django_app, scope, receive, send)
        elif scope["path"].startswith(_PROGRAM_PREFIXES):
            await _let_in(django_app, {**scope, DOOR: door}, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await _plain(send, 405, b"405", ((b"allow", b"GET, HEAD"),))
        else:
            await _static(files.find(scope["path"]), scope, send, hub=settings.NEWSROOM.hub)

    return app


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _static(found: Found, scope: Scope, send: Send, *, hub: str) -> None:
    if found.status == 301:
        query = scope.get("query_string", b"")
        location = quote(found.location).encode("ascii") + (b"?" + query if query else b"")
        return await _plain(send, 301, b"", ((b"location", location), (b"cache-control", b"public, max-age=0")))
    file = found.file
    if file is None:
        return await _plain(send, found.status, b"%d" % found.status, ())
    asked = dict(scope["headers"])
    headers = [(b"content-type", file.media_type.encode("ascii")), *_SECURITY, *file.terms]
    body, etag = file.body, file.etag
    if file.gzipped is not None:
        headers.append((b"vary", b"accept-encoding"))
        accepted = asked.get(b"accept-encoding", b"")
        if b"gzip" in accepted and not _NO_GZIP.search(accepted):
            body, etag = file.gzipped, f'{file.etag[:-1]}-gz"'
            headers.append((b"content-encoding", b"gzip"))
    if hub and file.media_type.startswith(_FEED_TYPES):
        own = settings.NEWSROOM.base_url + quote(scope["path"])
        links = f'<{quote(hub, safe=_IN_ADDRESS)}>; rel="hub", <{own}>; rel="self"'
        headers.append((b"link", links.encode("ascii")))
    # Only a page that is there has validators: 304 must never stand for "not found" or "gone".
    if found.status == 200:
        headers += [
            (b"etag", etag.encode("ascii")),
            (b"last-modified", file.modified.encode("ascii")),
            (b"cache-control", file.cache_control.encode("ascii")),
        ]
        if _is_unchanged(file, asked):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            return await send({"type": "http.response.body", "body": b""})
    else:
        headers.append((b"cache-control", b"public, max-age=0, must-revalidate"))
    length = len(body) if body is not None else file.size
    headers.append((b"content-length", b"%d" % length))
    await send({"type": "http.response.start", "status": found.status, "headers": headers})
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
    elif body is not None:
        await send({"type": "http.response.body", "body": body})
    else:
        await _stream(file, send)


def _is_unchanged(file: SiteFile, asked: MutableMapping[bytes, bytes]) -> bool:
    """RFC 9110, 13.1: entity tags decide when given, else the date."""
    if tags := asked.get(b"if-none-match"):
        etag = file.etag.encode("ascii")
        known = (etag, etag[:-1] + b'-gz"', b"*")
        return any(tag.strip().removeprefix(b"W/") in known for tag in tags.split(b","))
    since = asked.get(b"if-modified-since", b"").decode("latin-1")
    if not since:
        return False
    try:
        return parsedate_to_datetime(file.modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False


async def _stream(file: SiteFile, send: Send) -> None:
    """A file too large to hold, in pieces; never more than the length already announced."""
    left = file.size
    with open(file.path, "rb") as source:
        while left > 0 and (piece := await asyncio.to_thread(source.read, min(_CHUNK, left))):
            left -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _live(django_app: App, scope: Scope, receive: Receive, send: Send) -> None:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit() or int(length) > MAX_BODY:
        return await _plain(send, 413, b"413", ((b"connection", b"close"),))
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            body = await _read_body(receive)
    except TimeoutError:
        return await _plain(send, 408, b"408", ((b"connection", b"close"),))
    if body is None:
        return await _plain(send, 413, b"413", ((b"connection", b"close"),))
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    await django_app(scope, replay, _secure(send))


async def _let_in(django_app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """What programs send, bounded in size and time as it streams past."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if not length.isdigit() or int(length) > MOST_BYTES:
        return await _plain(send, 413, b"413", ((b"connection", b"close"),))
    ends_at = asyncio.get_running_loop().time() + _PROGRAM_SECONDS
    size, whole = 0, False

    async def metered() -> Message:
        nonlocal size, whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(ends_at):
                message = await receive()
        except TimeoutError:
            raise _Refused(408) from None
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            raise _Refused(413)
        whole = not message.get("more_body")
        return message

    try:
        await django_app(scope, metered, _secure(send))
    except _Refused as refused:
        # Django reads the body before anything else, so nothing was answered yet.
        await _plain(send, refused.status, b"%d" % refused.status, ((b"connection", b"close"),))


def _secure(send: Send) -> Send:
    """`send` with the headers that guard every live answer."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message["headers"]}
            added = [header for header in _LIVE_SECURITY if header[0] not in present]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return guarded


async def _read_body(receive: Receive) -> bytes | None:
    """The whole request body; None once it is longer than allowed, or when the sender left half-way."""
    pieces, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > MAX_BODY:
            return None
        if not message.get("more_body"):
            return b"".join(pieces)


async def _plain(send: Send, status: int, body: bytes, headers: tuple[tuple[bytes, bytes], ...]) -> None:
    everyday = ((b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": [*everyday, *_SECURITY, *headers]})
    await send({"type": "http.response.body", "body": body})
