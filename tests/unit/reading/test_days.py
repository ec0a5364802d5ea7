"""The days a text names, as first and last day."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.days import find_day_words, find_days

FRIDAY = date(2024, 10, 18)

# Text, and what it names: words, first day, last day (left away where it is the first).
ENGLISH = [
    ("It was announced on Friday.", [("Friday", "2024-10-18")]),
    ("He said so on Thursday.", [("Thursday", "2024-10-17")]),
    ("The court will meet on Monday.", [("Monday", "2024-10-21")]),
    ("On Monday it was closed.", [("Monday", "2024-10-14")]),
    ("It rained last Friday.", [("last Friday", "2024-10-11")]),
    ("It opens next Wednesday, Oct. 23.", [("next Wednesday, Oct. 23", "2024-10-23")]),
    ("It snowed on Monday and Tuesday.", [("Monday and Tuesday", "2024-10-14", "2024-10-15")]),
    ("It snowed on Monday and Thursday.", [("Monday", "2024-10-14"), ("Thursday", "2024-10-17")]),
    ("It came last week.", [("last week", "2024-10-07", "2024-10-13")]),
    ("It came on Oct. 8 from the port.", [("Oct. 8", "2024-10-08")]),
    ("It ran from October 8 to 13 without a stop.", [("October 8 to 13", "2024-10-08", "2024-10-13")]),
    ("It ran from October 28 to November 3, 2023.", [("October 28 to November 3, 2023", "2023-10-28", "2023-11-03")]),
    (
        "It ran December 30, 2019 – January 3, 2020.",
        [("December 30, 2019 – January 3, 2020", "2019-12-30", "2020-01-03")],
    ),
    ("It ran from 8 to 13 October 2023.", [("8 to 13 October 2023", "2023-10-08", "2023-10-13")]),
    ("It was the 5th of May 2020.", [("5th of May 2020", "2020-05-05")]),
    ("It broke in 2019.", [("2019", "2019-01-01", "2019-12-31")]),
    ("It grew from 2000 to 2010.", [("2000 to 2010", "2000-01-01", "2010-12-31")]),
    ("It was the first since the 1950-53 war.", [("1950-53", "1950-01-01", "1953-12-31")]),
    ("It began last August.", [("last August", "2024-08-01", "2024-08-31")]),
    ("It began last November.", [("last November", "2023-11-01", "2023-11-30")]),
    ("It was so yesterday.", [("yesterday", "2024-10-17")]),
    ("It was built in the 1990s.", [("1990s", "1990-01-01", "1999-12-31")]),
    ("It was late February 1944.", [("late February 1944", "1944-02-01", "1944-02-29")]),
    ("It will open in January.", [("January", "2025-01-01", "2025-01-31")]),
    ("It opened in March.", [("March", "2024-03-01", "2024-03-31")]),
    ("It closed on October 2. The same day it burned.", [("October 2", "2024-10-02"), ("The same day", "2024-10-02")]),
    (
        "It closed in 2009. That year it burned.",
        [("2009", "2009-01-01", "2009-12-31"), ("That year", "2009-01-01", "2009-12-31")],
    ),
    ("She lost her 2008 and 2010 runs.", [("2008", "2008-01-01", "2008-12-31"), ("2010", "2010-01-01", "2010-12-31")]),
    ("On 2024-10-03 it rose.", [("2024-10-03", "2024-10-03")]),
    ("A crowd of 2000 people came.", []),
    ("They may march; May Hale and April Stone spoke.", []),
    ("The Sunday Times wrote of Black Friday.", []),
    ("It happened recently, at 2053 UTC.", []),
    ("On February 30 nothing happened.", []),
    ("COVID-19 and the 2019-nCoV virus.", []),
]
JAPANESE = [
    ("金曜日に発表した。", [("金曜日", "2024-10-18")]),
    ("月曜日に会議を開く予定だ。", [("月曜日", "2024-10-21")]),
    ("先週金曜日に発表した。", [("先週金曜日", "2024-10-11")]),
    ("昨年8月以来だ。", [("昨年8月", "2023-08-01", "2023-08-31")]),
    ("先月に閉じた。", [("先月", "2024-09-01", "2024-09-30")]),
    ("10月8日から13日まで移動した。", [("10月8日から13日", "2024-10-08", "2024-10-13")]),
    ("10月8日に発表し、同日閉じた。", [("10月8日", "2024-10-08"), ("同日", "2024-10-08")]),
    ("令和6年に始まった。", [("令和6年", "2024-01-01", "2024-12-31")]),
    ("平成元年4月に開いた。", [("平成元年4月", "1989-04-01", "1989-04-30")]),
    ("11日、港が閉じた。", [("11日", "2024-10-11")]),
    ("25日、港が閉じた。", [("25日", "2024-09-25")]),
    ("25日に港が開く予定だ。", [("25日", "2024-10-25")]),
    ("9月3日に開き、11日に閉じた。", [("9月3日", "2024-09-03"), ("11日", "2024-09-11")]),
    (
        "昨日、今年、来週。",
        [("昨日", "2024-10-17"), ("今年", "2024-01-01", "2024-12-31"), ("来週", "2024-10-21", "2024-10-27")],
    ),
    ("2016年7月下旬に完成した。", [("2016年7月下旬", "2016-07-21", "2016-07-31")]),
    ("2015年度の予算。", [("2015年度", "2015-04-01", "2016-03-31")]),
    ("1990年代に建った。", [("1990年代", "1990-01-01", "1999-12-31")]),
    ("2004〜07年に13回。", [("2004〜07年", "2004-01-01", "2007-12-31")]),
    ("１０月８日に開いた。", [("１０月８日", "2024-10-08")]),
    ("2009年12月末に閉じた。", [("2009年12月末", "2009-12-31")]),
    ("3日間続き、10日ぶりに、1日に3回。", []),
    ("5年間の契約。第3月曜日。", []),
    ("2月30日。", []),
    ("10月8日(火)に開いた。", [("10月8日", "2024-10-08")]),
    ("10月8日(火)から13日(日)まで。", [("10月8日(火)から13日", "2024-10-08", "2024-10-13")]),
    ("試験運行を25日に行うことで合意した。", [("25日", "2024-10-25")]),
]


def named(text, language, published):
    return [(day.text, day.start.isoformat(), day.end.isoformat()) for day in find_days(text, language, published)]


def whole(expected):
    return [(words, first, last[0] if last else first) for words, first, *last in expected]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=lambda one: one if isinstance(one, str) else "")
def test_english_days(text, expected):
    assert named(text, "en", FRIDAY) == whole(expected)


@pytest.mark.parametrize(("text", "expected"), JAPANESE, ids=lambda one: one if isinstance(one, str) else "")
def test_japanese_days(text, expected):
    assert named(text, "ja", FRIDAY) == whole(expected)


def test_without_a_day_of_publication_only_what_is_absolute_is_found():
    text = "On Friday, 3 May 2019, and the next day; last week; October 8; in 2011."
    assert [day.text for day in find_days(text, "en", None)] == ["Friday, 3 May 2019", "the next day", "2011"]
    assert [day.text for day in find_days("2019年5月3日と翌日。昨年。金曜日。", "ja", None)] == ["2019年5月3日", "翌日"]


def test_a_moment_of_publication_counts_as_its_day():
    moment = datetime(2024, 10, 18, 23, 30, tzinfo=UTC)
    assert [day.start for day in find_days("It rained on Friday.", "en", moment)] == [FRIDAY]
    assert [day.start for day in find_days("11日に閉じた。", "ja", moment)] == [date(2024, 10, 11)]


def test_words_of_days_are_told_though_nobody_can_say_which_day():
    assert find_day_words("It closed on Friday.", "en") == [(13, 19)]


def test_other_languages_have_none():
    assert find_days("Il est venu le 8 octobre 2024.", "fr", FRIDAY) == []


PIECES = [
    "Oct. 8",
    "last ",
    "2024",
    "-",
    " to ",
    "May",
    "31",
    "Monday",
    " and ",
    "the ",
    "月",
    "日",
    "10",
    "から",
    "年",
    "同日",
    "翌",
    "令和",
    "0",
    "99",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(TEXTS, st.sampled_from(["en", "ja"]), st.one_of(st.none(), st.dates()))
def test_any_text_has_its_days_in_order_and_in_place(text, language, published):
    days = find_days(text, language, published)
    assert all(text[slice(*day.span)] == day.text and day.start <= day.end for day in days)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(days))


@pytest.mark.parametrize(
    "piece", ["October ", "last ", "8 ", "2024 ", "1-", "10月", "昨年", "2024年(", "8日から", "the ", " ", "May. "]
)
def test_long_rows_of_words_take_no_long(piece):
    for language in ("en", "ja"):
        find_days(piece * 20000, language, FRIDAY)
