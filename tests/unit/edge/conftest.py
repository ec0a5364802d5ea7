"""A small web server on loopback whose every byte a test decides, and clients that may reach it."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from wireroom.edge.http import HttpClient, Network, default_network, open_http


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it; header names in lower case."""

    target: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


# A request to the raw bytes of the response, whole or in pieces.
Script = Callable[[Asked], bytes | Iterable[bytes]]


@dataclass
class Server:
    """A loopback server, one thread a connection, one response a connection."""

    script: Script
    listener: socket.socket
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.listener.getsockname()[1]}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            asked = self._read(connection)
            if asked is None:
                return
            with self._at_once():
                response = self.script(asked)
            # Out of the count before the last byte: with it the client may go, and the next one come.
            for piece in [response] if isinstance(response, bytes) else response:
                connection.sendall(piece)
        except OSError:
            pass  # The client has left, as many of these tests mean it to.
        finally:
            connection.close()

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1

    def _read(self, connection: socket.socket) -> Asked | None:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = connection.recv(65536)
            if not piece:
                return None
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        while len(body) < int(headers.get("content-length", 0)):
            body += connection.recv(65536)
        method, target, _ = first.split(" ")
        asked = Asked(target, headers, method, body)
        with self._lock:
            self.asked.append(asked)
        return asked


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    """A response as bytes. Headers as "name: value"."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "301 Moved Permanently") -> bytes:
    return answer(b"", f"Location: {location}", status=status)


@pytest.fixture
def serve() -> Iterator[Callable[[Script], Server]]:
    """Starts servers; they end with the test."""
    listeners: list[socket.socket] = []

    def start(script: Script, tls: ssl.SSLContext | None = None) -> Server:
        listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        listeners.append(listener)
        server = Server(script, listener, tls)
        threading.Thread(target=server.run, daemon=True).start()
        return server

    yield start
    for listener in listeners:
        # Closing alone does not wake the thread that waits in accept.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.fixture
def client_for() -> Iterator[Callable[..., HttpClient]]:
    """Makes clients to which the given servers are open; `names` is their whole DNS."""
    clients: list[HttpClient] = []

    def make(*servers: Server, names: dict[str, tuple[str, ...]] | None = None, **settings) -> HttpClient:
        network = default_network()
        if names is not None:

            def resolve(host: str, port: int) -> tuple[str, ...]:
                if host not in names:
                    raise OSError(f"no such name {host}")
                return names[host]

            network = Network(resolve=resolve, tls=network.tls)
        opened = frozenset(server.host for server in servers) | settings.pop("open_hosts", frozenset())
        client = open_http(user_agent="wireroom-test/1", open_hosts=opened, network=network, **settings)
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


# Offered as fixtures because test files import nothing from one another.
@pytest.fixture(name="answer")
def _answer_fixture() -> Callable[..., bytes]:
    return answer


@pytest.fixture(name="redirect")
def _redirect_fixture() -> Callable[..., bytes]:
    return redirect
