"""The dates of feeds, in all their spellings."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.dates import parse_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 01 Jan 2004 19:48:21 GMT", (2004, 1, 1, 19, 48, 21)),
        ("Fri, 18 Oct 2024 09:30:00 +0900", (2024, 10, 18, 0, 30)),
        ("18 Oct 2024 09:30 EST", (2024, 10, 18, 14, 30)),
        ("Friday, 18-Oct-24 09:30:00 GMT", (2024, 10, 18, 9, 30)),
        ("Fri, 18 Oct 2024 09:30:00 PM EDT", (2024, 10, 19, 1, 30)),
        ("Fri, 18 Oct 2024 24:00:00 GMT", (2024, 10, 19)),
        ("Fri, 31 Dec 2016 23:59:60 GMT", (2016, 12, 31, 23, 59, 59)),
        ("2024-10-18T09:30:00Z", (2024, 10, 18, 9, 30)),
        ("2024-10-18T09:30:00+09:00", (2024, 10, 18, 0, 30)),
        ("2024-10-18T09:30:00.5-0500", (2024, 10, 18, 14, 30, 0, 500000)),
        ("2024-10-18 09:30:00", (2024, 10, 18, 9, 30)),
        ("20241018T093000Z", (2024, 10, 18, 9, 30)),
        ("2024-10-18", (2024, 10, 18)),
        ("2024-10", (2024, 10, 1)),
        ("2024", (2024, 1, 1)),
        ("2024-292", (2024, 10, 18)),
        ("Fri Oct 18 09:30:00 2024", (2024, 10, 18, 9, 30)),
        ("October 18, 2024 9:30 am", (2024, 10, 18, 9, 30)),
        ("18.10.2024 09:30", (2024, 10, 18, 9, 30)),
        ("18/10/2024", (2024, 10, 18)),
        ("10/18/2024", (2024, 10, 18)),
        ("Thursday, October 18, 2024 - 09:30", (2024, 10, 18, 9, 30)),
        ("Oct 18, 2024 at 9:30 p.m. (EDT)", (2024, 10, 19, 1, 30)),
        ("Fri, 18 Oct 2024 9:30 a.m. EDT", (2024, 10, 18, 13, 30)),
        ("Fri, 8 Oct 2024 09:30:00 EST", (2024, 10, 8, 14, 30)),
        ("Fri, 18 Oct 2024 09:30:00 XYZ", (2024, 10, 18, 9, 30)),
        ("2024-10-18T09:30:00-07:00[America/Los_Angeles]", (2024, 10, 18, 16, 30)),
        ("1729243800", (2024, 10, 18, 9, 30)),
        ("1729243800000", (2024, 10, 18, 9, 30)),
        ("2024.10.18 09:30", (2024, 10, 18, 9, 30)),
        ("2024. 10. 18.", (2024, 10, 18)),
        ("令和6年10月18日（金） 午後9時30分", (2024, 10, 18, 21, 30)),
        ("令和元年5月1日", (2019, 5, 1)),
        ("平成30年1月5日", (2018, 1, 5)),
        ("2024年10月18日 9時30分", (2024, 10, 18, 9, 30)),
        ("2024년 10월 18일 09:30:00", (2024, 10, 18, 9, 30)),
        ("Fr, 18 Okt 2024 11:30:00 +0200", (2024, 10, 18, 9, 30)),
        ("ven., 18 oct. 2024 11:30:00 +0200", (2024, 10, 18, 9, 30)),
        ("18 de octubre de 2024", (2024, 10, 18)),
        ("Пт, 18 окт 2024 09:30:00 +0000", (2024, 10, 18, 9, 30)),
        ("Παρ, 18 Οκτ 2024 09:30:00 GMT", (2024, 10, 18, 9, 30)),
    ],
)
def test_spellings(text, moment):
    assert parse_date(text) == datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "11/01/2020",
        "02-03-2021",
        "2024-02-30",
        "0000-00-00",
        "0001-01-01T00:00:00Z",
        "32 Oct 2024",
        "x" * 200,
        "Mon, 30 Nov -0001 00:00:00 +0000",
        "9999-12-31T23:59:59-10:00",
        "2024-10-18T09:30:00+99:00",
        "Fri, 18 Oct 2024 09:30.12 GMT",
        "Fri, 18 Oct 0024 09:30:00 GMT",
        "2024-10-18T09:30:00 Asia/Tokyo",
    ],
)
def test_no_date_or_two_is_none(text):
    assert parse_date(text) is None


@given(st.datetimes(min_value=datetime(1000, 1, 2), timezones=st.just(UTC)))
def test_what_is_written_by_the_standard_is_read(moment):
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.strftime("%a, %d %b %Y %H:%M:%S +0000")) == moment.replace(microsecond=0)


@given(st.text(max_size=60))
def test_nothing_raises(text):
    found = parse_date(text)
    assert found is None or found.tzinfo is UTC
