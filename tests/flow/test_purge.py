"""A purge for the law: the words and pictures of an item are nowhere any more; that it was, and is killed, stays."""

import gzip
import hashlib
from pathlib import Path

import pytest
from flow_bench import DESK, NOON, draw_png
from shell import shell
from wires import Story, rss

from wireroom.comments.actions import approve_comment, complain, submit_comment
from wireroom.comments.models import Comment, Complaint
from wireroom.core.commenting import Draft
from wireroom.core.errors import WireroomError
from wireroom.core.visitors import hash_visitor
from wireroom.edition.actions import ask_for_everything
from wireroom.edition.models import Page
from wireroom.pictures.models import Picture
from wireroom.publishing.actions import correct_item, release_item
from wireroom.publishing.actions.purging import order_purge, unfinished_purges
from wireroom.publishing.models import ArticleVersion, Correction, Decision, Purge, Receipt
from wireroom.runner import purging
from wireroom.runner.loop import Loop
from wireroom.tasks.models import Task
from wireroom.wire.models import Fetch, Version

READER = hash_visitor("192.0.2.7", key="k")
PICTURE, SHARED = "https://wire.example/pilot.png", "https://wire.example/port.png"
WORDS = "Inspectors led the pilot Oren Vasquell off the freighter before dawn and found nothing in his cabin."
PILOT = Story(
    "tag:wire.example,2024:p1", "Pilot Vasquell questioned", WORDS, "https://wire.example/p1", NOON, "Local", PICTURE
)
QUAY = Story("tag:wire.example,2024:q1", "Pilot boats get a new quay", "The quay is 300 metres long.", at=NOON)
LATER = "Oren Vasquell was let go at noon, and the inspectors apologised for the pilot’s lost night."


def story(of: Story, **fields) -> Story:
    return Story(**{name: getattr(of, name) for name in Story.__dataclass_fields__} | fields)


def receive_all(bench) -> None:
    """Two stories, one with a picture of its own, a correction by a person, comments, a complaint."""
    bench.serve(draw_png("navy"), PICTURE)
    bench.receive(rss(PILOT, QUAY))
    bench.receive(rss(story(PILOT, text=f"<p>{LATER}</p>"), QUAY))
    bench.wait(minutes=1)
    correct_item(bench.item(PILOT.guid), note="It was Vasquell, not Vasquel.", by=DESK, now=bench.now)
    draft = Draft(name="Aya", email="aya@example.org", text="Vasquell is my neighbour.", language="en")
    article = bench.article(PILOT.guid)
    submit_comment(article, draft, visitor=READER, hold=True, now=bench.now)
    approve_comment(Comment.objects.get(), by=DESK, now=bench.now, reason="knows Vasquell")
    complain(article, Draft(name="", email="", text="Vasquell was ill.", language="en"), visitor=READER, now=bench.now)
    bench.run()
    assert bench.saying("Vasquell")


def purge(bench, guid: str = PILOT.guid) -> None:
    order_purge(bench.item(guid), reason="court order 17", by=DESK, now=bench.now)
    bench.run()


def raw_bodies(bench) -> list[bytes]:
    hashes = Fetch.objects.exclude(raw_hash="").values_list("raw_hash", flat=True).distinct()
    return [bench.works.raw.get(raw_hash) for raw_hash in hashes if bench.works.raw.exists(raw_hash)]


def every_row_about(bench) -> str:
    """All rows of all tables of the application, written out."""
    from django.apps import apps

    rows = []
    for model in apps.get_models():
        if model.__module__.startswith("wireroom."):
            rows += [repr(row) for row in model.objects.values()]
    return "\n".join(rows)


def test_a_purged_items_words_are_in_no_page_row_or_received_document(bench):
    receive_all(bench)
    assert "Vasquell" in every_row_about(bench)
    purge(bench)
    assert bench.saying("Vasquell") == []
    assert bench.saying("Inspectors led") == []
    assert "Vasquell" not in every_row_about(bench)
    assert "Inspectors" not in every_row_about(bench)
    assert not any(b"Vasquell" in body for body in raw_bodies(bench))
    assert unfinished_purges() == []


def test_what_stays_says_that_it_was_and_what_became_of_it(bench):
    receive_all(bench)
    article, before = bench.article(PILOT.guid), list(Version.objects.filter(item__guid=PILOT.guid).values())
    bench.wait(minutes=1)
    purge(bench)
    after = Version.objects.filter(item__guid=PILOT.guid)
    kept = ("number", "content_hash", "received_at", "published", "pub_status", "language")
    assert [[row[name] for name in kept] for row in before] == [[getattr(v, name) for name in kept] for v in after]
    assert {version.purged_at for version in after} == {bench.now}
    told = Purge.objects.get()
    assert (told.versions, told.documents, told.pictures) == (2, 2, 1)
    assert (told.reason, told.by_name, told.at) == ("court order 17", "Mori", bench.now)
    assert Decision.objects.filter(item=after[0].item, verb="kill", reason="court order 17").count() == 1
    again = bench.article(PILOT.guid)
    assert (again.key, again.path, again.state) == (article.key, article.path, "gone")
    assert ArticleVersion.objects.filter(article=again).count() == 2
    assert Correction.objects.filter(article=again).exists()
    assert bench.waiting_receipts() == []
    assert Receipt.objects.filter(article=again, state="gone").exists()
    assert (Comment.objects.get().text, Comment.objects.get().name, Complaint.objects.get().text) == ("", "", "")


def test_the_page_answers_with_a_notice_without_its_words(bench):
    receive_all(bench)
    purge(bench)
    notice = bench.text(f"{bench.article(PILOT.guid).path}gone.html")
    assert notice
    assert "Vasquell" not in notice
    assert PILOT.headline not in notice
    assert "court order" not in notice


def test_its_pictures_go_and_those_that_others_show_stay(bench):
    bench.serve(draw_png("navy"), PICTURE)
    bench.serve(draw_png("teal"), SHARED)
    both = f'<p>{WORDS}</p><img src="{SHARED}">'
    bench.receive(rss(story(PILOT, text=both), story(QUAY, picture=SHARED)))
    bench.run()
    names = {path.name for path in bench.newsroom.pictures.iterdir()}
    alone = {row.name for row in Picture.objects.get(url=PICTURE).renditions.all()}
    original = Picture.objects.get(url=PICTURE).raw_hash
    assert alone < names
    purge(bench)
    assert {path.name for path in bench.newsroom.pictures.iterdir()} == names - alone
    assert not [path for path in bench.files() if path.rpartition("/")[2] in alone]
    assert not bench.works.raw.exists(original)
    assert list(Picture.objects.values_list("url", flat=True)) == [SHARED]
    assert "/pictures/" in bench.page(QUAY.guid)


def test_other_items_of_the_same_documents_live_on_and_the_site_can_be_written_again(bench):
    receive_all(bench)
    purge(bench)
    page = bench.page(QUAY.guid)
    assert "The quay is 300 metres long." in page
    before = bench.files()
    Page.objects.all().delete()
    ask_for_everything(now=bench.now)
    bench.run()
    assert bench.files() == before
    assert bench.article(PILOT.guid).state == "gone"


@pytest.mark.parametrize(
    "again",
    [
        PILOT,
        story(PILOT, text=f"<p>{LATER}</p>"),
        story(PILOT, text="Vasquell speaks for the first time.", headline="Vasquell speaks"),
        story(PILOT, guid="tag:wire.example,2025:new"),
        story(PILOT, guid="tag:wire.example,2025:new", text="Vasquell speaks.", headline="Vasquell speaks at last"),
        story(PILOT, guid="tag:wire.example,2025:new", link="https://wire.example/other", text=f"<p>{LATER}</p>"),
    ],
    ids=["same", "latest", "new words", "new guid", "new guid and words", "new guid and link"],
)
def test_a_purged_item_that_comes_again_stays_killed_and_its_words_are_not_kept(bench, again):
    receive_all(bench)
    purge(bench)
    guids = set(bench.item(PILOT.guid).provider.items.values_list("guid", flat=True))
    for title in ("Harbour Press", "Harbour Press again"):
        bench.receive(rss(again, story(QUAY, text=f"{title}: the quay is 310 metres long."), title=title))
    bench.run()
    assert bench.saying("Vasquell") == []
    assert "Vasquell" not in every_row_about(bench)
    assert not any(b"Vasquell" in body for body in raw_bodies(bench))
    assert set(bench.item(PILOT.guid).provider.items.values_list("guid", flat=True)) == guids
    assert bench.article(PILOT.guid).state == "gone"
    assert "310 metres" in bench.page(QUAY.guid)


def test_another_feed_of_the_provider_may_not_bring_it_back(bench):
    receive_all(bench)
    purge(bench)
    bench.receive(rss(story(PILOT, guid="tag:wire.example,2025:b", link="")), "https://wire.example/second")
    bench.receive(rss(story(PILOT, text=f"<p>{LATER}</p>")), "https://wire.example/second")
    assert bench.saying("Vasquell") == []
    assert "Vasquell" not in every_row_about(bench)
    assert not any(b"Vasquell" in body for body in raw_bodies(bench))


def test_the_same_bytes_sent_again_are_not_kept_again(bench):
    receive_all(bench)
    purge(bench)
    bench.receive(rss(story(PILOT, text=f"<p>{LATER}</p>"), QUAY))
    bench.poll()
    assert not any(b"Vasquell" in body for body in raw_bodies(bench))
    assert not Fetch.objects.filter(taken_at=None, outcome="fetched").exclude(raw_hash="").exists()


def test_documents_that_tell_it_under_another_name_or_compressed_are_found(bench):
    receive_all(bench)
    feed = bench.item(PILOT.guid).provider.feeds.get()
    retold = gzip.compress(rss(story(PILOT, guid="x", link="", headline="Retold", text=f"<p>{WORDS}</p>")))
    other = rss(QUAY, title="Nothing of the pilot")
    kept = []
    for body in (retold, other, b"\xff\xfe\x00 no feed: " + WORDS.encode()):
        digest = bench.works.raw.put(body)
        kept.append(digest)
        Fetch.objects.create(
            feed=feed, at=bench.now, url=feed.url, outcome="fetched", raw_hash=digest, taken_at=bench.now
        )
    purge(bench)
    assert [bench.works.raw.exists(digest) for digest in kept] == [False, True, False]
    assert list(Fetch.objects.filter(raw_hash__in=kept, purged_at=None).values_list("raw_hash", flat=True)) == [kept[1]]


def test_a_document_still_to_be_taken_is_taken_first_and_then_erased(bench):
    receive_all(bench)
    feed = bench.item(PILOT.guid).provider.feeds.get()
    body = rss(PILOT, story(QUAY, guid="tag:wire.example,2024:n1", headline="Newer", text="A newer text."))
    digest = bench.works.raw.put(body)
    Fetch.objects.create(feed=feed, at=bench.now, url=feed.url, outcome="fetched", raw_hash=digest)
    purge(bench)
    bench.run()
    assert "A newer text." in bench.page("tag:wire.example,2024:n1")
    assert not bench.works.raw.exists(digest)
    assert "Vasquell" not in every_row_about(bench)


def test_a_release_cannot_bring_it_back(bench):
    receive_all(bench)
    purge(bench)
    bench.wait(minutes=1)
    with pytest.raises(WireroomError, match="purged"):
        release_item(bench.item(PILOT.guid), reason="", by=DESK, now=bench.now)
    bench.run()
    assert bench.article(PILOT.guid).state == "gone"


@pytest.mark.parametrize("broken", ["erase_documents", "empty_rows", "scrub_database", "finish_purge"])
def test_a_purge_cut_short_at_any_point_is_finished_later(bench, monkeypatch, broken):
    receive_all(bench)

    def die(*arguments, **named):
        raise WireroomError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(purging, broken, die)
        order_purge(bench.item(PILOT.guid), reason="court order 17", by=DESK, now=bench.now)
        Loop(bench.works).run(once=True)
        assert unfinished_purges() == [bench.item(PILOT.guid).id]
    # Also when its work row was lost with the process.
    Task.objects.filter(step="purge").delete()
    bench.run()
    assert unfinished_purges() == []
    assert "Vasquell" not in every_row_about(bench)
    assert not any(b"Vasquell" in body for body in raw_bodies(bench))
    assert bench.saying("Vasquell") == []
    assert Purge.objects.get().versions == 2


def test_files_that_a_watched_folder_took_go_too(bench, tmp_path):
    receive_all(bench)
    inbox = tmp_path / "inbox"
    body = rss(PILOT, title="Delivered")
    for folder in ("accepted", "rejected"):
        (inbox / folder).mkdir(parents=True)
    (inbox / "accepted" / "p1.xml").write_bytes(body)
    (inbox / "accepted" / "q1.xml").write_bytes(rss(QUAY))
    feed = bench.subscribe(inbox.as_uri())
    digest = bench.works.raw.put(body)
    assert digest == hashlib.sha256(body).hexdigest()
    Fetch.objects.create(feed=feed, at=bench.now, url=feed.url, outcome="fetched", raw_hash=digest, taken_at=bench.now)
    order_purge(bench.item(PILOT.guid), reason="court order 17", by=DESK, now=bench.now)
    assert purging.finish_purges(bench.works)
    assert [path.name for path in (inbox / "accepted").iterdir()] == ["q1.xml"]


# From the shell, on a database of its own: what is left in its files.


def found_newsroom(home: Path, inbox: Path) -> None:
    inbox.mkdir()
    many = [Story(f"tag:wire.example,2024:n{n}", f"Notice {n}", f"Text {n}. " * 50, at=NOON) for n in range(60)]
    (inbox / "feed.xml").write_bytes(rss(PILOT, *many))
    for arguments in (
        ("init", "--name", "Post", "--language", "en"),
        ("feed", "add", (inbox / "feed.xml").as_uri(), "--provider", "Harbour Press"),
        ("run", "--once"),
    ):
        done = shell(*arguments, home=home)
        assert done.returncode in (0, 1), done.stderr


def holding(folder: Path, *words: str) -> list[str]:
    """Files under a folder whose bytes hold some words, in the encodings a database or log might use."""
    wanted = [word.encode(codec) for word in words for codec in ("utf-8", "utf-16-le")]
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    )


def test_no_byte_of_the_words_is_left_in_the_newsrooms_folder(tmp_path):
    home = tmp_path / "newsroom"
    found_newsroom(home, tmp_path / "inbox")
    assert "wireroom.db" in " ".join(holding(home, "Vasquell"))
    assert "wireroom.db" in " ".join(holding(home, "inspectors led the pilot")), "folded, in the search index"
    planned = shell("purge", PILOT.guid, "--dry-run", home=home)
    assert planned.returncode == 0, planned.stderr
    assert "1 versions" in planned.stdout
    assert "1 received documents" in planned.stdout
    assert holding(home, "Vasquell")
    refused = shell("purge", PILOT.guid, "--reason", "court order 17", home=home)
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert shell("purge", PILOT.guid, "--yes", home=home).returncode == 1, "a reason is required"
    done = shell("purge", PILOT.guid, "--reason", "court order 17", "--yes", home=home)
    assert done.returncode == 0, done.stderr
    assert "answers 410" in done.stdout
    assert "Vasquell" not in done.stdout + done.stderr
    assert holding(home, "Vasquell", "Inspectors led", "inspectors", "freighter", "found nothing in his cabin") == []
    again = shell("purge", PILOT.guid, "--reason", "court order 17", "--yes", home=home)
    assert again.returncode == 0, again.stderr
    assert shell("release", PILOT.guid, home=home).returncode == 1
    assert shell("rebuild", home=home).returncode == 0
    assert holding(home, "Vasquell", "Inspectors led") == []
    assert list((home / "site").rglob("gone.html"))
