"""Ids of items that are the same at whoever passes them on: urn:newsml, urn:uuid, tag. Compares no texts."""

import re
from dataclasses import dataclass
from hashlib import blake2b

# A name given by rules (RFC 8141, RFC 4151); an address or a number is whoever's own.
_GLOBAL = re.compile(r"(urn:[a-z0-9-]+:.*[^:\s].*|tag:[^,:\s]+,\d{4}[^:]*:.+)", re.I)
# Beyond all hashes of shingles, which have 32 bits.
_BEYOND = 1 << 62


@dataclass(frozen=True, slots=True)
class AgencyId:
    """An id that no two stories of the world have, and the source's own word for the version ("": none).

    `key` is what it is looked up by, between 2**62 and 2**63.
    """

    id: str
    version: str
    key: int


def find_agency_id(guid: str, *, version: str) -> AgencyId | None:
    """The id that a guid is, without the number of its version; None for one that only its provider understands."""
    name = guid.strip().casefold()
    if not _GLOBAL.fullmatch(name):
        return None
    digest = blake2b(name.encode(), digest_size=8).digest()
    return AgencyId(name, version.strip(), _BEYOND | int.from_bytes(digest) >> 2)
