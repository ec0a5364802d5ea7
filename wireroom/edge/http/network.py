"""The connection itself: names looked up once, every answer judged, the judged address connected to. Speaks no HTTP.

httpcore opens its connections through a NetworkBackend; ours never gives the host name to the system a
second time, so an answer cannot change between the judgement and the connection (DNS rebinding).
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore

from wireroom.core.errors import FetchError
from wireroom.edge.http.guard import IPAddress, may_connect

# Host name and port to the texts of its IP addresses, in the order to try them. Raises OSError.
Resolve = Callable[[str, int], tuple[str, ...]]
_MOST_ADDRESSES = 16


@dataclass(frozen=True, slots=True)
class Network:
    """How names become addresses, and which certificates are believed."""

    resolve: Resolve
    tls: ssl.SSLContext


class Deadline:
    """One moment at which a whole fetch ends, however its time was spent. Belongs to one thread."""

    __slots__ = ("_at", "seconds")

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, above 0. Raises FetchError when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise FetchError(f"no complete answer within {self.seconds:g} s")
        return left

    def forgive(self, seconds: float) -> None:
        """Does not count time spent waiting for a turn of our own making."""
        self._at += seconds


class OpenStreams:
    """The connections under way, so that closing the client ends them at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self.closed = False

    def add(self, stream: httpcore.NetworkStream) -> None:
        """Raises FetchError when the client is closed already."""
        with self._lock:
            if not self.closed:
                self._sockets.add(stream.get_extra_info("socket"))
                return
        stream.close()
        raise FetchError("fetching was stopped")

    def remove(self, stream: httpcore.NetworkStream) -> None:
        """Forgets a stream that is being closed."""
        with self._lock:
            self._sockets.discard(stream.get_extra_info("socket"))

    def close(self) -> None:
        """Shuts every connection down; the threads that wait on them get an error."""
        with self._lock:
            self.closed = True
            for each in self._sockets:
                try:
                    # The plain socket's own method: a TLS socket's would tear down state its thread still uses.
                    socket.socket.shutdown(each, socket.SHUT_RDWR)
                except OSError:
                    continue


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were judged before, and to nothing else; all within one deadline."""

    def __init__(self, ips: tuple[IPAddress, ...], deadline: Deadline, streams: OpenStreams):
        self._ips = ips
        self._deadline = deadline
        self._streams = streams

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        """Tries the addresses in order, each for its share of the time left. `host` is not looked up."""
        failed: Exception = httpcore.ConnectError("it has no address")
        for tried, ip in enumerate(self._ips):
            share = self._deadline.left() / (len(self._ips) - tried)
            try:
                stream = httpcore.SyncBackend().connect_tcp(str(ip), port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _DeadlineStream(stream, self._deadline, self._streams)
        raise failed


class _DeadlineStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline, whatever timeout was asked for."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, streams: OpenStreams):
        streams.add(stream)
        self._stream = stream
        self._deadline = deadline
        self._streams = streams

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, self._deadline.left())

    def close(self):
        self._streams.remove(self._stream)
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        self._streams.remove(self._stream)
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _DeadlineStream(stream, self._deadline, self._streams)

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)


def default_network() -> Network:
    """The system's resolver; the system's certificates and certifi's, always verified."""
    return Network(resolve=_resolve_by_system, tls=httpcore.default_ssl_context())


def find_ips(host: str, port: int, *, network: Network, deadline: Deadline, opened: bool) -> tuple[IPAddress, ...]:
    """Every address of a host, each judged. One that is refused refuses the host. Raises FetchError."""
    try:
        found: tuple[IPAddress, ...] = (ip_address(host),)
    except ValueError:
        found = _look_up(host, port, network.resolve, deadline)
    for ip in found:
        why = may_connect(ip, opened=opened)
        if why is not None:
            raise FetchError(f"refused: {host} is at {ip}, which is {why}", permanent=True)
    return found[:_MOST_ADDRESSES]


def _look_up(host: str, port: int, resolve: Resolve, deadline: Deadline) -> tuple[IPAddress, ...]:
    """The system's resolver takes no time limit, so it is asked in a thread that can be left behind."""
    texts: list[str] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            texts.extend(resolve(host, port))
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=ask, name=f"resolve {host}", daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise FetchError(f"the name {host} was not resolved within {deadline.seconds:g} s")
    if errors:
        raise FetchError(f"the name {host} cannot be resolved: {errors[0]}") from errors[0]
    try:
        found = tuple(dict.fromkeys(ip_address(text) for text in texts))
    except ValueError as error:
        raise FetchError(f"the name {host} resolves to what is no address: {error}", permanent=True) from error
    if not found:
        raise FetchError(f"the name {host} has no address")
    return found


def _resolve_by_system(host: str, port: int) -> tuple[str, ...]:
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(str(row[4][0]) for row in rows)
