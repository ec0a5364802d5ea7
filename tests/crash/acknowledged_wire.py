"""Feeds on loopback that move on only when the reader has safely kept what it got, whatever the clock says.

A request that names state n by If-None-Match is served state n + 1, any other the first: so a reader that is killed
between asking and keeping is served the same state again, and every reader gets every state once, in order.
"""

from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread


class AcknowledgedWire:
    """Serves feeds (path to its states, oldest first) and files on 127.0.0.1."""

    def __init__(self, files: Mapping[str, bytes]):
        self.feeds: Mapping[str, Sequence[bytes]] = {}
        self.files = files
        self._asked = 0
        self._acknowledged: dict[str, int] = {}
        self._moved = Condition()
        self._server = _Server(("127.0.0.1", 0), _Answering)
        self._server.wire = self
        self.host = f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def acknowledged(self) -> int:
        """How many states readers have safely kept, over all feeds."""
        return sum(self._acknowledged.values())

    @property
    def asked(self) -> int:
        """How often feeds were asked for."""
        return self._asked

    @property
    def is_done(self) -> bool:
        """Whether all states of all feeds are acknowledged."""
        return all(self._acknowledged[feed] == len(states) for feed, states in self.feeds.items())

    def wait_until_asked(self, times: int, *, seconds: float) -> bool:
        """Wait until feeds were asked for so often in all; False when that took longer."""
        with self._moved:
            return self._moved.wait_for(lambda: self._asked >= times, seconds)

    def wait_until_done(self, *, seconds: float) -> bool:
        """Wait until all is acknowledged; False when for so long nothing more was."""
        with self._moved:
            before = -1
            while not self.is_done and before < self.acknowledged:
                before = self.acknowledged
                self._moved.wait_for(lambda kept=before: self.acknowledged > kept, seconds)
            return self.is_done

    def publish(self, path: str, states: Sequence[bytes]) -> None:
        """Add a feed, before anybody asks."""
        self.feeds = {**self.feeds, path: states}
        self._acknowledged[path] = 0

    def __enter__(self) -> "AcknowledgedWire":
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, etag: str | None) -> tuple[int, str, bytes]:
        """Status, ETag and body."""
        if path in self.files:
            return 200, "", self.files[path]
        if path not in self.feeds:
            return 404, "", b"no such feed"
        kept = int(etag.strip('"').removeprefix("state-")) if etag else 0
        with self._moved:
            self._asked += 1
            self._acknowledged[path] = max(kept, self._acknowledged[path])
            self._moved.notify_all()
        states = self.feeds[path]
        return (304, etag, b"") if kept == len(states) else (200, f'"state-{kept + 1}"', states[kept])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address) -> None:
        """A reader killed in the middle of an answer is what these tests are for."""


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20

    def do_GET(self) -> None:
        status, etag, body = self.server.wire.answer(self.path, self.headers.get("If-None-Match"))
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        """The console belongs to the tests."""
