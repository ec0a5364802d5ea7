"""`wireroom read`: the lines it prints and the codes it ends with."""

import argparse
import io
import json
import subprocess
import sys

import pytest

from wireroom.runner.commands import main, read

TEXT = "Mayor Ida Holm of Lindvale said on Friday that 12 boats were lost. She denied knowing of the leak.\n"
JAPANESE = "国立気象局は金曜日、嵐で12人が負傷したと発表した。\n"
KEYS = {
    "statements": {"source", "cue", "content", "stance", "quoted", "confidence"},
    "figures": {"value", "high", "unit", "counts", "qualifier", "span"},
    "dates": {"text", "span", "start", "end"},
    "names": {"text", "span", "kind", "actor"},
}


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    read.add_arguments(parser)
    return read.run(parser.parse_args(words))


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_one_object_for_a_file_with_the_names_of_the_document(story, capsys):
    assert run(story, "--json", "--published", "2026-05-06T09:00:00+09:00") == 0
    (line,) = capsys.readouterr().out.splitlines()
    row = json.loads(line)
    assert list(row) == ["language", "statements", "figures", "dates", "names"]
    assert row["language"] == "en"
    for key, names in KEYS.items():
        assert all(set(one) == names for one in row[key]), key
    first, second = row["statements"]
    assert first["source"]["text"] == "Mayor Ida Holm of Lindvale"
    assert first["source"]["actor"] == second["source"]["actor"] == "Ida Holm"
    assert (first["stance"], second["stance"]) == ("asserts", "denies")
    assert row["dates"] == [{"text": "Friday", "span": [35, 41], "start": "2026-05-01", "end": "2026-05-01"}]
    assert row["figures"][0]["value"] == 12


def test_spans_are_places_in_the_text_as_it_was_given(tmp_path, capsys):
    text = "\ufeffA line\u3042 \U0001f30a\r\n\r\n" + TEXT.replace("\n", "\r\n")
    path = tmp_path / "marks.txt"
    path.write_bytes(text.encode())
    assert run(str(path), "--json", "--language", "en") == 0
    row = json.loads(capsys.readouterr().out)
    for one in row["statements"]:
        start, end = one["source"]["span"]
        assert text[start:end] == one["source"]["text"]
        start, end = one["cue"]["span"]
        assert text[start:end] == one["cue"]["text"]
        assert " ".join(text[start:end] for start, end in one["content"]["spans"]) == one["content"]["text"]
    assert row["statements"]


def test_a_line_for_each_file_in_order_and_the_language_of_each(story, tmp_path, capsys):
    other = tmp_path / "ja.txt"
    other.write_text(JAPANESE, "utf-8")
    assert run(story, str(other), story, "--json") == 0
    assert [json.loads(line)["language"] for line in capsys.readouterr().out.splitlines()] == ["en", "ja", "en"]


def test_a_file_that_cannot_be_read_is_named_and_the_run_goes_on(story, tmp_path, capsys):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00broken")
    assert run(str(tmp_path / "none.txt"), str(bad), str(tmp_path), story, "--json") == 1
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert ["error" in line for line in lines] == [True, True, True, False]
    assert all(name in told.err for name in ("none.txt", "bad.txt", str(tmp_path)))
    assert "not UTF-8" in told.err


def test_standard_input_is_one_text(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run("-", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["statements"]) == 2


def test_without_json_it_is_for_people(story, capsys):
    assert run(story, "--published", "2026-05-06") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{story}: en"
    assert "  denies: She = Ida Holm | denied | knowing of the leak" in lines
    assert "  date: Friday = 2026-05-01" in lines


def test_an_empty_text_has_nothing_in_it(tmp_path, capsys):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert run(str(path), "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert row == {"language": None, "statements": [], "figures": [], "dates": [], "names": []}


@pytest.mark.parametrize("words", [[], ["x", "--published", "some day"], ["x", "--language", "in English"]])
def test_wrong_use_ends_with_two(words, capsys):
    try:
        code = main(["read", *words])
    except SystemExit as left:
        code = left.code
    assert code == 2
    assert capsys.readouterr().err


def test_it_starts_without_django():
    code = "import sys, wireroom.runner.commands.read; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
