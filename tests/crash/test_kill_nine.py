"""A real `wireroom run`, killed with -9 at fifty random moments: nothing is lost, doubled or half written."""

import difflib
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from acknowledged_wire import AcknowledgedWire
from evolving_feeds import STATES, draw_pictures, write_atom_states, write_rss_states

KILLS = 50
LONGEST_STARTING_S, LONGEST_AT_WORK_S = 0.8, 0.5
# Killed at work once it asked the wire so often: from the third time on, what it was given first is kept.
MOST_ASKED = 4
SEED = 20241018
PATIENCE_S = 300
OPENS_AFTER_S = 40


class House:
    """A newsroom of its own, run as an operator runs it: by the command, from outside."""

    def __init__(self, home: Path, wire: AcknowledgedWire, *, timezone: str):
        self.home, self.wire = home, wire
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "WIREROOM_"))},
        }
        self.do("init", "--name", "Crash", "--language", "en,ja", "--timezone", timezone)
        settings = home / "wireroom.toml"
        text = settings.read_text("utf-8")
        text = re.sub(r"open_hosts = .*", f'open_hosts = ["{wire.host}"]', text)
        text = re.sub(r"fetch_every_s = .*", "fetch_every_s = 1", text)
        settings.write_text(re.sub(r"fetch_floor_s = .*", "fetch_floor_s = 1", text), "utf-8")
        for path in wire.feeds:
            self.do("feed", "add", f"http://{wire.host}{path}", "--provider", path.strip("/"), "--index")

    def do(self, *arguments: str) -> str:
        """Run one command to its end; its output."""
        done = subprocess.run(self._command(*arguments), env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done.stdout

    def start(self) -> subprocess.Popen:
        """`wireroom run`, serving on a free port; its log goes to a file."""
        with open(self.home / "log.jsonl", "ab") as log:
            return subprocess.Popen(self._command("run", "--serve", "127.0.0.1:0"), env=self.environment, stderr=log)

    def wait_until_all_is_read(self, process: subprocess.Popen) -> None:
        """Let it run until the wire has no more to say, then stop it as an operator does."""
        try:
            assert self.wire.wait_until_done(seconds=PATIENCE_S), self.log()[-3000:]
            process.send_signal(signal.SIGTERM)
            # The last kill may have left nothing to read: then the signal can come before the process has begun.
            assert process.wait(PATIENCE_S) in (0, -signal.SIGTERM), self.log()[-3000:]
        finally:
            process.kill()
            process.wait()

    def run_and_kill(self, chance: random.Random, *, at_work: bool) -> None:
        """Start, and kill without warning at a moment nobody chose: while it starts, or while it asks and keeps.

        How far it is when it works is told by what it asks, and not by the time it took: that differs between machines.
        """
        asked = self.wire.asked
        process = self.start()
        try:
            if at_work and not self.wire.is_done:
                times = asked + chance.randint(1, MOST_ASKED)
                assert self.wire.wait_until_asked(times, seconds=PATIENCE_S), self.log()[-3000:]
            process.wait(timeout=chance.uniform(0, LONGEST_AT_WORK_S if at_work else LONGEST_STARTING_S))
        except subprocess.TimeoutExpired:
            pass
        finally:
            process.kill()
        assert process.wait() == -signal.SIGKILL, f"ended by itself: {self.log()[-3000:]}"

    def log(self) -> str:
        return (self.home / "log.jsonl").read_text("utf-8")

    def site(self) -> dict[str, bytes]:
        """Every file of the site, by path."""
        root = self.home / "site"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.home / "wireroom.db") as database:
            return database.execute(query).fetchall()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "wireroom", *arguments, "--home", str(self.home)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was left at the end: the undisturbed newsroom, the killed one, and what the latter read between kills."""

    calm: House
    killed: House
    acknowledged_between_kills: int


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> Outcome:
    """Two newsrooms fed the same states at the same time; one is left alone, one is killed fifty times."""
    began = datetime.now(UTC)
    # About noon in the site's zone whenever the test runs, so that it crosses no midnight there.
    ahead = 12 - began.hour
    timezone = f"Etc/GMT{-ahead:+d}" if ahead else "UTC"
    opens_at = (began + timedelta(seconds=OPENS_AFTER_S)).replace(microsecond=0)
    folder, pictures = tmp_path_factory.mktemp("crash"), draw_pictures()
    chance = random.Random(SEED)
    with AcknowledgedWire(pictures) as one, AcknowledgedWire(pictures) as other:
        for wire in (one, other):
            wire.publish("/en.atom", write_atom_states(wire.host))
            wire.publish("/ja.rss", write_rss_states(wire.host, opens_at=opens_at))
        calm = House(folder / "calm", one, timezone=timezone)
        killed = House(folder / "killed", other, timezone=timezone)
        undisturbed = calm.start()
        try:
            for number in range(KILLS):
                killed.run_and_kill(chance, at_work=number % 3 > 0)
            acknowledged = other.acknowledged
            killed.wait_until_all_is_read(killed.start())
        finally:
            calm.wait_until_all_is_read(undisturbed)
        # The story dated ahead opens by itself; nothing else is waited for.
        Event().wait(max(0.0, (opens_at - datetime.now(UTC)).total_seconds()))
        # What an operator's next start does; pictures and lists found by the first may ask for more.
        for house in (calm, killed):
            house.do("run", "--once")
            house.do("run", "--once")
    return Outcome(calm, killed, acknowledged)


def steady(body: bytes, house: House) -> str:
    """A page without the times at which this newsroom received and published, and without its wire's port.

    Without what stands beside the article, too: how near two items are to each other is weighed when the later comes,
    and so depends on what came before it.
    """
    if b"\0" in body[:1000]:
        return body.hex()
    text = body.decode("utf-8").replace(house.wire.host, "wire.invalid")
    text = re.sub(r'<div class="beside">.*?(?=<section class="comments")', "", text, flags=re.S)
    year = datetime.now(UTC).year
    text = re.sub(rf"{year}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", "MOMENT", text)
    text = re.sub(rf"\d+ [A-Z][a-z]+ {year}, \d\d:\d\d", "MINUTE", text)
    text = re.sub(rf"{year}年\d+月\d+日 \d+時\d\d分", "MINUTE", text)
    return re.sub(rf"\w+, \d\d \w+ {year} \d\d:\d\d:\d\d", "MOMENT", text)


def test_the_kills_fell_into_the_work(outcome):
    assert outcome.acknowledged_between_kills >= STATES // 2, "many states were read by processes that were killed"


def test_the_site_has_the_same_files(outcome):
    assert sorted(outcome.killed.site()) == sorted(outcome.calm.site())


def test_every_file_says_the_same_but_for_times_of_receipt(outcome):
    calm, killed = outcome.calm.site(), outcome.killed.site()
    different = {
        path: list(
            difflib.unified_diff(
                steady(calm[path], outcome.calm).splitlines(),
                steady(killed[path], outcome.killed).splitlines(),
                lineterm="",
                n=0,
            )
        )[:12]
        for path in calm.keys() & killed.keys()
        if steady(calm[path], outcome.calm) != steady(killed[path], outcome.killed)
    }
    assert different == {}


@pytest.mark.parametrize(
    ("what", "query"),
    [
        (
            "versions",
            "SELECT i.guid, v.number, v.headline, v.body, v.pub_status FROM wire_version v"
            " JOIN wire_item i ON i.id = v.item_id ORDER BY 1, 2",
        ),
        (
            "current versions",
            "SELECT i.guid, v.number FROM wire_item i JOIN wire_version v ON v.id = i.current_id ORDER BY 1",
        ),
        ("articles", "SELECT key, path, state FROM publishing_article ORDER BY 1"),
        (
            "published versions",
            "SELECT a.key, v.number, v.headline, v.body FROM publishing_articleversion v"
            " JOIN publishing_article a ON a.id = v.article_id ORDER BY 1, 2",
        ),
        (
            "corrections",
            "SELECT a.key, c.kind, c.note, c.before, c.after FROM publishing_correction c"
            " JOIN publishing_article a ON a.id = c.article_id ORDER BY 1, c.id",
        ),
        ("holds", "SELECT i.guid, h.gate FROM publishing_hold h JOIN wire_item i ON i.id = h.item_id ORDER BY 1"),
        ("pictures", "SELECT state, width, height FROM pictures_picture ORDER BY url"),
    ],
)
def test_nothing_is_lost_and_nothing_doubled(outcome, what, query):
    calm = outcome.calm.rows(query)
    assert calm, f"the undisturbed newsroom has no {what}: the test shows nothing"
    assert outcome.killed.rows(query) == calm


def test_every_received_document_is_kept_and_taken(outcome):
    house = outcome.killed
    assert house.rows("SELECT count(*) FROM wire_fetch WHERE outcome = 'fetched' AND taken_at IS NULL") == [(0,)]
    for (raw_hash,) in house.rows("SELECT DISTINCT raw_hash FROM wire_fetch WHERE raw_hash <> ''"):
        assert (house.home / "raw" / raw_hash[:2] / f"{raw_hash[2:]}.zst").is_file()


def test_no_work_is_left_over_and_every_receipt_came(outcome):
    house = outcome.killed
    assert (
        house.rows("SELECT step, key, last_error FROM tasks_task WHERE dead_at IS NOT NULL OR last_error <> ''") == []
    )
    assert house.rows("SELECT surface, place FROM publishing_receipt WHERE at IS NULL") == []
    assert json.loads(house.do("status", "--json"))["ok"] is True


def test_no_temporary_file_is_left(outcome):
    names = [path.name for path in outcome.killed.home.rglob("*") if path.is_file()]
    assert [name for name in names if "tmp" in name or name.endswith((".part", "-journal"))] == []


def test_the_database_is_whole(outcome):
    assert outcome.killed.rows("PRAGMA integrity_check") == [("ok",)]
    assert outcome.killed.rows("PRAGMA foreign_key_check") == []


def test_no_traceback_was_logged(outcome):
    assert "Traceback" not in outcome.killed.log()
    assert "Traceback" not in outcome.calm.log()
