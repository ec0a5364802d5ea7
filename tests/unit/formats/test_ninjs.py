"""ninjs 1.0 to 3.x: whatever version's spelling stands in a document, the item says the same."""

import json
import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import NameHint, ParsedFeed, ParsedItem
from wireroom.runner.commands.parse import _row

WIRE = Path(__file__).parent / "wire"
PAIRS = sorted(path for path in WIRE.glob("ninjs-*.json") if not path.name.endswith(".expected.json"))


def no_salvage(text: str) -> dict:
    raise AssertionError("JSON is never salvaged")


def parse(document: object) -> ParsedFeed:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return parse_feed(body, salvage=no_salvage)


def one(**members: object) -> ParsedItem:
    (item,) = parse({"uri": "urn:a", "headline": "Ferry returns", **members}).items
    return item


def codes(item: ParsedItem) -> list[str]:
    return [problem.code for problem in item.problems]


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_document_written_by_hand_reads_as_written_down_beside_it(path):
    feed = parse(path.read_bytes())
    assert feed.format == "ninjs"
    rows = [{**_row(item), "problems": codes(item)} for item in feed.items]
    assert rows == json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


def test_there_are_four_documents_written_by_hand():
    assert len(PAIRS) == 4


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"pubstatus": "usable"}, "usable"),
        ({"pubStatus": "canceled"}, "canceled"),
        ({"pubstatus": "canceled", "standard": {"name": "ninjs", "version": "3.1"}}, "canceled"),
        ({"pubStatus": "canceled", "$standard": {"version": "1.3"}}, "canceled"),
        ({"pub_status": "CANCELLED"}, "canceled"),
        ({"PubStatus": " Withheld "}, "withheld"),
        ({"pubStatus": "stat:canceled"}, "canceled"),
        ({"pubStatus": "http://cv.iptc.org/newscodes/pubstatusg2/withheld"}, "withheld"),
        ({"pubStatus": {"uri": "http://cv.iptc.org/newscodes/pubstatusg2/canceled", "name": "gone"}}, "canceled"),
        ({"pubStatus": ["usable", "canceled"]}, "canceled"),
        ({"pubstatus": "usable", "pubStatus": "canceled"}, "canceled"),
        ({"pubStatus": "usable", "pubstatus": "withheld"}, "withheld"),
        ({"pubstatus": "usable", "pubStatus": "commissioned"}, "commissioned"),
        ({"pubstatus": "commissioned"}, "commissioned"),
        ({"pubStatus": 7}, "7"),
        ({"pubStatus": {"shape": "new"}}, "withheld"),
        ({"pubStatus": [["canceled"]]}, "withheld"),
        ({"pubStatus": {"literal": ["canceled"]}}, "withheld"),
        ({"pubStatus": None}, None),
        ({"pubStatus": ""}, None),
        ({}, None),
    ],
)
def test_the_status_is_read_in_every_spelling_and_the_stricter_counts(members, status):
    assert one(**members).pub_status == status


@pytest.mark.parametrize(
    ("signal", "read"),
    [
        (["sig:update", "sig:correction"], "correction"),
        ([{"uri": "http://cv.iptc.org/newscodes/signal/correction", "name": "fixed"}], "correction"),
        ("update", "update"),
        (["sig:routing"], "routing"),
        ([["deep"]], None),
        ([], None),
    ],
)
def test_a_signal_is_read_as_its_code_and_a_correction_before_others(signal, read):
    assert one(signal=signal).signal == read


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil", "embargoeduntil", "Embargoed"])
def test_an_embargo_is_read_in_every_spelling(name):
    item = one(**{name: "2025-03-04T09:00:00+09:00"})
    assert (item.embargoed_until, item.embargo_open) == (datetime(2025, 3, 4, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("value", "is_open", "problems"),
    [
        ("", True, []),
        ("   ", True, []),
        (None, False, []),
        (False, False, []),
        (True, True, ["bad_embargo"]),
        ({"until": "noon"}, True, ["bad_embargo"]),
        (["2025-03-04T09:00:00Z"], True, ["bad_embargo"]),
        ("until further notice", True, ["bad_embargo"]),
    ],
)
def test_an_embargo_without_a_readable_end_has_none(value, is_open, problems):
    item = one(embargoed=value)
    assert (item.embargoed_until, item.embargo_open, codes(item)) == (None, is_open, problems)


def test_two_different_ends_of_an_embargo_are_none():
    item = one(embargoed="2025-03-04T09:00:00Z", embargoedUntil="2020-01-01T00:00:00Z")
    assert (item.embargoed_until, item.embargo_open) == (None, True)


@pytest.mark.parametrize(
    "members",
    [
        {"headline": "Ferry <returns>"},
        {"headline": [{"name": "main", "value": "Ferry <returns>"}]},
        {
            "headline": None,
            "headlines": [{"role": "short", "value": "Back"}, {"role": "main", "value": "Ferry <returns>"}],
        },
        {"headline": None, "headlines": "Ferry <returns>"},
        {"headline": "", "Headlines": ["Ferry <returns>"]},
        {"headline": None, "title": "Ferry <returns>"},
        {"headline": None, "headline_long": "Ferry <returns>"},
        {
            "headline": None,
            "headlines": [{"role": "main", "contentType": "text/html", "value": "<b>Ferry</b> &lt;returns>"}],
        },
    ],
)
def test_the_headline_is_read_in_every_spelling(members):
    assert one(**members).title == "Ferry <returns>"


PLAIN = "It is <b>back</b>.\n\nAll are well."


@pytest.mark.parametrize(
    "members", [{"body_text": PLAIN}, {"bodies": [{"role": "main", "contentType": "text/plain", "value": PLAIN}]}]
)
def test_plain_text_stays_text(members):
    assert one(**members).content_html == "<p>It is &lt;b&gt;back&lt;/b&gt;.</p>\n<p>All are well.</p>"


def test_a_body_that_does_not_say_what_it_is_is_text_with_paragraphs():
    item = one(bodies=[{"value": "It is back.\n\nAll are well."}])
    assert item.content_html == "<p>It is back.</p>\n<p>All are well.</p>"


@pytest.mark.parametrize(
    "members",
    [
        {"body_html": "<p>It is <b>back</b>.</p>"},
        {"body_xhtml": "<p>It is <b>back</b>.</p>"},
        {"body_text": "It is back.", "body_html": "<p>It is <b>back</b>.</p>"},
        {"body_text": "— It is back.", "body_html5": "<p>It is <b>back</b>.</p>"},
        {"body_html": "<html><head><title>Ferry</title></head><body><p>It is <b>back</b>.</p></body></html>"},
        {"bodies": [{"contentType": "text/html", "value": "<p>It is <b>back</b>.</p>"}]},
        {
            "bodies": [
                {"role": "main", "contenttype": "text/plain", "value": "It is back."},
                {"role": "richtext", "contenttype": "body_xhtml", "value": "<p>It is <b>back</b>.</p>"},
            ]
        },
        {"bodies": [{"role": "html", "value": "<p>It is <b>back</b>.</p>"}, {"role": "teaser", "value": "Back."}]},
    ],
)
def test_the_body_is_the_one_with_mark_up_where_it_has_all_the_words(members):
    assert one(**members).content_text == "It is back."
    assert "<b>back</b>" in one(**members).content_html


def test_the_longer_body_wins_over_mark_up_that_lacks_words():
    item = one(body_html="<p>It is back.</p>", body_text="It is back. The company denies that it was ever late.")
    assert item.content_text == "It is back. The company denies that it was ever late."


def test_a_body_in_nitf_is_read_as_nitf():
    nitf = (
        '<?xml version="1.0"?><nitf><head><title>Not shown</title></head><body><body.content><block>'
        "<p>The owner <em>denies</em> it.</p></block></body.content></body></nitf>"
    )
    item = one(bodies=[{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}])
    assert item.content_text == "The owner denies it."
    broken = one(bodies=[{"role": "nitf", "value": "<TTNITF><HEAD>The owner <CITAT>denies it"}])
    assert broken.content_text == "The owner denies it"


@pytest.mark.parametrize(
    ("members", "authors"),
    [
        ({"byline": "Ines Halloran"}, ("Ines Halloran",)),
        ({"by": "Ines Halloran"}, ("Ines Halloran",)),
        ({"authors": [{"name": "Ines Halloran"}, {"name": "Sam Odell"}]}, ("Ines Halloran", "Sam Odell")),
    ],
)
def test_the_byline_is_read_in_every_spelling(members, authors):
    item = one(**members)
    assert (item.authors, item.byline) == (authors, ", ".join(authors))


@pytest.mark.parametrize(
    "members",
    [
        {
            "person": [{"name": "Tove Brandt"}],
            "organisation": [{"name": "Marl & Sons"}],
            "place": [{"name": "Quarrow"}],
            "subject": [{"name": "Transport"}],
        },
        {
            "people": [{"name": "Tove Brandt"}, {"uri": "urn:nobody"}],
            "organisations": [{"literal": "Marl & Sons"}],
            "places": ["Quarrow"],
            "subjects": {"name": "Transport"},
        },
    ],
)
def test_names_are_hints_and_subjects_are_categories(members):
    item = one(**members)
    assert item.names == (
        NameHint("Tove Brandt", "person"),
        NameHint("Marl & Sons", "organisation"),
        NameHint("Quarrow", "place"),
    )
    assert item.categories == ("Transport",)


@pytest.mark.parametrize(
    "members",
    [
        {"versioncreated": "2025-03-04T09:00:00Z", "copyrightholder": "Vesper", "usageterms": "Web", "ednote": "Note"},
        {"versionCreated": "2025-03-04T09:00:00Z", "copyrightHolder": "Vesper", "usageTerms": "Web", "edNote": "Note"},
    ],
)
def test_dates_rights_and_notes_are_read_in_every_spelling(members):
    item = one(**members)
    assert item.published == item.updated == datetime(2025, 3, 4, 9, tzinfo=UTC)
    assert (item.copyright_holder, item.usage_terms, item.ed_note) == ("Vesper", "Web", "Note")
    assert codes(item) == []


def picture(**members: object) -> dict:
    rendition = {"name": "web", "href": "https://pictures.example/1.jpg", "contenttype": "image/jpeg", "width": 1280}
    return {"name": "lead", "uri": "urn:p", "type": "picture", "by": "Odell", "renditions": [rendition], **members}


@pytest.mark.parametrize("associations", [[picture()], {"lead": picture(name=None)}, {"all": [picture()]}])
def test_an_associated_picture_is_the_items_picture(associations):
    (found,) = one(associations=associations).pictures
    assert (found.url, found.credit) == ("https://pictures.example/1.jpg", "Odell")


@pytest.mark.parametrize(
    "members", [{"pubStatus": "canceled"}, {"pubstatus": "withheld"}, {"embargoed": ""}, {"pubStatus": "commissioned"}]
)
def test_a_picture_that_may_not_be_shown_is_left_out_and_said_to_be(members):
    item = one(associations=[picture(**members)])
    assert (item.pictures, codes(item)) == ((), ["association_held"])


def test_of_films_and_sounds_the_largest_file_is_attached():
    films = [
        {"name": "small", "href": "https://films.example/s.mp4", "contentType": "video/mp4", "sizeInBytes": 5},
        {"name": "large", "href": "https://films.example/l.mp4", "contentType": "video/mp4", "sizeInBytes": 50},
    ]
    item = one(associations=[{"name": "film", "uri": "urn:f", "type": "video", "renditions": films}])
    assert [file.url for file in item.enclosures] == ["https://films.example/l.mp4"]


def test_a_plan_is_kept_and_held():
    item = one(type="planning", pubStatus="usable")
    assert (item.pub_status, codes(item)) == ("withheld", ["no_story"])
    assert one(type="event", pubStatus="canceled").pub_status == "canceled"
    assert one(eventDetails={"dates": {}}, pubStatus="usable").pub_status == "withheld"
    assert one(type="text", eventdetails={"dates": {}}, pubStatus="usable").pub_status == "usable"


def test_the_schema_that_comes_with_the_copy_is_no_story():
    schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "ninjs 1.9", "type": "object"}
    (item,) = parse(schema).items
    assert (item.title, item.pub_status, codes(item)) == ("ninjs 1.9", "withheld", ["no_story"])


ITEM = {"uri": "urn:a", "pubStatus": "usable", "headlines": [{"value": "Ferry returns"}]}


@pytest.mark.parametrize("document", [ITEM, [ITEM], {"items": [ITEM]}, {"_items": [ITEM], "_links": {}}])
def test_one_object_a_list_and_an_apis_page_hold_items(document):
    (item,) = parse(document).items
    assert (item.guid, item.title) == ("urn:a", "Ferry returns")


def test_a_member_that_is_no_object_costs_only_itself():
    feed = parse([ITEM, 7, "x", None, {**ITEM, "uri": "urn:b"}])
    assert [item.guid for item in feed.items] == ["urn:a", "urn:b"]
    assert [problem.code for problem in feed.problems] == ["wrong_type"] * 3


def test_a_json_feed_stays_a_json_feed():
    document = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "uri": "urn:a", "pubstatus": "x"}]}
    assert parse(document).format == "json11"
    assert parse({"items": [{"id": "1", "content_html": "x", "language": "en"}]}).format == "json10"


@pytest.mark.parametrize(
    "document",
    [{"uri": "/api/items", "status": 500, "message": "down"}, {"uri": 7, "headline": "x"}, [1, 2], [], {}, {"a": 1}],
)
def test_other_json_is_no_ninjs(document):
    with pytest.raises(ParseError):
        parse(document)


def test_a_line_break_left_in_a_string_is_told_and_read():
    feed = parse(b'{"uri": "urn:a", "pubstatus": "canceled", "body_text": "one\ntwo"}')
    assert (feed.items[0].pub_status, feed.items[0].content_text) == ("canceled", "one\ntwo")
    assert [problem.code for problem in feed.problems] == ["not_well_formed"]


@pytest.mark.parametrize(
    "name", ["uri", "headline", "versioncreated", "version", "subject", "renditions", "associations"]
)
@pytest.mark.parametrize("value", [True, 3, ["a", 3], {"a": {"b": [1]}}, [[["x"]]]])
def test_a_value_of_the_wrong_type_costs_at_most_its_field(name, value):
    members = {"uri": "urn:a", "guid": "urn:a", "headline": "Ferry returns", "pubStatus": "canceled", name: value}
    (item,) = parse(members).items
    assert item.pub_status == "canceled"


@pytest.mark.parametrize("name", ["pubStatus", "embargoed", "headlines", "associations", "people", "version"])
def test_a_value_nested_as_deeply_as_json_is_read_costs_no_more_than_its_field(name):
    body = b'{"uri":"urn:a","edNote":"x","%s":%s1%s}' % (name.encode(), b"[" * 900, b"]" * 900)
    assert parse(body).items[0].ed_note == "x"


def test_a_document_nested_too_deeply_is_refused():
    with pytest.raises(ParseError):
        parse(b'{"uri":"urn:a","associations":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}")


words = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u202d\u202e"), min_size=1)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(st.lists(words, min_size=1, max_size=5), st.sampled_from(["body_html", "body_xhtml", "bodies"]))
def test_every_visible_character_of_marked_up_text_survives(paragraphs, name):
    html = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    value = [{"role": "main", "contentType": "text/html", "value": html}] if name == "bodies" else html
    assert bare(one(**{name: value}).content_text or "") == bare("".join(paragraphs))


@given(st.lists(words, min_size=1, max_size=5), st.booleans())
def test_every_visible_character_of_plain_text_survives(paragraphs, in_list):
    text = "\n\n".join(paragraphs)
    body = {"bodies": [{"contenttype": "text/plain", "value": text}]} if in_list else {"body_text": text}
    assert bare(one(**body).content_text or "") == bare(text)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "uri"]), inner),
    max_leaves=8,
)
NAMES = ["pubStatus", "embargoed", "headlines", "bodies", "body_html", "descriptions", "associations", "renditions"]
NAMES += ["type", "by", "people", "signal", "urgency", "version", "versioncreated", "infosources", "rightsinfo", "link"]


@given(st.dictionaries(st.sampled_from(NAMES), values, max_size=8))
def test_no_document_of_whatever_types_raises(members):
    (item,) = parse({"uri": "urn:a", **members, "version_created": None, "edNote": "x"}).items
    assert item.guid == "urn:a"
