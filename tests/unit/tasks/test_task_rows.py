"""Work rows: asked for once, leased, fenced, taken over, put back, tried again, buried; never worked by two at once."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from wireroom.tasks.actions import (
    ATTEMPTS,
    CALM,
    LEASE,
    USUAL,
    Choice,
    claim,
    enqueue,
    fail,
    finish,
    give_back,
    is_held_elsewhere,
    owner,
    release_dead_owners,
    renew,
)
from wireroom.tasks.models import Task
from wireroom.tasks.queries import count_due, due_steps, is_any_urgent, queues

NOW = datetime(2024, 10, 18, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def claim_keys(step: str = "read", *, now: datetime = NOW, limit: int = 10, **choice) -> list[str]:
    return [lease.key for lease in claim(step, limit=limit, now=now, choice=Choice(**choice))]


# Asking.


def test_asking_twice_is_one_piece_of_work():
    enqueue("read", [1, 2], now=NOW)
    enqueue("read", ["1"], now=NOW)
    assert sorted(claim_keys()) == ["1", "2"]


def test_steps_do_not_see_each_others_rows():
    enqueue("read", [1], now=NOW)
    enqueue("write", [1], now=NOW)
    assert claim_keys("read") == ["1"]
    assert claim_keys("write") == ["1"]


def test_asking_for_nothing_is_nothing():
    enqueue("read", [], now=NOW)
    assert claim_keys() == []


@pytest.mark.parametrize(("first", "second"), [(10, 60), (60, 10)])
def test_of_two_times_the_earlier_one_counts_and_of_two_priorities_the_higher(first, second):
    enqueue("read", [1], now=NOW, due_at=NOW + first * SECOND, priority=first)
    enqueue("read", [1], now=NOW, due_at=NOW + second * SECOND, priority=second)
    row = Task.objects.get()
    assert (row.due_at, row.priority) == (NOW + 10 * SECOND, 10)


def test_work_is_not_due_before_its_time():
    enqueue("read", [1], now=NOW, due_at=NOW + SECOND)
    assert claim_keys() == []
    assert claim_keys(now=NOW + SECOND) == ["1"]


def test_the_most_urgent_then_the_oldest_comes_first():
    enqueue("read", ["late"], now=NOW)
    enqueue("read", ["early"], now=NOW, due_at=NOW - 9 * SECOND)
    enqueue("read", ["kill"], now=NOW, priority=0)
    assert claim_keys(limit=2) == ["kill", "early"]
    assert claim_keys() == ["late"]


# Leases.


def test_a_leased_row_is_nobody_elses():
    enqueue("read", [1], now=NOW)
    assert claim_keys() == ["1"]
    assert claim_keys(now=NOW + LEASE) == []


def test_a_row_whose_lease_ran_out_is_taken_over_and_its_late_finisher_changes_nothing():
    enqueue("read", [1], now=NOW)
    (late,) = claim("read", limit=1, now=NOW)
    (heir,) = claim("read", limit=1, now=NOW + LEASE + SECOND)
    assert heir.token != late.token
    finish([late])
    assert fail(late, "too late", now=NOW) is False
    give_back([late])
    row = Task.objects.get()
    assert (row.token, row.last_error, row.leased_until) == (heir.token, "", NOW + 2 * LEASE + SECOND)
    finish([heir])
    assert not Task.objects.exists()


def test_a_renewed_lease_is_not_taken_over():
    enqueue("read", [1], now=NOW)
    leases = claim("read", limit=1, now=NOW)
    renew(leases, now=NOW + LEASE)
    assert claim_keys(now=NOW + LEASE + 2 * SECOND) == []
    assert claim_keys(now=NOW + 2 * LEASE + SECOND) == ["1"]


def test_work_asked_for_again_while_it_is_done_is_done_once_more():
    enqueue("read", [1], now=NOW)
    leases = claim("read", limit=1, now=NOW)
    enqueue("read", [1], now=NOW + SECOND)
    assert claim_keys(now=NOW + SECOND) == [], "not by two at once"
    finish(leases)
    assert claim_keys(now=NOW + SECOND) == ["1"]


def test_work_asked_for_again_for_later_while_it_is_done_waits_until_then():
    enqueue("read", [1], now=NOW)
    leases = claim("read", limit=1, now=NOW)
    enqueue("read", [1], now=NOW, due_at=NOW + 30 * SECOND)
    finish(leases)
    assert claim_keys(now=NOW + 29 * SECOND) == []
    assert claim_keys(now=NOW + 30 * SECOND) == ["1"]


def test_asked_twice_while_it_is_done_the_earlier_of_the_two_times_counts():
    enqueue("read", [1], now=NOW)
    leases = claim("read", limit=1, now=NOW)
    enqueue("read", [1], now=NOW, due_at=NOW + 30 * SECOND)
    enqueue("read", [1], now=NOW, due_at=NOW + 90 * SECOND)
    enqueue("read", [1], now=NOW, due_at=NOW + 10 * SECOND)
    finish(leases)
    assert claim_keys(now=NOW + 10 * SECOND) == ["1"]


def test_finished_work_may_be_asked_for_anew():
    enqueue("read", [1], now=NOW)
    finish(claim("read", limit=1, now=NOW))
    enqueue("read", [1], now=NOW)
    assert claim_keys() == ["1"]


def test_a_row_given_back_is_free_at_once_and_was_never_tried():
    enqueue("read", [1], now=NOW)
    give_back(claim("read", limit=1, now=NOW))
    (lease,) = claim("read", limit=1, now=NOW, choice=Choice(untried=True))
    assert lease.attempts == 1


def test_calm_rows_wait_for_more_of_their_kind_and_urgent_ones_do_not():
    enqueue("read", ["urgent"], now=NOW, priority=0)
    enqueue("read", ["usual"], now=NOW)
    enqueue("read", ["calm"], now=NOW, priority=CALM)
    enqueue("read", ["long waiting"], now=NOW - 10 * SECOND, priority=CALM)
    assert claim_keys(calm_by=NOW - 5 * SECOND) == ["urgent", "usual", "long waiting"]
    assert claim_keys() == ["calm"]


def test_usual_rows_may_wait_as_well_and_urgent_ones_do_not():
    enqueue("read", ["urgent"], now=NOW, priority=0)
    enqueue("read", ["usual"], now=NOW)
    enqueue("read", ["waiting"], now=NOW - 2 * SECOND)
    enqueue("read", ["calm"], now=NOW - 2 * SECOND, priority=CALM)
    assert claim_keys(usual_by=NOW - SECOND, calm_by=NOW - 5 * SECOND) == ["urgent", "waiting"]


def test_rows_on_their_way_are_those_due_or_in_hand_that_never_failed():
    enqueue("take", [1, 2], now=NOW)
    enqueue("take", [3], now=NOW, due_at=NOW + SECOND)
    enqueue("decide", [1], now=NOW)
    enqueue("picture", [1], now=NOW)
    claim("take", limit=1, now=NOW)
    assert count_due(("take", "decide"), now=NOW, most=9) == 3
    assert count_due(("take", "decide"), now=NOW, most=2) == 2
    (lease,) = claim("decide", limit=1, now=NOW)
    fail(lease, "no", now=NOW - 60 * SECOND)
    assert count_due(("decide",), now=NOW, most=9) == 0


def test_a_large_batch_is_claimed_and_finished_whole():
    enqueue("read", range(1500), now=NOW)
    leases = claim("read", limit=1200, now=NOW)
    assert len({lease.id for lease in leases}) == 1200
    finish(leases)
    assert Task.objects.count() == 300


# Failing.


def test_a_failed_row_waits_longer_each_time_and_is_buried_after_eight_attempts():
    enqueue("read", [1], now=NOW)
    now, waits = NOW, []
    for attempt in range(1, ATTEMPTS + 1):
        (lease,) = claim("read", limit=1, now=now)
        assert lease.attempts == attempt
        dead = fail(lease, f"error {attempt}", now=now)
        assert dead == (attempt == ATTEMPTS)
        due = Task.objects.get().due_at
        waits.append(due - now)
        assert claim_keys(now=due - SECOND) == []
        now = due
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)
    assert claim_keys(now=now + timedelta(days=365)) == []
    letter = Task.objects.exclude(dead_at=None).get()
    assert (letter.last_error, letter.attempts) == ("error 8", ATTEMPTS)


def test_a_dead_letter_asked_for_again_comes_back_to_life():
    enqueue("read", [1], now=NOW)
    Task.objects.update(dead_at=NOW, attempts=ATTEMPTS, due_at=NOW + timedelta(hours=1))
    enqueue("read", [1], now=NOW)
    (lease,) = claim("read", limit=1, now=NOW)
    assert lease.attempts == 1
    assert not Task.objects.exclude(dead_at=None).exists()


def test_running_once_leaves_failed_rows_for_the_next_run():
    enqueue("read", [1, 2], now=NOW)
    lease = claim("read", limit=1, now=NOW)[0]
    fail(lease, "no", now=NOW)
    assert claim_keys(now=NOW + timedelta(hours=1), untried=True) == ["2"]
    assert claim_keys(now=NOW + timedelta(hours=1)) == [lease.key]


def test_success_after_failure_starts_the_count_anew():
    enqueue("read", [1], now=NOW)
    fail(claim("read", limit=1, now=NOW)[0], "no", now=NOW)
    later = NOW + timedelta(minutes=1)
    (lease,) = claim("read", limit=1, now=later)
    enqueue("read", [1], now=later)
    finish([lease])
    (again,) = claim("read", limit=1, now=later)
    assert again.attempts == 1


# Dead processes.


def test_rows_of_a_process_that_died_are_free_at_once_and_those_of_a_living_one_are_not():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    host = owner().rpartition(":")[0]
    enqueue("read", ["ours", "dead", "alive", "elsewhere"], now=NOW)
    claim("read", limit=9, now=NOW)
    for key, name in {
        "dead": f"{host}:{process.pid}",
        "alive": f"{host}:{os.getppid()}",
        "elsewhere": "another-host:1",
    }.items():
        Task.objects.filter(key=key).update(owner=name)
    assert release_dead_owners() == 2
    assert sorted(claim_keys()) == ["dead", "ours"]


@pytest.mark.parametrize(
    ("holder", "later", "held"),
    [
        (None, 0 * SECOND, False),
        ("another-host:1", 0 * SECOND, True),
        ("another-host:1", LEASE + SECOND, False),
        (f"{owner().rpartition(':')[0]}:{os.getppid()}", 0 * SECOND, True),
    ],
    ids=["by us", "elsewhere", "elsewhere, run out", "by another process here"],
)
def test_a_step_is_held_elsewhere_while_a_living_process_has_rows_of_it(holder, later, held):
    enqueue("read", [1, 2], now=NOW)
    claim("read", limit=1, now=NOW)
    if holder:
        Task.objects.exclude(owner="").update(owner=holder)
    assert is_held_elsewhere("read", now=NOW + later) is held
    assert is_held_elsewhere("write", "read", now=NOW + later) is held
    assert not is_held_elsewhere("write", now=NOW + later)


def test_what_is_urgent_may_be_held_by_anybody():
    enqueue("read", [1], now=NOW, priority=0)
    claim("read", limit=1, now=NOW)
    Task.objects.update(owner="another-host:1")
    assert is_held_elsewhere("read", now=NOW)
    assert not is_held_elsewhere("read", now=NOW, least=USUAL)


@pytest.mark.parametrize(
    ("priority", "later", "claimed", "urgent"),
    [
        (0, 0 * SECOND, False, True),
        (USUAL - 1, 0 * SECOND, False, True),
        (USUAL, 0 * SECOND, False, False),
        (CALM, 0 * SECOND, False, False),
        (0, SECOND, False, False),
        (0, 0 * SECOND, True, False),
    ],
    ids=["kill", "beside a kill", "usual", "calm", "not due yet", "in hand"],
)
def test_what_is_urgent_and_free_is_seen(priority, later, claimed, urgent):
    enqueue("write", [1], now=NOW, due_at=NOW + later, priority=priority)
    if claimed:
        claim("write", limit=1, now=NOW)
    assert is_any_urgent(["write", "list"], now=NOW) is urgent
    assert not is_any_urgent(["read"], now=NOW)


def test_a_step_that_a_dead_process_has_rows_of_is_not_held():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    enqueue("read", [1], now=NOW)
    claim("read", limit=1, now=NOW)
    Task.objects.update(owner=f"{owner().rpartition(':')[0]}:{process.pid}")
    assert not is_held_elsewhere("read", now=NOW)


def test_what_is_urgent_can_be_claimed_alone():
    enqueue("read", ["usual"], now=NOW)
    enqueue("read", ["first"], now=NOW, priority=USUAL - 1)
    assert claim_keys(urgent=True) == ["first"]
    assert claim_keys() == ["usual"]


def test_steps_that_have_a_row_to_claim_are_told_in_one_look(django_assert_num_queries):
    enqueue("due", [1], now=NOW)
    enqueue("later", [1], now=NOW, due_at=NOW + SECOND)
    enqueue("taken", [1, 2], now=NOW)
    claim("taken", limit=2, now=NOW)
    enqueue("partly", [1, 2], now=NOW)
    claim("partly", limit=1, now=NOW)
    enqueue("dead", [1], now=NOW)
    Task.objects.filter(step="dead").update(dead_at=NOW)
    names = ("due", "later", "taken", "partly", "dead", "unheard of")
    with django_assert_num_queries(1):
        assert due_steps(names, now=NOW) == {"due", "partly"}
    assert due_steps(names, now=NOW + SECOND) == {"due", "partly", "later"}
    assert "taken" in due_steps(names, now=NOW + LEASE + SECOND)


def test_the_queues_tell_what_is_due_waiting_and_dead():
    enqueue("read", [1, 2], now=NOW - 5 * SECOND)
    enqueue("read", [3], now=NOW, due_at=NOW + SECOND)
    enqueue("write", [1], now=NOW)
    Task.objects.filter(step="write").update(dead_at=NOW)
    read, write = queues(now=NOW)
    assert (read.step, read.due, read.waiting, read.dead) == ("read", 2, 1, 0)
    assert read.oldest_due_at == NOW - 5 * SECOND
    assert (write.due, write.dead, write.oldest_due_at) == (0, 1, None)


# Any history.

MOVES = st.lists(st.tuples(st.sampled_from(["ask", "claim", "finish", "fail", "wait"]), st.integers(0, 2)), max_size=25)


class AnyHistory(TestCase):
    """Whatever happens in whatever order, what was asked for after its last claim, or failed, is still to be had."""

    @given(MOVES)
    @settings(max_examples=60, deadline=None)
    def test_work_asked_for_is_never_lost(self, moves):
        now, held, owed = NOW, [], set()
        for move, key in moves:
            if move == "ask":
                enqueue("read", [key], now=now)
                owed.add(str(key))
            elif move == "claim":
                for lease in claim("read", limit=1, now=now):
                    held.append(lease)
                    owed.discard(lease.key)
            elif move == "finish" and held:
                finish([held.pop(key % len(held))])
            elif move == "fail" and held:
                lease = held.pop(key % len(held))
                ours = Task.objects.filter(id=lease.id, token=lease.token).exists()
                dead = fail(lease, "no", now=now)
                if ours and not dead:
                    owed.add(lease.key)
            else:
                now += timedelta(seconds=20 + key)
        assert owed <= set(claim_keys(now=now + timedelta(days=1)))
        Task.objects.all().delete()


def test_many_claimers_of_one_database_never_share_a_row(tmp_path):
    script = Path(__file__).with_name("claiming_threads.py")
    (tmp_path / "wireroom.toml").write_text('languages = ["en"]\n', "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    claimed = json.loads(done.stdout)
    every = [key for keys in claimed for key in keys]
    assert sorted(every, key=int) == [str(key) for key in range(400)], "each row once, none left"
    assert all(claimed), "every thread came to claim"
