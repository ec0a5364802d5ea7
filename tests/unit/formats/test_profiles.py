"""What is known of agencies: found by what a document says of itself, applied to headline, byline, language, times."""

from importlib.resources import files

import pytest

from wireroom.core.formats.agencies import AGENCIES, agencies, find_agency
from wireroom.core.formats.profiles import apply_profile
from wireroom.core.formats.raw import RawFeed, RawItem, Text, WireItem
from wireroom.core.text.sanitize import visible_text

GUIDS = {
    "AFP": "urn:newsml:afp.com:20250304:x",
    "ANSA": "tag:ansa.it,2025-03-04:x",
    "Belga": "urn:newsml:belga.be:20250304:x:1",
    "Reuters": "tag:reuters.com,2025:newsml_x",
    "STT": "urn:newsml:stt.fi:20250304:1",
    "The Canadian Press": "urn:newsml:thecanadianpress.com:20250304:1",
    "dpa": "urn:newsml:dpa.com:20090101:x",
}


def settled(agency: str | None = None, **values) -> WireItem:
    item = WireItem(guid=GUIDS.get(agency, "urn:vesper:1"), **values)
    found = apply_profile(RawFeed(format="newsml_g2", items=[item]), None)
    assert (found.name if found else None) == agency
    return item


def test_every_file_is_read_and_every_mark_belongs_to_one_agency():
    folder = files("wireroom.core.data").joinpath("agencies")
    assert {path.name for path in folder.iterdir()} == {f"{name}.toml" for name in (*AGENCIES, "default")}
    marks = [(kind, mark) for agency in agencies() for kind, known in agency.known_by.items() for mark in known]
    assert len(marks) == len(set(marks))
    assert all(agency.known_by for agency in agencies())


@pytest.mark.parametrize(
    ("marks", "name"),
    [
        ({"guid": ["urn:newsml:afp.com:20250304:TX:1"]}, "AFP"),
        ({"regsrc": ["AP"]}, "AP"),
        ({"provider": ["agencia efe"]}, "EFE"),
        ({"catalog": ["http://g2.dpa.com/catalog/catalog001.xml"]}, "dpa"),
        ({"guid": ["urn:newsml:belga.be:1"], "provider": ["AFP"]}, "Belga"),
        ({"provider": ["Vesper Newswire"]}, None),
        ({"guid": ["urn:vesper:afp"]}, None),
        ({}, None),
    ],
)
def test_an_agency_is_found_by_the_surest_mark(marks, name):
    found = find_agency(marks)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("agency", "title", "read"),
    [
        ("ANSA", ">>>ANSA/ Talks resume in Rome", "Talks resume in Rome"),
        ("ANSA", "++ Talks resume in Rome ++", "Talks resume in Rome"),
        ("ANSA", "Talks >>> resume", "Talks >>> resume"),
        ("ANSA", "++", "++"),
        (None, ">>>ANSA/ Talks resume in Rome", ">>>ANSA/ Talks resume in Rome"),
    ],
)
def test_marks_of_the_service_are_no_part_of_a_headline(agency, title, read):
    assert settled(agency, title=Text(title, "text")).title.value == read


def test_the_counter_before_a_headline_goes_and_a_number_that_is_news_stays():
    for title, read in (("1 SOCCER Quarrow", "SOCCER Quarrow"), ("7 die in storm", "7 die in storm")):
        item = WireItem(title=Text(title, "text"), provider="Press Association")
        apply_profile(RawFeed(format="nitf", items=[item]), None)
        assert item.title.value == read


LONG = "<p>The council of Quarrow said " + "that and this and " * 20 + "no more.</p>"


@pytest.mark.parametrize(
    ("agency", "body", "read"),
    [
        ("AFP", "<p>Mr. J. Maar won 1.5 million. He said so.</p>", "Mr. J. Maar won 1.5 million."),
        ("AFP", "<p> </p><p>Quarrow harbour opens</p><p>More.</p>", "Quarrow harbour opens"),
        ("AFP", "<p>港は再開したと市長が発表した。詳細は不明。</p>", "港は再開したと市長が発表した。詳細は不明。"),
        ("AFP", "<p>x</p>", "QUARROW-HARBOUR"),
        ("AFP", None, "QUARROW-HARBOUR"),
        ("STT", "<p>Quarrow harbour opens</p>", "QUARROW-HARBOUR"),
        (None, "<p>Quarrow harbour opens</p>", None),
    ],
)
def test_what_stands_for_a_headline_that_is_missing(agency, body, read):
    item = settled(agency, body=Text(body, "html") if body else None, slugline="QUARROW-HARBOUR")
    assert (item.title.value if item.title else None) == read


def test_a_sentence_too_long_for_a_headline_is_cut_at_a_word():
    title = settled("AFP", body=Text(LONG, "html")).title.value
    assert len(title) <= 250
    assert title.endswith("…")
    assert LONG[3:].startswith(title[:-1])


@pytest.mark.parametrize(
    ("language", "byline", "read"),
    [
        ("en", "By Ana Silva", "Ana Silva"),
        ("en", "BY ANA SILVA, Energy Writer", "ANA SILVA, Energy Writer"),
        ("de", "Von Ada Kern, dpa", "Ada Kern, dpa"),
        ("en", "Von Ada", "Von Ada"),
        ("fr", "Par Luc Roy", "Luc Roy"),
        ("en", "Byron Lane", "Byron Lane"),
        (None, "By Ana Silva", "Ana Silva"),
    ],
)
def test_a_byline_goes_without_the_word_for_by_and_authors_stay_as_written(language, byline, read):
    item = settled(None, language=language, byline=byline, authors=[byline])
    assert (item.byline, item.authors) == (read, [byline])


@pytest.mark.parametrize(
    ("agency", "body", "byline"),
    [
        ("Reuters", "<p>By Toby Hale</p><p>QUARROW - It opened.</p>", "Toby Hale"),
        ("Reuters", "<p>(Adds detail)\n   By Ana Silva and Jon Ek\n   It opened.</p>", "Ana Silva and Jon Ek"),
        ("dpa", "<p>Von Ada Kern, dpa</p><p>Es ist offen.</p>", "Ada Kern, dpa"),
        ("Reuters", "<p>By then it was over</p>", None),
        ("Reuters", "<p>By Monday, Quarrow was dry</p>", None),
        ("Reuters", "<p>By Late Spring, Quarrow was dry.</p>", None),
        ("Reuters", "<p>By Ana Silva, who had seen all of it from the old quay on Monday</p>", None),
        ("Reuters", "<p>It opened.</p>" * 20 + "<p>By Ana Silva</p>", None),
        ("AFP", "<p>By Toby Hale</p>", None),
    ],
)
def test_a_byline_is_found_in_the_copy_of_agencies_that_put_it_there(agency, body, byline):
    language = "de" if agency == "dpa" else "en"
    item = settled(agency, language=language, body=Text(body, "html"), authors=[agency], provider=agency)
    assert item.byline == byline
    assert "".join(visible_text(item.body.value).split()) == "".join(visible_text(body).split())


@pytest.mark.parametrize(
    ("agency", "language", "read"),
    [
        (None, "ENG", "en"),
        (None, "Nederlands", "nl"),
        (None, "nl_nl", "nl-nl"),
        ("The Canadian Press", "en-US", "en-CA"),
        ("The Canadian Press", "en-CA", "en-CA"),
        (None, None, None),
    ],
)
def test_languages_by_any_name(agency, language, read):
    assert settled(agency, language=language).language == read


@pytest.mark.parametrize(
    ("agency", "time", "read"),
    [
        ("Belga", "20190129T133400", "2019-01-29T12:34:00+00:00"),
        ("Belga", "2019-07-03T10:00:00", "2019-07-03T08:00:00+00:00"),
        ("Belga", "20190129T133400Z", "20190129T133400Z"),
        ("Belga", "20190129T133400+0100", "20190129T133400+0100"),
        ("Belga", "20190129", "20190129"),
        ("Belga", "soon", "soon"),
        ("STT", "2018-04-04T04:05:16", "2018-04-04T01:05:16+00:00"),
        ("AFP", "20190129T133400", "20190129T133400"),
    ],
)
def test_times_without_an_offset_are_those_of_the_agencys_clock(agency, time, read):
    item = settled(agency, published=time, embargo=time)
    assert (item.published, item.embargo) == (read, read)


def test_a_dateline_loses_the_dash_to_the_copy_and_a_timestamp_is_none():
    assert settled(dateline="Quarrow, March 4 (AFP) -").dateline == "Quarrow, March 4 (AFP)"
    assert settled(dateline="2025-03-04 10:00:00 GMT").dateline is None


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (
            "<p>(Adds detail)\n    * The sluice held\n\n    It opened on\nMonday.\n    Nobody was hurt.</p>",
            "<p>(Adds detail)</p><p>* The sluice held</p><p>It opened on\nMonday.</p><p>Nobody was hurt.</p>",
        ),
        ("<p>It opened on\nMonday.</p>", "<p>It opened on\nMonday.</p>"),
        ("<p>It <b>did not</b>\n    open.</p>", "<p>It <b>did not</b>\n    open.</p>"),
    ],
)
def test_paragraphs_begun_by_an_indented_line_are_paragraphs(body, read):
    assert settled("Reuters", body=Text(body, "html")).body.value == read
    assert settled("AFP", body=Text(body, "html")).body.value == body


def test_a_feed_that_is_no_wire_is_left_alone():
    item = RawItem(guid="urn:newsml:afp.com:1", language="ENG")
    assert apply_profile(RawFeed(format="rss20", items=[item]), None) is None
    assert item == RawItem(guid="urn:newsml:afp.com:1", language="ENG")
