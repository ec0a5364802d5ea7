"""The tagger of the package: it loads, it is the same each time, and where it cannot be loaded that is said."""

import pytest

from wireroom.core.text.statements import find_statements
from wireroom.core.text.statements.tagging.windows import cut_windows
from wireroom.edge.engines.english_tagger import EngineError, load_english_tagger, read_tagger

TEXT = (
    "The ferry was full, Mayor Ida Holm of Lindvale said on Friday. "
    "She denied that the port had been warned, and two captains told The Ledger they had asked for help."
)


def test_it_is_loaded_once():
    assert load_english_tagger() is load_english_tagger()


def test_chances_are_chances():
    tagger = load_english_tagger()
    (window,) = cut_windows(TEXT, tagger.vocabulary)
    (tagging,) = tagger([window])
    count = len(window.words)
    assert len(tagging.cues) == len(tagging.sources) == count
    assert all(sum(chances) == pytest.approx(1, abs=1e-3) for chances in (*tagging.cues, *tagging.sources))
    assert tagging.rows
    for row in tagging.rows:
        assert sum(row.sources) == pytest.approx(1, abs=1e-3)
        assert len(row.contents) == count
        assert all(0 <= chance <= 1 for chance in row.contents)


def test_the_same_windows_give_the_same_answer():
    tagger = load_english_tagger()
    windows = cut_windows(f"{TEXT}\n\n{TEXT}", tagger.vocabulary)
    assert tagger(windows) == tagger(windows)


def test_it_reads_who_says_what():
    found = find_statements(TEXT, "en", tagger=load_english_tagger())
    said = {(one.source.mention.text, one.cue.text, one.source.actor) for one in found if one.source}
    assert {("Mayor Ida Holm of Lindvale", "said", "Ida Holm"), ("She", "denied", "Ida Holm")} <= said


@pytest.mark.parametrize("text", ["", " \n", "。" * 500, "\x00\ud800 said", "said " * 600, '"' * 300])
def test_it_reads_whatever_stands_there(text):
    for one in find_statements(text, "en", tagger=load_english_tagger()):
        assert one.cue is None or text[slice(*one.cue.span)] == one.cue.text


def test_a_folder_without_the_model_is_named(tmp_path):
    with pytest.raises(EngineError, match=r"no tagger for English: .*english\.vocab\.txt"):
        read_tagger(tmp_path)


def test_a_broken_model_is_an_error_of_ours(tmp_path):
    (tmp_path / "english.vocab.txt").write_text("[UNK]\n[CLS]\n[SEP]\n")
    (tmp_path / "english.onnx").write_bytes(b"no model")
    with pytest.raises(EngineError, match="no tagger for English"):
        read_tagger(tmp_path)
