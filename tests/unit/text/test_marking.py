"""Places of a text marked in its HTML: the words stay, tags stay whole, anchors are where they belong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.marking import Mark, mark_text
from wireroom.core.text.sanitize import clean_html, text_of_clean


def said(*spans, id="s1", kind="said"):
    return Mark(id, kind, spans)


@pytest.mark.parametrize(
    ("html", "words", "marked"),
    [
        ("<p>He said so.</p>", "said so", '<p>He <span id="s1"></span><mark class="said">said so</mark>.</p>'),
        (
            "<p>He <em>said</em> so.</p>",
            "said so",
            '<p>He <em><span id="s1"></span><mark class="said">said</mark></em> <mark class="said">so</mark>.</p>',
        ),
        (
            "<p>One end.</p><p>Two begin.</p>",
            "end.\nTwo",
            '<p>One <span id="s1"></span><mark class="said">end.</mark></p><p><mark class="said">Two</mark> begin.</p>',
        ),
        ("<p>A &amp; B</p>", "& B", '<p>A <span id="s1"></span><mark class="said">&amp; B</mark></p>'),
        (
            '<p>See <img src="/p.jpg" alt="x"> it</p>',
            "See it",
            '<p><span id="s1"></span><mark class="said">See </mark><img src="/p.jpg" alt="x">'
            ' <mark class="said">it</mark></p>',
        ),
    ],
)
def test_words_are_marked_where_they_stand(html, words, marked):
    text = text_of_clean(html)
    start = text.index(words)
    found = mark_text(html, text, [said((start, start + len(words)))])
    assert found == marked


def test_what_overlaps_gets_its_anchor_only():
    text = "He said she said so."
    marks = [said((3, 20)), said((8, 20), id="s2")]
    found = mark_text(f"<p>{text}</p>", text, marks)
    assert found.count("<mark") == 1
    assert '<span id="s2"></span>she' in found


@pytest.mark.parametrize("text", ["Other words.", "He said so. And more", "He said"])
def test_another_text_marks_nothing(text):
    html = "<p>He said so.</p>"
    assert mark_text(html, text, [said((0, 2))]) == html


@pytest.mark.parametrize("span", [(-1, 3), (5, 99), (4, 4), (7, 2)])
def test_a_place_outside_marks_nothing(span):
    html = "<p>He said so.</p>"
    assert mark_text(html, "He said so.", [said(span)]) == html


PIECES = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<b>", "</b>", "<ul><li>", "</li></ul>", "<br>", "<em>", "</em>"),
            *("a ", "b", "&amp;", "語", "。", " ", "\n"),
        ]
    ),
    max_size=30,
)  # fmt: skip


@given(PIECES, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_words_stay_and_tags_stay_whole(pieces, spans):
    html = clean_html("".join(pieces))
    text = text_of_clean(html)
    marks = [said(span, id=f"s{number}") for number, span in enumerate(spans)]
    found = mark_text(html, text, marks)
    assert re.sub(r'<mark class="said">|</mark>|<span id="s\d+"></span>', "", found) == html
    assert found.count("<mark") == found.count("</mark>")
    assert clean_html(found.replace("</mark>", "").replace('<mark class="said">', "")) is not None
    for run in re.findall(r"<mark[^>]*>(.*?)</mark>", found, re.S):
        assert "<" not in run
        assert run.strip()
