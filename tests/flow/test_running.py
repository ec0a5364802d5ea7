"""The newsroom at work: watched folders, bad pieces among good ones, stops and starts, what status tells."""

import dataclasses
import os
import socket
import subprocess
import sys
import threading
from collections import Counter

import pytest
from flow_bench import DESK, NOON, Bench
from wires import Story, rss

from wireroom.core.errors import FetchError, WireroomError
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.edge.clock import system_clock
from wireroom.publishing.actions import kill_item, release_item, withhold_item
from wireroom.publishing.models import Article, Receipt
from wireroom.runner import loop as loop_module
from wireroom.runner.health import read_health
from wireroom.runner.loop import Loop
from wireroom.runner.verbs import carry_out, who_types
from wireroom.tasks.actions import claim, enqueue
from wireroom.tasks.models import Task
from wireroom.wire.models import Feed, Fetch, Item

# A process that nobody here can tell to have ended.
ANOTHER = "another-host:7"
TIDE = Story("t1", "High tide in Minato", "The tide rose by 2 metres.", "https://wire.example/t1", NOON)


def take_elsewhere(step: str) -> None:
    """What is due of a step is in the hands of another process."""
    claim(step, limit=9, now=system_clock())
    Task.objects.filter(step=step).update(owner=ANOTHER)


def kill_beside_a_process_that_decides(bench: Bench) -> None:
    """A kill is ordered while another process has one row of copy in hand and is to take a second one."""
    enqueue("decide", ["in other hands"], now=bench.now)
    claim("decide", limit=1, now=bench.now)
    Task.objects.update(owner=ANOTHER)
    enqueue("decide", ["for the other to do"], now=bench.now)
    kill_item(bench.item("t1"), reason="wrong", by=DESK, now=bench.now)


def test_files_put_into_a_watched_folder_are_published_and_read_once(bench, tmp_path):
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    bench.subscribe(folder.as_uri())
    bench.run()
    (folder / "one.xml").write_bytes(rss(TIDE))
    (folder / "deep" / "two.xml").write_bytes(rss(Story("t2", "Low tide", "It fell.", at=NOON)))
    (folder / ".half.xml.part").write_bytes(b"<rss><chan")
    (folder / "empty.xml").write_bytes(b"")
    bench.poll()
    assert sorted(bench.headlines()) == ["High tide in Minato", "Low tide"]
    fetched = Fetch.objects.filter(outcome="fetched").count()
    bench.poll()
    assert Fetch.objects.filter(outcome="fetched").count() == fetched == 2
    (folder / "one.xml").write_bytes(rss(Story("t1", TIDE.headline, "The tide rose by 3 metres.", TIDE.link, NOON)))
    bench.poll()
    assert "3 metres" in bench.page("t1")


def test_a_folder_that_is_not_there_is_a_failure_that_names_it(bench, tmp_path):
    feed = bench.subscribe((tmp_path / "gone").as_uri())
    bench.run()
    feed.refresh_from_db()
    assert "gone: no such file or folder" in feed.last_error


def test_one_feed_that_fails_holds_up_no_other(bench):
    bench.subscribe("https://broken.example/feed", provider="Broken")
    bench.break_down("https://broken.example/feed")
    bench.receive(rss(TIDE))
    assert bench.page("t1")
    assert Feed.objects.get(url="https://broken.example/feed").last_error


def test_one_bad_piece_of_a_batch_is_put_back_with_its_reason_and_the_others_are_done(bench):
    bench.receive(rss(TIDE))
    in_the_way = bench.newsroom.site / "ja" / "index.html"
    in_the_way.unlink()
    in_the_way.mkdir()
    bench.serve(rss(Story("t2", "Low tide", "It fell.", at=NOON), TIDE))
    bench.wait(hours=2)
    Loop(bench.works).run(once=True)
    assert "Low tide" in bench.text("/en/index.html")
    (row,) = Task.objects.exclude(last_error="")
    assert (row.key, row.attempts) == ("home:ja::0", 1)
    assert "IsADirectoryError" in row.last_error
    in_the_way.rmdir()
    bench.wait(minutes=1)
    bench.run()
    assert bench.text("/ja/index.html")


def test_run_once_asks_each_feed_once_however_short_its_interval(bench):
    asked = []

    def fetch(request: FetchRequest) -> FetchResponse:
        asked.append(request.url)
        bench.wait(hours=3)
        return FetchResponse(request.url, 200, body=rss(TIDE))

    bench.works = dataclasses.replace(bench.works, fetch=fetch)
    feed = bench.subscribe()
    bench.run()
    assert asked.count(feed.url) == 1


def test_a_stop_leaves_what_was_under_way_free_for_the_next_start(bench):
    arrived, leave = threading.Event(), threading.Event()

    def fetch(request: FetchRequest) -> FetchResponse:
        arrived.set()
        leave.wait(20)
        raise FetchError("the process was stopped meanwhile")

    feed = bench.subscribe()
    loop = Loop(dataclasses.replace(bench.works, fetch=fetch))
    stopper = threading.Thread(target=lambda: (arrived.wait(20), loop.stop(), leave.set()))
    stopper.start()
    loop.run()
    stopper.join()
    row = Task.objects.get(step="fetch")
    assert (row.key, row.leased_until, row.attempts) == (str(feed.id), None, 0)
    bench.serve(rss(TIDE))
    bench.run()
    assert bench.page("t1")


def test_work_of_a_worker_that_vanished_is_done_once_its_lease_is_over(bench):
    bench.subscribe()
    bench.serve(rss(TIDE))
    claim("fetch", limit=1, now=bench.now)
    Task.objects.update(owner=ANOTHER)
    bench.wait(seconds=30)
    bench.run()
    assert not bench.page("t1"), "its lease still runs"
    bench.wait(seconds=31)
    bench.run()
    assert bench.page("t1")


def test_lists_are_written_although_a_worker_elsewhere_never_comes_back_with_its_part_of_the_copy(bench):
    enqueue("take", ["held elsewhere"], now=bench.now)
    claim("take", limit=1, now=bench.now)
    Task.objects.update(owner=ANOTHER)
    bench.subscribe()
    bench.serve(rss(TIDE))
    bench.run()
    assert TIDE.headline in bench.text("/en/index.html")


def test_while_another_process_decides_copy_a_kill_is_decided_here(bench):
    bench.receive(rss(TIDE))
    kill_beside_a_process_that_decides(bench)
    loop = Loop(bench.works, progress=lambda works: loop.stop())
    loop.run()
    assert bench.saying(TIDE.headline) == []
    assert Task.objects.get(key="for the other to do").attempts == 0


def test_a_kill_from_the_shell_leaves_a_batch_to_the_process_that_decides_it_until_that_is_silent(bench):
    bench.receive(rss(TIDE))
    kill_beside_a_process_that_decides(bench)
    gone_before_its_turn = []

    def look(works):
        if not Task.objects.get(key="for the other to do").attempts:
            gone_before_its_turn.append(bench.saying(TIDE.headline) == [])

    Loop(bench.works, progress=look).finish_steps(("decide", "edition", "places"))
    assert gone_before_its_turn[-1]
    assert Task.objects.get(key="for the other to do").attempts == 1


def receive_in_small_batches(bench: Bench, monkeypatch, count: int) -> list[Counter]:
    """The tally after each turn of the loop that takes in so many stories, where a turn decides two batches of two."""
    small = [dataclasses.replace(s, batch=2, batches=2) if s.name == "decide" else s for s in loop_module.STEPS]
    monkeypatch.setattr(loop_module, "STEPS", small)
    bench.subscribe()
    bench.serve(rss(*(Story(f"n{n}", f"Tide {n}", f"It rose by {n} metres.", at=NOON) for n in range(count))))
    turns: list[Counter] = []
    Loop(bench.works, progress=lambda works: turns.append(works.tally.copy())).run(once=True)
    assert turns[-1]["decided"] == len(bench.headlines()) == count
    return turns


def test_a_process_alone_writes_pages_before_it_has_decided_all(bench, monkeypatch):
    turns = receive_in_small_batches(bench, monkeypatch, 9)
    assert any(turn["pages"] > 0 and turn["decided"] < 9 for turn in turns)


def test_while_others_write_a_process_decides_all_there_is(bench, monkeypatch):
    enqueue("places", ["for another"], now=bench.now)
    claim("places", limit=1, now=bench.now)
    Task.objects.update(owner=ANOTHER)
    turns = receive_in_small_batches(bench, monkeypatch, 9)
    assert {turn["decided"] for turn in turns} == {0, 9}


def test_between_two_batches_of_another_process_its_next_one_is_left_to_it(bench):
    bench.receive(rss(TIDE))
    enqueue("decide", ["in other hands"], now=bench.now)
    take_elsewhere("decide")
    enqueue("decide", ["for the other to do"], now=bench.now)
    tried = []

    def look(works):
        # After the first turn nobody has a row in hand.
        Task.objects.filter(owner=ANOTHER).delete()
        tried.append(Task.objects.get(key="for the other to do").attempts)
        if len(tried) == 2:
            loop.stop()

    loop = Loop(bench.works, progress=look)
    loop.run()
    assert tried == [0, 0]


def test_in_a_burst_new_pages_wait_a_second_and_what_a_kill_touches_does_not(bench):
    bench.receive(rss(TIDE))
    enqueue("take", range(60), now=bench.now)
    claim("take", limit=60, now=bench.now)
    Task.objects.update(owner=ANOTHER)
    bench.send(
        ParsedItem(guid="new", title="Quay of Aldgate closed", language="en", content_html="<p>Its wall cracked.</p>")
    )
    bench.send(ParsedItem(guid="t1", pub_status="canceled"))
    seen = []

    def look(works):
        seen.append((bench.page("t1") == "", bench.page("new") == ""))
        if len(seen) == 2:
            bench.wait(seconds=2)
        if len(seen) == 3:
            loop.stop()

    loop = Loop(bench.works, progress=look)
    loop.run()
    assert seen == [(True, True), (True, True), (True, False)]


def test_a_kills_page_goes_before_the_next_batch_is_decided(bench, monkeypatch):
    bench.receive(rss(TIDE))
    enqueue("places", ["for another"], now=bench.now)
    take_elsewhere("places")
    kill_item(bench.item("t1"), reason="wrong", by=DESK, now=bench.now)
    enqueue("decide", range(10_000, 10_040), now=bench.now)
    stood = []

    def look(works, leases):
        stood.append(bench.page("t1") != "")

    small = [dataclasses.replace(s, batch=2, batches=3) if s.name == "decide" else s for s in loop_module.STEPS]
    decide = small[0].work
    small[0] = dataclasses.replace(small[0], work=lambda works, leases: (look(works, leases), decide(works, leases)))
    monkeypatch.setattr(loop_module, "STEPS", small)
    Loop(bench.works).run(once=True)
    assert stood == [True] + [False] * 20


def test_many_stories_at_once_are_written_once_each_with_their_lists(bench):
    tide = Story("n1", "Tide of Minato", at=NOON)
    stories = [
        dataclasses.replace(tide, guid=f"n{n}", headline=f"Tide {n} of Minato harbour", text=f"It rose by {n} metres.")
        for n in range(1, 261)
    ]
    bench.run()
    empty, written = bench.files(), bench.works.tally.copy()
    bench.subscribe()
    bench.serve(rss(*stories))
    bench.run()
    changed = {path for path, body in bench.files().items() if empty.get(path) != body}
    assert bench.works.tally["pages"] == 260
    assert bench.works.tally["list_pages"] - written["list_pages"] == len(changed) - 260


def test_editors_verbs_reach_every_surface_without_any_fetch(bench):
    bench.receive(rss(TIDE))
    bench.wait(minutes=1)
    asked = Fetch.objects.count()
    kill_item(bench.item("t1"), reason="wrong", by=DESK, now=bench.now)
    Loop(bench.works).finish_steps(("decide", "edition", "places"))
    assert bench.saying(TIDE.headline) == []
    assert Fetch.objects.count() == asked
    assert not Receipt.objects.filter(at=None).exists()
    bench.wait(minutes=1)
    release_item(bench.item("t1"), reason="right after all", by=DESK, now=bench.now)
    Loop(bench.works).finish_steps(("decide", "edition", "places"))
    assert TIDE.text in bench.page("t1")


def test_a_verb_answers_only_when_it_is_carried_out_although_a_running_newsroom_took_it_in_hand(bench):
    bench.receive(rss(TIDE))

    def kill(by):
        kill_item(bench.item("t1"), reason="wrong", by=by, now=system_clock())
        take_elsewhere("decide")

    def go_on(seconds):
        Task.objects.filter(owner=ANOTHER).update(owner="", token="", leased_until=None)

    told = carry_out(bench.newsroom, bench.item("t1"), kill, pause=go_on)
    assert "the page answers 410" in told
    assert bench.saying(TIDE.headline) == []


@pytest.mark.parametrize("verb", [kill_item, withhold_item])
def test_a_verb_that_is_not_carried_out_in_time_fails_and_says_so(bench, verb):
    bench.receive(rss(TIDE))

    def decide(by):
        verb(bench.item("t1"), reason="wrong", by=by, now=system_clock())
        take_elsewhere("decide")

    with pytest.raises(WireroomError, match=r"t1: ordered, but after 0 s not carried out everywhere.*decide"):
        carry_out(bench.newsroom, bench.item("t1"), decide, patience_s=0)
    assert bench.page("t1")


def test_a_verb_whose_writing_fails_fails_with_the_reason(bench):
    bench.receive(rss(TIDE))
    page = bench.newsroom.site / bench.article("t1").path.strip("/") / "gone.html"
    page.mkdir(parents=True)

    def kill(by):
        kill_item(bench.item("t1"), reason="wrong", by=by, now=system_clock())

    with pytest.raises(WireroomError, match="IsADirectoryError"):
        carry_out(bench.newsroom, bench.item("t1"), kill, patience_s=5)


def test_a_verb_leaves_the_rest_of_a_burst_to_the_running_newsroom(bench):
    bench.receive(rss(TIDE, Story("t2", "Low tide in Aldgate", "It fell by 3 metres.", at=NOON)))
    enqueue("edition", [9_999], now=bench.now)
    take_elsewhere("edition")

    def kill(by):
        kill_item(bench.item("t1"), reason="wrong", by=by, now=system_clock())
        enqueue("decide", range(10_000, 11_000), now=bench.now)

    told = carry_out(bench.newsroom, bench.item("t1"), kill)
    assert "the page answers 410" in told
    assert bench.saying(TIDE.headline) == []
    assert Task.objects.filter(step="decide").count() == 1000


def test_a_verb_that_nobody_helps_does_all_there_is(bench):
    bench.receive(rss(TIDE))
    withhold_item(bench.item("t1"), reason="wait", by=DESK, now=bench.now)
    enqueue("edition", range(10_000, 10_300), now=bench.now)

    def kill(by):
        kill_item(bench.item("t1"), reason="wrong", by=by, now=system_clock())

    carry_out(bench.newsroom, bench.item("t1"), kill)
    assert not Task.objects.filter(step__in=("decide", "edition", "places")).exists()


def test_a_user_without_a_name_may_kill(monkeypatch):
    def nameless():
        raise KeyError("getpwuid(): uid not found: 10001")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert who_types() == f"user {os.getuid()} (shell)"


def test_what_a_worker_left_that_was_killed_meanwhile_is_done_before_a_single_run_ends(bench):
    bench.receive(rss(TIDE))
    kill_item(bench.item("t1"), reason="wrong", by=DESK, now=bench.now)
    take_elsewhere("decide")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    enqueue("places", ["sitemap:en::1"], now=bench.now)

    def end_the_other(works):
        Task.objects.filter(owner=ANOTHER).update(owner=f"{socket.gethostname()}:{ended.pid}")

    Loop(bench.works, progress=end_the_other).run(once=True)
    assert bench.page("t1") == ""
    assert not Task.objects.filter(step="decide").exists()


def test_status_is_well_when_all_is_and_names_what_is_not(bench):
    bench.receive(rss(TIDE, Story("h1", "", "", "https://wire.example/h1", NOON)))
    health = read_health(bench.newsroom, now=bench.now)
    assert health.ok
    assert (health.items, health.articles["live"]) == (2, 1)
    assert [(held.guid, held.gate) for held in health.held] == [("h1", "content")]
    bench.serve(b"", status=410)
    bench.poll()
    health = read_health(bench.newsroom, now=bench.now)
    assert not health.ok
    assert "410" in health.feeds[0].alert
    assert any("410" in line for line in health.lines())


def test_a_receipt_that_does_not_come_within_a_minute_is_overdue(bench):
    bench.receive(rss(TIDE))
    bench.wait(minutes=1)
    kill_item(bench.item("t1"), reason="wrong", by=DESK, now=bench.now)
    Loop(bench.works).finish_steps(("decide", "edition"))
    assert read_health(bench.newsroom, now=bench.now).receipts_overdue == ()
    bench.wait(seconds=61)
    health = read_health(bench.newsroom, now=bench.now)
    assert {late.surface for late in health.receipts_overdue} >= {"lists", "feeds", "sitemap"}
    assert not health.ok
    bench.run()
    assert read_health(bench.newsroom, now=bench.now).ok


def test_everything_decided_again_from_what_was_received_is_the_same_site(bench: Bench):
    bench.receive(rss(TIDE, Story("t2", "Minato low tide", "It fell by 3 metres.", at=NOON, section="Sea")))
    bench.receive(rss(Story("t1", TIDE.headline, "The tide rose by 4 metres.", TIDE.link, NOON)))
    before = bench.files()
    enqueue("decide", Item.objects.values_list("id", flat=True), now=bench.now)
    bench.wait(days=1)
    bench.run()
    assert bench.files() == before
    assert Article.objects.count() == 2


def test_a_row_that_cannot_even_be_prepared_is_put_back_with_its_reason_and_the_others_are_done(bench):
    bench.subscribe()
    bench.serve(rss(TIDE))
    enqueue("picture", ["no number"], now=bench.now)
    Loop(bench.works).run(once=True)
    assert bench.page("t1")
    assert "ValueError" in Task.objects.get(step="picture", key="no number").last_error
