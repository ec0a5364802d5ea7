"""`wireroom parse`: the lines it prints and the codes it ends with."""

import argparse
import io
import json
import subprocess
import sys

import pytest

from wireroom.runner.commands import parse

FEED = b"""<rss version="2.0"><channel><title>W</title><item><guid>1</guid><title>A &amp; B</title>
<pubDate>Fri, 18 Oct 2024 09:30:00 +0900</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description></item>
<item><guid>2</guid></item></channel></rss>"""
KEYS = [
    "file",
    "guid",
    "title",
    "link",
    "published",
    "updated",
    "language",
    "authors",
    "summary",
    "content_html",
    "content_text",
    "categories",
    "pictures",
    "enclosures",
    "pub_status",
    "embargoed_until",
    "version",
    "signal",
    "urgency",
    "slugline",
    "byline",
    "dateline",
    "ed_note",
    "usage_terms",
    "copyright_notice",
    "provider",
    "problems",
]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    parse.add_arguments(parser)
    return parse.run(parser.parse_args(words))


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(FEED)
    return str(path)


def test_a_line_for_each_item_as_designed(feed, capsys):
    assert run(feed, "--json") == 0
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(first) == KEYS
    assert first["file"] == feed
    assert first["published"] == "2024-10-18T00:30:00Z"
    assert (first["title"], first["content_html"], first["content_text"]) == ("A & B", "<p>x</p>", "x")
    assert second["published"] is None
    assert second["title"] is None
    assert second["authors"] == second["problems"] == []


def test_empty_and_unreadable_files_have_their_line_and_the_run_goes_on(feed, tmp_path, capsys):
    empty, bad, absent = tmp_path / "e.xml", tmp_path / "b.bin", tmp_path / "absent.xml"
    empty.write_bytes(b"<rss><channel/></rss>")
    bad.write_bytes(b"\x00\x01 nothing")
    assert run(str(empty), str(bad), str(tmp_path), str(absent), feed, "--json") == 1
    printed = capsys.readouterr()
    rows = [json.loads(line) for line in printed.out.splitlines()]
    assert rows[0] == {"file": str(empty), "empty": True}
    assert [set(row) for row in rows[1:4]] == [{"file", "error"}] * 3
    assert [row["guid"] for row in rows[4:]] == ["1", "2"]
    for name in (bad, tmp_path, absent):
        assert f"{name}:" in printed.err
    assert "directory" in rows[2]["error"]


def test_a_list_of_paths(feed, tmp_path, capsys):
    paths = tmp_path / "list.txt"
    paths.write_text(f"{feed}\n\n{feed}\n", encoding="utf-8")
    assert run("--list", str(paths), "--json") == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert run("--list", str(tmp_path / "absent"), "--json") == 1
    assert "absent" in capsys.readouterr().err


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FEED)))
    assert run("-", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["file"] == "-"


def test_nothing_named_is_wrong_use(capsys):
    assert run() == 2
    assert "FILE" in capsys.readouterr().err


def test_without_json_it_is_for_reading(feed, capsys):
    assert run(feed) == 0
    printed = capsys.readouterr().out
    assert "rss20, utf-8, 2 items: W" in printed
    assert "2024-10-18T00:30:00Z A & B" in printed
    assert "undated" in printed


def test_it_starts_without_django():
    code = (
        "import sys, wireroom.runner.commands.parse; sys.exit('django' in sys.modules or 'feedparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
