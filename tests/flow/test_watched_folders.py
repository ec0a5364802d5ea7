"""Copy delivered into a folder, as agencies do by FTP: taken when it is whole, once, and put away."""

import dataclasses
import os
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from flow_bench import NOON
from wires import Gone, Story, atom, rss

from wireroom.edge import folder as watched
from wireroom.runner import loop as loops
from wireroom.runner.feeds import ask_feed, prepare_fetch
from wireroom.tasks.actions import claim
from wireroom.wire.models import Feed, Fetch, Item, Version

TIDE = Story("t1", "High tide in Minato", "The tide rose by 2 metres.", "https://wire.example/t1", NOON)


@pytest.fixture
def inbox(bench, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    bench.subscribe(folder.as_uri())
    return folder


def story(number: int) -> Story:
    return Story(f"s{number}", f"Story number {number}", f"Words of story {number}.", at=NOON)


def fill(inbox, count: int, *, start: int = 0, at: float | None = None) -> None:
    at = at or NOON.timestamp() - 86400
    for number in range(start, start + count):
        path = inbox / f"{number:05}.xml"
        path.write_bytes(rss(story(number)))
        os.utime(path, (at + number, at + number))


def names(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_was_taken_lies_in_accepted_and_its_story_is_on_the_site(bench, inbox):
    (inbox / "deep").mkdir()
    (inbox / "one.xml").write_bytes(rss(TIDE))
    (inbox / "deep" / "two.xml").write_bytes(rss(story(2)))
    bench.run()
    assert names(inbox) == ["accepted/deep/two.xml", "accepted/one.xml"]
    assert sorted(bench.headlines()) == ["High tide in Minato", "Story number 2"]


def test_what_cannot_be_read_lies_in_rejected_with_a_report_that_says_why_and_when(bench, inbox):
    (inbox / "letter.xml").write_bytes(b"<letter><p>Dear readers</p></letter>")
    (inbox / "one.xml").write_bytes(rss(TIDE))
    bench.run()
    assert names(inbox) == ["accepted/one.xml", "rejected/letter.xml", "rejected/letter.xml.report.txt"]
    report = (inbox / "rejected" / "letter.xml.report.txt").read_text("utf-8")
    assert "letter.xml was not taken in" in report
    assert "'letter'" in report
    assert "2024-10-18 03:00:00 UTC" in report
    feed = Feed.objects.get()
    assert (feed.failures, feed.alert) == (0, "")


def test_names_of_uploads_under_way_hidden_files_pictures_and_links_are_left(bench, inbox, tmp_path):
    left = [".one.xml", "one.xml.filepart", "two.xml.tmp", "three.part", "photo.jpg", "one.xml.md5"]
    for name in left:
        (inbox / name).write_bytes(rss(TIDE))
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xml").write_bytes(rss(story(1)))
    (inbox / "link.xml").symlink_to(outside / "secret.xml")
    (inbox / "elsewhere").symlink_to(outside)
    os.mkfifo(inbox / "pipe.xml")
    bench.run()
    assert not Item.objects.exists()
    assert {path.name for path in inbox.iterdir()} == {*left, "link.xml", "elsewhere", "pipe.xml"}


def test_a_file_that_still_grows_is_taken_when_it_is_whole(bench, inbox):
    whole = rss(TIDE)
    path = inbox / "one.xml"
    path.write_bytes(whole[:100])

    def upload(seconds: float) -> None:
        """The upload goes on while the folder is looked at."""
        if path.stat().st_size < len(whole):
            path.write_bytes(whole[: path.stat().st_size + 50])

    bench.works = dataclasses.replace(bench.works, pause=upload)
    bench.run()
    assert not Fetch.objects.filter(outcome="fetched").exists()
    for _ in range(20):
        bench.poll()
    assert Version.objects.count() == 1
    assert (inbox / "accepted" / "one.xml").read_bytes() == whole


def test_an_upload_that_stands_still_half_way_is_waited_for_a_minute(bench, inbox):
    whole = rss(TIDE)
    path = inbox / "one.xml"
    path.write_bytes(whole[:100])
    bench.run()
    bench.poll()
    assert path.exists()
    path.write_bytes(whole)
    bench.poll()
    assert bench.headlines() == ["High tide in Minato"]
    (inbox / "half.xml").write_bytes(whole[:100])
    bench.run()
    bench.poll()
    assert (inbox / "half.xml").exists()
    bench.wait(seconds=61)
    bench.run()
    assert "rejected/half.xml" in names(inbox) or "accepted/half.xml" in names(inbox)


def test_an_empty_file_is_rejected_when_nothing_comes(bench, inbox):
    (inbox / "empty.xml").write_bytes(b"")
    bench.run()
    assert (inbox / "empty.xml").exists()
    bench.poll()
    bench.wait(seconds=61)
    bench.poll()
    assert "it is empty" in (inbox / "rejected" / "empty.xml.report.txt").read_text("utf-8")


def test_a_file_over_the_limit_is_rejected_unread(bench, inbox):
    with (inbox / "huge.xml").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    bench.run()
    bench.poll()
    assert "over the limit" in (inbox / "rejected" / "huge.xml.report.txt").read_text("utf-8")
    assert Fetch.objects.filter(outcome="refused").count() == 1


def test_the_same_bytes_twice_are_one(bench, inbox):
    (inbox / "one.xml").write_bytes(rss(TIDE))
    (inbox / "copy.xml").write_bytes(rss(TIDE))
    bench.run()
    (inbox / "one.xml").write_bytes(rss(TIDE))
    bench.poll()
    assert names(inbox) == ["accepted/copy.xml", "accepted/one-2.xml", "accepted/one.xml"]
    assert Fetch.objects.filter(outcome="fetched").count() == 1
    assert Version.objects.count() == 1


def test_unreadable_bytes_that_come_again_are_rejected_again(bench, inbox):
    for _ in range(2):
        (inbox / "letter.xml").write_bytes(b"<letter/>")
        bench.poll()
    assert names(inbox) == [
        *("rejected/letter-2.xml", "rejected/letter-2.xml.report.txt"),
        *("rejected/letter.xml", "rejected/letter.xml.report.txt"),
    ]


def test_other_bytes_under_the_same_name_are_a_new_document(bench, inbox):
    (inbox / "one.xml").write_bytes(rss(TIDE))
    bench.run()
    (inbox / "one.xml").write_bytes(rss(Story("t1", TIDE.headline, "The tide rose by 3 metres.", TIDE.link, NOON)))
    bench.poll()
    assert "3 metres" in bench.page("t1")
    assert names(inbox) == ["accepted/one-2.xml", "accepted/one.xml"]


def test_other_bytes_that_take_the_name_before_the_first_are_put_away_lose_nothing(bench, inbox):
    path = inbox / "one.xml"
    path.write_bytes(rss(TIDE))
    (lease,) = claim("fetch", limit=1, now=bench.now)
    ask_feed(bench.works, prepare_fetch(bench.works, lease))
    path.write_bytes(rss(story(1)))
    bench.wait(minutes=2)
    bench.run()
    bench.poll()
    assert path.exists() is False
    assert "Story number 1" in bench.headlines()


def test_thousands_that_wait_are_taken_oldest_first_some_at_a_time_and_newest_not_last(bench, inbox, monkeypatch):
    monkeypatch.setattr(watched, "OLDEST", 20)
    monkeypatch.setattr(watched, "NEWEST", 4)
    fill(inbox, 100)
    bench.wait(days=1000)
    (lease,) = claim("fetch", limit=1, now=bench.now)
    answer = ask_feed(bench.works, prepare_fetch(bench.works, lease))
    taken = [file.path.name for file in answer.found]
    assert taken == [f"{number:05}.xml" for number in [*range(20), *range(96, 100)]]
    assert answer.waiting == 76
    assert [file.urgent for file in answer.files] == [False] * 20 + [True] * 4


def test_running_once_takes_all_that_wait(bench, inbox, monkeypatch):
    monkeypatch.setattr(watched, "OLDEST", 20)
    monkeypatch.setattr(watched, "NEWEST", 4)
    fill(inbox, 100)
    bench.run()
    assert Item.objects.count() == 100
    assert len(names(inbox / "accepted")) == 100


def test_a_kill_that_arrives_while_many_wait_is_in_the_next_look(bench, inbox, monkeypatch):
    monkeypatch.setattr(watched, "OLDEST", 20)
    monkeypatch.setattr(watched, "NEWEST", 4)
    (inbox / "one.xml").write_bytes(rss(TIDE))
    bench.run()
    fill(inbox, 100)
    (inbox / "zz-kill.xml").write_bytes(atom(Gone("t1")))
    bench.wait(days=1000)
    (lease,) = claim("fetch", limit=1, now=bench.now)
    answer = ask_feed(bench.works, prepare_fetch(bench.works, lease))
    assert answer.found[-1].path.name == "zz-kill.xml"
    assert answer.files[-1].urgent


@pytest.mark.parametrize("step", ["fetch", "take", "shelve"])
def test_a_crash_before_or_after_any_step_loses_nothing_and_doubles_nothing(bench, inbox, step):
    fill(inbox, 3)
    (inbox / "letter.xml").write_bytes(b"<letter/>")

    class Crash(BaseException):
        pass

    original = loops.finish

    def crash_once(leases):
        if leases and leases[0].step == step:
            raise Crash
        return original(leases)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loops, "finish", crash_once)
        with pytest.raises(Crash):
            bench.run()
    # Another process finds what is left: nothing it could remember, and the leases run out.
    bench.works.folders.clear()
    bench.wait(minutes=2)
    bench.run()
    bench.poll()
    assert Item.objects.count() == Version.objects.count() == 3
    assert Fetch.objects.filter(outcome="fetched").count() == 4
    assert names(inbox) == [
        *(f"accepted/{number:05}.xml" for number in range(3)),
        "rejected/letter.xml",
        "rejected/letter.xml.report.txt",
    ]


def test_a_folder_nothing_can_be_moved_in_is_read_all_the_same_and_says_so_once(bench, inbox, caplog):
    (inbox / "accepted").write_text("in the way")
    (inbox / "one.xml").write_bytes(rss(TIDE))
    bench.run()
    bench.poll()
    bench.poll()
    assert bench.headlines() == ["High tide in Minato"]
    assert (inbox / "one.xml").exists()
    assert "accepted is no folder" in Feed.objects.get().alert
    assert sum("stay where they are" in record.message for record in caplog.records) == 1
    assert Fetch.objects.exclude(raw_hash="").count() == 1
    (inbox / "accepted").unlink()
    bench.poll()
    bench.poll()
    assert names(inbox) == ["accepted/one.xml"]
    assert Feed.objects.get().alert == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_file_nobody_may_read_is_told_and_holds_up_no_other(bench, inbox):
    (inbox / "shut.xml").write_bytes(rss(story(1)))
    (inbox / "shut.xml").chmod(0)
    (inbox / "one.xml").write_bytes(rss(TIDE))
    bench.run()
    assert bench.headlines() == ["High tide in Minato"]
    assert "shut.xml cannot be read" in Feed.objects.get().alert
    (inbox / "shut.xml").chmod(0o600)
    bench.poll()
    assert Feed.objects.get().alert == ""


def test_memory_stays_small_while_thousands_wait(tmp_path):
    root = tmp_path / "inbox"
    root.mkdir()
    for number in range(5_000):
        (root / f"{number}.xml").write_bytes(b"<rss>" + b"x" * 20_000 + b"</rss>")
        os.utime(root / f"{number}.xml", (number, number))
    folder = watched.WatchedFolder(root)
    now = datetime.now(UTC) + timedelta(minutes=5)
    tracemalloc.start()
    look = folder.look(keep=lambda body: "0" * 64, now=now, pause=lambda seconds: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(look.found), look.waiting) == (500, 4500)
    assert peak < 4 * 1024 * 1024
