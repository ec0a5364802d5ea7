"""The clock was set back: what was due stays due, what waits waits as long as it was to."""

from datetime import UTC, datetime, timedelta

import pytest

from wireroom.tasks.actions import LEASE, claim, enqueue, fail
from wireroom.tasks.clock import SLACK, set_rows_back
from wireroom.tasks.models import Task

NOW = datetime(2024, 10, 18, 3, tzinfo=UTC)
BACK = timedelta(hours=2)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def due(key: str) -> datetime:
    return Task.objects.get(key=key).due_at


def test_rows_follow_a_clock_that_was_set_back():
    set_rows_back(NOW)
    enqueue("fetch", ["due"], now=NOW)
    enqueue("fetch", ["in a minute"], now=NOW, due_at=NOW + MINUTE)
    enqueue("fetch", ["long due"], now=NOW, due_at=NOW - 2 * BACK)
    assert set_rows_back(NOW - BACK) == BACK
    assert due("due") == NOW - BACK
    assert due("in a minute") == NOW - BACK + MINUTE
    assert due("long due") == NOW - 2 * BACK


def test_a_kill_that_was_ordered_after_the_clock_was_told_last_is_due_as_soon():
    set_rows_back(NOW)
    enqueue("decide", ["kill"], now=NOW + timedelta(seconds=8), priority=0)
    set_rows_back(NOW - BACK)
    assert claim("decide", limit=1, now=NOW - BACK + timedelta(seconds=8))


def test_what_failed_is_tried_as_soon_as_it_was_to():
    set_rows_back(NOW)
    enqueue("decide", ["failed"], now=NOW)
    fail(claim("decide", limit=1, now=NOW)[0], "no", now=NOW)
    set_rows_back(NOW - BACK)
    assert NOW - BACK < due("failed") < NOW - BACK + MINUTE


def test_the_lease_of_who_never_comes_back_ends_as_soon_as_it_was_to():
    set_rows_back(NOW)
    enqueue("fetch", ["leased"], now=NOW)
    claim("fetch", limit=1, now=NOW)
    set_rows_back(NOW - BACK)
    assert Task.objects.get().leased_until == NOW - BACK + LEASE


@pytest.mark.parametrize("ahead", [timedelta(0), MINUTE, -SLACK], ids=["same", "later", "within the slack"])
def test_nothing_moves_while_the_clock_goes_on(ahead):
    set_rows_back(NOW)
    enqueue("fetch", ["waits"], now=NOW, due_at=NOW + BACK)
    assert set_rows_back(NOW + ahead) == timedelta(0)
    assert due("waits") == NOW + BACK


def test_it_is_set_back_once():
    set_rows_back(NOW)
    enqueue("fetch", ["waits"], now=NOW, due_at=NOW + MINUTE)
    set_rows_back(NOW - BACK)
    assert set_rows_back(NOW - BACK + MINUTE) == timedelta(0)
    assert due("waits") == NOW - BACK + MINUTE
