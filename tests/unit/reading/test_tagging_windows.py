"""Pieces of words and windows of text: every word in one window, every place right, nothing raised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.spans import mention
from wireroom.core.text.statements import Content, Source, Stance, Statement
from wireroom.core.text.statements.tagging.pieces import Vocabulary, plain_word
from wireroom.core.text.statements.tagging.windows import KINDS, WAYS, cut_windows, decide_kind

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "harb",
    "##our",
    "##s",
    "said",
    ".",
    '"',
    *"abcde",
    "##a",
    "##b",
]
VOCABULARY = Vocabulary(PIECES)
UNKNOWN = PIECES.index("[UNK]")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("the", ["the"]),
        ("The", ["the"]),
        ("harbours", ["harb", "##our", "##s"]),
        ("Härbour", ["harb", "##our"]),
        ("ab", ["a", "##b"]),
        ("az", ["[UNK]"]),
        ("“", ['"']),
        ("", ["[UNK]"]),
        ("a" * 61, ["[UNK]"]),
    ],
)
def test_the_longest_piece_comes_first(word, pieces):
    assert [PIECES[number] for number in VOCABULARY.split(word)] == pieces


def test_a_vocabulary_without_its_marks_is_refused():
    with pytest.raises(ValueError, match=r"\[CLS\]"):
        Vocabulary(["[UNK]", "[SEP]", "a"])


def test_words_lose_case_and_accents():
    assert plain_word("Ångström’s") == "angstrom's"


@pytest.mark.parametrize(
    ("word", "quoted", "kind"),
    [
        *(("said", False, 0), ("12", False, 0), ("Holm", False, 1), ("A", False, 1), ("WHO", False, 2)),
        *((",", False, 3), (".", False, 4), ("said", True, 5), ("?", True, 9)),
    ],
)
def test_how_a_word_is_written(word, quoted, kind):
    assert decide_kind(word, quoted=quoted) == kind


def test_what_is_quoted_is_told_apart():
    (window,) = cut_windows('The mayor said "the harbours" then.', VOCABULARY)
    quoted = [word for word, first in zip(window.words, window.firsts, strict=True) if window.kinds[first] >= 5]
    assert [quoted[0][0], quoted[-1][1]] == [15, 29]


def test_words_are_marked_with_what_the_rules_take_them_for():
    text = "The harbours said a b."
    ruled = Statement(
        Source(mention(text, (0, 12))),
        mention(text, (13, 17)),
        Content("a b", ((18, 21),)),
        Stance.ASSERTS,
        quoted=False,
        confidence=0.5,
    )
    (window,) = cut_windows(text, VOCABULARY, [ruled])
    assert [window.kinds[first] // WAYS for first in window.firsts] == [2, 2, 1, 3, 3, 0]


def test_paragraphs_are_numbered_within_a_window():
    (window,) = cut_windows("a b\n\nc", VOCABULARY)
    assert window.paragraphs == (0, 0, 1)


def test_paragraphs_stay_whole_where_they_fit():
    text = "\n\n".join(["a b c d e."] * 6)
    windows = cut_windows(text, VOCABULARY, longest=16)
    assert [len(window.words) for window in windows] == [12, 12, 12]


def test_a_paragraph_too_long_is_cut_where_a_sentence_ends():
    text = "The a b c d e. The a b c d e. The a b."
    windows = cut_windows(text, VOCABULARY, longest=18)
    assert [text[window.words[0][0] : window.words[-1][1]] for window in windows] == [
        "The a b c d e. The a b c d e.",
        "The a b.",
    ]


def test_words_of_many_pieces_after_short_ones_do_not_swell_a_window():
    text = "a " * 8 + ". The ababababab ababababab " + "ab" * 10
    assert all(len(window.pieces) <= 34 for window in cut_windows(text, VOCABULARY, longest=34))


@given(st.text("abab.“”\"' \n\tTé日1", max_size=400), st.integers(8, 40))
def test_every_word_stands_in_one_window(text, longest):
    windows = cut_windows(text, VOCABULARY, longest=longest)
    places = [word for window in windows for word in window.words]
    assert places == sorted(set(places))
    assert "".join(text[start:end] for start, end in places) == "".join(text.split())
    for window in windows:
        assert len(window.pieces) == len(window.kinds) <= longest
        assert len(window.firsts) == len(window.paragraphs) == len(window.words)
        assert all(0 < first < len(window.pieces) - 1 for first in window.firsts)
        assert set(window.kinds) <= set(range(KINDS))
