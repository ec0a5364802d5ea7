"""`wireroom read` with the learned tagger, which is the default, and without it (`--rules`)."""

import argparse
import json

import pytest

from wireroom.core.text.statements import find_statements
from wireroom.edge.engines.english_tagger import load_english_tagger
from wireroom.runner.commands import read

TEXT = "Mayor Ida Holm of Lindvale said on Friday that the bridge was safe. She denied knowing of the leak.\n"


@pytest.fixture
def sure(tmp_path, capsys):
    """How sure the command is of each statement of the text."""
    path = tmp_path / "story.txt"
    path.write_text(TEXT, "utf-8")

    def run(*words: str) -> list[float]:
        parser = argparse.ArgumentParser()
        read.add_arguments(parser)
        assert read.run(parser.parse_args([str(path), "--json", *words])) == 0
        output = capsys.readouterr()
        assert output.err == ""
        return [one["confidence"] for one in json.loads(output.out)["statements"]]

    return run


def test_rules_alone_and_with_the_tagger(sure):
    alone = [one.confidence for one in find_statements(TEXT, "en")]
    together = [one.confidence for one in find_statements(TEXT, "en", tagger=load_english_tagger())]
    assert alone != together
    assert sure("--rules") == alone
    assert sure() == together
