"""Where providers push: a signed body is kept and recorded before it is answered 202. Reads nothing of what it says.

csrf_exempt: no cookie counts here, the signature does. A provider nobody knows and a wrong signature get the same
answer after the same work.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.db import Error as DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from wireroom.core.errors import FetchError, SettingError
from wireroom.core.signatures import MOST_KEYS, is_signed, parse_keys, parse_signature, parse_timestamp
from wireroom.wire.actions import Delivery, find_push_feed, record_delivery

MOST_BYTES = 20 * 1024 * 1024
# In the ASGI scope; the front puts it there.
DOOR = "wireroom.door"
_PIECE = 256 * 1024
_CODINGS = ("", "identity", "gzip", "x-gzip")
_RETRY_S = 30
# So many bodies are in memory at once; others wait in files for their turn.
_TURNS = threading.BoundedSemaphore(4)
# Tried where there is no secret, and no second one, so that every request costs two keys.
_NOBODYS = tuple(token_urlsafe(32) for _ in range(MOST_KEYS))
_log = logging.getLogger("wireroom.push")


@dataclass(frozen=True, slots=True)
class PushDoor:
    """What a push needs from outside. `secret` gives the text of a named secret or raises SettingError, `unpack`
    undoes a content coding within bounds or raises FetchError, `keep` stores bytes, gives their SHA-256 or raises
    OSError."""

    secret: Callable[[str], str]
    unpack: Callable[[Iterable[bytes], str], bytes]
    keep: Callable[[bytes], str]


@csrf_exempt
@require_POST
def push(request: HttpRequest, slug: str) -> JsonResponse:
    """202 with {"receipt"} when the body is kept; the same to the same delivery sent again. 400, 401, 413, 415, 503."""
    door: PushDoor | None = getattr(request, "scope", {}).get(DOOR)
    if door is None:
        return _unavailable("nothing is pushed to this server")
    try:
        return _receive(request, door, slug)
    except (OSError, DatabaseError) as error:
        _log.error("push %s: not kept: %s", slug, error)
        return _unavailable("it could not be kept now; nothing of it was taken")


def secret_name(slug: str) -> str:
    """What the secret of a provider's pushes is called."""
    return f"push-{slug}"


@sensitive_variables("keys", "pieces", "body")
def _receive(request: HttpRequest, door: PushDoor, slug: str) -> JsonResponse:
    now = timezone.now()
    feed = find_push_feed(slug)
    keys = _find_keys(door, slug, known=feed is not None)
    with _TURNS:
        pieces = list(read_pieces(request))
        if sum(map(len, pieces)) > MOST_BYTES:
            return _refuse(413, f"over {MOST_BYTES} bytes")
        stamp = _find_stamp(request, pieces, keys, now=now)
        if stamp is None or feed is None:
            return _refuse(401, "not signed as this address asks for, or there is no such address")
        coding = request.headers.get("Content-Encoding", "").strip().lower()
        if coding not in _CODINGS:
            return _refuse(415, "Content-Encoding: gzip, or none")
        try:
            body = door.unpack(pieces, coding)
        except FetchError as error:
            return _refuse(400, str(error))
        if not body.strip():
            return _refuse(400, "the body is empty")
        delivery = Delivery(stamp, door.keep(body), len(body), request.headers.get("Content-Type", ""))
    fetch = record_delivery(feed, delivery, now=now)
    return JsonResponse({"receipt": fetch.id}, status=202)


def read_pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body in pieces, to one more than may be; Django keeps a large one in a file."""
    left = MOST_BYTES + 1
    while left > 0 and (piece := request.read(min(_PIECE, left))):
        left -= len(piece)
        yield piece


@sensitive_variables("keys", "pieces")
def _find_stamp(request: HttpRequest, pieces: list[bytes], keys: tuple[str, ...], *, now: datetime) -> datetime | None:
    """The time a rightly signed body was signed at, if that is near; None for all others."""
    told = request.headers.get("X-Wireroom-Timestamp", "")
    claimed = parse_signature(request.headers.get("X-Wireroom-Signature", ""))
    signed = is_signed((f"{told}.".encode("utf-8", "replace"), *pieces), keys, claimed=claimed)
    stamp = parse_timestamp(told, now=now)
    return stamp if signed and claimed and claimed.method == "sha256" else None


@sensitive_variables()
def _find_keys(door: PushDoor, slug: str, *, known: bool) -> tuple[str, ...]:
    """Two keys: the provider's, and as many of nobody's as are missing. An operator's mistake is logged, not told."""
    name = secret_name(slug)
    keys: tuple[str, ...] = ()
    try:
        keys = parse_keys(door.secret(name), name=name)
    except SettingError as error:
        if known:
            _log.error("push %s: %s", slug, error)
    return (*keys, *_NOBODYS)[:MOST_KEYS]


def _refuse(status: int, reason: str) -> JsonResponse:
    headers = {"WWW-Authenticate": "Wireroom-HMAC-SHA256"} if status == 401 else {}
    return JsonResponse({"error": reason}, status=status, headers=headers)


def _unavailable(reason: str) -> JsonResponse:
    return JsonResponse({"error": reason}, status=503, headers={"Retry-After": str(_RETRY_S)})
