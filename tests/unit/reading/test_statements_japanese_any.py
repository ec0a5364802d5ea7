"""The Japanese reader on any text: it never raises, its places lie in the text, its time is in proportion."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.segments import find_sentences
from wireroom.core.text.statements.japanese import find_japanese_statements

PIECES = st.sampled_from(
    [
        *"はがもをにでと、。「」『』()（）氏同\n 1",
        *(
            "と述べた",
            "と発表した",
            "によると",
            "という。",
            "を否定した",
            "とみられる",
            "市長",
            "同庁",
            "県警",
            "2人",
            "5日",
            "コメントを控えた",
        ),
        *(
            "の話として",
            "伝えたところによると",
            "との見方を示した",
            "するよう求めた",
            "という韓国の主張",
            "ではないとして",
            "橋は安全だ",
            "NIS",
            "𠮷田",
        ),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_place_lies_in_it(text):
    for one in find_japanese_statements(text, find_sentences(text, "ja")):
        mentions = [one.cue, one.source.mention if one.source else None]
        for mention in filter(None, mentions):
            assert text[slice(*mention.span)] == mention.text != ""
        if one.content:
            assert one.content.text == "".join(text[start:end] for start, end in one.content.spans) != ""
        assert 0 <= one.confidence <= 1


@given(st.lists(PIECES, max_size=40).map("".join))
def test_reading_twice_gives_the_same(text):
    sentences = find_sentences(text, "ja")
    assert find_japanese_statements(text, sentences) == find_japanese_statements(text, sentences)


LONG = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "と",
        "した、",
        "「",
        "「あ」と",
        "彼は",
        "新聞によると、",
        "(",
        "()",
        "同",
        "マイク・",
        "市長が見解を示し、",
        "発表した",
        "の主張という",
    ],
)
def test_one_endless_sentence_takes_no_long_time(piece):
    text = piece * (LONG // len(piece))
    sentences = find_sentences(text, "ja")
    begun = time.process_time()
    find_japanese_statements(text, sentences)
    assert time.process_time() - begun < 0.5


def test_a_long_article_takes_time_in_proportion():
    story = (
        "磯崎町の浜田正市長は5日、橋の開通を延期すると発表した。同市長は「安全が第一だ」と述べた。東浜新聞によると、工事は遅れている。"
        "野党は説明を求めたが、市はコメントを控えた。港では約300人が集まったという。費用は約5億円で、来年度の予算に盛り込まれる。\n"
    )
    times = []
    for count in (100, 400):
        text = story * count
        sentences = find_sentences(text, "ja")
        begun = time.process_time()
        found = find_japanese_statements(text, sentences)
        times.append(time.process_time() - begun)
        assert len(found) == 6 * count
    assert times[1] < 10 * times[0] + 0.1
