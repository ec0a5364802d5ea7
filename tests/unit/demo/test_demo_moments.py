"""Moments: distances from the start, and dates in the copy that stay true on any day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import ParseError
from wireroom.runner.demo.body import render_body
from wireroom.runner.demo.moments import expand_moments, parse_offset

START = datetime(2024, 10, 18, 3, 22, tzinfo=UTC)  # a Friday, 12:22 where the story is set


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("+15s", 15), ("-1d 2h", -93600), ("-45m", -2700), ("+0s", 0), ("- 1h 30m", -5400)],
)
def test_offsets_are_read(text, seconds):
    assert parse_offset(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "15s", "+", "-1w", "soon", "+1h later", "++1h"])
def test_what_is_no_offset_is_refused_by_name(text):
    with pytest.raises(ParseError, match="is no moment"):
        parse_offset(text)


@given(st.integers(0, 400), st.integers(0, 23), st.integers(0, 59), st.sampled_from("+-"))
def test_written_offsets_come_back(days, hours, minutes, sign):
    length = timedelta(days=days, hours=hours, minutes=minutes)
    assert parse_offset(f"{sign}{days}d {hours}h {minutes}m") == (length if sign == "+" else -length)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Thursday 17 October, 17 October 2024, 12:20 p.m., 12:00 a.m."),
        ("ja", "17日 10月17日, 2024年10月17日, 午後0時20分, 午前0時"),
        ("de", "Donnerstag 17. Oktober, 17. Oktober 2024, 12.20 Uhr, 0.00 Uhr"),
    ],
)
def test_moments_are_written_in_the_language(language, expected):
    copy = "{day:-1d} {date:-1d}, {fulldate:-1d}, {time:-1d}, {time:-12h 20m}"
    assert expand_moments(copy, started_at=START, language=language) == expected


def test_other_braces_stay_as_they_are():
    copy = "body { display: none } {unknown:-1d}"
    assert expand_moments(copy, started_at=START, language="en") == copy


def test_body_blocks_become_html():
    text = "One & two\nlines.\n\n## Head\n\n- a\n- b\n\n> said <so>\n\nSee [the page](/x/y.html)."
    assert render_body(text, base_url="http://h") == (
        "<p>One &amp; two lines.</p>\n<h2>Head</h2>\n<ul><li>a</li><li>b</li></ul>\n"
        '<blockquote><p>said &lt;so&gt;</p></blockquote>\n<p>See <a href="http://h/x/y.html">the page</a>.</p>'
    )


def test_japanese_lines_meet_without_a_space():
    assert render_body("船が\n着いた。", base_url="") == "<p>船が着いた。</p>"
