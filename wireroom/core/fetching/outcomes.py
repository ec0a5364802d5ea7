"""What one fetch came to: an answer or an error as a FetchOutcome. Decides no times."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchResponse


class Outcome(StrEnum):
    """What one fetch came to."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    GONE = "gone"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What one fetch told, in the words the schedule needs. `changed`: the bytes differ from the last ones.

    `fresh_for` is what Cache-Control or Expires promised, `retry_after` what an error asked for; None: nothing.
    """

    kind: Outcome
    status: int | None = None
    error: str = ""
    changed: bool = False
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class FeedHistory:
    """What is known of a feed before this fetch. Of texts, None and empty both mean: none.

    `url` is the operator's, `moved_to` where it has moved since; `alert` the one standing. `ttl_minutes`,
    `skip_hours` (UTC, 0-23) and `item_times` (when its newest items were published, in any order) are what
    its last readable document said.
    """

    url: str
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    alert: str = ""
    interval: timedelta = timedelta(minutes=5)
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    item_times: tuple[datetime, ...] = ()

    @property
    def address(self) -> str:
        """The address to fetch now."""
        return self.moved_to or self.url


def decide_outcome(response: FetchResponse, *, history: FeedHistory, changed: bool, now: datetime) -> FetchOutcome:
    """What an answer means. `changed`: its body differs from the last one kept.

    A 304 nobody asked for and an empty success are failures: there is no document to go on with.
    """
    asked = bool(history.etag or history.last_modified)
    status, error = response.status, ""
    match status:
        case 200 | 203 if not response.body.strip():
            kind, error = Outcome.FAILED, "the answer is empty"
        case 200 | 203:
            kind = Outcome.FETCHED
        case 304 if asked:
            kind = Outcome.UNCHANGED
        case 304:
            kind, error = Outcome.FAILED, "the answer is 304, not modified, to a request without condition"
        case 410:
            kind, error = Outcome.GONE, "the answer is 410, gone"
        case 408 | 425 | 429:
            kind, error = Outcome.FAILED, f"the answer is {status}, not now"
        case _ if 400 <= status < 500:
            kind, error = Outcome.REFUSED, f"the answer is {status}"
        case _:
            kind, error = Outcome.FAILED, f"the answer is {status}"
    return FetchOutcome(
        kind=kind,
        status=status,
        error=error,
        changed=changed and kind is Outcome.FETCHED,
        etag=response.header("etag"),
        last_modified=response.header("last-modified"),
        moved_to=response.moved_to,
        fresh_for=find_freshness(response, now=now),
        retry_after=parse_retry_after(response.header("retry-after"), now=now) if status >= 400 else None,
    )


def decide_error_outcome(error: FetchError) -> FetchOutcome:
    """What it means that there was no answer, or none we accept."""
    kind = Outcome.REFUSED if error.permanent else Outcome.FAILED
    return FetchOutcome(kind=kind, status=error.status, error=str(error))


def decide_unreadable_outcome(outcome: FetchOutcome, reason: str) -> FetchOutcome:
    """The same answer when its body turned out to be no feed: a failure, whose move and validators don't count."""
    return replace(outcome, kind=Outcome.FAILED, error=reason, changed=False, etag=None, last_modified=None)


def parse_retry_after(value: str | None, *, now: datetime) -> timedelta | None:
    """Retry-After in seconds or as a date (RFC 9110, 10.2.3). None for none, the past, or what is neither."""
    value = (value or "").strip()
    if value.isdecimal():
        return timedelta(seconds=min(int(value[:12]), 10**9)) or None
    date = _parse_http_date(value)
    return date - now if date is not None and date > now else None


def find_freshness(response: FetchResponse, *, now: datetime) -> timedelta | None:
    """How long the answer stays fresh: max-age less Age, else Expires less Date (RFC 9111). None: not said, or 0."""
    directives = _parse_directives(response.header("cache-control") or "")
    if not directives.isdisjoint({"no-cache", "no-store"}):
        return None
    ages = [each.removeprefix("max-age=").strip('"') for each in directives if each.startswith("max-age=")]
    if ages:
        seconds = min((int(age[:12]) for age in ages if age.isdecimal()), default=0)
        age = (response.header("age") or "").strip()
        seconds -= int(age[:12]) if age.isdecimal() else 0
        return timedelta(seconds=min(seconds, 10**9)) if seconds > 0 else None
    expires = _parse_http_date(response.header("expires") or "")
    date = _parse_http_date(response.header("date") or "") or now
    return expires - date if expires is not None and expires > date else None


def _parse_directives(value: str) -> frozenset[str]:
    return frozenset(part.strip().lower().replace(" ", "") for part in value.split(","))


def _parse_http_date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
