"""Attempts to keep a killed or withheld item on some surface, or to bring it back."""

import dataclasses
import os
import socket
from datetime import timedelta

from flow_bench import DESK, NOON, Bench
from wires import Gone, Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.edition.actions import write_places
from wireroom.edition.models import ListEntry, Page
from wireroom.publishing.actions import kill_item, refresh_article, release_item, withhold_item
from wireroom.publishing.models import Article
from wireroom.runner.loop import Loop
from wireroom.runner.sweep import sweep
from wireroom.runner.works import open_press
from wireroom.tasks.actions import claim
from wireroom.tasks.models import Task
from wireroom.wire.actions import FetchedDocument, record_fetch
from wireroom.wire.models import Feed

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
MARKET = Story("m1", "Market hall opens", "Forty stalls opened at dawn.", "https://wire.example/m1", NOON)


def changed(story: Story, **fields) -> Story:
    return Story(**{name: getattr(story, name) for name in Story.__dataclass_fields__} | fields)


def steps(bench: Bench, *names: str) -> None:
    Loop(bench.works).finish_steps(names)


def take_in(bench: Bench, body: bytes) -> None:
    """The document is received and decided, and nothing of it is written yet."""
    if not bench.answers:
        bench.subscribe()
    bench.serve(body)
    feed = Feed.objects.get()
    document = FetchedDocument(feed.url, "fetched", 200, raw_hash=bench.works.raw.put(body), size=len(body))
    record_fetch(feed, document, now=bench.now)
    steps(bench, "take", "decide")


def test_a_killed_item_leaves_lists_that_showed_it_before_its_own_page_was_written(bench):
    bench.receive(rss(MARKET))
    take_in(bench, rss(FERRY, MARKET))
    write_places(["home:en::0", "day:en:2024-10-18:0", "feeds:en::0"], bench.works.press, now=bench.now)
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    steps(bench, "decide", "edition", "places")
    assert bench.saying("Ferry returns") == []


def test_a_withheld_item_leaves_lists_that_showed_it_before_its_own_page_was_written(bench):
    bench.receive(rss(MARKET))
    take_in(bench, rss(FERRY, MARKET))
    write_places(["home:en::0", "day:en:2024-10-18:0", "feeds:en::0"], bench.works.press, now=bench.now)
    withhold_item(bench.item("f1"), reason="check", by=DESK, now=bench.now)
    steps(bench, "decide", "edition", "places")
    assert bench.saying("Ferry returns") == []


def test_a_worker_that_wakes_after_its_lease_does_not_leave_a_killed_page_behind(bench):
    """Worker one has read the article as live and is stopped before it writes; meanwhile worker two kills it."""
    bench.receive(rss(FERRY))
    article = bench.article("f1")
    working, renderer = bench.works, bench.works.press.renderer

    class Slow:
        def __getattr__(self, name):
            return getattr(renderer, name)

        def article(self, view):
            body = renderer.article(view)
            if bench.works is not working:
                bench.works = working
                bench.wait(seconds=61)
                kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
                steps(bench, "decide", "edition", "places")
                assert bench.page("f1") == ""
            return body + b" "

    bench.works = dataclasses.replace(working, press=dataclasses.replace(working.press, renderer=Slow()))
    refresh_article([article.id], now=bench.now)
    steps(bench, "edition", "places")
    assert bench.page("f1") == ""
    assert bench.saying("night ferry") == []


def test_a_kill_from_the_shell_reaches_the_site_though_a_dead_process_held_the_page(bench):
    bench.receive(rss(FERRY))
    refresh_article([bench.article("f1").id], now=bench.now)
    assert claim("edition", limit=10, now=bench.now)
    Task.objects.filter(step="edition").update(owner=f"{socket.gethostname()}:999999999")
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    steps(bench, "decide", "edition", "places")
    assert bench.saying("Ferry returns") == []


def test_a_page_of_a_language_taken_out_of_the_settings_can_still_be_killed(bench):
    bench.receive(rss(Story("j1", "市場が開業", "新しい市場が十八日に開業した。", at=NOON), language="ja"))
    assert bench.saying("市場が開業")
    newsroom = dataclasses.replace(bench.newsroom, languages=("en",))
    bench.works = dataclasses.replace(
        bench.works,
        newsroom=newsroom,
        press=open_press(newsroom, bench.works.disk),
        terms=dataclasses.replace(bench.works.terms, languages=("en",)),
    )
    path = bench.article("j1").path
    kill_item(bench.item("j1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("市場が開業") == []
    assert bench.text(f"{path}gone.html")


def test_pages_of_a_language_taken_out_of_the_settings_leave_the_site(bench):
    bench.receive(rss(Story("j1", "市場が開業", "新しい市場が十八日に開業した。", at=NOON), language="ja"))
    newsroom = dataclasses.replace(bench.newsroom, languages=("en",))
    bench.works = dataclasses.replace(
        bench.works,
        newsroom=newsroom,
        press=open_press(newsroom, bench.works.disk),
        terms=dataclasses.replace(bench.works.terms, languages=("en",)),
    )
    bench.run()
    assert bench.saying("市場が開業") == []
    assert bench.hold("j1").gate == "language"


def test_a_second_tombstone_after_a_release_kills_again(bench):
    bench.receive(atom(FERRY))
    bench.receive(atom(Gone("f1", NOON)))
    bench.wait(minutes=5)
    release_item(bench.item("f1"), reason="the wire's mistake", by=DESK, now=bench.now)
    bench.run()
    bench.receive(atom(changed(FERRY, text="The night ferry is back, the operator says.")))
    assert "the operator says" in bench.page("f1")
    bench.receive(atom(Gone("f1", bench.now)))
    assert bench.page("f1") == ""
    assert bench.saying("night ferry") == []


def test_the_same_tombstone_seen_again_does_not_undo_a_release(bench):
    bench.receive(atom(FERRY))
    bench.receive(atom(Gone("f1", NOON)))
    bench.wait(minutes=5)
    release_item(bench.item("f1"), reason="the wire's mistake", by=DESK, now=bench.now)
    bench.run()
    bench.receive(atom(Gone("f1", NOON), MARKET))
    assert "The night ferry is back" in bench.page("f1")


def test_a_kill_counts_though_the_clock_went_back_since_the_release(bench):
    bench.receive(rss(FERRY))
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    release_item(bench.item("f1"), reason="right after all", by=DESK, now=bench.now + timedelta(hours=2))
    bench.wait(hours=3)
    bench.run()
    assert bench.page("f1")
    kill_item(bench.item("f1"), reason="wrong again", by=DESK, now=NOON)
    bench.run()
    assert bench.page("f1") == ""


def test_a_killed_story_does_not_come_back_under_another_guid(bench):
    bench.receive(rss(FERRY, MARKET))
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    others = [Story(f"x{n}", f"Other story {n}", "Words.", f"https://wire.example/x{n}", NOON) for n in range(1)]
    bench.receive(rss(changed(FERRY, guid="f1-again"), MARKET, *others))
    assert bench.saying("Ferry returns") == []
    assert bench.saying("Other story 0")


def test_a_long_reason_kills_too(bench):
    bench.receive(rss(FERRY))
    kill_item(bench.item("f1"), reason="because " * 400, by=DESK, now=bench.now)
    bench.run()
    assert bench.page("f1") == ""
    assert len(bench.hold("f1").reason) <= 500
    assert len(bench.article("f1").gone_reason) <= 500


def test_a_killed_page_stays_off_when_the_manifest_and_the_lists_memory_are_lost(bench):
    bench.receive(rss(FERRY, MARKET))
    Page.objects.all().delete()
    ListEntry.objects.all().delete()
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("Ferry returns") == []


def test_a_full_disk_delays_a_kill_and_never_loses_it(bench):
    bench.receive(rss(FERRY, MARKET))
    disk = bench.works.disk

    class FullDisk:
        full = True

        def __getattr__(self, name):
            return getattr(disk, name)

        def write(self, path, body):
            if self.full:
                raise OSError(28, "No space left on device")
            disk.write(path, body)

    full = FullDisk()
    bench.works = dataclasses.replace(bench.works, disk=full, press=dataclasses.replace(bench.works.press, disk=full))
    kill_item(bench.item("f1"), reason="wrong", by=DESK, now=bench.now)
    for _ in range(12):
        steps(bench, "decide", "edition", "places")
        bench.wait(minutes=11)
    assert bench.page("f1") == ""
    full.full = False
    sweep(bench.newsroom, now=bench.now)
    bench.wait(seconds=1)
    steps(bench, "decide", "edition", "places")
    assert bench.saying("Ferry returns") == []
    assert bench.text(f"{bench.article('f1').path}gone.html")


def test_copy_that_could_not_be_written_for_hours_is_written_in_the_end(bench):
    disk = bench.works.disk
    working = bench.works

    class FullDisk:
        def __getattr__(self, name):
            return getattr(disk, name)

        def write(self, path, body):
            raise OSError(28, "No space left on device")

    take_in(bench, rss(FERRY))
    bench.works = dataclasses.replace(working, press=dataclasses.replace(working.press, disk=FullDisk()))
    for _ in range(12):
        steps(bench, "edition", "places")
        bench.wait(minutes=11)
    bench.works = working
    sweep(bench.newsroom, now=bench.now)
    bench.wait(seconds=1)
    steps(bench, "edition", "places")
    assert "The night ferry is back" in bench.page("f1")


def test_a_page_left_behind_by_a_crash_or_a_restored_backup_is_cleared_away(bench):
    bench.receive(rss(FERRY, MARKET))
    kill_item(bench.item("m1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    path, notice = bench.article("f1").path, f"{bench.article('m1').path}gone.html"
    stray = f"{path.rsplit('/', 2)[0]}/killed-long-ago-abcdefghij/index.html"
    bench.works.disk.write(stray, b"<h1>Killed long ago</h1>")
    bench.works.disk.write("/en/about/index.html", b"<h1>About us, by hand</h1>")
    for old in (stray, notice, f"{path}index.html", "/en/about/index.html"):
        os.utime(bench.newsroom.site / old.lstrip("/"), (0, 0))
    Page.objects.filter(path__in=[notice, f"{path}index.html"]).delete()
    sweep(bench.newsroom, now=bench.now)
    assert bench.text(stray) == ""
    assert bench.text(notice)
    assert bench.page("f1")
    bench.run()
    assert bench.text(stray) == ""
    assert bench.text("/en/about/index.html")
    assert bench.page("f1")


def test_lists_stories_and_actors_that_an_older_database_does_not_know_are_cleared_away(bench):
    bench.receive(rss(FERRY, MARKET))
    strays = [
        "/en/story/abcdefghij/index.html",
        "/en/story/abcdefghij/gone.html",
        "/en/actor/abcdefghij/index.html",
        "/en/actor/abcdefghij/page/2/index.html",
        "/en/section/killed/index.html",
        "/en/section/killed/feed.atom",
        "/en/section/killed/page/1/index.html",
        "/en/page/7/index.html",
        "/en/2031/05/06/index.html",
        "/en/2031/05/06/page/1/index.html",
    ]
    by_hand = ["/en/about/index.html", "/en/story/readme.txt", "/story/index.html", "/en/2031/notes.html"]
    for path in (*strays, *by_hand):
        bench.works.disk.write(path, b"Killed long ago")
        os.utime(bench.newsroom.site / path.lstrip("/"), (0, 0))
    young = "/en/story/jihgfedcba/index.html"
    bench.works.disk.write(young, b"In hand")
    os.utime(bench.newsroom.site / young.lstrip("/"), (bench.now.timestamp(), bench.now.timestamp()))
    before = {path: body for path, body in bench.files().items() if path not in strays}
    sweep(bench.newsroom, now=bench.now)
    bench.run()
    assert bench.saying("Killed long ago") == sorted(by_hand)
    assert before.keys() <= bench.files().keys()


def test_a_day_list_whose_row_was_lost_is_written_anew(bench):
    bench.receive(rss(FERRY, MARKET))
    day = f"{bench.article('f1').path.rsplit('/', 2)[0]}/index.html"
    assert FERRY.headline in bench.text(day)
    Page.objects.filter(path=day).delete()
    os.utime(bench.newsroom.site / day.lstrip("/"), (0, 0))
    sweep(bench.newsroom, now=bench.now)
    bench.run()
    assert FERRY.headline in bench.text(day)
    assert Page.objects.filter(path=day).exists()


def test_every_later_page_of_every_list_drops_a_killed_item(bench):
    stories = [
        Story(
            f"s{n}",
            f"Story number {n}",
            f"Text {n}.",
            f"https://wire.example/s{n}",
            NOON - timedelta(minutes=n),
            "City",
        )
        for n in range(70)
    ]
    bench.receive(rss(*stories))
    victim = bench.article("s69")
    assert len(bench.saying("Story number 69")) > 3
    kill_item(victim.item, reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("Story number 69") == []
    assert bench.waiting_receipts() == []


def test_an_embargo_put_off_and_brought_forward_follows_the_last_word(bench):
    item = ParsedItem(guid="e1", title="Budget speech", content_html="<p>Taxes fall.</p>", language="en")
    until = NOON + timedelta(hours=5)
    bench.send(item._replace(embargoed_until=until))
    bench.run()
    bench.send(item._replace(embargoed_until=NOON + timedelta(hours=9)))
    bench.run()
    bench.wait(hours=6)
    bench.run()
    assert bench.saying("Budget speech") == []
    bench.send(item._replace(embargoed_until=NOON + timedelta(hours=7)))
    bench.wait(hours=1, seconds=1)
    bench.run()
    assert bench.page("e1")


def test_copy_published_by_mistake_and_then_embargoed_leaves_every_surface(bench):
    item = ParsedItem(guid="e1", title="Budget speech", content_html="<p>Taxes fall.</p>", language="en")
    bench.send(item)
    bench.run()
    assert bench.saying("Budget speech")
    bench.send(item._replace(embargoed_until=NOON + timedelta(hours=9)))
    bench.run()
    assert bench.saying("Budget speech") == []
    assert bench.saying("Taxes fall") == []


def test_an_item_of_two_feeds_of_one_provider_dies_in_both(bench):
    bench.subscribe("https://wire.example/feed")
    bench.subscribe("https://wire.example/city")
    bench.serve(atom(FERRY), "https://wire.example/feed")
    bench.serve(rss(FERRY, MARKET), "https://wire.example/city")
    bench.poll()
    bench.serve(atom(Gone("f1")), "https://wire.example/feed")
    bench.poll()
    bench.serve(rss(changed(FERRY, text="The ferry, now with more words."), MARKET), "https://wire.example/city")
    bench.poll()
    assert bench.saying("Ferry returns") == []
    assert Article.objects.filter(state="gone").count() == 1
