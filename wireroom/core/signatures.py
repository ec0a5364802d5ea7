"""Signatures over what others send us: HMACs, the time they are good for, keys in rotation. Reads no clock, no secret.

Every key is tried on every body and every comparison takes the same time, so that an answer's delay tells nothing.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wireroom.core.errors import SettingError

WINDOW = timedelta(seconds=300)
# One in use and the one it replaces.
MOST_KEYS = 2
SHORTEST_KEY = 16
_SECONDS = re.compile(r"[0-9]{1,12}\Z")
_SIGNATURE = re.compile(r"\s*([A-Za-z0-9]{1,10})=([0-9A-Fa-f]{2,256})\s*\Z")
# SHA-1 is broken for collisions and not as an HMAC; W3C WebSub lists it, and hubs still send it.
METHODS = {"sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64}
_SPLIT = re.compile(r"[,\r\n]")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a sender claims: a method of METHODS and the digest in lower-case hex, as long as the method's is."""

    method: str
    digest: str


def parse_keys(text: str, *, name: str) -> tuple[str, ...]:
    """One secret, or two while it is being changed, by comma or line; `name` is what messages call it.

    Raises SettingError when there is none, more than two, or one shorter than 16 characters.
    """
    keys = tuple(dict.fromkeys(key for part in _SPLIT.split(text) if (key := part.strip())))
    if not keys:
        raise SettingError(f"secret {name}: it is empty")
    if len(keys) > MOST_KEYS:
        raise SettingError(f"secret {name}: {len(keys)} secrets; at most two are used, the new one and the old")
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise SettingError(f"secret {name}: shorter than {SHORTEST_KEY} characters")
    return keys


def parse_signature(value: str) -> Signature | None:
    """A header "method=hex". None for an unknown method, a digest of the wrong length, or anything else."""
    found = _SIGNATURE.match(value)
    if found is None:
        return None
    method, digest = found[1].lower(), found[2].lower()
    return Signature(method, digest) if METHODS.get(method, 0) * 2 == len(digest) else None


def parse_timestamp(value: str, *, now: datetime) -> datetime | None:
    """Unix seconds as a time; None when it is no number, or more than five minutes from `now` on either side."""
    if not _SECONDS.match(value):
        return None
    seconds = int(value)
    if abs(seconds - now.timestamp()) > WINDOW.total_seconds():
        return None
    return datetime.fromtimestamp(seconds, UTC)


def sign(key: str, pieces: Iterable[bytes], *, method: str = "sha256") -> str:
    """The header's value for a body in pieces: "method=hex"."""
    signed = hmac.new(key.encode("utf-8"), digestmod=method)
    for piece in pieces:
        signed.update(piece)
    return f"{method}={signed.hexdigest()}"


def is_signed(pieces: Iterable[bytes], keys: Sequence[str], *, claimed: Signature | None) -> bool:
    """Whether a body, given in pieces, bears `claimed` under one of the keys. Reads all of it, claimed or not."""
    method = claimed.method if claimed else "sha256"
    signed = [hmac.new(key.encode("utf-8"), digestmod=method) for key in keys]
    for piece in pieces:
        for digest in signed:
            digest.update(piece)
    fits = [hmac.compare_digest(digest.hexdigest(), claimed.digest if claimed else "") for digest in signed]
    return any(fits)


def derive_key(key: str, purpose: str) -> str:
    """A key for one purpose from the newsroom's own, in hex: known to who holds that, and to nobody by this one."""
    return hmac.new(key.encode("utf-8"), purpose.encode("utf-8"), hashlib.sha256).hexdigest()
