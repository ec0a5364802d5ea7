"""Who is asking, as far as limits need to know: a client's address and the keyed hashes kept in its stead.

Keeps no address: a hash under the newsroom's secret key tells two visitors apart and nothing more.
"""

import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Keyed hashes (64 hex digits) of an address and of its network. IPv6 hands a whole /64 to one visitor."""

    address_hash: str
    network_hash: str


def hash_visitor(address: str, *, key: str) -> Visitor:
    """The visitor at `address`; all unreadable ones are the same. A network is the /24 of IPv4, the /48 of IPv6."""
    ip = _parse(address)
    if ip is None:
        return Visitor(hash_secret(UNKNOWN, key=key), hash_secret(f"net {UNKNOWN}", key=key))
    host, network = (32, 24) if ip.version == 4 else (64, 48)
    return Visitor(hash_secret(_block(ip, host), key=key), hash_secret(f"net {_block(ip, network)}", key=key))


def find_client(peer: str, forwarded_for: str, *, trusted: tuple[str, ...]) -> str:
    """The client's address: the peer's, or what trusted proxies (addresses or networks) say they forward for.

    X-Forwarded-For is read from its end, because anyone can write its beginning; the first address that
    is not a trusted proxy is the client. Empty when nothing is known.
    """
    client = peer
    for hop in reversed([*forwarded_for.split(","), peer] if forwarded_for else [peer]):
        ip = _parse(hop)
        if ip is None:
            break
        client = str(ip)
        if not _is_trusted(ip, trusted):
            break
    return client


def _is_trusted(ip: IPv4Address | IPv6Address, trusted: tuple[str, ...]) -> bool:
    return any(ip in ip_network(network, strict=False) for network in trusted)


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    text = address.strip().removeprefix("[").partition("]")[0].partition("%")[0]
    if text.count(":") == 1:  # an IPv4 address with a port, as some proxies write it
        text = text.partition(":")[0]
    try:
        ip = ip_address(text)
    except ValueError:
        return None
    return ip.ipv4_mapped or ip if ip.version == 6 else ip


def _block(ip: IPv4Address | IPv6Address, bits: int) -> str:
    return str(ip_network(f"{ip}/{bits}", strict=False))


def hash_secret(text: str, *, key: str) -> str:
    """HMAC-SHA-256 in hex: tells two texts apart for who has the key, and says nothing of them to others."""
    return hmac.new(key.encode("utf-8"), text.encode("utf-8"), hashlib.sha256).hexdigest()
