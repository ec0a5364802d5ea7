"""What belongs to a story: its pictures, its readers' comments, its place among others, the whole written again."""

import shutil

import pytest
from flow_bench import DESK, NOON, draw_png
from wires import Story, rss

from wireroom.comments.actions import approve_comment, reject_comment, submit_comment
from wireroom.comments.models import Comment
from wireroom.core.commenting import Draft
from wireroom.core.errors import FetchError, WireroomError
from wireroom.core.visitors import hash_visitor
from wireroom.edition.actions import ask_for_everything
from wireroom.edition.models import Page
from wireroom.pictures.models import Picture
from wireroom.publishing.actions import kill_item
from wireroom.tasks.models import Task

READER = hash_visitor("192.0.2.7", key="k")
PICTURE = "https://wire.example/quay.png"
QUAY = Story("q1", "New quay for Minato", "The new quay is 300 metres long.", "https://wire.example/q1", NOON, "Local")
SHED = Story("q2", "Shed on the quay of Minato burns", "The shed stood on the new quay.", "", NOON, "Local")


def comment_on(bench, guid: str, text: str) -> Comment:
    draft = Draft(name="Aya", email="aya@example.org", text=text, language="en")
    submit_comment(bench.article(guid), draft, visitor=READER, hold=True, now=bench.now)
    return Comment.objects.latest("id")


def changed_files(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_a_picture_that_arrives_later_than_its_story_joins_it(bench):
    bench.answers[PICTURE] = FetchError(f"{PICTURE}: no answer")
    bench.receive(rss(Story("q1", QUAY.headline, QUAY.text, QUAY.link, NOON, picture=PICTURE)))
    assert QUAY.text in bench.page("q1")
    assert "/pictures/" not in bench.page("q1")
    bench.serve(draw_png(), PICTURE)
    bench.wait(minutes=2)
    bench.run()
    bench.wait(minutes=1)
    bench.run()
    assert "/pictures/" in bench.page("q1")
    assert [path for path in bench.files() if path.startswith("/pictures/")]


def test_a_picture_that_is_none_is_refused_and_the_story_stands(bench):
    bench.serve(b"<html>not a picture</html>", PICTURE)
    bench.receive(rss(Story("q1", QUAY.headline, QUAY.text, QUAY.link, NOON, picture=PICTURE)))
    picture = Picture.objects.get()
    assert picture.state == "refused"
    assert picture.reason
    assert QUAY.text in bench.page("q1")


def test_no_page_loads_a_picture_from_elsewhere(bench):
    bench.receive(rss(Story("q1", QUAY.headline, f'<p>{QUAY.text}</p><img src="{PICTURE}">', QUAY.link, NOON)))
    assert QUAY.text in bench.page("q1")
    assert f'src="{PICTURE}"' not in bench.page("q1")


def test_an_approved_comment_rewrites_that_page_only(bench):
    bench.receive(rss(QUAY, SHED))
    comment = comment_on(bench, "q1", "I walked along it today.")
    bench.run()
    assert bench.saying("I walked along it") == []
    before = bench.files()
    approve_comment(comment, by=DESK, now=bench.now)
    bench.run()
    path = f"{bench.article('q1').path}index.html"
    assert changed_files(before, bench.files()) == {path}
    assert "I walked along it today." in bench.text(path)
    assert bench.saying("aya@example.org") == []
    reject_comment(comment, by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("I walked along it") == []


def test_comments_go_with_a_killed_story_and_cannot_come_back_on_it(bench):
    bench.receive(rss(QUAY))
    shown, waiting = comment_on(bench, "q1", "I walked along it today."), comment_on(bench, "q1", "Me too.")
    approve_comment(shown, by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("I walked along it")
    bench.wait(minutes=1)
    kill_item(bench.item("q1"), reason="no such quay", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("I walked along it") == []
    waiting.refresh_from_db()
    with pytest.raises(WireroomError, match="gone"):
        approve_comment(waiting, by=DESK, now=bench.now)


def test_related_stories_name_each_other_whichever_came_first(bench):
    bench.receive(rss(QUAY))
    bench.receive(rss(SHED, QUAY))
    assert SHED.headline in bench.page("q1")
    assert QUAY.headline in bench.page("q2")


def test_more_stories_than_a_page_holds_are_all_found_by_walking_to_older_pages(bench):
    stories = [
        Story(f"n{n}", f"Notice number {n}", f"Text {n}.", f"https://wire.example/n{n}", NOON) for n in range(75)
    ]
    bench.receive(rss(*stories))
    path, seen, text = "/en/", set(), ""
    while path and path not in seen:
        seen.add(path)
        page = bench.text(f"{path}index.html")
        text += page
        path = page.partition('<link rel="next" href="')[2].partition('"')[0].removeprefix("http://testserver")
    missing = [story.headline for story in stories if f"{bench.article(story.guid).path}" not in text]
    assert missing == []


def test_the_whole_site_written_again_is_the_same_site(bench):
    bench.serve(draw_png(), PICTURE)
    bench.receive(
        rss(QUAY, SHED, Story("q3", "Choir", f'<img src="{PICTURE}">It sang.', at=NOON), Story("q4", "Undated"))
    )
    bench.run()
    before = bench.files()
    shutil.rmtree(bench.newsroom.site)
    bench.newsroom.site.mkdir()
    Page.objects.all().delete()
    ask_for_everything(now=bench.now)
    bench.wait(minutes=30)
    bench.run()
    assert changed_files(before, bench.files()) == set()


def test_a_file_lost_or_cut_short_on_disk_is_written_again(bench):
    bench.receive(rss(QUAY, SHED))
    before = bench.files()
    lost = bench.newsroom.site / bench.article("q1").path.lstrip("/") / "index.html"
    cut = bench.newsroom.site / "en" / "index.html"
    lost.unlink()
    cut.write_bytes(cut.read_bytes()[:100])
    bench.run()
    assert changed_files(before, bench.files()) == set()


def test_a_work_row_lost_with_its_process_is_found_and_done(bench):
    bench.subscribe()
    bench.serve(rss(QUAY))
    Task.objects.all().delete()
    bench.wait(minutes=1)
    bench.run()
    assert QUAY.text in bench.page("q1")
