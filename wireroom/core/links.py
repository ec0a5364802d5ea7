"""Link headers (RFC 8288): which addresses a response names for a relation. Fetches nothing, follows nothing."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

# Possessive and atomic: a hostile header is read in one pass.
_TOKEN = r"[\w!#$%&'*+.^`|~-]++"
_VALUE = r'(?>"(?>[^"\\]|\\.)*+"|[^\s",;]*+)'
_LINK = re.compile(rf"<([^<>]*+)>((?>\s*+;\s*+{_TOKEN}(?>\s*+=\s*+{_VALUE})?+)*+)")
_PARAMETER = re.compile(rf";\s*+({_TOKEN})(?>\s*+=\s*+({_VALUE}))?+")
_MOST_LINKS = 100


def find_links(headers: Iterable[tuple[str, str]], relation: str, *, base: str) -> tuple[str, ...]:
    """The addresses of all links of one relation, in order, absolute against `base`; header names in lower case."""
    found: dict[str, None] = {}
    for name, value in headers:
        if name != "link":
            continue
        for address, parameters in _LINK.findall(value)[:_MOST_LINKS]:
            if relation in _relations(parameters) and (whole := _join(base, address.strip())):
                found[whole] = None
    return tuple(found)


def _relations(parameters: str) -> list[str]:
    """The words of the first rel parameter, in lower case; later ones do not count."""
    for name, value in _PARAMETER.findall(parameters):
        if name.lower() == "rel":
            return re.sub(r"\\(.)", r"\1", value.strip('"')).lower().split()
    return []


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
