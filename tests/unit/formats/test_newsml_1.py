"""NewsML 1.0 to 1.2: identity, status, the main story among its components, and what stands beside it."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_pairs import WIRE, no_salvage, rows_of

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem

PAIRS = sorted(WIRE.glob("newsml1-*.xml"))
IDENTITY = """<Identification><NewsIdentifier><ProviderId>w.example</ProviderId><DateId>20250304</DateId>
<NewsItemId>A</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification>"""


def one(components: str = "", *, management: str = "<Status FormalName='Usable'/>") -> ParsedItem:
    document = (
        f"<NewsML><NewsItem>{IDENTITY}<NewsManagement>{management}</NewsManagement>{components}</NewsItem></NewsML>"
    )
    (item,) = parse_feed(document.encode(), salvage=no_salvage).items
    return item


def component(text: str = "", *, role: str = "", headline: str = "", inside: str = "") -> str:
    return (
        "<NewsComponent>"
        + (f"<Role FormalName='{role}'/>" if role else "")
        + (f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>" if headline else "")
        + (f"<ContentItem><DataContent>{text}</DataContent></ContentItem>" if text else "")
        + inside
        + "</NewsComponent>"
    )


def codes(item: ParsedItem) -> list[str]:
    return [problem.code for problem in item.problems]


def test_there_are_documents_written_by_hand():
    assert len(PAIRS) == 4


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_document_written_by_hand_reads_as_written_down_beside_it(path):
    assert rows_of(path) == json.loads(path.with_suffix(".expected.json").read_text("utf-8"))


STORY = component("<p>Copy of the day.</p>", headline="Day")
CHANGE = "<StatusWillChange><FutureStatus FormalName='{}'/><DateAndTime>{}</DateAndTime></StatusWillChange>"


@pytest.mark.parametrize(
    ("management", "status", "embargo"),
    [
        ("<Status FormalName='Usable'/>", "usable", None),
        ("<Status FormalName='USABLE'/>", "usable", None),
        ("<Status FormalName='Withheld'/>", "withheld", None),
        ("<Status FormalName='Canceled'/>", "canceled", None),
        ("<Status FormalName='Cancelled'/>", "canceled", None),
        ("<Status FormalName='Embargoed'/>", "usable", "open"),
        ("<Status FormalName='Embargoed'/>" + CHANGE.format("Usable", "20250306T050000Z"), "usable", 6),
        ("<Status FormalName='Embargoed'/>" + CHANGE.format("Usable", "soon"), "usable", "open"),
        ("<Status FormalName='Withheld'/>" + CHANGE.format("Usable", "20250306T050000Z"), "usable", 6),
        ("<Status FormalName='Canceled'/>" + CHANGE.format("Usable", "20250306T050000Z"), "canceled", None),
        ("<Status FormalName='Draft'/>", "draft", None),
        ("", None, None),
        ("<Status FormalName='Usable'/><Instruction FormalName='Kill'/>", "canceled", None),
        ("<Status FormalName='Usable'/><Instruction FormalName='Withhold'/>", "withheld", None),
        ("<Instruction FormalName='Delete'/><Instruction FormalName='Hold'/>", "canceled", None),
        ("<Status FormalName='Usable'/><Instruction FormalName='Dance'/>", "usable", None),
    ],
)
def test_status_changes_to_come_and_instructions(management, status, embargo):
    item = one(STORY, management=management)
    assert item.pub_status == status
    assert (item.embargoed_until.day if item.embargoed_until else "open" if item.embargo_open else None) == embargo


@pytest.mark.parametrize(
    ("instruction", "signal"), [("Rectify", "correction"), ("Correction", "correction"), ("Update", "update")]
)
def test_an_instruction_can_be_a_signal(instruction, signal):
    assert one(STORY, management=f"<Instruction FormalName='{instruction}'/>").signal == signal


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_sterner_status_in_the_nitf_inside_counts(status):
    head = f"<head><docdata management-status='{status}'/></head>"
    copy = "<body><body.content><p>x</p></body.content></body>"
    assert one(component(f"<nitf>{head}{copy}</nitf>")).pub_status == status


def test_a_kill_without_copy_is_an_item():
    item = one(management="<Status FormalName='Canceled'/>")
    assert (item.guid, item.pub_status, item.content_html) == ("urn:newsml:w.example:20250304:A:1", "canceled", None)


def test_an_item_that_only_names_topics_is_withheld_and_says_so():
    item = one("<TopicSet><Topic><FormalName>x</FormalName></Topic></TopicSet>")
    assert (item.pub_status, codes(item)) == ("withheld", ["no_story"])


def test_a_catalog_without_items_is_readable_and_empty():
    feed = parse_feed(b"<NewsML><Catalog/><TopicSet><Topic/></TopicSet></NewsML>", salvage=no_salvage)
    assert (feed.format, feed.items) == ("newsml_1", ())


BESIDE = component("<p>Long words beside it</p>", role="Sidebar", headline="Beside")
IN_PARTS = component("Head", role="Title") + component("Lead", role="Lead") + component("Rest", role="Body")
CAPTION = component("Words under it", role="Caption")


@pytest.mark.parametrize(
    ("components", "title", "text"),
    [
        (component(inside=BESIDE + component("<p>Short</p>", role="Main", headline="Story")), "Story", "Short"),
        (component(inside=BESIDE + component("<p>Short</p>", headline="Story")), "Story", "Short"),
        (component(inside=component("<p>a</p>", headline="A") + component("<p>b c d</p>", headline="B")), "B", "b c d"),
        (component(inside=component("<p>Copy</p>"), headline="Outer"), "Outer", "Copy"),
        (component(inside=IN_PARTS), "Head", "Lead\nRest"),
        (component("<p>Copy</p>", headline="A", inside=CAPTION), "A", "Copy"),
        (component(inside=CAPTION, headline="Photo"), "Photo", "Words under it"),
    ],
)
def test_the_main_story_is_found_by_role_then_by_length(components, title, text):
    item = one(components)
    assert (item.title, item.content_text) == (title, text)


def test_texts_that_are_not_shown_are_named():
    item = one(component(inside=component("<p>a b c</p>", headline="A") + component("<p>d</p>", headline="Second")))
    (problem,) = item.problems
    assert problem.code == "further_texts"
    assert "Second" in problem.message


def test_one_text_in_several_forms_is_one_text():
    forms = "".join(
        f"<ContentItem><DataContent>{text}</DataContent></ContentItem>"
        for text in ("a b", "<p>a <b>b</b></p>", "<p>a b c</p>")
    )
    item = one(f"<NewsComponent>{forms}</NewsComponent>")
    assert (item.content_html, item.problems) == ("<p>a b c</p>", ())


@pytest.mark.parametrize(
    ("data", "html"),
    [
        ("One.\n\nTwo &lt; three.", "<p>One.</p>\n<p>Two &lt; three.</p>"),
        ("short\nlines", "<p>short<br>\nlines</p>"),
        ("x" * 120 + "\n\ty", "<p>" + "x" * 120 + "</p><p>y</p>"),
        ("&lt;p&gt;a &lt;b&gt;c&lt;/b&gt;&lt;/p&gt;", "<p>a <b>c</b></p>"),
        (
            "<![CDATA[<?xml version='1.0'?><nitf><body><body.content><p>a</p></body.content></body></nitf>]]>",
            "<p>a</p>",
        ),
        ("<html><head><title>T</title></head><body><p>a</p></body></html>", "<p>a</p>"),
        ("<nitf><body><body.content><p>a</p></body.content></body></nitf>", "<p>a</p>"),
        ("<p>a</p><media><media-reference data-location='#p0'/></media>", "<p>a</p>"),
    ],
)
def test_copy_in_every_form(data, html):
    assert one(component(data)).content_html == html


def test_base64_of_a_text_is_read_and_that_of_a_file_is_not():
    encoded = base64.b64encode("Überall Wasser.".encode()).decode()
    content = f"<Encoding Notation='Base64'><DataContent>{encoded}</DataContent></Encoding>"
    assert one(f"<NewsComponent><ContentItem>{content}</ContentItem></NewsComponent>").content_text == "Überall Wasser."
    photo = f"<NewsComponent><ContentItem><MediaType FormalName='Photo'/>{content}</ContentItem></NewsComponent>"
    assert one(photo).content_text is None


def test_the_language_may_stand_on_a_component_only():
    told = component(inside=component("<p>Water</p>").replace("<NewsComponent>", "<NewsComponent xml:lang='NL'>"))
    assert one(told).language == "nl"


def test_an_identifier_that_names_no_item_is_not_taken_for_one():
    named = IDENTITY.replace("</NewsIdentifier>", "<PublicIdentifier>{}</PublicIdentifier></NewsIdentifier>")
    for public, guid in (
        ("urn:newsml:www.w.example", "urn:newsml:w.example:20250304:A:1"),
        ("urn:newsml:w.example:20250304:A:1", "urn:newsml:w.example:20250304:A:1"),
    ):
        document = f"<NewsML><NewsItem>{named.format(public)}<NewsComponent/></NewsItem></NewsML>"
        assert parse_feed(document.encode(), salvage=no_salvage).items[0].guid == guid


def test_an_item_without_an_identifier_of_its_own_is_known_by_that_of_its_component():
    nameless = IDENTITY.replace(">A<", ">0<")
    metadata = "<AdministrativeMetadata><Property FormalName='NewsObjectId' Value='{}'/></AdministrativeMetadata>"
    for value, guid in (("4711", "urn:newsml:w.example:20250304:4711:1"), ("0", "urn:newsml:w.example:20250304:0:1")):
        inner = component("<p>x</p>").replace("<ContentItem>", metadata.format(value) + "<ContentItem>")
        document = f"<NewsML><NewsItem>{nameless}{component(inside=inner)}</NewsItem></NewsML>"
        assert parse_feed(document.encode(), salvage=no_salvage).items[0].guid == guid


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20190703T040512Z", "2019-07-03T04:05:12+00:00"),
        ("20190703T040512+0200", "2019-07-03T02:05:12+00:00"),
        ("20190703T040512-03:30", "2019-07-03T07:35:12+00:00"),
        ("20190703T040512", "2019-07-03T04:05:12+00:00"),
        ("20190703T0405+0000", "2019-07-03T04:05:00+00:00"),
        ("20190703000000-0500", "2019-07-03T05:00:00+00:00"),
        ("20190703", "2019-07-03T00:00:00+00:00"),
        ("2019-07-03T04:05:12Z", "2019-07-03T04:05:12+00:00"),
    ],
)
def test_times_in_the_basic_form_of_iso_8601(written, read):
    first = "<FirstCreated>20190101T000000Z</FirstCreated>"
    item = one(STORY, management=f"{first}<ThisRevisionCreated>{written}</ThisRevisionCreated>")
    assert item.published.isoformat() == item.updated.isoformat() == read


def test_an_item_within_an_item_is_an_item_of_its_own():
    inner = f"<NewsItem>{IDENTITY.replace('>A<', '>B<')}{component('<p>inner</p>')}</NewsItem>"
    document = f"<NewsML><NewsItem>{IDENTITY}{component('<p>outer</p>', inside=inner)}</NewsItem></NewsML>"
    items = parse_feed(document.encode(), salvage=no_salvage).items
    assert [item.content_text for item in items] == ["outer", "inner"]


WORDS = st.text(st.sampled_from("ab <&é漢\n"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "Lead", "Body", "Main", "Sidebar"]), WORDS), max_size=5))
def test_whatever_the_parts_every_character_of_the_story_shown_is_there(parts):
    told = [(role, words) for role, words in parts if words.strip()]
    inside = "".join(component(words.replace("&", "&amp;").replace("<", "&lt;"), role=role) for role, words in told)
    item = one(component(inside=inside)) if inside else one(STORY)
    shown = "".join((item.content_text or "").split())
    assert not told or any("".join(words.split()) in shown for _, words in told)
    if told and {role for role, _ in told} <= {"Lead", "Body"}:
        assert all("".join(words.split()) in shown for _, words in told)


def test_a_document_nested_without_end_is_refused_and_a_wide_one_says_what_was_left():
    with pytest.raises(ParseError):
        parse_feed(b"<NewsML><NewsItem>" + b"<NewsComponent>" * 100_000, salvage=no_salvage)
    wide = "".join(f"<ContentItem><DataContent>text {number}</DataContent></ContentItem>" for number in range(800))
    assert codes(one(f"<NewsComponent>{wide}</NewsComponent>")) == ["too_many_texts"]
