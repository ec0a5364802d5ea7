"""Atom 0.3 and 1.0, and deleted entries."""

from datetime import UTC, datetime

import pytest

from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def no_salvage(text: str) -> dict:
    raise AssertionError("a well-formed document needs no salvage")


def items_of(document: str, **options) -> tuple[ParsedItem, ...]:
    return parse_feed(document.encode(), salvage=no_salvage, **options).items


def entry_of(inside: str, attributes: str = "") -> ParsedItem:
    (item,) = items_of(f"<feed {ATOM} {attributes}><entry>{inside}</entry></feed>")
    return item


def test_a_whole_entry():
    item = entry_of(
        """<id>tag:a.example,2024:1</id><title>Port reopens</title><published>2024-10-18T00:30:00Z</published>
        <updated>2024-10-18T01:00:00+09:00</updated><author><name>Mia Ortega</name><email>m@a.example</email></author>
        <link rel="alternate" href="https://a.example/1"/>
        <link rel="enclosure" href="https://a.example/1.mp3" length="5"/>
        <category term="trade" label="Trade"/><rights>© A</rights><summary>Short.</summary>
        <content type="html">&lt;p&gt;Long.&lt;/p&gt;</content><source><title>Other</title></source>"""
    )
    assert (item.guid, item.title, item.link) == ("tag:a.example,2024:1", "Port reopens", "https://a.example/1")
    assert item.published == datetime(2024, 10, 18, 0, 30, tzinfo=UTC)
    assert item.updated == datetime(2024, 10, 17, 16, 0, tzinfo=UTC)
    assert (item.authors, item.categories, item.provider) == (("Mia Ortega",), ("Trade",), "Other")
    assert (item.summary, item.content_html, item.copyright_notice) == ("Short.", "<p>Long.</p>", "© A")
    assert [file.url for file in item.enclosures] == ["https://a.example/1.mp3"]


XHTML = "http://www.w3.org/1999/xhtml"


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ('<content type="text">1 &lt; 2 &amp; 3</content>', "1 &lt; 2 &amp; 3"),
        ('<content type="html">a &lt;b&gt;c&lt;/b&gt;</content>', "a <b>c</b>"),
        (f'<content type="xhtml"><div xmlns="{XHTML}"><p>a <b>c</b></p></div></content>', "<p>a <b>c</b></p>"),
        (f'<content type="xhtml"><h:div xmlns:h="{XHTML}"><h:p>a<h:br/>c</h:p></h:div></content>', "<p>a<br>c</p>"),
        ('<content type="application/octet-stream">PHA+aGk8L3A+</content>', "<p>hi</p>"),
        ("<content>&lt;p&gt;not typed&lt;/p&gt;</content>", "<p>not typed</p>"),
        ("<summary>only this</summary>", "only this"),
    ],
)
def test_content_by_its_type(content, html):
    assert entry_of(content).content_html == html


def test_titles_by_their_type():
    assert entry_of('<title type="text">the &lt;blink&gt; tag</title>').title == "the <blink> tag"
    assert entry_of('<title type="html">the &lt;b&gt;bold&lt;/b&gt; tag</title>').title == "the bold tag"
    assert entry_of(f'<title type="xhtml"><div xmlns="{XHTML}">a <i>b</i></div></title>').title == "a b"


def test_relative_addresses_stand_against_the_nearest_base():
    item = entry_of(
        '<link href="1"/><content type="html" xml:base="deep/">&lt;a href="x"&gt;y&lt;/a&gt;</content>',
        'xml:base="https://a.example/news/"',
    )
    assert item.link == "https://a.example/news/1"
    assert 'href="https://a.example/news/deep/x"' in item.content_html


def test_a_base_that_is_no_address_changes_nothing():
    item = entry_of(
        '<id>7</id><link href="a"/><content type="html">&lt;a href="x"&gt;y&lt;/a&gt;</content>',
        'xml:base="http://[a.example/"',
    )
    assert (item.guid, item.link, item.content_text) == ("7", "a", "y")


def test_languages_are_inherited_and_taken_back():
    feed = f"""<feed {ATOM} xml:lang="de"><entry><title>a</title></entry>
        <entry xml:lang="pt_br"><title>b</title></entry>
        <entry xml:lang=""><title>c</title></entry></feed>"""
    assert [item.language for item in items_of(feed)] == ["de", "pt-BR", None]


def test_the_feeds_author_and_rights_are_the_entrys_where_it_has_none():
    first, second = items_of(
        f"""<feed {ATOM}><author><name>Desk</name></author><rights>© Desk</rights>
        <entry><id>1</id></entry>
        <entry><id>2</id><author><name>Ito</name></author><rights>© Ito</rights></entry></feed>"""
    )
    assert (first.authors, first.copyright_notice) == (("Desk",), "© Desk")
    assert (second.authors, second.copyright_notice) == (("Ito",), "© Ito")


def test_the_page_is_the_link_whatever_the_order():
    item = entry_of(
        """<link rel="self" href="https://a.example/self"/>
        <link rel="alternate" type="application/json" href="https://a.example/j"/>
        <link rel="alternate" type="text/html" href="https://a.example/h"/>"""
    )
    assert item.link == "https://a.example/h"


def test_every_deleted_entry_is_a_cancellation_with_its_link():
    kill, other, kept = items_of(
        f"""<feed {ATOM} xmlns:at="http://purl.org/atompub/tombstones/1.0">
        <at:deleted-entry ref="tag:a.example,2024:1" when="2024-10-18T10:00:00Z"><at:comment>Withdrawn:
        wrong name</at:comment>
        <link href="https://a.example/1"/>
        <at:by><name>Night desk</name></at:by></at:deleted-entry>
        <at:deleted-entry ref="tag:a.example,2024:2" when="2024-10-18T11:00:00Z"/>
        <entry><id>tag:a.example,2024:3</id></entry></feed>"""
    )
    assert (kill.pub_status, kill.guid, kill.link) == ("canceled", "tag:a.example,2024:1", "https://a.example/1")
    assert kill.updated == datetime(2024, 10, 18, 10, 0, tzinfo=UTC)
    assert (kill.ed_note, kill.authors) == ("Withdrawn: wrong name", ("Night desk",))
    assert (other.pub_status, other.guid, other.link) == ("canceled", "tag:a.example,2024:2", None)
    assert kept.pub_status is None


def test_a_draft_is_withheld():
    item = entry_of('<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>')
    assert item.pub_status == "withheld"


def test_atom_03():
    feed = parse_feed(
        b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#">
        <title mode="escaped" type="text/html">The &lt;i&gt;Wire&lt;/i&gt;
        </title><entry><id>1</id><issued>2003-12-13T18:30:02Z</issued><modified>2003-12-14T18:30:02Z</modified>
        <content type="application/xhtml+xml"><p xmlns="http://www.w3.org/1999/xhtml">a</p></content></entry>
        <entry><content mode="base64">PGI+aGk8L2I+</content></entry></feed>""",
        salvage=no_salvage,
    )
    first, second = feed.items
    assert feed.format == "atom03"
    assert (first.published.day, first.updated.day, first.content_html) == (13, 14, "<p>a</p>")
    assert second.content_html == "<b>hi</b>"


def test_a_feed_without_its_namespace_or_with_another_prefix():
    assert items_of("<feed><entry><id>1</id><title>a</title></entry></feed>")[0].title == "a"
    prefixed = '<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:entry><x:title>b</x:title></x:entry></x:feed>'
    assert items_of(prefixed)[0].title == "b"
    unknown = '<feed xmlns="http://nobody.example/atom"><entry><title>c</title></entry></feed>'
    assert items_of(unknown)[0].title == "c"
    alone = f"<entry {ATOM}><title>d</title></entry>"
    assert items_of(alone)[0].title == "d"


@pytest.mark.parametrize(
    ("links", "link"),
    [
        ('<link href="https://a.example/fr" hreflang="fr"/><link href="https://a.example/en" hreflang="en"/>', "en"),
        ('<link rel="http://www.iana.org/assignments/relation/alternate" href="https://a.example/x"/>', "x"),
        (
            '<link rel="https://b.example/rel/alternate" href="https://b.example/"/><link href="https://a.example/y"/>',
            "y",
        ),
        ('<link type="application/pdf" href="https://a.example/p"/><link href="https://a.example/z"/>', "z"),
        ('<link rel="via" href="https://v.example/"/><link rel="related" href="https://r.example/"/>', None),
    ],
)
def test_of_several_links_the_page_in_the_entrys_language(links, link):
    assert entry_of(links, 'xml:lang="en"').link == (link and "https://a.example/" + link)


def test_what_a_source_says_stands_before_what_the_feed_says():
    (item,) = items_of(
        f"""<feed {ATOM}><rights>© Feed</rights><author><name>Feed</name></author><entry><source>
        <title type="html">Harbour &amp;amp; &lt;i&gt;Wire&lt;/i&gt;</title><rights>© Source</rights>
        <author><name>Ito</name></author></source></entry></feed>"""
    )
    assert (item.provider, item.copyright_notice, item.authors) == ("Harbour & Wire", "© Source", ("Ito",))


def test_notices_by_their_type():
    assert entry_of('<rights type="html">&amp;copy; &lt;b&gt;A&lt;/b&gt;</rights>').copyright_notice == "© A"
    assert entry_of("<rights>AT&amp;amp;T &lt;b&gt;</rights>").copyright_notice == "AT&amp;T <b>"


def test_plain_text_as_a_media_type_keeps_its_lines():
    assert entry_of('<content type="text/plain">a &lt; b\nc</content>').content_html == "<p>a &lt; b<br>\nc</p>"
