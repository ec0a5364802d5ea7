"""`wireroom match`: the lines it prints and the codes it ends with."""

import argparse
import io
import json
import subprocess
import sys

import pytest
from invented_stories import FIRE, FIRE_OTHER_WORDS, MAYOR, reordered

from wireroom.runner.commands import main, match

STREAM = [
    {"id": "a", "title": "Fire in Port Alden", "text": FIRE, "language": "en", "published": "2026-05-04T06:00:00Z"},
    {"id": "b", "title": "Lindvale elects mayor", "text": MAYOR, "published": None},
    {"id": "c", "title": "Nine-hour fire", "text": reordered(FIRE), "published": "2026-05-04T07:00:00+02:00"},
    {"id": "d", "title": "Fire in Port Alden: search goes on", "text": FIRE_OTHER_WORDS},
]
FOUND = [
    {"id": "a", "same_as": [], "story": "a", "related": []},
    {"id": "b", "same_as": [], "story": "b", "related": []},
    {"id": "c", "same_as": ["a"], "story": "a", "related": []},
    {"id": "d", "same_as": [], "story": "a", "related": ["a"]},
]


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    match.add_arguments(parser)
    return match.run(parser.parse_args(words))


def written(path, *lines: str | bytes) -> str:
    path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines))
    return str(path)


@pytest.fixture
def stream(tmp_path):
    return written(tmp_path / "stream.jsonl", *map(json.dumps, STREAM))


def test_a_line_for_each_item_in_order_as_designed(stream, capsys):
    assert run(stream, "--json") == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == FOUND


def test_lines_are_printed_as_they_come_when_asked(stream, capsys):
    assert run(stream, "--json", "--now") == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == FOUND


def test_without_json_it_is_for_people(stream, capsys):
    assert run(stream) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a  story a",
        "b  story b",
        "c  story a",
        "  same copy as a",
        "d  story a",
        "  related: a",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is no JSON object"),
        ("{}", '"id" is not a text'),
        ('{"id": 7}', '"id" is not a text'),
        ('{"id": ""}', '"id" is not a text'),
        ('{"id": "x", "text": 7}', '"text" is not a text'),
        ('{"id": "x", "language": ["en"]}', '"language" is not a text'),
        ('{"id": "x", "published": "soon"}', "\"published\" is no date: 'soon'"),
        ('{"id": "a", "text": "again"}', "the id 'a' is on line 1 already"),
        (b'{"id": "\xff"}', "is not UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_the_run_goes_on(tmp_path, capsys, line, message):
    first, second = map(json.dumps, STREAM[:2])
    path = written(tmp_path / "stream.jsonl", first, "", line, second)
    assert run(path, "--json") == 1
    printed = capsys.readouterr()
    assert f"{path}, line 3: " in printed.err
    assert message in printed.err
    assert [json.loads(row)["id"] for row in printed.out.splitlines()] == ["a", "b"]


def test_an_item_needs_only_its_id(tmp_path, capsys):
    assert run(written(tmp_path / "s", '{"id": "x"}', '{"id": "y", "title": null, "text": ""}'), "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["same_as"], row["story"]) for row in rows] == [([], "x"), ([], "y")]


def test_half_a_character_in_an_id_is_printed_as_it_came(tmp_path, capsys):
    assert run(written(tmp_path / "s", '{"id": "x\\ud800"}'), "--json") == 0
    assert '"x\\ud800"' in capsys.readouterr().out
    assert run(written(tmp_path / "s", '{"id": "x\\ud800"}')) == 0
    assert "x\\ud800" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["match", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl: No such file" in capsys.readouterr().err


def test_standard_input_is_read(monkeypatch, capsys):
    text = "\n".join(map(json.dumps, STREAM)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert run("-", "--json") == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_it_runs_without_a_newsroom_and_without_django(stream):
    script = (
        "import sys; from wireroom.runner.commands import main; code = main(sys.argv[1:]);"
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script, "match", stream, "--json"], capture_output=True, check=True)
    assert len(done.stdout.splitlines()) == 4


def test_wrong_use_ends_with_two():
    with pytest.raises(SystemExit) as ended:
        main(["match"])
    assert ended.value.code == 2
