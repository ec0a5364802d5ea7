"""When to fetch a feed next. Reads no answers (see outcomes), asks no clock, rolls no dice.

The ladder of a feed: well, it is asked at an interval that follows its own pace (`Pace`); failing, it is
asked ever more rarely, never given up, and from some count on with an alert; gone (410), it stops with an
alert. Only an operator takes a feed away.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from wireroom.core.fetching.outcomes import FeedHistory, FetchOutcome, Outcome

LONGEST_WAIT = timedelta(hours=24)
_RETRY_SPREAD = timedelta(seconds=60)
# How much of an interval the jitter may take, so that feeds added together do not stay together.
_SPREAD = 0.1
_SLOWER = 1.25
_LONGEST_ADDRESS = 2000
_LONGEST_ETAG = 1000
_LONGEST_DATE = 200


class FeedState(StrEnum):
    """Whether a feed is fetched at all."""

    ACTIVE = "active"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Pace:
    """The bounds of a schedule. `floor` to `cap` for a feed that is well, up to `failure_cap` for one that is not.

    An alert is raised at `alert_after` failures in a row, at `alert_after_refusals` where asking again is
    unlikely to help.
    """

    floor: timedelta = timedelta(seconds=60)
    default: timedelta = timedelta(minutes=5)
    cap: timedelta = timedelta(hours=1)
    failure_cap: timedelta = timedelta(hours=6)
    alert_after: int = 5
    alert_after_refusals: int = 2


@dataclass(frozen=True, slots=True)
class NextFetch:
    """When to fetch next, and what to keep. `at` is None when stopped.

    `alert` is empty while all is well; `alert_is_new` on the fetch where it begins. `note` says why this time was
    chosen, where it is not the plain interval.
    """

    state: FeedState
    at: datetime | None
    interval: timedelta
    failures: int
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    alert: str = ""
    alert_is_new: bool = False
    note: str = ""


def decide_next_fetch(
    outcome: FetchOutcome, history: FeedHistory, *, now: datetime, jitter: float, pace: Pace | None = None
) -> NextFetch:
    """The next state of a feed. `jitter` in [0, 1) is the caller's chance; `now` aware.

    The next time is after `now` and at most LONGEST_WAIT away. Within that: at most `pace.cap` for a feed that is
    well (its skip_hours may add to it), at most `pace.failure_cap` for one that fails (its Retry-After may).
    """
    pace = pace or Pace()
    if outcome.kind is Outcome.GONE:
        return NextFetch(
            state=FeedState.STOPPED,
            at=None,
            interval=history.interval,
            failures=history.failures + 1,
            etag=history.etag,
            last_modified=history.last_modified,
            moved_to=history.moved_to,
            alert=f"{history.address} is gone (410): it is not fetched any more. Remove it or give its new address.",
            alert_is_new=True,
        )
    if outcome.kind in (Outcome.REFUSED, Outcome.FAILED):
        return _decide_after_failure(outcome, history, now=now, jitter=jitter, pace=pace)
    return _decide_after_success(outcome, history, now=now, jitter=jitter, pace=pace)


def _decide_after_success(
    outcome: FetchOutcome, history: FeedHistory, *, now: datetime, jitter: float, pace: Pace
) -> NextFetch:
    interval = _clamp(_decide_interval(outcome, history, now=now, pace=pace), pace.floor, pace.cap)
    ttl = timedelta(minutes=min(history.ttl_minutes or 0, 10**6))
    wait = _clamp(max(interval, outcome.fresh_for or timedelta(), ttl), pace.floor, pace.cap)
    note = "" if wait == interval else "the source asks to wait so long"
    # The jitter adds, so that no wish is undercut, and its room is taken from the cap.
    at = now + min(wait, pace.cap / (1 + _SPREAD)) * (1 + _SPREAD * jitter)
    allowed = _leave_skipped_hours(at, history.skip_hours, now=now)
    if allowed != at:
        note = "the source asks not to be fetched in these hours"
    moved_to = _decide_address(outcome, history)
    # A 304 need not repeat its validators; a new document without them has none.
    kept = history if outcome.kind is Outcome.UNCHANGED else None
    return NextFetch(
        state=FeedState.ACTIVE,
        at=allowed,
        interval=interval,
        failures=0,
        etag=_fitting(outcome.etag, _LONGEST_ETAG) or (kept.etag if kept else None),
        last_modified=_fitting(outcome.last_modified, _LONGEST_DATE) or (kept.last_modified if kept else None),
        moved_to=moved_to,
        note=note,
    )


def _decide_after_failure(
    outcome: FetchOutcome, history: FeedHistory, *, now: datetime, jitter: float, pace: Pace
) -> NextFetch:
    refused = outcome.kind is Outcome.REFUSED
    failures = history.failures + 1
    base = pace.default if refused or outcome.status == 429 else pace.floor
    # Beyond 2**16 every cap is reached; the exponent must not grow with a feed that fails for years.
    backoff = min(base * 2 ** min(failures - 1, 16), pace.failure_cap)
    # Half of the time is sure, half is chance: many feeds that failed together come back spread out.
    wait = max(backoff * (0.5 + 0.5 * jitter), min(pace.floor, pace.failure_cap))
    note = ""
    if outcome.retry_after is not None and outcome.retry_after > wait:
        wait = min(outcome.retry_after + _RETRY_SPREAD * jitter, LONGEST_WAIT)
        note = "Retry-After"
        if outcome.retry_after > LONGEST_WAIT:
            note = f"Retry-After asks for {outcome.retry_after}, we wait {LONGEST_WAIT}"
    threshold = pace.alert_after_refusals if refused else pace.alert_after
    moved_to, etag, last_modified = history.moved_to, history.etag, history.last_modified
    if moved_to is not None and failures >= pace.alert_after:
        # The new address has not held; the operator's own may say where the feed is now.
        moved_to = etag = last_modified = None
        note = f"{history.moved_to} does not answer: back to {history.url}"
    alert = ""
    if failures >= threshold:
        times = "once" if failures == 1 else f"{failures} times in a row"
        alert = f"Fetching failed {times}: {outcome.error}. It is tried again."
    return NextFetch(
        state=FeedState.ACTIVE,
        at=now + wait,
        interval=history.interval,
        failures=failures,
        etag=etag,
        last_modified=last_modified,
        moved_to=moved_to,
        alert=alert,
        alert_is_new=bool(alert) and not history.alert,
        note=note,
    )


def _decide_interval(outcome: FetchOutcome, history: FeedHistory, *, now: datetime, pace: Pace) -> timedelta:
    """Half the usual gap between a feed's items while it brings something, ever longer while it does not."""
    if not outcome.changed:
        return max(history.interval, pace.floor) * _SLOWER
    times = sorted(time for time in history.item_times if time <= now)[-10:]
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    # The median: one night without news does not count as the pace of the day.
    return gaps[len(gaps) // 2] / 2 if gaps else pace.default


def _decide_address(outcome: FetchOutcome, history: FeedHistory) -> str | None:
    """Where the feed has moved; a move back to the operator's own address is none."""
    moved_to = _fitting(outcome.moved_to, _LONGEST_ADDRESS) or history.moved_to
    return None if moved_to == history.url else moved_to


def _leave_skipped_hours(at: datetime, skip_hours: tuple[int, ...], *, now: datetime) -> datetime:
    """By whole hours, so that the spread within the hour stays. A feed that skips all hours is not believed."""
    skipped = {hour for hour in skip_hours if 0 <= hour < 24}
    if len(skipped) == 24:
        return at
    while at.astimezone(UTC).hour in skipped:
        at += timedelta(hours=1)
    return min(at, now + LONGEST_WAIT)


def _fitting(value: str | None, longest: int) -> str | None:
    """A value too long to be kept is not kept at all: half of one would be wrong."""
    return value if value and len(value) <= longest else None


def _clamp(value: timedelta, low: timedelta, high: timedelta) -> timedelta:
    return min(max(value, low), high)
