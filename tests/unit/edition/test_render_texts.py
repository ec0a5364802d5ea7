"""Escaping, dates and words, one by one."""

from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from wireroom.edition.render.dates import Dates
from wireroom.edition.render.escaping import html_text, plain_text, script_json, web_address, xml_text

EVENING = datetime(2024, 12, 31, 16, 5, 9, tzinfo=UTC)


@given(st.text(st.characters()))
def test_html_text_comes_back_without_what_no_page_can_carry(text: str) -> None:
    shown = html_text(text)
    assert not set("<>\"'") & set(shown)
    carried = "".join(char for char in text if char.encode("utf-8", "ignore") and (ord(char) > 31 or char in "\t\n\r"))
    assert unescape(shown) == "".join(char for char in carried if char not in "\x7f\ufffe\uffff")


@given(st.text(st.characters()))
def test_xml_text_is_always_well_formed(text: str) -> None:
    element = etree.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>')
    assert element.tag == "a"


@given(st.text(st.characters()))
def test_script_json_never_leaves_its_element(text: str) -> None:
    fragment = html.fragment_fromstring(f"<script>{script_json({'text': text})}</script>")
    assert len(fragment) == 0
    assert "<" not in fragment.text
    assert "\u2028" not in fragment.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://x.example/", "https://", "", None]
)
def test_only_web_addresses_pass(url: str | None) -> None:
    assert web_address(url) == ""


def test_web_addresses_are_escaped() -> None:
    assert web_address('HTTPS://x.example/?a=1&b="') == "HTTPS://x.example/?a=1&amp;b=&quot;"


@given(st.lists(st.sampled_from(["<p>", "</p>", "word ", "<br>", "&amp;", "<b>x</b>", "\n"]), max_size=400))
def test_plain_text_is_short_and_free_of_markup(parts: list[str]) -> None:
    text = plain_text("".join(parts), limit=50)
    assert len(text) <= 50
    assert "<" not in text
    assert text == text.strip()


def test_plain_text_keeps_paragraphs_apart_and_says_it_was_cut() -> None:
    assert plain_text("<p>One.</p><p>Two&nbsp;&lt;3</p>", limit=50) == "One. Two <3"
    assert plain_text("<p>" + "a" * 1000 + "</p>", limit=10) == "aaaaaaaaa…"


@pytest.mark.parametrize(
    ("language", "zone", "minute"),
    [
        ("ja", "Asia/Tokyo", "2025年1月1日 1時05分"),
        ("ja", "Europe/London", "2024年12月31日 16時05分 (GMT)"),
        ("en", "Asia/Tokyo", "1 January 2025, 01:05 (JST)"),
        ("en", "America/Sao_Paulo", "31 December 2024, 13:05 (UTC-03)"),
        ("en", "UTC", "31 December 2024, 16:05 (UTC)"),
    ],
)
def test_a_time_is_told_in_the_sites_zone(language: str, zone: str, minute: str) -> None:
    assert Dates(language, zone).minute(EVENING) == minute


def test_the_same_moment_reads_the_same_whatever_its_offset() -> None:
    other = EVENING.astimezone(timezone(timedelta(hours=-7)))
    dates = Dates("ja", "Asia/Tokyo")
    assert dates.minute(other) == dates.minute(EVENING)
    assert dates.iso(other) == "2025-01-01T01:05:09+09:00"
    assert dates.local_day(other) == date(2025, 1, 1)


def test_weekdays() -> None:
    assert Dates("ja", "UTC").weekday(date(2024, 10, 20)) == "2024年10月20日（日）"
    assert Dates("en", "UTC").weekday(date(2024, 10, 20)) == "Sunday 20 October 2024"
