"""The learned choice of who says so in Japanese: what it mends, and that no denial is lost by it."""

import json
from pathlib import Path

import pytest

from wireroom.core.text.statements import find_statements
from wireroom.core.text.statements.japanese import find_japanese_statements
from wireroom.core.text.statements.japanese.choosing import Choice, find_heaviest, list_choice, load_weights
from wireroom.runner.commands import main

HERE = Path(__file__).parent
FILM = "磯崎放送は番組の誤りを認めた。このため、社員の知人が客の役をして撮影を行ったとしている。"
NEVER_LOST = ("denies", "declines_comment", "no_evidence")


def sources(text, *, learned):
    found = find_statements(text, "ja", learned=learned)
    return [one.source.mention.text if one.source and one.source.mention else "-" for one in found]


def test_who_only_acts_in_what_is_said_is_not_taken_for_who_says_it():
    assert sources(FILM, learned=False) == ["磯崎放送", "社員の知人"]
    assert sources(FILM, learned=True) == ["磯崎放送", "-"]
    assert find_statements(FILM, "ja", learned=True)[1].source.actor == "磯崎放送"


@pytest.mark.parametrize("name", ["denials_ja.txt", "denial_shapes_ja.txt", "denial_news_ja.txt"])
def test_what_the_rules_find_of_denials_stays(name):
    lines = (HERE / name).read_text("utf-8").splitlines()
    texts = [line for line in lines if line and not line.startswith(("#", " "))]
    assert len(texts) >= 40
    for text in texts:
        ruled, learned = (
            sorted(
                (one.stance.value, one.cue.text if one.cue else "", one.content.text if one.content else "")
                for one in find_statements(text, "ja", learned=learned)
                if one.stance in NEVER_LOST
            )
            for learned in (False, True)
        )
        assert learned == ruled, text


def test_the_heaviest_candidate_is_chosen_the_first_of_several():
    choice = Choice((None, None, None), (("a",), ("a", "b"), ("b", "a", "unheard of")))
    assert find_heaviest(choice, {"a": 0.5, "b": 0.25}) == 1
    assert find_heaviest(choice, {"b": -1.0}) == 0
    assert find_heaviest(choice, {}) == 0


def test_of_a_sentence_of_subjects_a_few_are_looked_at():
    seen = []

    def note(read, question):
        seen.append(len(list_choice(read, question).candidates))
        return question.ruled

    text = "市長は" * 600 + "「橋は安全だ」と述べ、" * 100
    find_japanese_statements(text, [(0, len(text))], note)
    assert len(seen) == 100
    assert max(seen) < 20


def test_the_weights_are_few_and_small():
    weights = load_weights()
    assert 100 < len(weights) < 1000
    assert all(abs(weight) < 10 for weight in weights.values())


@pytest.mark.parametrize(("options", "words"), [([], None), (["--rules"], "社員の知人")])
def test_the_command_leaves_it_out_where_rules_are_asked_for(tmp_path, capsys, options, words):
    file = tmp_path / "film.txt"
    file.write_text(FILM, "utf-8")
    assert main(["read", str(file), "--language", "ja", "--json", *options]) == 0
    second = json.loads(capsys.readouterr().out)["statements"][1]
    assert second["source"]["text"] == words
