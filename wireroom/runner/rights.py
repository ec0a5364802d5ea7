"""Reading a site's robots.txt and text-and-data-mining reservation for one feed. Stores and decides nothing."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from wireroom.core.errors import FetchError, ParseError
from wireroom.core.ports import Fetch, FetchRequest, FetchResponse
from wireroom.core.robots import (
    TdmReservation,
    decide_reservation,
    find_robots,
    find_tdm_in_headers,
    may_fetch,
    parse_tdm_file,
)

USER_AGENT = "Wireroom/0.1 (news syndication)"
SMALL = 512 * 1024


@dataclass(frozen=True, slots=True)
class RightsRead:
    """What a site says about robots and mining, for one address; None where it says nothing or gave no answer."""

    robots_allow: bool | None = None
    tdm_reserved: bool | None = None
    tdm_policy: str = ""

    def also(self, response: FetchResponse) -> "RightsRead":
        """With what the feed's own answer says, which outweighs the site's file."""
        said = find_tdm_in_headers(response.headers)
        if said.reserved is None:
            return self
        return replace(self, tdm_reserved=said.reserved, tdm_policy=said.policy or "")


def read_rights(fetch: Fetch, url: str) -> RightsRead:
    """Ask the site of an address for robots.txt and tdmrep.json. Never raises: no answer is None."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        robots = find_robots(fetch(FetchRequest(f"{root}/robots.txt", accept="text/plain", max_bytes=SMALL)))
        allowed = bool(may_fetch(robots, USER_AGENT, path)) if robots else False
    except FetchError:
        allowed = None
    try:
        answer = fetch(FetchRequest(f"{root}/.well-known/tdmrep.json", accept="application/json", max_bytes=SMALL))
        file = parse_tdm_file(answer.body, path) if answer.status == 200 else TdmReservation()
    except (FetchError, ParseError):
        file = TdmReservation()
    said = decide_reservation(file)
    return RightsRead(allowed, said.reserved, said.policy or "")
