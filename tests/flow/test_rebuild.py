"""`wireroom rebuild` from the shell: the same input gives the same site, in as many processes as there are."""

import json
import shutil
from pathlib import Path

import pytest
from flow_bench import NOON
from shell import shell
from wires import Story, rss

HARBOURS = ("Minato", "Aldgate", "Norrhamn", "Porto Velho", "Saint-Clair", "Umezu")
WORDS = "The harbour of {} counted {} boats in its {}th week, and the master of the port said that more would come."


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory) -> Path:
    """A newsroom of some dozens of articles, one of them killed, one corrected, one held for good."""
    home, inbox = (tmp_path_factory.mktemp("rebuild") / name for name in ("newsroom", "inbox"))
    inbox.mkdir()
    stories = [
        Story(
            f"e{n}", f"{HARBOURS[n % 6]} counts its boats, week {n}", WORDS.format(HARBOURS[n % 6], n * 7, n), at=NOON
        )
        for n in range(1, 60)
    ]
    (inbox / "en.xml").write_bytes(rss(*stories, Story("bare", "", "", at=NOON)))
    for arguments in (
        ("init", "--language", "en,ja"),
        ("feed", "add", (inbox / "en.xml").as_uri(), "--provider", "Harbour wire", "--index"),
        ("run", "--once"),
        ("kill", "e7", "--reason", "no such boats"),
        ("correct", "e8", "--note", "It was fifty-five boats."),
    ):
        done = shell(*arguments, home=home)
        assert done.returncode == 0, done.stderr
    return home


def written(home: Path) -> dict[str, bytes]:
    site = home / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("steps", [(), ("edition",), ("decide",)])
def test_a_site_that_was_lost_is_written_again_to_the_letter(newsroom, steps):
    before = written(newsroom)
    assert sum(path.endswith("/gone.html") for path in before) == 1
    for path in before:
        (newsroom / "site" / path).unlink()
    rebuilt = shell("rebuild", *steps, home=newsroom)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert "59 pages" in rebuilt.stdout
    after = written(newsroom)
    assert sorted(after) == sorted(before)
    assert [path for path, body in after.items() if body != before[path]] == []


@pytest.mark.parametrize("command", [("rebuild",), ("run", "--once")])
def test_a_site_whose_whole_folder_was_lost_is_written_again(newsroom, command):
    before = written(newsroom)
    shutil.rmtree(newsroom / "site")
    done = shell(*command, home=newsroom)
    assert (done.returncode, done.stderr) == (0, "")
    assert written(newsroom) == before


def test_what_was_held_killed_and_corrected_stays_so(newsroom):
    before = json.loads(shell("status", "--json", home=newsroom).stdout)
    assert shell("rebuild", home=newsroom).returncode == 0
    after = json.loads(shell("status", "--json", home=newsroom).stdout)
    assert (after["articles"], after["held"]) == (before["articles"], before["held"])
    pages = b"".join(written(newsroom).values())
    assert b"counts its boats, week 7<" not in pages
    assert b"It was fifty-five boats." in pages
