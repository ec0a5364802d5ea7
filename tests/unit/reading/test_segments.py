"""Sentences of a text: where they end and where they do not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.segments import find_sentences

# Each is one text as its sentences should come out; they are put together by a space (English) or nothing (Japanese).
ENGLISH = [
    ["The bridge is open.", "Traffic flows again."],
    ["Mr. Hale met Dr. Ono and Gen. Price.", "They talked."],
    ["J. R. Hale spoke.", "Nobody heard him."],
    ["It cost $3.5 billion.", "No. 5 was missing."],
    ["He moved to the U.S. in May.", "The U.S. Senate voted."],
    ["She left the U.S.", "The senate had voted."],
    ["It closed at 5 p.m. Friday.", "Did it open at 9 a.m.?", "Nobody knew!"],
    ['"It is safe."', "The mayor went home."],
    ['"Is it safe?" he asked.', "Nobody said."],
    ['"Is it safe?" Mayor Hale asked.', "Nobody said."],
    ["(It was late.)", "They went home..."],
    ["It rose on Oct. 8 and on Sept. 9.", "It fell later."],
    ["Port Corp. said so.", "It closed on Monday."],
    ["Was it true?!", "Yes."],
    ["They had approx. five.", "She counted… twice."],
    ["The ship, built by Hale Inc., sank.", "All were saved."],
    ["Plan B. was worse.", "I saw it, and so did I.", "She did not."],
]
JAPANESE = [
    ["橋は開通した。", "車が通る。"],
    ["市長は「安全だ。心配ない。」と述べた。", "市民は喜んだ。"],
    ["「安全だ。」", "「そうか。」"],
    ["本当か？", "本当だ！", "そうだ。"],
    ["港(旧港。1990年開港)は閉じた。", "船はない。"],
    ["Yahoo!ニュースが報じた。", "詳細は不明。"],
]


@pytest.mark.parametrize("sentences", ENGLISH, ids=lambda sentences: sentences[0])
def test_english_sentences(sentences):
    text = " ".join(sentences)
    assert [text[slice(*span)] for span in find_sentences(text, "en")] == sentences


@pytest.mark.parametrize("sentences", JAPANESE, ids=lambda sentences: sentences[0])
def test_japanese_sentences(sentences):
    text = "".join(sentences)
    assert [text[slice(*span)] for span in find_sentences(text, "ja")] == sentences


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("Port closed\n\nThe port was closed", "en", ["Port closed", "The port was closed"]),
        ("Port closed\nThe port was closed.", "en", ["Port closed", "The port was closed."]),
        ("the port was\nclosed today.", "en", ["the port was\nclosed today."]),
        ("1. The port.\n2. The ship.", "en", ["1. The port.", "2. The ship."]),
        ("港が閉じた\n船が来た", "ja", ["港が閉じた", "船が来た"]),
        # A quotation mark that is never closed holds no paragraph together.
        ("彼は「そうだ。橋は開いた。", "ja", ["彼は「そうだ。", "橋は開いた。"]),
        ("述べた。 。\n次だ。", "ja", ["述べた。", "次だ。"]),
        ("桥开了。车来了。", "zh", ["桥开了。", "车来了。"]),
        ("El puente está abierto. Los coches pasan.", "es", ["El puente está abierto.", "Los coches pasan."]),
        ("", "en", []),
        (" \n ... \n", None, []),
    ],
)
def test_lines_and_unusual_texts(text, language, sentences):
    assert [text[slice(*span)] for span in find_sentences(text, language)] == sentences


def test_lines_that_are_merely_full_are_one_paragraph():
    text = (
        "The harbour authority said on Monday that the northern pier of\n"
        "Port Hale would be closed to all ships until the repairs that\n"
        "Mr. Hale began in spring are done, which will take until early\n"
        "May at least."
    )
    assert find_sentences(text, "en") == [(0, len(text))]


TEXTS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(".!?。「」()\n \"'ABcd1「』")))


@given(
    TEXTS,
    st.sampled_from(["en", "ja", None]),
)
def test_any_text_has_sentences_in_order_that_leave_no_letter_out(text, language):
    spans = find_sentences(text, language)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    inside = {at for start, end in spans for at in range(start, end)}
    assert not any(letter.isalnum() for at, letter in enumerate(text) if at not in inside)


@pytest.mark.parametrize(
    "text",
    [
        "." * 60000,
        "(" * 60000,
        "「" * 60000 + "。」" * 60000,
        "A. " * 30000,
        "." * 60000 + "a",
        "\n " * 60000,
        '"?" ' * 20000,
    ],
)
def test_long_rows_of_marks_take_no_long(text):
    for language in ("en", "ja"):
        find_sentences(text, language)
