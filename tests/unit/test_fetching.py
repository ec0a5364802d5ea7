"""A feed's schedule, case by case: what an answer means, when the next fetch is, and that it never goes wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import FetchError
from wireroom.core.fetching import (
    LONGEST_WAIT,
    FeedHistory,
    FeedState,
    FetchOutcome,
    NextFetch,
    Outcome,
    Pace,
    decide_error_outcome,
    decide_next_fetch,
    decide_outcome,
    decide_unreadable_outcome,
)
from wireroom.core.ports import FetchResponse

NOW = datetime(2024, 10, 18, 9, 30, tzinfo=UTC)
URL = "https://news.test/feed"
HISTORY = FeedHistory(URL, etag='"1"', last_modified="Fri, 18 Oct 2024 09:00:00 GMT")
PACE = Pace()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def response(
    status: int = 200, *, body: bytes = b"<rss/>", moved_to: str | None = None, **headers: str
) -> FetchResponse:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return FetchResponse(URL, status, pairs, body if status in (200, 203) else b"", moved_to)


def outcome_of(answer: FetchResponse, *, history: FeedHistory = HISTORY, changed: bool = True) -> FetchOutcome:
    return decide_outcome(answer, history=history, changed=changed, now=NOW)


def after(outcome: FetchOutcome, history: FeedHistory = HISTORY, *, jitter: float = 0, pace: Pace = PACE) -> NextFetch:
    return decide_next_fetch(outcome, history, now=NOW, jitter=jitter, pace=pace)


def wait_after(answer: FetchResponse, history: FeedHistory = HISTORY, *, jitter: float = 0, changed: bool = True):
    return after(outcome_of(answer, history=history, changed=changed), history, jitter=jitter).at - NOW


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (response(200), Outcome.FETCHED),
        (response(203), Outcome.FETCHED),
        (response(200, body=b" \n"), Outcome.FAILED),
        (response(204), Outcome.FAILED),
        (response(206), Outcome.FAILED),
        (response(304), Outcome.UNCHANGED),
        (response(300), Outcome.FAILED),
        (response(400), Outcome.REFUSED),
        (response(401), Outcome.REFUSED),
        (response(403), Outcome.REFUSED),
        (response(404), Outcome.REFUSED),
        (response(408), Outcome.FAILED),
        (response(410), Outcome.GONE),
        (response(425), Outcome.FAILED),
        (response(429), Outcome.FAILED),
        (response(451), Outcome.REFUSED),
        (response(500), Outcome.FAILED),
        (response(503), Outcome.FAILED),
    ],
)
def test_what_an_answer_means(answer, kind):
    outcome = outcome_of(answer)
    assert (outcome.kind, outcome.status) == (kind, answer.status)
    assert bool(outcome.error) is (kind not in (Outcome.FETCHED, Outcome.UNCHANGED))


@pytest.mark.parametrize("none", [None, ""])
def test_a_304_nobody_asked_for_is_a_failure(none):
    history = FeedHistory(URL, etag=none, last_modified=none)
    assert outcome_of(response(304), history=history).kind is Outcome.FAILED


@pytest.mark.parametrize(("permanent", "kind"), [(True, Outcome.REFUSED), (False, Outcome.FAILED)])
def test_what_no_answer_means(permanent, kind):
    outcome = decide_error_outcome(FetchError("https://news.test/feed: why", permanent=permanent, status=302))
    assert (outcome.kind, outcome.error, outcome.status) == (kind, "https://news.test/feed: why", 302)


# -- a feed that is well ------------------------------------------------------------------------------------------


def test_validators_are_kept_from_what_was_read_and_replaced_by_the_next():
    new = after(outcome_of(response(200, etag='"2"')))
    assert (new.etag, new.last_modified) == ('"2"', None)
    same = after(outcome_of(response(304)))
    assert (same.etag, same.last_modified) == (HISTORY.etag, HISTORY.last_modified)
    renewed = after(outcome_of(response(304, etag='"3"')))
    assert (renewed.etag, renewed.last_modified) == ('"3"', HISTORY.last_modified)


def test_validators_of_a_body_that_could_not_be_read_are_not_kept():
    outcome = decide_unreadable_outcome(outcome_of(response(200, etag='"2"', moved_to="https://new.test/")), "no feed")
    following = after(outcome)
    assert outcome.kind is Outcome.FAILED
    assert (following.etag, following.moved_to, following.failures) == ('"1"', None, 1)


def test_a_validator_too_long_to_keep_is_dropped_whole():
    assert after(outcome_of(response(200, etag="e" * 1001))).etag is None


def test_a_success_ends_failures_and_alerts():
    following = after(outcome_of(response(200)), replace(HISTORY, failures=9))
    assert (following.state, following.failures, following.alert) == (FeedState.ACTIVE, 0, "")


def items_every(gap: timedelta, count: int = 8) -> tuple[datetime, ...]:
    return tuple(NOW - gap * n for n in range(count))


@pytest.mark.parametrize(
    ("gap", "wait"),
    [
        (timedelta(seconds=10), MINUTE),
        (4 * MINUTE, 2 * MINUTE),
        (30 * MINUTE, 15 * MINUTE),
        (timedelta(days=3), HOUR / 1.1),
    ],
)
def test_a_feed_is_asked_twice_as_often_as_it_brings_items_between_floor_and_cap(gap, wait):
    assert wait_after(response(200), replace(HISTORY, item_times=items_every(gap))) == wait


def test_one_night_without_news_is_not_the_pace_of_the_day():
    times = (*items_every(4 * MINUTE, 5), *(NOW - 9 * HOUR - 4 * MINUTE * n for n in range(5)))
    assert wait_after(response(200), replace(HISTORY, item_times=times)) == 2 * MINUTE


def test_items_without_a_useful_date_give_the_default_pace():
    for times in ((), (NOW,), (NOW + 5 * HOUR, NOW + 6 * HOUR)):
        assert wait_after(response(200), replace(HISTORY, item_times=times)) == PACE.default


def test_a_feed_that_brings_nothing_is_asked_ever_more_rarely_up_to_the_cap():
    history, waits = HISTORY, []
    for _ in range(20):
        following = after(outcome_of(response(304), history=history), history)
        waits.append(following.at - NOW)
        history = replace(history, interval=following.interval)
    assert waits == sorted(waits)
    assert waits[0] == PACE.default * 1.25
    assert waits[-1] == PACE.cap / 1.1


def test_the_same_bytes_without_a_304_slow_it_down_as_well():
    assert wait_after(response(200), changed=False) == PACE.default * 1.25


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"cache_control": "public, max-age=1200"}, 20),
        ({"cache_control": "MAX-AGE = 1200"}, 20),
        ({"cache_control": "max-age=1200", "age": "300"}, 15),
        ({"cache_control": "max-age=1200", "age": "9999"}, 5),
        ({"cache_control": "max-age=60"}, 5),
        ({"cache_control": "max-age=0"}, 5),
        ({"cache_control": "max-age=soon"}, 5),
        ({"cache_control": "no-cache, max-age=1200"}, 5),
        ({"cache_control": "no-store, max-age=1200"}, 5),
        ({"cache_control": "max-age=99999999999999999999"}, 60 / 1.1),
        ({"expires": format_datetime(NOW + 20 * MINUTE, usegmt=True)}, 20),
        ({"expires": format_datetime(NOW - 20 * MINUTE, usegmt=True)}, 5),
        ({"expires": "0"}, 5),
        ({"expires": "Fri, 99 Oct 99999 99:99:99 GMT"}, 5),
        ({"expires": "Fri, 18 Oct 2024 12:20:00 GMT", "date": "Fri, 18 Oct 2024 12:00:00 GMT"}, 20),
        ({"expires": format_datetime(NOW + 20 * MINUTE, usegmt=True), "cache_control": "max-age=600"}, 10),
        ({"retry_after": "1200"}, 5),
    ],
)
def test_what_the_source_says_about_freshness_is_waited_for(headers, minutes):
    assert wait_after(response(200, **headers)) == minutes * MINUTE


@pytest.mark.parametrize(
    ("ttl", "minutes"), [(None, 5), (0, 5), (3, 5), (15, 15), (1440, 60 / 1.1), (10**12, 60 / 1.1)]
)
def test_a_feeds_ttl_is_waited_for_up_to_the_cap(ttl, minutes):
    assert wait_after(response(200), replace(HISTORY, ttl_minutes=ttl)) == minutes * MINUTE


def test_the_longest_wish_counts():
    assert wait_after(response(200, cache_control="max-age=1800"), replace(HISTORY, ttl_minutes=20)) == 30 * MINUTE


@pytest.mark.parametrize(
    ("skip_hours", "at"),
    [
        ((9,), datetime(2024, 10, 18, 10, 35, tzinfo=UTC)),
        ((9, 10, 11), datetime(2024, 10, 18, 12, 35, tzinfo=UTC)),
        ((10,), datetime(2024, 10, 18, 9, 35, tzinfo=UTC)),
        (tuple(range(24)), datetime(2024, 10, 18, 9, 35, tzinfo=UTC)),
        ((-1, 24, 99), datetime(2024, 10, 18, 9, 35, tzinfo=UTC)),
        (tuple(hour for hour in range(24) if hour != 8), datetime(2024, 10, 19, 8, 35, tzinfo=UTC)),
    ],
)
def test_hours_the_source_asks_to_skip_are_skipped(skip_hours, at):
    following = after(outcome_of(response(200)), replace(HISTORY, skip_hours=skip_hours))
    assert following.at == at
    assert bool(following.note) is (at.hour != 9)


def test_skip_hours_are_in_utc_wherever_the_clock_stands():
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    outcome = outcome_of(response(200))
    following = decide_next_fetch(outcome, replace(HISTORY, skip_hours=(9,)), now=tokyo, jitter=0)
    assert following.at == datetime(2024, 10, 18, 10, 35, tzinfo=UTC)


# -- a feed that has moved, or is gone ----------------------------------------------------------------------------


def test_a_move_is_recorded_beside_the_operators_address():
    following = after(outcome_of(response(200, moved_to="https://new.test/feed")))
    assert following.moved_to == "https://new.test/feed"
    history = replace(HISTORY, moved_to=following.moved_to)
    assert (history.url, history.address) == (URL, "https://new.test/feed")
    assert after(outcome_of(response(304), history=history), history).moved_to == "https://new.test/feed"


def test_a_move_back_to_the_operators_address_is_none():
    history = replace(HISTORY, moved_to="https://new.test/feed")
    assert after(outcome_of(response(200, moved_to=URL)), history).moved_to is None


def test_a_move_counts_only_with_a_document_behind_it():
    assert after(outcome_of(response(404, moved_to="https://new.test/feed"))).moved_to is None
    assert after(outcome_of(response(200, moved_to="https://new.test/" + "a" * 2000))).moved_to is None


def test_a_new_address_that_does_not_hold_gives_way_to_the_operators():
    history = replace(HISTORY, moved_to="https://new.test/feed")
    for failures in range(PACE.alert_after):
        following = after(decide_error_outcome(FetchError("down")), replace(history, failures=failures))
        assert (following.moved_to is None) is (failures + 1 == PACE.alert_after)
    assert following.etag is None
    assert following.note == "https://new.test/feed does not answer: back to https://news.test/feed"


def test_a_feed_that_is_gone_stops_with_an_alert():
    following = after(outcome_of(response(410)))
    assert (following.state, following.at) == (FeedState.STOPPED, None)
    assert URL in following.alert
    assert following.alert_is_new


# -- a feed that fails --------------------------------------------------------------------------------------------


def fail_for_long(outcome: FetchOutcome, times: int, jitter: float = 0) -> list[NextFetch]:
    history, following = HISTORY, []
    for _ in range(times):
        following.append(after(outcome, history, jitter=jitter))
        history = replace(history, failures=following[-1].failures, alert=following[-1].alert)
    return following


def test_failures_are_tried_again_ever_more_rarely_and_never_given_up():
    following = fail_for_long(decide_error_outcome(FetchError("no answer")), 3000, jitter=0.5)
    waits = [each.at - NOW for each in following]
    assert waits[:3] == [MINUTE, 1.5 * MINUTE, 3 * MINUTE]
    assert waits == sorted(waits)
    assert waits[-1] == 0.75 * PACE.failure_cap
    assert all(each.state is FeedState.ACTIVE for each in following)
    assert [each.failures for each in following] == list(range(1, 3001))
    assert all((each.etag, each.last_modified) == (HISTORY.etag, HISTORY.last_modified) for each in following)


@pytest.mark.parametrize(
    ("outcome", "threshold"),
    [
        (decide_error_outcome(FetchError("no answer")), 5),
        (outcome_of(response(500)), 5),
        (outcome_of(response(404)), 2),
        (decide_error_outcome(FetchError("refused", permanent=True)), 2),
    ],
)
def test_an_alert_is_raised_once_stays_and_names_the_reason(outcome, threshold):
    following = fail_for_long(outcome, 12)
    assert [bool(each.alert) for each in following] == [n >= threshold for n in range(1, 13)]
    assert [each.alert_is_new for each in following] == [n == threshold for n in range(1, 13)]
    assert outcome.error in following[-1].alert


def test_an_alert_is_new_also_when_the_kind_of_failure_changes():
    history = replace(HISTORY, failures=3)
    assert after(outcome_of(response(404)), history).alert_is_new


def test_what_is_refused_is_asked_less_often_than_what_failed():
    refused = fail_for_long(outcome_of(response(403)), 6)
    failed = fail_for_long(outcome_of(response(500)), 6)
    assert all(one.at > other.at for one, other in zip(refused, failed, strict=True))


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("1800", 30 * MINUTE),
        (format_datetime(NOW + 2 * HOUR, usegmt=True), 2 * HOUR),
        ("Friday, 18-Oct-24 11:30:00 GMT", 2 * HOUR),
        ("Fri Oct 18 11:30:00 2024", 2 * HOUR),
        ("43200", 12 * HOUR),
        ("86400", 24 * HOUR),
        ("86401", 24 * HOUR),
        ("9" * 5000, 24 * HOUR),
        ("0", MINUTE),
        ("-5", MINUTE),
        ("5.5", MINUTE),
        ("soon", MINUTE),
        ("", MINUTE),
        (format_datetime(NOW - HOUR, usegmt=True), MINUTE),
    ],
)
@pytest.mark.parametrize("status", [503, 500])
def test_retry_after_is_kept_in_both_its_forms_up_to_a_day(value, wait, status):
    assert wait_after(response(status, retry_after=value)) == wait


def test_a_retry_after_beyond_a_day_is_cut_and_said():
    following = after(outcome_of(response(429, retry_after="604800")))
    assert following.at == NOW + LONGEST_WAIT
    assert "7 days" in following.note
    assert "1 day" in following.note


def test_a_retry_after_shorter_than_the_back_off_shortens_nothing():
    history = replace(HISTORY, failures=8)
    assert wait_after(response(503, retry_after="5"), history) == wait_after(response(503), history)


# -- whatever happens ---------------------------------------------------------------------------------------------

durations = st.timedeltas(timedelta(0), timedelta(days=400))
outcomes = st.builds(
    FetchOutcome,
    kind=st.sampled_from(Outcome),
    status=st.none() | st.integers(100, 599),
    error=st.text(max_size=10),
    changed=st.booleans(),
    etag=st.none() | st.text(max_size=5),
    moved_to=st.none() | st.just("https://new.test/"),
    fresh_for=st.none() | durations,
    retry_after=st.none() | durations,
)
histories = st.builds(
    FeedHistory,
    url=st.just(URL),
    moved_to=st.none() | st.just("https://moved.test/"),
    failures=st.integers(0, 10**6),
    interval=durations,
    ttl_minutes=st.none() | st.integers(0, 10**9),
    skip_hours=st.lists(st.integers(-1, 25), max_size=24).map(tuple),
    item_times=st.lists(
        st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), max_size=20
    ).map(tuple),
)
jitters = st.floats(0, 1, exclude_max=True)


@given(
    outcome=outcomes,
    history=histories,
    jitter=jitters,
    now=st.datetimes(timezones=st.just(UTC), max_value=datetime(2200, 1, 1)),
)
def test_the_next_time_is_never_in_the_past_and_never_beyond_its_cap(outcome, history, jitter, now):
    following = decide_next_fetch(outcome, history, now=now, jitter=jitter)
    if outcome.kind is Outcome.GONE:
        assert (following.state, following.at) == (FeedState.STOPPED, None)
        return
    wait = following.at - now
    assert PACE.floor <= wait <= LONGEST_WAIT
    if outcome.kind in (Outcome.FETCHED, Outcome.UNCHANGED):
        assert PACE.floor <= following.interval <= PACE.cap
        if not history.skip_hours:
            assert wait <= PACE.cap
    else:
        assert following.failures == history.failures + 1
        if outcome.retry_after is None:
            assert wait <= PACE.failure_cap
        else:
            assert wait >= min(outcome.retry_after, LONGEST_WAIT)


@given(history=histories, one=jitters, other=jitters, outcome=outcomes)
def test_more_jitter_is_never_sooner(history, one, other, outcome):
    less, more = sorted((one, other))
    sooner = decide_next_fetch(outcome, replace(history, skip_hours=()), now=NOW, jitter=less)
    later = decide_next_fetch(outcome, replace(history, skip_hours=()), now=NOW, jitter=more)
    assert sooner.at is later.at is None or sooner.at <= later.at


def test_feeds_that_failed_together_come_back_apart():
    outcome = decide_error_outcome(FetchError("the network was down"))
    times = {after(outcome, replace(HISTORY, failures=6), jitter=n / 100).at for n in range(100)}
    assert len(times) == 100
    assert max(times) - min(times) > 25 * MINUTE
