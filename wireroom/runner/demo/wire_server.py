"""Serves the sample wire on loopback and lets it evolve: feeds, pictures, original pages. Never a public address."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from wireroom.core.ports import Clock
from wireroom.runner.demo.original_pages import write_original_page
from wireroom.runner.demo.script import build_feeds
from wireroom.runner.demo.standing import article_path, decide_standing
from wireroom.runner.demo.wire_parts import Wire, WireFeed

# Short enough that a poller sees every step of the script.
_FEED_CACHE = "public, max-age=2"
_PICTURE_CACHE = "public, max-age=86400"


class Answer(NamedTuple):
    """What the server has at a path; `changed_at` None: not known, no Last-Modified."""

    status: HTTPStatus
    content_type: str
    body: bytes
    changed_at: datetime | None = None
    cache_control: str = "no-cache"


class WireServer:
    """The providers' side of the demo, on 127.0.0.1; time runs by `clock` from the moment of start()."""

    def __init__(self, wire: Wire, *, clock: Clock, port: int = 0):
        self.wire = wire
        self.started_at = clock()
        self._clock = clock
        self._server = _LoopbackServer(("127.0.0.1", port), _Answering)
        self._server.answer = self.answer
        self._thread: Thread | None = None

    @property
    def base_url(self) -> str:
        """The server's address, no trailing slash. Known as soon as the server is made."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def feed_url(self, feed: WireFeed) -> str:
        """The address of one of the wire's feeds."""
        return f"{self.base_url}/{feed.path}"

    def start(self) -> None:
        """Begins to serve, in a thread of its own, and sets the script to its beginning."""
        self.started_at = self._clock()
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends serving and frees the port; harmless when not started or stopped before."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def __enter__(self) -> "WireServer":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def answer(self, path: str) -> Answer:
        """What stands at a path (leading slash, no query) at this moment."""
        now, name = self._clock(), path.lstrip("/")
        moment = {"started_at": self.started_at, "now": now, "base_url": self.base_url}
        for document in build_feeds(self.wire, **moment) if not name.endswith((".html", ".jpg", ".png")) else ():
            if document.path == name:
                content_type, body = document.content_type, document.body
                return Answer(HTTPStatus.OK, content_type, body, document.changed_at, _FEED_CACHE)
        for picture in self.wire.pictures:
            if name == f"pictures/{picture.name}":
                body = (Path(self.wire.pictures_folder) / picture.name).read_bytes()
                return Answer(HTTPStatus.OK, picture.content_type, body, self.started_at, _PICTURE_CACHE)
        for item in self.wire.items:
            if name == article_path(item):
                standing = decide_standing(item, **moment)
                if standing is not None:
                    killed = standing.state.action == "kill"
                    page = write_original_page(self.wire, standing, base_url=self.base_url)
                    return Answer(HTTPStatus.GONE if killed else HTTPStatus.OK, "text/html; charset=utf-8", page)
        if name == "robots.txt":
            return Answer(HTTPStatus.OK, "text/plain; charset=utf-8", b"User-agent: *\nDisallow:\n")
        if not name:
            return Answer(HTTPStatus.OK, "text/plain; charset=utf-8", self._list_feeds())
        return Answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"not found\n")

    def _list_feeds(self) -> bytes:
        rows = ((provider.name, feed) for provider in self.wire.providers for feed in provider.feeds)
        return "".join(f"{name} | {feed.title} | {self.feed_url(feed)}\n" for name, feed in rows).encode()


class _LoopbackServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Answering(BaseHTTPRequestHandler):
    """HTTP around WireServer.answer: validators, 304, HEAD; says nothing on the console."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        answer = self.server.answer(self.path.partition("?")[0])
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
        unchanged = answer.status == HTTPStatus.OK and self._holds(etag, answer.changed_at)
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else answer.status)
        if answer.status == HTTPStatus.OK:
            self.send_header("ETag", etag)
            if answer.changed_at is not None:
                self.send_header("Last-Modified", format_datetime(answer.changed_at.astimezone(UTC), usegmt=True))
        self.send_header("Cache-Control", answer.cache_control)
        if not unchanged:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Security-Policy", "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'")
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET

    def _holds(self, etag: str, changed_at: datetime | None) -> bool:
        """Whether the client has this very answer; an ETag decides alone where one is sent (RFC 9110 §13.2.2)."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            held = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return etag in held or "*" in held
        if changed_at is None or (since := self.headers.get("If-Modified-Since")) is None:
            return False
        try:
            return changed_at.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def log_message(self, *_) -> None:
        """The demo's console belongs to the pipeline."""
