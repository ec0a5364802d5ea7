"""Whether a feed's next page is asked for, and where it is. Asks nothing, reads no documents.

Sources: RFC 8288 (Link headers), RFC 5005 (paged feeds).
"""

import re
from collections.abc import Container
from urllib.parse import urldefrag, urljoin, urlsplit

MOST_PAGES = 100
_PORTS = {"http": 80, "https": 443}
_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+\s*(?:=\s*(?:\"(?:[^\"\\]|\\.)*\"|[^\s\";,]*))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]+))", re.I)


def find_next_in_headers(headers: tuple[tuple[str, str], ...]) -> str | None:
    """The target of the first Link header with the relation next; names in lower case."""
    for name, value in headers:
        if name != "link":
            continue
        for link in _LINK.finditer(value):
            relation = _REL.search(link[2])
            if relation and "next" in (relation[1] or relation[2] or "").lower().split():
                return link[1].strip() or None
    return None


def decide_next_page(link: str | None, *, page: str, within: Container[tuple], seen: Container[str]) -> str | None:
    """The address of the next page, None where the pages end.

    `page` is where the link was found; `within` the origins that may be asked: credentials go along, so a link to
    another one is not followed; `seen` the pages of this round, so that a circle ends.
    """
    if not link:
        return None
    try:
        address = urldefrag(urljoin(page, link)).url
    except ValueError:
        return None
    return address if find_origin(address) in within and address not in seen else None


def find_origin(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an http or https address; None of anything else."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
            return None
        return parts.scheme, parts.hostname.lower(), parts.port or _PORTS[parts.scheme]
    except ValueError:
        return None
