"""The kill drill, on a copy: it proves what it says, finds what is left, and never touches the newsroom it copies."""

import dataclasses
import hashlib
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from flow_bench import NOON
from published_rows import add_article
from shell import shell
from wires import Story, rss

from wireroom.config.newsroom import read_newsroom
from wireroom.core.errors import SettingError
from wireroom.publishing.models import Article
from wireroom.runner.drill.copying import copied_newsroom
from wireroom.runner.drill.killing import Killed
from wireroom.runner.drill.proving import find_answers, find_remains
from wireroom.runner.web import WebSide

HEADLINE = 'Old "pier" & quay reopen to walkers'
KILLED = Killed("abcdefgh23", "/en/2024/10/18/old-pier-abcdefgh23/", HEADLINE, "en", {"page": 0.1}, (), (), ())


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory) -> Path:
    """A newsroom of twenty articles in two languages."""
    home, inbox = (tmp_path_factory.mktemp("drill") / name for name in ("newsroom", "inbox"))
    inbox.mkdir()
    english = [
        Story(f"e{n}", f"Harbour report number {n} of the season", f"Boats: {n}.", f"https://w.example/{n}", NOON)
        for n in range(10)
    ]
    japanese = [
        Story(f"j{n}", f"港湾の状況について第{n}報を発表", f"船は{n}隻だった。", f"https://w.example/j{n}", NOON)
        for n in range(10)
    ]
    (inbox / "en.xml").write_bytes(rss(*english))
    (inbox / "ja.xml").write_bytes(rss(*japanese, language="ja"))
    assert shell("init", "--language", "en,ja", home=home).returncode == 0
    for name in ("en", "ja"):
        feed = (inbox / f"{name}.xml").as_uri()
        assert shell("feed", "add", feed, "--provider", f"Wire {name}", "--index", home=home).returncode == 0
    assert shell("run", "--once", home=home).returncode == 0
    return home


def everything(folder: Path) -> dict[str, str]:
    """Every file by its hash, but the one in which SQLite's readers note that they are reading."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "wireroom.db-shm"
    }


def test_a_drill_proves_every_surface_clean_and_leaves_the_newsroom_as_it_was(newsroom):
    before = everything(newsroom)
    drilled = shell("drill", "kill", "--kills", "6", "--seed", "3", home=newsroom)
    assert drilled.returncode == 0, drilled.stderr
    assert "6 articles" in drilled.stdout
    assert "receipts complete, every surface clean" in drilled.stdout
    for surface in ("page", "lists", "feeds", "sitemap", "related"):
        assert f"\n{surface} " in drilled.stdout, surface
    assert everything(newsroom) == before
    assert [path.name for path in newsroom.parent.iterdir() if "drill" in path.name] == []


def test_a_kept_copy_answers_410_where_the_newsroom_still_has_the_page(newsroom):
    drilled = shell("drill", "kill", "--kills", "1", "--keep", home=newsroom)
    assert drilled.returncode == 0, drilled.stderr
    copy = Path(drilled.stdout.rpartition("the copy is in ")[2].strip())
    (notice,) = copy.rglob("gone.html")
    assert (newsroom / notice.relative_to(copy)).with_name("index.html").exists()
    assert not (copy / "secret.key").exists()
    shutil.rmtree(copy.parent)


def test_no_kills_and_no_newsroom_are_refused(newsroom, tmp_path):
    refused = shell("drill", "kill", "--kills", "0", home=newsroom)
    assert (refused.returncode, "--kills 0" in refused.stderr) == (1, True)
    assert shell("drill", "kill", home=tmp_path).returncode == 1
    assert shell("drill", home=newsroom).returncode == 2


def test_a_newsroom_on_postgresql_is_refused_by_name(tmp_path):
    (tmp_path / "wireroom.toml").write_text('database = "postgresql://u@h/d"\n', "utf-8")
    with pytest.raises(SettingError, match="SQLite newsrooms only"), copied_newsroom(tmp_path, keep=False):
        pass


@pytest.mark.parametrize(
    ("file", "body", "said"),
    [
        ("en/index.html", "<a href='/x/'>Old &quot;pier&quot; &amp; quay reopen to walkers</a>", "says"),
        ("en/index.html", "<a href='/x/'>Old \"pier\" &amp; quay reopen to walkers</a>", "says"),
        ("en/feed.json", '{"items":[{"title":"Old \\"pier\\" & quay reopen to walkers"}]}', "says"),
        ("en/sitemap-1.xml", "<loc>https://a.example/en/2024/10/18/old-pier-abcdefgh23/</loc>", "names"),
        ("en/2024/10/18/other-zzzzzzzz22/index.html", "<input name=article value=abcdefgh23>", "names"),
        ("en/2024/10/18/old-pier-abcdefgh23/gone.html", f"<h1>{HEADLINE}</h1>", "says"),
    ],
)
def test_what_is_left_of_a_killed_article_is_found(tmp_path, file, body, said):
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(body, "utf-8")
    remains = find_remains(tmp_path, [KILLED])
    assert remains
    assert all(f" {said} " in line and line.startswith(f"/{file}") for line in remains)


@pytest.mark.parametrize(
    ("file", "body"),
    [
        ("en/2024/10/18/old-pier-abcdefgh23/gone.html", "<input name=article value=abcdefgh23>"),
        ("en/feed.atom", '<at:deleted-entry ref="urn:wireroom:abcdefgh23" when="x"><a/></at:deleted-entry>'),
        ("en/feed.json", '{"_wireroom":{"gone":[{"id":"urn:wireroom:abcdefgh23"}]},"items":[]}'),
        ("en/index.html", "<p>Nothing of it. zzzzzzzz22</p>"),
    ],
)
def test_notices_and_tombstones_are_no_remains(tmp_path, file, body):
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(body, "utf-8")
    assert find_remains(tmp_path, [KILLED]) == []


def test_a_page_or_document_that_still_answers_is_found(transactional_db, tmp_path):
    article = add_article(headline=HEADLINE)
    killed = dataclasses.replace(KILLED, key=article.key, path=article.path)
    folder = tmp_path / "site" / article.path.strip("/")
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(f"<h1>{HEADLINE}</h1>", "utf-8")
    web = WebSide(dataclasses.replace(settings.NEWSROOM, home=tmp_path), "127.0.0.1:0")
    web.start()
    try:
        wrong = find_answers(web.address, [killed])
        Article.objects.update(state="gone", gone_at=NOON)
        (folder / "index.html").rename(folder / "gone.html")
        (folder / "gone.html").write_text("<h1>Withdrawn</h1>", "utf-8")
        assert find_answers(web.address, [killed]) == []
    finally:
        web.stop()
    for place in (article.path, f"/api/articles/{article.key}.ninjs.json", f"/api/articles/{article.key}.newsml.xml"):
        assert f"{place} answers 200" in wrong
    assert any(line.startswith("/api/articles.json") for line in wrong)


def test_a_copy_has_no_destination_so_that_no_kill_in_it_reaches_one(newsroom, tmp_path):
    home = tmp_path / "newsroom"
    shutil.copytree(newsroom, home)
    table = '[[destinations]]\nname = "mirror"\nkind = "folder"\nurl = "/srv/mirror"\n'
    settings_file = home / "wireroom.toml"
    text = settings_file.read_text("utf-8").replace("[comments]", f"{table}\n[comments]")
    settings_file.write_text(f"{text}\n{table.replace('mirror', 'other')}", "utf-8")
    assert len(read_newsroom(home).destinations) == 2
    with copied_newsroom(home, keep=False) as copy:
        copied = read_newsroom(copy)
        assert copied.destinations == ()
        assert copied.comments == read_newsroom(home).comments
    settings_file.write_text('destinations = [{name = "m", kind = "folder", url = "/srv/m"}]', "utf-8")
    with pytest.raises(SettingError, match="destinations"), copied_newsroom(home, keep=False):
        pass
    assert [path.name for path in tmp_path.iterdir() if "drill" in path.name] == []
