"""Destinations: what one takes, what its answer means, when it is asked again. Sends nothing, knows no rows, no clock.

A destination mirrors the site: each article it takes stands there as it stands here, or not at all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

# One place a name stands in is the key of a work row: "<name>:<article id>".
NAME = r"[a-z0-9][a-z0-9-]{0,39}"
WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
# A kill, hold or correction does not wait for the end of a long pause, unless the destination asked for one.
LONGEST_URGENT_WAIT = timedelta(minutes=1)
# So long a request whose answer never came may still be under way over there.
AFTERMATH = timedelta(minutes=5)
_REFUSALS = frozenset({400, 409, 413, 415, 422})
_GONE = 410


class Kind(StrEnum):
    """How a destination is reached."""

    WORDPRESS = "wordpress"
    WEBHOOK = "webhook"
    FOLDER = "folder"


class Wish(StrEnum):
    """What an article is to be at a destination. Withheld and canceled both mean: not to be seen there."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Reply(StrEnum):
    """What came of asking: done; later, of the destination as a whole; refused, of this one article; ended for good."""

    DONE = "done"
    LATER = "later"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination of the settings. `url` is an http(s) address, of a folder its path.

    `secret` is the name of a secret, never the secret. No `languages`: all. `since`: articles first published before
    are not sent, None sends all. `status` and `category` (a number, 0 for none) are WordPress's.
    """

    name: str
    kind: Kind
    url: str
    languages: tuple[str, ...] = ()
    user: str = ""
    secret: str = ""
    status: str = "publish"
    category: int = 0
    since: datetime | None = None

    def takes(self, language: str, *, published: datetime) -> bool:
        """Whether an article in a language, first published here at a time, is to stand there."""
        return (not self.languages or language in self.languages) and (self.since is None or published >= self.since)


def delivery_key(destination: str, article: int) -> str:
    """The work row's key; parse_delivery_key reads it back."""
    return f"{destination}:{article}"


def parse_delivery_key(key: str) -> tuple[str, int]:
    """Destination's name and article's id. Raises ValueError."""
    name, _, article = key.rpartition(":")
    return name, int(article)


def find_digest(pieces: tuple[bytes, ...]) -> str:
    """What tells one state of an article at a destination from another: 32 characters."""
    digest = sha256()
    for piece in pieces:
        digest.update(b"%d:" % len(piece) + piece)
    return digest.hexdigest()[:32]


def delivery_id(key: str, number: int, *, digest: str) -> str:
    """The name of one change of an article, the same in every attempt: article key, count of changes, digest."""
    return f"{key}-{number}-{digest[:12]}"


def rest_address(url: str, route: str, **query: str) -> str:
    """The address of a WordPress REST route ("posts/7"), on sites with and without pretty permalinks.

    `url` is the site's, or the root of its REST API ("…/wp-json", "…/?rest_route=").
    """
    query = {name: value for name, value in query.items() if value}
    if "rest_route=" in url:
        root = url[: url.index("rest_route=") + len("rest_route=")]
        return f"{root}/wp/v2/{route}" + (f"&{urlencode(query)}" if query else "")
    site = url.rstrip("/").removesuffix("/wp-json")
    return f"{site}/wp-json/wp/v2/{route}" + (f"?{urlencode(query)}" if query else "")


def decide_reply(status: int, *, may_end: bool = False) -> Reply:
    """2xx is done; some 4xx speak of this article alone; 410 ends what `may_end`; everything else may pass."""
    if 200 <= status < 300:
        return Reply.DONE
    if status == _GONE and may_end:
        return Reply.ENDED
    return Reply.REFUSED if status in _REFUSALS else Reply.LATER


def decide_wait(failures: int, *, asked: timedelta | None, urgent: bool, jitter: float) -> timedelta:
    """How long until the next attempt after so many failures in a row (1: the first).

    What the destination `asked` for (Retry-After) counts, up to an hour. `jitter` from 0 to 1 spreads the rest.
    """
    longest = LONGEST_URGENT_WAIT if urgent else LONGEST_WAIT
    wait = min(WAIT * 2 ** min(max(failures, 1) - 1, 16), longest) * (0.75 + 0.25 * jitter)
    return min(max(asked, wait), LONGEST_WAIT) if asked else wait


def shown_place(destination: Destination) -> str:
    """Where a destination is, for people: host or path, nothing that may hold a key."""
    return destination.url if destination.kind is Kind.FOLDER else urlsplit(destination.url).netloc
