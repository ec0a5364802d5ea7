"""The gate before the database's write lock, with real files and connections: who waits comes next."""

import fcntl
import gc
import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.django_db
OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 120, "init_command": "PRAGMA journal_mode=WAL"}


@contextmanager
def opened(folder: Path, **options):
    """A connection of its own, as each process has one."""
    settings = {"ENGINE": "wireroom.edge.sqlite", "NAME": str(folder / "rows.db"), "OPTIONS": OPTIONS | options}
    # No test may share a connection with another thread, nor look at the one that all tests have.
    handler = ConnectionHandler({"default": settings})
    own = handler["default"]
    try:
        yield own
    finally:
        own.close()


@contextmanager
def written(own):
    """A transaction, as transaction.atomic makes one."""
    own.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield own.cursor()
        own.commit()
    finally:
        own.set_autocommit(True)


@pytest.fixture
def folder(tmp_path) -> Path:
    with opened(tmp_path) as own, own.cursor() as cursor:
        cursor.execute("CREATE TABLE said (words TEXT)")
    return tmp_path


def test_who_waits_comes_before_one_who_writes_again_and_again(folder):
    waits, through = threading.Event(), threading.Event()
    before = 0

    def say_one_word():
        with opened(folder) as own:
            own.ensure_connection()
            waits.set()
            with written(own) as cursor:
                cursor.execute("INSERT INTO said VALUES ('at last')")
            through.set()

    with opened(folder) as own:
        other = threading.Thread(target=say_one_word)
        while not through.is_set() and before < 5000:
            with written(own) as cursor:
                if not other.ident:
                    other.start()
                    waits.wait(60)
                cursor.executemany("INSERT INTO said VALUES (%s)", [("again",)] * 500)
            before += 1
        other.join(60)
    assert through.is_set()
    # It needs a moment from saying that it waits until it does.
    assert before < 100


def test_all_that_many_writers_write_is_there(folder):
    def say(name: int):
        with opened(folder) as own:
            for number in range(50):
                with written(own) as cursor:
                    cursor.execute("INSERT INTO said VALUES (%s)", [f"{name} {number}"])

    writers = [threading.Thread(target=say, args=[name]) for name in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with opened(folder) as own, own.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT words) FROM said")
        assert cursor.fetchone() == (200,)


def test_a_process_that_was_stopped_within_the_gate_keeps_nobody_out_and_costs_less_each_time(folder):
    stopped = os.open(folder / "rows.db-gate", os.O_RDWR | os.O_CREAT)
    fcntl.flock(stopped, fcntl.LOCK_EX)
    with opened(folder) as own:
        started = time.monotonic()
        for number in range(20):
            with written(own) as cursor:
                cursor.execute("INSERT INTO said VALUES (%s)", [f"round it {number}"])
        # A second once, twenty if it were one each time.
        assert time.monotonic() - started < 10
    os.close(stopped)
    assert sqlite3.connect(folder / "rows.db").execute("SELECT count(*) FROM said").fetchall() == [(20,)]


def test_where_there_can_be_no_gate_all_goes_on_without(tmp_path):
    (tmp_path / "rows.db-gate").mkdir()
    with opened(tmp_path) as own, written(own) as cursor:
        cursor.execute("CREATE TABLE said (words TEXT)")
    assert sqlite3.connect(tmp_path / "rows.db").execute("SELECT count(*) FROM said").fetchall() == [(0,)]


def test_whoever_makes_the_gate_others_may_stand_in_it(folder):
    database, gate = ((folder / name).stat().st_mode for name in ("rows.db", "rows.db-gate"))
    assert gate & 0o444 == database & 0o444


def test_a_thread_that_ends_without_closing_leaves_nothing_open(folder):
    def leave_open():
        settings = {"ENGINE": "wireroom.edge.sqlite", "NAME": str(folder / "rows.db"), "OPTIONS": OPTIONS}
        ConnectionHandler({"default": settings})["default"].ensure_connection()

    def gates() -> int:
        return sum(link.resolve().name == "rows.db-gate" for link in Path("/proc/self/fd").iterdir())

    for _ in range(5):
        thread = threading.Thread(target=leave_open)
        thread.start()
        thread.join()
    gc.collect()
    assert gates() == 0


def test_a_lock_that_is_never_given_back_is_an_error_in_the_end_and_leaves_the_gate_free(folder):
    with opened(folder) as holder, written(holder), opened(folder, timeout=0.1) as own:
        with pytest.raises(OperationalError, match="locked"), written(own):
            pass
        gate = os.open(folder / "rows.db-gate", os.O_RDWR)
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(gate)
    with opened(folder) as own, written(own) as cursor:
        cursor.execute("INSERT INTO said VALUES ('after all')")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the tests' newsroom is on another database")
def test_a_newsrooms_own_database_has_the_gate():
    assert Path(f"{connection.settings_dict['NAME']}-gate").exists()
