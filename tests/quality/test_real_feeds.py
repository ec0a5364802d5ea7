"""Every real feed through the whole newsroom at once: nothing falls over, every item stands somewhere for a reason."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

FEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "feeds"
FLOOR_LIVE = 2300


def wireroom(home: Path, *arguments: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIREROOM", "DJANGO"))}
    command = [sys.executable, "-m", "wireroom", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=1800, check=False)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    if not FEEDS.is_dir():
        pytest.skip("the collection of real feeds is not on this machine")
    home = tmp_path_factory.mktemp("real") / "newsroom"
    assert wireroom(home, "init", "--language", "en,ja").returncode == 0
    documents = sorted(path for path in FEEDS.rglob("*") if path.is_file() and not path.name.endswith(".expected.json"))
    for start in range(0, len(documents), 200):
        added = wireroom(home, "feed", "add", "--no-pictures", *map(str, documents[start : start + 200]))
        assert added.returncode == 0, added.stderr
    ran = wireroom(home, "run", "--once")
    database = sqlite3.connect(home / "wireroom.db")
    yield home, len(documents), ran, database
    database.close()


def count(database, query: str) -> int:
    return database.execute(query).fetchone()[0]


def test_it_ends_with_a_summary_and_no_error_of_ours(newsroom):
    _, _, ran, _ = newsroom
    assert ran.returncode in (0, 1), ran.stderr[-2000:]
    assert "Traceback" not in ran.stderr
    assert "entries:" in ran.stdout


def test_every_document_was_taken_or_is_a_problem(newsroom):
    _, documents, _, database = newsroom
    assert count(database, "SELECT COUNT(DISTINCT feed_id) FROM wire_fetch WHERE taken_at IS NOT NULL") == documents
    unreadable = count(database, "SELECT COUNT(*) FROM wire_problem WHERE code = 'unreadable'")
    assert unreadable < documents / 20


def test_every_item_is_published_or_held_with_a_reason(newsroom):
    home, _, _, database = newsroom
    items = count(database, "SELECT COUNT(*) FROM wire_item")
    live = database.execute("SELECT path FROM publishing_article WHERE state = 'live'").fetchall()
    held = database.execute("SELECT reason FROM publishing_hold").fetchall()
    carriers = count(database, "SELECT COUNT(*) FROM publishing_carrier")
    copies = count(database, "SELECT COUNT(*) FROM publishing_carrier WHERE NOT leads")
    assert items == carriers + len(held)
    assert carriers == len(live) + copies
    assert all(reason for (reason,) in held)
    assert carriers >= FLOOR_LIVE
    missing = [path for (path,) in live if not (home / "site" / path.lstrip("/") / "index.html").is_file()]
    assert missing == []


def test_no_work_is_left_over_or_buried(newsroom):
    _, _, _, database = newsroom
    # Stories are grouped once more ten minutes after items came to them.
    later = "step = 'fetch' OR (step = 'regroup' AND last_error = '')"
    left = database.execute(f"SELECT step, key, last_error FROM tasks_task WHERE NOT ({later})").fetchall()
    assert left == []


def test_no_breaker_trips_and_no_story_is_taken_for_a_message_to_editors(newsroom):
    _, _, _, database = newsroom
    assert database.execute("SELECT url, breaker_reason FROM wire_feed WHERE broken_at IS NOT NULL").fetchall() == []
    assert database.execute("SELECT kind, words FROM publishing_advisory").fetchall() == []
