"""Texts made of nothing but cues are read in bounded time; what is written between them is still found."""

import time

import pytest

from wireroom.core.text.statements import find_statements

MEGABYTE = 1_000_000
# Ten times the text costs about ten times as much, a hundred times where somebody looks back at all of it.
MORE = 40
DENSE = {
    "en": ("said ", "according to X the bridge is old now ", "Mr. X said he denied the report. She said it. "),
    "ja": ("彼は証拠はないと述べた。",),
}


@pytest.mark.parametrize(("language", "words"), [(one, words) for one, all_of in DENSE.items() for words in all_of])
def test_a_megabyte_of_cues_costs_what_its_length_says(language: str, words: str):
    small, large = (_seconds(words * (size // len(words.encode())), language) for size in (MEGABYTE // 10, MEGABYTE))
    assert large < MORE * small


def _seconds(text: str, language: str) -> float:
    began = time.process_time()
    find_statements(text, language)
    return time.process_time() - began


def test_a_sentence_of_cues_hides_none_after_it():
    found = find_statements("said claims denied " * 40 + ".\n\nThe mayor denied taking money.", "en")
    assert [(one.stance, one.content.text) for one in found] == [("denies", "taking money")]


def test_a_long_list_of_speakers_in_one_sentence_is_read():
    speakers = "; ".join(f"Mr. Holm said on day {at} that the old bridge near the harbour was safe" for at in range(9))
    assert len(find_statements(f"{speakers}.", "en")) == 9
