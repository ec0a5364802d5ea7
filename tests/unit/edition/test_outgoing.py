"""Stories as other programs get them: ninjs 3.1 and NewsML-G2 2.35, valid, cut to the rights, silent once canceled."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from pathlib import Path
from re import sub

import jsonschema
import pytest
from edition_samples import NOW
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.text.sanitize import clean_html
from wireroom.edge.salvage import salvage
from wireroom.edition.outgoing import web_iri
from wireroom.edition.render.escaping import absolute_html
from wireroom.edition.render.newsml_g2 import newsml_g2_document
from wireroom.edition.render.ninjs import ninjs_document
from wireroom.edition.values import Link, OutgoingStory, PictureSource, PictureView

SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "schemas"
NAR = {"g": "http://iptc.org/std/nar/2006-10-01/", "h": "http://www.w3.org/1999/xhtml"}

STORY = OutgoingStory(
    guid="urn:wireroom:abcdefghij",
    key="abcdefghij",
    url="https://news.example/en/2024/10/18/barrier-abcdefghij/",
    language="en",
    status="usable",
    version=3,
    published=NOW,
    updated=NOW + timedelta(hours=2),
    site=Link("The Harbour Ledger", "https://news.example/"),
    provider=Link("Northline <Agency> & Co", "https://northline.example/"),
    headline="Harbour city weighs <second> barrier & denies “delay”",
    summary="Engineers put the cost at 1.2 billion crowns.",
    body_html='<p>The mayor <b>denied</b> it.<br>“No.”&nbsp;</p><p><img src="https://news.example/p.jpg"> 5 &lt; 6</p>',
    words=6,
    byline="Ada Lindqvist",
    dateline="VESSMOUTH",
    credit="Northline",
    slugline="BARRIER",
    urgency=3,
    copyright_holder="Northline",
    copyright_notice="© Northline",
    usage=("Online use only.", "Text and data mining of this article is reserved."),
    data_mining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
    digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    section="World",
    subjects=("World", "Ports"),
    located=("Vessmouth",),
    picture=PictureView(
        (
            PictureSource("https://news.example/pictures/b-480.jpg", 480, 270, "image/jpeg", 40_000),
            PictureSource("https://news.example/pictures/b-960.webp", 960, 540, "image/webp", 60_000),
        ),
        "A grey sea wall",
        "The barrier on Thursday",
        "Odell / Northline",
    ),
    source_url="https://northline.example/story/1?a=1&b=2",
    source_published=NOW - timedelta(hours=1),
    expires=NOW + timedelta(days=30),
    signal="correction",
    notes=("Correction (18 October): the cost is 1.2 billion, not 12 billion.",),
    disclosure=("The copy is Northline's.", "It was published automatically; no person released it."),
)
CANCELED = OutgoingStory(
    guid=STORY.guid,
    key=STORY.key,
    url=STORY.url,
    language="ja",
    status="canceled",
    version=4,
    published=NOW,
    updated=NOW + timedelta(hours=3),
    site=STORY.site,
    provider=STORY.provider,
)
BARE = OutgoingStory(**{name: getattr(CANCELED, name) for name in CANCELED.__slots__} | {"status": "usable"})
HOSTILE = replace(
    STORY,
    headline="]]><script>alert(1)</script>\x00\ud800 \u202e",
    body_html=clean_html("<p>a\x0b]]&gt;<svg><p>b</svg><table><td>c<details open>d<ol reversed><li>&nbsp;e"),
    subjects=("</subject>", "", "\x00"),
    summary='"\\\u2028</script>',
)
STORIES = {
    "whole": STORY,
    "canceled": CANCELED,
    "bare": BARE,
    "hostile": HOSTILE,
    "headline": replace(STORY, extent="headline", body_html="", summary="", words=0, picture=None),
    "excerpt": replace(STORY, extent="excerpt", body_html="", words=0),
    "japanese": replace(
        STORY,
        language="ja",
        headline="県、<防潮堤>を「否定」",
        body_html="<p><ruby>県<rt>けん</rt></ruby>は否定した。</p>",
    ),
    "nowhere": replace(STORY, provider=Link("Northline", ""), source_url="", digital_source_type="digital capture"),
}


@pytest.fixture(scope="module")
def ninjs_schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema_file("ninjs-schema_3.1.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def g2_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schema_file("NewsML-G2_2.35-spec-All-Power.xsd")))


def schema_file(name: str) -> Path:
    if not (SCHEMAS / name).is_file():
        pytest.skip("IPTC's schemas are not here")
    return SCHEMAS / name


def read_back(document: bytes) -> ParsedItem:
    (item,) = parse_feed(document, salvage=salvage).items
    return item


def xml_of(story: OutgoingStory) -> etree._Element:
    return etree.fromstring(newsml_g2_document(story))


def said(root: etree._Element, path: str) -> list[str]:
    return [
        found if isinstance(found, str) else "".join(found.itertext()) for found in root.xpath(path, namespaces=NAR)
    ]


@pytest.mark.parametrize("name", STORIES)
def test_every_ninjs_document_is_valid(ninjs_schema, name):
    assert [error.message for error in ninjs_schema.iter_errors(json.loads(ninjs_document(STORIES[name])))] == []


@pytest.mark.parametrize("name", STORIES)
def test_every_news_item_is_valid(g2_schema, name):
    g2_schema.assertValid(xml_of(STORIES[name]))


def test_our_own_reader_reads_our_ninjs_back():
    item = read_back(ninjs_document(STORY))
    assert (item.guid, item.title, item.pub_status, item.version) == (STORY.guid, STORY.headline, "usable", "3")
    assert (item.published, item.updated) == (STORY.updated, STORY.updated)
    assert item.content_text == "The mayor denied it.\n“No.”\n5 < 6"
    assert (item.summary, item.byline, item.credit_line) == (STORY.summary, STORY.byline, STORY.credit)
    assert (item.urgency, item.slugline, item.language, item.located) == (3, "BARRIER", "en", ("Vessmouth",))
    assert item.categories == ("World", "Ports")
    assert (item.copyright_holder, item.expires_at) == ("Northline", STORY.expires)
    assert item.digital_source_type == STORY.digital_source_type
    assert (item.pictures[-1].caption, item.pictures[-1].credit) == ("The barrier on Thursday", "Odell / Northline")
    assert "12 billion" in item.ed_note
    assert "mining" in item.usage_terms


def test_a_canceled_story_reads_back_as_a_kill_that_says_nothing():
    item = read_back(ninjs_document(CANCELED))
    assert (item.guid, item.pub_status, item.version) == (STORY.guid, "canceled", "4")
    assert (item.title, item.content_text, item.summary, item.pictures) == (None, None, None, ())


@pytest.mark.parametrize("write", [ninjs_document, newsml_g2_document])
def test_a_canceled_document_holds_identity_status_and_dates_alone(write):
    told = replace(STORY, status="canceled")
    text = write(told).decode()
    for words in (STORY.headline, STORY.summary, STORY.byline, "BARRIER", "12 billion", "Odell", "pictures/b", "World"):
        assert words not in text
        assert escape(words) not in text
    assert STORY.guid in text
    assert "canceled" in text


def test_a_news_item_says_what_the_story_says():
    root = xml_of(STORY)
    assert root.attrib["guid"] == STORY.guid
    assert (root.get("version"), root.get("standardversion"), root.get("conformance")) == ("3", "2.35", "power")
    assert said(root, "//g:pubStatus/@qcode") == ["stat:usable"]
    assert said(root, "//g:versionCreated") == ["2024-10-18T03:30:00Z"]
    assert said(root, "//g:headline") == [STORY.headline]
    assert said(root, "//g:signal/@qcode") == ["sig:correction"]
    assert said(root, "//g:edNote") == list(STORY.notes)
    assert said(root, "//g:dataMining/@uri") == [STORY.data_mining]
    assert said(root, "//g:usageTerms") == list(STORY.usage)
    assert said(root, "//g:infoSource/g:name") == [STORY.provider.label]
    assert said(root, "//g:subject/g:name") == ["World", "Ports"]
    assert said(root, "//g:icon/@href") == [source.url for source in STORY.picture.sources]
    assert said(root, "//g:link[@rel='irel:derivedFrom']/@href") == [STORY.source_url]
    assert said(root, "//g:link/g:creditline") == ["Odell / Northline"]
    assert said(root, "//g:inlineXML//h:b") == ["denied"]
    assert said(root, "//g:inlineXML//h:p")[1].strip() == "5 < 6"


@pytest.mark.parametrize("name", ["headline", "excerpt"])
def test_no_more_than_the_rights_allow_goes_out(name):
    story = STORIES[name]
    document = json.loads(ninjs_document(story))
    assert "bodies" not in document
    assert document["representationType"] == "partial"
    assert said(xml_of(story), "//g:contentSet") == []
    assert said(xml_of(story), "//g:description[@role='drol:summary']") == ([story.summary] if story.summary else [])


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Cf")), max_size=40), max_size=4))
def test_every_visible_character_of_a_body_goes_out_in_both_formats(texts):
    body = clean_html("".join(f"<p>{escape(text)}<br><i>{escape(text)}</i></p>" for text in texts))
    story = replace(STORY, body_html=body)
    shown = sub(r"\s", "", unescape(sub(r"<[^>]*>", "", body)))
    sent = json.loads(ninjs_document(story)).get("bodies", [{"value": ""}])[0]["value"]
    assert sub(r"\s", "", unescape(sub(r"<[^>]*>", "", sent))) == shown
    assert sub(r"\s", "", "".join(said(xml_of(story), "//h:body"))) == shown


@given(st.text(max_size=200))
def test_any_mark_up_makes_a_document_that_can_be_read(text):
    story = replace(STORY, body_html=clean_html(text), headline=text, summary=text, byline=text, subjects=(text,))
    assert xml_of(story).get("guid") == STORY.guid
    assert json.loads(ninjs_document(story))["uri"] == STORY.guid


def test_mark_up_that_is_no_xml_costs_the_mark_up_and_no_word():
    root = xml_of(replace(STORY, body_html="<p>one</b> two</p>"))
    assert "".join(said(root, "//h:body")) == "one two"


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://a.example/x?b=1&c=2#d", "https://a.example/x?b=1&c=2#d"),
        ("https://a.example/記事 1", "https://a.example/%E8%A8%98%E4%BA%8B%201"),
        ("http://日本.example/", "http://xn--wgv71a.example/"),
        ("https://a.example/100%/[x]#a#b", "https://a.example/100%25/%5Bx%5D#a%23b"),
        ("https://[::1]/", ""),
        ("javascript:alert(1)", ""),
        ("http://", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_addresses_are_written_as_schemas_take_them(url, iri):
    assert web_iri(url) == iri


@given(st.text(max_size=60))
def test_whatever_an_address_is_the_news_item_stays_valid(text):
    iri = web_iri(f"https://a.example/{text}")
    assert iri.isascii()
    assert " " not in iri


def test_times_are_whole_seconds_in_utc():
    tokyo = datetime(2024, 10, 18, 12, 0, 0, 5, tzinfo=UTC)
    assert json.loads(ninjs_document(replace(STORY, published=tokyo)))["firstCreated"] == "2024-10-18T12:00:00Z"


def test_a_body_that_leaves_the_site_has_one_absolute_size_of_each_picture_and_no_link_to_nowhere():
    body = (
        '<p>Not srcset="x" but <a href="/en/x/" title="x">one</a>, <a href="#note">two</a>, '
        '<a href="mailto:a@b.example">three</a></p><img src="/pictures/a.jpg" srcset="/pictures/a.jpg 320w" '
        'sizes="100vw" width="320" alt="A &quot;quay&quot;" loading="lazy"><blockquote cite="../y">q</blockquote>'
    )
    assert absolute_html(body, "https://news.example") == (
        '<p>Not srcset="x" but <a href="https://news.example/en/x/" title="x">one</a>, <a>two</a>, '
        '<a href="mailto:a@b.example">three</a></p><img src="https://news.example/pictures/a.jpg" '
        'width="320" alt="A &quot;quay&quot;"><blockquote>q</blockquote>'
    )
