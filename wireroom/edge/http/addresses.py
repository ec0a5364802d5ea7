"""Web addresses: text to a checked value, and where a redirect leads. Looks nothing up and connects to nothing.

One reading of an address serves every later step (permission, connection, Host header, certificate), so
no two parsers can be played against each other.
"""

import re
from dataclasses import dataclass, replace
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from wireroom.core.errors import FetchError

_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\Z")
# The ports browsers refuse for fetches: services that could be made to act on an HTTP request's text.
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)
# What may stand in a request target as it is; everything else is percent-encoded.
_TARGET_SAFE = "%/:=&?~+!$,;'@()*[]|-._"


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address. `host` is ASCII, lower-case, IPv6 without brackets; `target` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host, in brackets when IPv6, and the port unless it is the scheme's own: the Host header's value."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: who may be told what was meant for this address."""
        return self.scheme, self.host, self.port

    @property
    def text(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def shown(self) -> str:
        """The address for messages and logs: without its query, which often holds a key."""
        path, mark, _ = self.target.partition("?")
        return f"{self.scheme}://{self.authority}{path}{'?…' if mark else ''}"


def parse_address(text: str) -> WebAddress:
    """An address as an operator, a feed or a Location header writes it. Raises FetchError(permanent)."""
    text = text.strip(" \t\r\n")
    if len(text) > _LONGEST:
        raise _refused(f"an address of {len(text)} characters", f"the longest allowed is {_LONGEST}")
    if any(character < " " or character == "\x7f" for character in text):
        raise _refused("an address", "it holds control characters")
    try:
        parts = urlsplit(text)
        scheme = parts.scheme.lower()
        if scheme not in _DEFAULT_PORTS:
            raise _refused(_shown_part(text), f"only http and https addresses are fetched, not {scheme or 'others'}")
        port = parts.port
        host = _parse_host(parts.hostname or "")
    except ValueError as error:
        raise _refused(_shown_part(text), "it is no address we can read") from error
    if "@" in parts.netloc:
        raise _refused(f"{scheme}://…@{host}", "an address with a user name or password in it is not used")
    if port == 0:
        raise _refused(f"{scheme}://{host}", "port 0 is no port")
    target = quote(parts.path or "/", safe=_TARGET_SAFE)
    if not target.startswith("/"):
        target = "/" + target
    if parts.query:
        target += "?" + quote(parts.query, safe=_TARGET_SAFE)
    return WebAddress(scheme, host, port or _DEFAULT_PORTS[scheme], target)


def find_redirect_target(address: WebAddress, location: str) -> WebAddress:
    """Where `location` leads from `address`. Raises FetchError(permanent) where we do not follow.

    A step down from https to http is never made: the same address is asked for over https instead (sites
    that send their readers through http on the way to another https name are common). On any port but 80
    there is no https address to guess, and the redirect is refused.
    """
    target = parse_address(urljoin(address.text, location.strip()))
    if address.scheme == "https" and target.scheme == "http":
        if target.port != _DEFAULT_PORTS["http"]:
            raise _refused(address.shown, f"it redirects from https down to {target.shown}")
        return replace(target, scheme="https", port=_DEFAULT_PORTS["https"])
    return target


def may_use_port(address: WebAddress) -> str | None:
    """None when the port may be used, else the reason: 80, 443 and from 1024 up, less the ports browsers refuse."""
    if address.port in (80, 443) or (address.port >= 1024 and address.port not in _BAD_PORTS):
        return None
    return f"port {address.port} is not one that web pages are served from"


def _parse_host(host: str) -> str:
    """Raises ValueError for anything that is neither a host name nor an IP address."""
    if ":" in host and "%" not in host:
        return str(IPv6Address(host))
    # UnicodeError of the codec is a ValueError too.
    host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    if len(host) > 253 or not all(_LABEL.match(label) for label in host.removesuffix(".").split(".")):
        raise ValueError("no host name")
    return host


def _refused(what: str, why: str) -> FetchError:
    return FetchError(f"{what}: {why}", permanent=True)


def _shown_part(text: str) -> str:
    """As much of an unreadable address as is safe to show: nothing of user names, passwords and queries."""
    text = re.split(r"[?#]", text, maxsplit=1)[0]
    return re.sub(r"//[^/]*@", "//…@", text)[:120]
