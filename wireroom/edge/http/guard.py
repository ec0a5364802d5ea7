"""Which network addresses we may connect to: only the public ones, but for hosts the operator opened. Connects to none.

Source: the IANA special-purpose address registries (RFC 6890 and its updates) and the providers' documents
on their metadata services.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network

from wireroom.core.errors import SettingError
from wireroom.edge.http.addresses import WebAddress, may_use_port

IPAddress = IPv4Address | IPv6Address

# First match wins. Some are inside a wider row below and stand before it to keep their name.
_REFUSED = tuple(
    (ip_network(network), why)
    for network, why in (
        ("0.0.0.0/8", "unspecified"),
        ("169.254.169.254/32", "a cloud's metadata service"),
        ("100.100.100.200/32", "a cloud's metadata service"),
        ("168.63.129.16/32", "a cloud's metadata service"),
        ("192.0.0.192/32", "a cloud's metadata service"),
        ("127.0.0.0/8", "loopback"),
        ("10.0.0.0/8", "private"),
        ("172.16.0.0/12", "private"),
        ("192.168.0.0/16", "private"),
        ("100.64.0.0/10", "shared by a carrier (CGNAT)"),
        ("169.254.0.0/16", "link-local"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.88.99.0/24", "a retired 6to4 relay"),
        ("198.18.0.0/15", "reserved for benchmarks"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fd00:ec2::254/128", "a cloud's metadata service"),
        ("fd20:ce::254/128", "a cloud's metadata service"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2001::/23", "reserved"),
        ("2002::/16", "a 6to4 tunnel"),
        ("3fff::/20", "reserved for documentation"),
    )
)
_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
# An operator may open a host on the own machine or network; nothing opens the metadata service and the like.
_OPENABLE = frozenset({"loopback", "private", "shared by a carrier (CGNAT)"})


@dataclass(frozen=True, slots=True)
class OpenHosts:
    """The hosts an operator opened: each a host name with one port, or with None for any."""

    entries: frozenset[tuple[str, int | None]] = frozenset()

    def opens(self, address: WebAddress) -> bool:
        """Whether the address's host, on its port, is open. Names are compared, never what they resolve to."""
        return (address.host, None) in self.entries or (address.host, address.port) in self.entries

    def opens_port(self, address: WebAddress) -> bool:
        """Whether this very port was named."""
        return (address.host, address.port) in self.entries


def parse_open_hosts(texts: frozenset[str]) -> OpenHosts:
    """Entries "host", "host:port", "127.0.0.1:8001", "::1", "[::1]:8001". Raises SettingError naming the wrong one."""
    return OpenHosts(frozenset(_parse_open_host(text) for text in texts))


def may_ask(address: WebAddress, open_hosts: OpenHosts) -> str | None:
    """None when the address's port is allowed, else the reason. The network address is judged at connection."""
    return None if open_hosts.opens_port(address) else may_use_port(address)


def may_connect(ip: IPAddress, *, opened: bool) -> str | None:
    """None when we may connect to `ip`, else the reason. `opened`: the operator opened the host it belongs to.

    IPv4 addresses inside IPv6 ones (mapped, NAT64) are judged as what they lead to; tunnels (6to4, Teredo) are
    refused whole.
    """
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return may_connect(ip.ipv4_mapped, opened=opened)
        if ip in _NAT64:
            return may_connect(IPv4Address(int(ip) & 0xFFFFFFFF), opened=opened)
        if ip.scope_id is not None:
            return "link-local"
    why = next((why for network, why in _REFUSED if ip.version == network.version and ip in network), None)
    if why is None and isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        why = "reserved"
    if why is None and not ip.is_global:
        why = "not public"
    return None if opened and why in _OPENABLE else why


def _parse_open_host(text: str) -> tuple[str, int | None]:
    host, port = text.strip().lower(), ""
    bracketed = host.startswith("[")
    if bracketed:
        host, _, port = host[1:].partition("]")
        port = port.removeprefix(":")
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
        if not port:
            raise SettingError(f"open host {text!r}: the port is missing after the colon")
    if not host or (port and not (port.isdecimal() and 0 < int(port) < 65536)):
        raise SettingError(f'open host {text!r}: write "host" or "host:port"')
    if bracketed or ":" in host:
        try:
            host = str(IPv6Address(host))
        except ValueError as error:
            raise SettingError(f"open host {text!r}: no IPv6 address") from error
    return host, int(port) if port else None
