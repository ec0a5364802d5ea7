"""Breakers trip on what no working feed does, and on nothing that working feeds do."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.breakers import Arriving, FeedPast, SeenVersion, decide_breaker, decide_quiet

NOON = datetime(2024, 10, 18, 12)
DAY = timedelta(days=1)


def seen(count=1, *, language="en", has_status=False, length=2000) -> list[SeenVersion]:
    return [SeenVersion(language, has_status, length)] * count


def past(*versions: SeenVersion, window=20, **fields) -> FeedPast:
    return FeedPast(list(versions) or seen(30), window, **fields)


def arriving(*versions: SeenVersion, entries=20, new=None, known_words=0) -> Arriving:
    versions = list(versions) or seen()
    return Arriving(entries, len(versions) if new is None else new, known_words, versions)


PACE = {"new_items": [3] * 10, "elapsed": timedelta(hours=1), "span": timedelta(hours=10)}


@pytest.mark.parametrize(
    ("before", "now", "breaker"),
    [
        # Floods.
        (past(window=20), arriving(*seen(120)), "flood"),
        (past(window=20), arriving(*seen(99)), None),
        (past(window=100), arriving(*seen(100)), None),
        (past(window=100), arriving(*seen(501)), "flood"),
        (past(window=1000, **PACE), arriving(*seen(400), entries=1000), "flood"),
        (past(window=1000, **PACE), arriving(*seen(59), entries=1000), None),
        (past(window=1000, **PACE | {"elapsed": 14 * DAY}), arriving(*seen(900), entries=1000), None),
        (past(window=1000, **PACE | {"new_items": [3] * 4}), arriving(*seen(400), entries=1000), None),
        # Ids.
        (past(), arriving(*seen(20), known_words=18), "ids"),
        (past(), arriving(*seen(20), known_words=10), "ids"),
        (past(), arriving(*seen(20), known_words=9), None),
        (past(), arriving(*seen(4), entries=4, known_words=4), None),
        # Status.
        (past(*seen(30, has_status=True)), arriving(*seen(3)), "status"),
        (past(*seen(30, has_status=True)), arriving(*seen(2)), None),
        (past(*seen(30, has_status=True)), arriving(*seen(20), *seen(1, has_status=True)), None),
        (past(*seen(2), *seen(30, has_status=True)), arriving(*seen(1)), "status"),
        (past(*seen(1), *seen(30, has_status=True)), arriving(*seen(1)), None),
        (past(*seen(9, has_status=True)), arriving(*seen(3)), None),
        (past(*seen(18, has_status=True), *seen(2)), arriving(*seen(3)), "status"),
        (past(*seen(17, has_status=True), *seen(3)), arriving(*seen(3)), None),
        # Language.
        (past(), arriving(*seen(6, language="de")), "language"),
        (past(), arriving(*seen(4, language="de"), *seen(3)), "language"),
        (past(), arriving(*seen(3, language="de"), *seen(3)), None),
        (past(), arriving(*seen(2, language="de"), entries=2), None),
        (past(*seen(4, language="de"), *seen(30)), arriving(*seen(1, language="de")), "language"),
        (past(*seen(20), *seen(10, language="ja")), arriving(*seen(6, language="de")), None),
        (past(*seen(9)), arriving(*seen(6, language="de")), None),
        (past(), arriving(*seen(6, language="")), None),
        (past(*seen(30, language="")), arriving(*seen(6, language="de")), None),
        # Length.
        (past(), arriving(*seen(5, length=399)), "length"),
        (past(), arriving(*seen(5, length=400)), None),
        (past(), arriving(*seen(2, length=100)), None),
        (past(*seen(4, length=100), *seen(30)), arriving(*seen(1, length=100)), "length"),
        (past(), arriving(*seen(3, length=2000), *seen(2, length=10)), None),
        (past(*seen(30, length=499)), arriving(*seen(5, length=10)), None),
        (past(*seen(9)), arriving(*seen(5, length=10)), None),
        # An ordinary hour.
        (past(), arriving(*seen(3)), None),
        (past(*seen(30, has_status=True)), arriving(*seen(3, has_status=True)), None),
    ],
)
def test_a_document_trips_the_breaker_it_should(before, now, breaker):
    trip = decide_breaker(before, now)
    assert (trip.breaker if trip else None) == breaker
    assert trip is None or len(trip.reason) > 20


VERSIONS = st.lists(
    st.builds(SeenVersion, st.sampled_from(["en", "ja", ""]), st.booleans(), st.integers(0, 5000)), max_size=70
)


@given(VERSIONS, st.integers(0, 5000), st.integers(0, 5000))
def test_a_first_document_never_trips_any(versions, new, known_words):
    assert decide_breaker(FeedPast(), Arriving(max(new, len(versions)), new, known_words, versions)) is None


@given(VERSIONS, VERSIONS, st.integers(0, 300), st.lists(st.integers(0, 300), max_size=40))
def test_any_past_can_be_judged(before, now, window, new_items):
    trip = decide_breaker(FeedPast(before, window, new_items, DAY, DAY), Arriving(len(now), len(now), 0, now))
    assert trip is None or trip.breaker in {"flood", "status", "language", "length"}


@pytest.mark.parametrize(
    ("gaps_h", "silent", "quiet"),
    [
        ([1, 1, 2, 1], timedelta(hours=59), False),
        ([1, 1, 2, 1], timedelta(hours=61), True),
        ([24, 24, 24, 24], timedelta(days=9), False),
        ([24, 24, 24, 24], timedelta(days=11), True),
        ([1, 1, 200, 1], timedelta(days=80), False),
        ([1, 1, 1], timedelta(days=80), False),
    ],
)
def test_a_feed_is_quiet_by_its_own_pace(gaps_h, silent, quiet):
    times = [NOON]
    for gap in gaps_h:
        times.append(times[-1] + timedelta(hours=gap))
    assert bool(decide_quiet(times[::-1], times[-1], now=times[-1] + silent)) == quiet
    assert decide_quiet(times, None, now=times[-1] + silent) is None
