"""NITF: what a story says of itself, of its status and of others; hostile documents are answered, not obeyed."""

import json

import pytest
from wire_pairs import WIRE, no_salvage, rows_of

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem

PAIRS = sorted(WIRE.glob("nitf-*.xml"))


def items_of(docdata: str = "", *, status: str = "", head: str = "", body: str = "") -> tuple[ParsedItem, ...]:
    document = (
        f"<nitf><head><docdata {status}><doc-id id-string='a'/>{docdata}</docdata></head>"
        f"<body><body.head>{head}</body.head><body.content>{body}</body.content></body></nitf>"
    )
    return parse_feed(document.encode(), salvage=no_salvage).items


def one(docdata: str = "", **parts: str) -> ParsedItem:
    return items_of(docdata, **parts)[0]


def test_there_are_documents_written_by_hand():
    assert len(PAIRS) == 4


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_document_written_by_hand_reads_as_written_down_beside_it(path):
    assert rows_of(path) == json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("status", "read"),
    [
        ("", None),
        ("management-status='usable'", "usable"),
        ("management-status='Usable'", "usable"),
        ("management-status='withheld'", "withheld"),
        ("management-status='canceled'", "canceled"),
        ("management-status='cancelled'", "canceled"),
        ("management-status='embargoed'", "usable"),
        ("management-status='provisional'", "provisional"),
    ],
)
def test_the_status_is_that_of_the_document_and_never_guessed(status, read):
    assert one(status=status).pub_status == read


ISSUED = "<date.issue norm='20250304T100000Z'/>"


@pytest.mark.parametrize(
    ("docdata", "status", "until", "is_open"),
    [
        (ISSUED + "<date.release norm='20250305T060000+0100'/>", "management-status='embargoed'", 5, False),
        (ISSUED + "<date.release norm='20250305T060000+0100'/>", "management-status='usable'", 5, False),
        (ISSUED + "<date.release norm='20250304T100000Z'/>", "management-status='usable'", None, False),
        ("<date.release norm='20250305T060000+0100'/>", "", 5, False),
        (ISSUED, "management-status='embargoed'", None, True),
        (ISSUED + "<date.release norm='tomorrow'/>", "management-status='embargoed'", None, True),
        (ISSUED + "<date.release norm='tomorrow'/>", "", None, True),
    ],
)
def test_a_release_still_to_come_is_an_embargo_and_one_nobody_can_read_has_no_end(docdata, status, until, is_open):
    item = one(docdata, status=status)
    assert (item.embargoed_until and item.embargoed_until.hour, item.embargo_open) == (until, is_open)


def test_a_cancellation_of_another_document_cancels_that_one_too():
    told = "management-status='{}' management-doc-idref='{}' {}"
    canceled = "management-idref-status='canceled'"
    assert [(item.guid, item.pub_status) for item in items_of(status=told.format("usable", "b", canceled))] == [
        ("a", "usable"),
        ("b", "canceled"),
    ]
    assert [item.guid for item in items_of(status=told.format("canceled", "b", ""))] == ["a", "b"]
    assert [item.guid for item in items_of(status=told.format("usable", "b", ""))] == ["a"]
    assert [item.guid for item in items_of(status=told.format("canceled", "a", canceled))] == ["a"]
    assert one(status=told.format("usable", "b", "")).replaces == ("b",)


def test_of_a_correction_readers_are_told_the_correction_and_not_the_message_to_editors():
    item = one("<ed-msg info='call us: 0555'/><correction info='It was Tuesday.'/>")
    assert (item.signal, item.ed_note) == ("correction", "It was Tuesday.")
    assert one("<ed-msg info='call us: 0555'/>").ed_note == "call us: 0555"


@pytest.mark.parametrize(
    ("head", "authors", "byline"),
    [
        ("<byline>By ANA SILVA<byttl>Energy Writer</byttl></byline>", ("By ANA SILVA",), "ANA SILVA, Energy Writer"),
        ("<byline>By <person>Ana Silva</person></byline>", ("By Ana Silva",), "Ana Silva"),
        (
            "<byline><person><name.given>Ana</name.given><name.family>Silva</name.family></person></byline>"
            "<byline>Jon Ek</byline>",
            ("Ana Silva", "Jon Ek"),
            "Ana Silva; Jon Ek",
        ),
        ("<byline><byttl>Staff</byttl></byline>", (), "Staff"),
        ("<byline/>", (), None),
    ],
)
def test_names_and_titles_of_a_byline_stand_apart(head, authors, byline):
    item = one(head=head)
    assert (item.authors, item.byline) == (authors, byline)


def test_a_story_date_that_is_only_a_number_is_no_part_of_the_dateline():
    date = "<story.date norm='20250304T100000Z'>20250304T100000Z</story.date>"
    item = one(head=f"<dateline><location>Faro</location>{date}</dateline>")
    assert (item.dateline, item.located) == ("Faro", ("Faro",))
    assert item.published.isoformat() == "2025-03-04T10:00:00+00:00"


def test_the_headline_is_hl1_then_hl2_then_the_title():
    assert one(head="<hedline><hl1>One</hl1><hl2>Two</hl2></hedline>").title == "One"
    assert one(head="<hedline><hl2>Two</hl2></hedline>").title == "Two"
    titled = b"<nitf><head><title>Three</title></head><body><body.content/></body></nitf>"
    assert parse_feed(titled, salvage=no_salvage).items[0].title == "Three"


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE nitf SYSTEM 'nitf-3-6.dtd'>",
        "<?xml version='1.0'?><!DOCTYPE nitf PUBLIC '-//IPTC//DTD NITF 3.2//EN' 'http://nowhere.example/nitf.dtd'>",
        "<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY port 'Quarrow'>]>",
        "<!DOCTYPE nitf [<!ENTITY secret SYSTEM 'file:///etc/passwd'>]>",
    ],
)
def test_a_document_type_is_no_obstacle_and_nothing_is_fetched_for_it(prolog):
    copy = "<p>In &port;&secret; &eacute;t&eacute; &mdash; no</p>"
    document = f"{prolog}<nitf><body><body.content>{copy}</body.content></body></nitf>"
    text = parse_feed(document.encode(), salvage=no_salvage).items[0].content_text
    assert text.endswith("été — no")
    assert "root:" not in text
    assert ("Quarrow" in text) == ("ENTITY port" in prolog)


def test_a_declaration_that_lies_about_the_encoding_does_not_spoil_the_words():
    for codec, declared in (("utf-8", "iso-8859-1"), ("cp1252", "utf-8"), ("cp1252", "iso-8859-1")):
        copy = "<p>“Déjà” à l’heure: 5 €</p>"
        story = f"<nitf><body><body.content>{copy}</body.content></body></nitf>"
        document = f"<?xml version='1.0' encoding='{declared}'?>{story}"
        assert parse_feed(document.encode(codec), salvage=no_salvage).items[0].content_text == "“Déjà” à l’heure: 5 €"


def test_a_document_nested_without_end_is_refused():
    for name in (b"x", b"person", b"media-caption", b"body.content"):
        document = b"<nitf><body><body.content>" + b"<%b>" % name * 100_000
        with pytest.raises(ParseError):
            parse_feed(document, salvage=no_salvage)


def test_of_thousands_of_pictures_the_first_hundreds_are_taken():
    media = '<media media-type="image"><media-reference source="https://a.example/{}.jpg"/></media>'
    item = one(body="".join(media.format(number) for number in range(3000)))
    assert len(item.pictures) == 500
