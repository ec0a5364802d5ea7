"""The HTTP client: one request, its redirects and its bounds, to one response. Keeps no cookies, no cache, no feeds.

Every hop is judged afresh: address, port, what the name resolves to. One connection a hop, closed after it:
feeds of one host are minutes apart, and a connection's deadline then belongs to one fetch alone.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.edge.http.addresses import WebAddress, find_redirect_target, parse_address
from wireroom.edge.http.credentials import Credentials, check_request
from wireroom.edge.http.decoding import ACCEPT_ENCODING, decode_body
from wireroom.edge.http.guard import OpenHosts, may_ask, parse_open_hosts
from wireroom.edge.http.network import (
    Deadline,
    Network,
    OpenStreams,
    PinnedBackend,
    default_network,
    find_ips,
)
from wireroom.edge.http.turns import HostTurns

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_MOST_HEADER_BYTES = 64 * 1024
# Of an answer that is no success the status counts; its page is read this far and not required to be sound.
_MOST_ERROR_BYTES = 64 * 1024
# A fetch may wait this many times its own time limit for a turn at a busy host.
_WAIT_TIMES = 6


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one hop answered; `location` only when it redirects."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    location: str | None


class HttpClient:
    """Fetches over http and https. Safe to use from many threads at once; make it with open_http."""

    def __init__(self, *, open_hosts: OpenHosts, turns: HostTurns, timeout_s: float, user_agent: str, network: Network):
        self._open_hosts = open_hosts
        self._turns = turns
        self._timeout_s = timeout_s
        self._user_agent = user_agent
        self._network = network
        self._streams = OpenStreams()

    def __enter__(self) -> "HttpClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the fetches under way with FetchError and refuses new ones."""
        self._turns.close()
        self._streams.close()

    def fetch(self, request: FetchRequest) -> FetchResponse:
        """One retrieval, redirects of a GET followed. Raises FetchError, permanent where asking again will not help."""
        credentials = Credentials.of(request)
        try:
            return self._follow(request, credentials)
        except FetchError as error:
            text = credentials.hide(str(error))
            # What caused it is not chained where it could tell a secret.
            cause = None if credentials else error
            raise FetchError(text, permanent=error.permanent, status=error.status) from cause

    def _follow(self, request: FetchRequest, credentials: Credentials) -> FetchResponse:
        check_request(request)
        address = first = parse_address(request.url)
        seen = [first]
        moved = True
        deadline = Deadline(self._timeout_s)
        while True:
            try:
                answer = self._ask(address, request, credentials, deadline)
                if answer.location is None or request.method != "GET":
                    break
                target = credentials.strip(find_redirect_target(address, answer.location))
            except FetchError as error:
                way = "" if address is first else f" (from {first.shown})"
                text = f"{address.shown}{way}: {error}"
                raise FetchError(text, permanent=error.permanent, status=error.status) from error
            if target in seen:
                raise FetchError(f"{first.shown}: its redirects go in a circle at {target.shown}")
            if len(seen) > MOST_REDIRECTS:
                raise FetchError(f"{first.shown}: more than {MOST_REDIRECTS} redirects")
            moved = moved and answer.status in _PERMANENT
            if target.origin != first.origin:
                # Once away from the first origin they are sent no more, not even where a redirect leads back to it.
                credentials = credentials.withheld()
            address = target
            seen.append(address)
        return FetchResponse(
            url=address.text,
            status=answer.status,
            headers=tuple((name, credentials.hide(value)) for name, value in answer.headers),
            body=credentials.clear(answer.body),
            moved_to=address.text if moved and address is not first else None,
        )

    def _ask(self, address: WebAddress, request: FetchRequest, credentials: Credentials, deadline: Deadline) -> _Answer:
        """One hop within its host's turn and the deadline. Raises FetchError without the address in its text."""
        why = may_ask(address, self._open_hosts)
        if why is not None:
            raise FetchError(f"refused: {why}", permanent=True)
        waiting_since = time.monotonic()
        with self._turns.turn(address.host):
            deadline.forgive(time.monotonic() - waiting_since)
            opened = self._open_hosts.opens(address)
            ips = find_ips(address.host, address.port, network=self._network, deadline=deadline, opened=opened)
            try:
                backend = PinnedBackend(ips, deadline, self._streams)
                return self._exchange(credentials.sign(address), request, credentials, backend)
            except httpcore.TimeoutException as error:
                raise FetchError(f"no complete answer within {self._timeout_s:g} s") from error
            except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
                why = "fetching was stopped" if self._streams.closed else str(error) or type(error).__name__
                raise FetchError(why) from error

    def _exchange(
        self, address: WebAddress, request: FetchRequest, credentials: Credentials, backend: PinnedBackend
    ) -> _Answer:
        scheme, host = address.scheme.encode(), address.host.encode()
        connection = httpcore.HTTPConnection(
            httpcore.Origin(scheme, host, address.port), ssl_context=self._network.tls, network_backend=backend
        )
        url = httpcore.URL(scheme=scheme, host=host, port=address.port, target=address.target.encode())
        headers = self._request_headers(address, request) + credentials.headers
        content = None if request.method == "GET" else request.body
        with connection, connection.stream(request.method, url, headers=headers, content=content) as response:
            received = _read_headers(response.headers)
            body, location = b"", None
            if response.status in _REDIRECTS:
                location = _first(received, "location")
                if location is None and request.method == "GET":
                    raise FetchError(f"a redirect ({response.status}) that leads nowhere", status=response.status)
            elif response.status not in (204, 304):
                body = _read_body(response.stream, received, status=response.status, max_bytes=request.max_bytes)
            kept = tuple(pair for pair in received if pair[0] != "set-cookie")
            return _Answer(response.status, kept, body, location)

    def _request_headers(self, address: WebAddress, request: FetchRequest) -> list[tuple[bytes, bytes]]:
        pairs = [
            ("Host", address.authority),
            ("User-Agent", self._user_agent),
            ("Accept", request.accept),
            ("Accept-Encoding", ACCEPT_ENCODING),
            ("Connection", "close"),
            ("If-None-Match", request.etag),
            ("If-Modified-Since", request.last_modified),
        ]
        return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in pairs if value]


def open_http(
    *,
    user_agent: str,
    open_hosts: frozenset[str] = frozenset(),
    per_host: int = 2,
    timeout_s: float = 20,
    network: Network | None = None,
) -> HttpClient:
    """The client for one process; close() it at the end.

    `open_hosts`: hosts on the own machine or network that may be fetched ("host", "host:port"). `per_host`: fetches
    asking one host at once. `timeout_s`: seconds for one fetch with all its redirects, from looking up the name to
    the last byte of the body; waiting for a turn at a busy host is not counted. `network`: for tests and special
    resolvers. Raises SettingError for an open host that cannot be read.
    """
    return HttpClient(
        open_hosts=parse_open_hosts(open_hosts),
        turns=HostTurns(per_host=per_host, wait_s=_WAIT_TIMES * timeout_s),
        timeout_s=timeout_s,
        user_agent=user_agent,
        network=network or default_network(),
    )


def _read_headers(raw: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Names in lower case; values as UTF-8 where they are, else Latin-1. Raises FetchError over 64 KB."""
    if sum(len(name) + len(value) for name, value in raw) > _MOST_HEADER_BYTES:
        raise FetchError(f"headers of more than {_MOST_HEADER_BYTES} bytes", permanent=True)
    return tuple((name.decode("latin-1").lower(), _decode_value(value)) for name, value in raw)


def _decode_value(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _read_body(chunks: Iterable[bytes], headers: tuple[tuple[str, str], ...], *, status: int, max_bytes: int) -> bytes:
    coding = ", ".join(value for name, value in headers if name == "content-encoding") or None
    if not 200 <= status < 300:
        try:
            return decode_body(chunks, coding=coding, max_bytes=min(max_bytes, _MOST_ERROR_BYTES), whole=False)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, FetchError):
            return b""
    length = _first(headers, "content-length") or ""
    if length.isdecimal() and int(length) > max_bytes:
        raise FetchError(f"a body of {length} bytes, over the limit of {max_bytes}", permanent=True)
    return decode_body(chunks, coding=coding, max_bytes=max_bytes)


def _first(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    return next((value for key, value in headers if key == name), None)
