"""RSS of every version, item by item."""

from datetime import UTC, datetime

import pytest

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import Enclosure, ParsedFeed, ParsedItem


def no_salvage(text: str) -> dict:
    raise AssertionError("a well-formed document needs no salvage")


def parse(document: str, **options) -> ParsedFeed:
    return parse_feed(document.encode(), salvage=no_salvage, **options)


def item_of(inside: str, **options) -> ParsedItem:
    names = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    )
    (item,) = parse(f'<rss version="2.0" {names}><channel><item>{inside}</item></channel></rss>', **options).items
    return item


def codes(item: ParsedItem) -> list[str]:
    return [problem.code for problem in item.problems]


def test_a_whole_item():
    item = item_of(
        """<guid isPermaLink="false">urn:x:7</guid><title>Port reopens</title><link>https://wire.example/7</link>
        <pubDate>Fri, 18 Oct 2024 09:30:00 +0900</pubDate><dc:creator>Mia Ortega</dc:creator>
        <category>Trade</category><category>Ports</category><description>The short of it.</description>
        <content:encoded><![CDATA[<p>The port <b>reopened</b>.</p>]]></content:encoded>
        <dc:rights>© Harbour Wire</dc:rights><source url="https://o.example/">Other Desk</source>"""
    )
    assert item.guid == "urn:x:7"
    assert item.title == "Port reopens"
    assert item.link == "https://wire.example/7"
    assert item.published == datetime(2024, 10, 18, 0, 30, tzinfo=UTC)
    assert item.authors == ("Mia Ortega",)
    assert item.categories == ("Trade", "Ports")
    assert item.summary == "The short of it."
    assert item.content_html == "<p>The port <b>reopened</b>.</p>"
    assert item.content_text == "The port reopened."
    assert item.copyright_notice == "© Harbour Wire"
    assert item.provider == "Other Desk"
    assert item.problems == ()
    assert len(item.raw_digest) == 16


def test_with_a_description_only_it_is_the_body_and_the_summary():
    item = item_of("<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>")
    assert item.content_html == "<p>One.</p><p>Two.</p>"
    assert item.summary == item.content_text == "One.\nTwo."


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>https://a.example/1</link><guid>https://a.example/2</guid>", "https://a.example/1"),
        ("<guid>https://a.example/2</guid>", "https://a.example/2"),
        ('<guid isPermaLink="false">https://a.example/2</guid>', None),
        ("<guid>tag-7</guid>", None),
        ('<atom:link href="https://a.example/3"/>', "https://a.example/3"),
        ('<atom:link rel="self" href="https://a.example/3"/>', None),
        ('<link href="https://a.example/4"/>', "https://a.example/4"),
        ("<link>\n https://a.example/5?a=1&amp;amp;b=2 \n</link>", "https://a.example/5?a=1&b=2"),
    ],
)
def test_the_link_is_the_items_own_page(inside, link):
    assert item_of(inside).link == link


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " JavaScript:alert(1)", "vbscript:x"])
def test_a_link_that_acts_is_no_link(address):
    item = item_of(f"<link>{address}</link>")
    assert item.link is None
    assert codes(item) == ["bad_link"]


def test_a_relative_link_stands_against_xml_base_then_the_address_of_the_document():
    assert item_of("<link>/a</link>", url="https://site.example/feeds/x.xml").link == "https://site.example/a"
    with_base = '<rss xml:base="https://base.example/news/"><channel><item><link>a</link></item></channel></rss>'
    assert parse(with_base, url="https://site.example/").items[0].link == "https://base.example/news/a"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("AT&amp;T buys", "AT&T buys"),
        ("It&amp;#8217;s here", "It’s here"),
        ("&lt;b&gt;Bold&lt;/b&gt; claim", "Bold claim"),
        ("<![CDATA[<em>Loud</em> &amp; clear]]>", "Loud & clear"),
        ("3 &lt; 4 and 5 &gt; 4", "3 < 4 and 5 > 4"),
        ("  two\n\tlines ", "two lines"),
        ("a <b>bold</b> one", "a bold one"),
        ("How to use &lt;div&gt; in HTML", "How to use <div> in HTML"),
        ("One&lt;br&gt;two", "One two"),
        ("List&lt;String&gt; and a&lt;b", "List<String> and a<b"),
        ("Tom &amp;amp; Jerry &amp;lt;3", "Tom & Jerry <3"),
    ],
)
def test_titles_are_plain_text(title, plain):
    assert item_of(f"<title>{title}</title>").title == plain


def test_a_date_that_means_two_days_is_a_problem_and_no_date():
    item = item_of("<pubDate>11/01/2020</pubDate>")
    assert item.published is None
    assert codes(item) == ["bad_date"]
    assert "11/01/2020" in item.problems[0].message


def test_dublin_core_dates():
    item = item_of("<dc:date>2024-10-18T09:30:00+09:00</dc:date><dcterms:modified>2024-10-19</dcterms:modified>")
    assert item.published == datetime(2024, 10, 18, 0, 30, tzinfo=UTC)
    assert item.updated == datetime(2024, 10, 19, tzinfo=UTC)


def test_an_update_stands_for_a_missing_publication_and_says_so():
    item = item_of("<dcterms:modified>2024-10-19</dcterms:modified>")
    assert item.published == item.updated
    assert codes(item) == ["published_assumed"]
    assert item_of("<title>x</title>").published is None


def test_media_rss_gives_pictures_with_caption_and_credit():
    item = item_of(
        """<description>Text.</description><media:group><media:content url="https://p.example/a.jpg" type="image/jpeg"
        width="640" height="480"><media:description>At the quay</media:description><media:credit>Ito</media:credit>
        </media:content><media:content url="https://p.example/v.mp4" type="video/mp4" fileSize="99"/></media:group>
        <media:thumbnail url="https://p.example/t.png" width="90"/>"""
    )
    first, second = item.pictures
    assert (first.url, first.type, first.width, first.height) == ("https://p.example/a.jpg", "image/jpeg", 640, 480)
    assert (first.caption, first.credit) == ("At the quay", "Ito")
    assert (second.url, second.width) == ("https://p.example/t.png", 90)
    assert item.enclosures == (Enclosure("https://p.example/v.mp4", "video/mp4", 99),)
    assert item.content_text == "Text."
    assert item.problems == ()


def test_a_pictures_words_are_the_body_only_where_nothing_else_is_and_then_labelled():
    item = item_of("<media:description>At the quay</media:description>")
    assert item.content_text == "At the quay"
    assert codes(item) == ["media_text"]


def test_enclosures():
    item = item_of(
        """<enclosure url="https://a.example/e.mp3" type="audio/mpeg" length="12345"/>
        <enclosure url="https://a.example/p.jpg" type="image/jpeg" length="big"/>"""
    )
    assert item.enclosures == (
        Enclosure("https://a.example/e.mp3", "audio/mpeg", 12345),
        Enclosure("https://a.example/p.jpg", "image/jpeg", None),
    )
    assert [picture.url for picture in item.pictures] == ["https://a.example/p.jpg"]
    assert codes(item) == ["bad_length"]


def test_what_the_channel_says():
    feed = parse(
        """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Wire &amp; Co</title>
        <link>https://wire.example/</link><language>en-us</language><copyright>© Wire</copyright><ttl>30</ttl>
        <skipHours><hour>3</hour><hour>24</hour><hour>x</hour></skipHours>
        <atom:link rel="self" href="https://wire.example/rss"/><atom:link rel="hub" href="https://hub.example/"/>
        <item><title>a</title></item></channel></rss>"""
    )
    assert (feed.format, feed.title, feed.link, feed.language) == (
        "rss20",
        "Wire & Co",
        "https://wire.example/",
        "en-US",
    )
    assert (feed.self_url, feed.hubs, feed.ttl, feed.skip_hours) == (
        "https://wire.example/rss",
        ("https://hub.example/",),
        30,
        (0, 3),
    )
    assert feed.items[0].language == "en-US"
    assert feed.items[0].copyright_notice == "© Wire"


def test_rdf():
    feed = parse(
        """<?xml version="1.0" encoding="UTF-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="ja">
        <channel rdf:about="https://n.example/rdf"><title>新聞</title><link>https://n.example/</link></channel>
        <item rdf:about="https://n.example/1"><title>港が再開</title><link>https://n.example/1</link>
        <dc:date>2024-10-18T09:00:00+09:00</dc:date></item></rdf:RDF>"""
    )
    (item,) = feed.items
    assert (feed.format, feed.title, feed.language) == ("rss10", "新聞", "ja")
    assert (item.guid, item.title, item.language) == ("https://n.example/1", "港が再開", "ja")


@pytest.mark.parametrize(
    ("root", "name"),
    [
        ('<rss version="0.91">', "rss091"),
        ('<rss version="0.92">', "rss092"),
        ('<rss version="2.0">', "rss20"),
        ("<rss>", "rss20"),
    ],
)
def test_the_format_is_named(root, name):
    assert parse(f"{root}<channel><item><title>a</title></item></channel></rss>").format == name


def test_items_at_any_depth_and_in_capitals():
    nested = "<rss><channel><group><part><item><title>in</title></item></part></group></channel></rss>"
    capitals = '<CHANNEL><ITEM HREF="https://a.example/"><TITLE>up</TITLE><ABSTRACT>text</ABSTRACT></ITEM></CHANNEL>'
    assert [item.title for item in parse(nested).items] == ["in"]
    (item,) = parse(capitals).items
    assert (item.title, item.link, item.content_text) == ("up", "https://a.example/", "text")


def test_an_item_without_anything_is_still_an_item():
    assert len(parse("<rss><channel><item/><item><title>b</title></item></channel></rss>").items) == 2


def test_a_feed_without_items_is_a_feed():
    assert parse("<rss><channel><title>a</title></channel></rss>").items == ()


@pytest.mark.parametrize(
    "document", ["", "   ", "<html><body>no</body></html>", "plain words", "<opml/>", "<a><b/></a>", "[1]", '{"a":1}']
)
def test_what_is_no_feed_is_refused(document):
    with pytest.raises(ParseError):
        parse(document)


def test_an_entity_the_document_declares_is_its_text_and_a_bomb_is_nothing():
    plain = '<!DOCTYPE rss [<!ENTITY who "Ito">]><rss><channel><item><title>by &who;</title></item></channel></rss>'
    assert parse(plain).items[0].title == "by Ito"
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    (item,) = parse(f"{bomb}<rss><channel><item><title>x&c;y</title></item></channel></rss>").items
    assert item.title == "xy"
    outside = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>x&f;y</title></item></channel></rss>'
    assert "root" not in parse(outside).items[0].title


def test_an_item_whose_digest_is_known_comes_back_without_cleaned_fields():
    entry = "<guid>1</guid><title>a</title><link>https://a.example/1</link><description>b</description>"
    document = f"<rss><channel><item>{entry}</item></channel></rss>"
    (first,) = parse(document).items
    (again,) = parse(document, known={first.raw_digest}).items
    assert (again.guid, again.title, again.unchanged) == ("1", "a", True)
    assert again.content_html is None
    assert again.raw_digest == first.raw_digest
    (changed,) = parse(document.replace("b<", "c<"), known={first.raw_digest}).items
    assert not changed.unchanged
    assert changed.content_text == "c"


@pytest.mark.parametrize("part", ["<guid>1</guid>", "<link>https://a.example/1</link>", ""])
def test_an_item_without_guid_or_link_is_read_again_because_its_words_are_its_identity(part):
    document = f"<rss><channel><item>{part}<title>a</title><description>b</description></item></channel></rss>"
    (first,) = parse(document).items
    (again,) = parse(document, known={first.raw_digest}).items
    assert again == first


@pytest.mark.parametrize(
    "space", ["//search.yahoo.com/mrss/", "https://search.yahoo.com/mrss", "HTTP://Search.Yahoo.com/mrss"]
)
def test_a_namespace_written_a_little_wrong_is_still_that_namespace(space):
    document = f'<rss xmlns:m="{space}"><channel><item><m:thumbnail url="https://p.example/a"/></item></channel></rss>'
    assert [picture.url for picture in parse(document).items[0].pictures] == ["https://p.example/a"]


def test_the_publishers_own_link_stands_before_that_of_a_service_that_counts_clicks():
    (item,) = parse(
        """<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
        <link>https://feeds.example/~r/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>
        </item></channel></rss>"""
    ).items
    assert item.link == "https://a.example/1"


@pytest.mark.parametrize("space", ["http://www.w3.org/2005/Atom", "http://search.yahoo.com/mrss/", "urn:nobody:knows"])
def test_a_namespace_declared_for_all_by_mistake_hides_nothing(space):
    (item,) = parse(
        f"""<rss version="2.0" xmlns="{space}" xmlns:x="{space}"><channel><title>W</title>
        <x:link rel="self" href="https://w.example/rss"/><item><title>a</title><link>https://a.example/1</link>
        <description>b</description></item></channel></rss>"""
    ).items
    assert (item.title, item.link, item.content_text) == ("a", "https://a.example/1", "b")


def test_the_first_draft_of_the_content_module():
    (item,) = parse(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"><item rdf:about="https://a.example/1"><content:items>
        <rdf:Bag><rdf:li><content:item><rdf:value rdf:parseType="Literal"><p
        xmlns="http://www.w3.org/1999/xhtml">The <em>body</em></p></rdf:value></content:item></rdf:li></rdf:Bag>
        </content:items></item></rdf:RDF>"""
    ).items
    assert item.content_html == "<p>The <em>body</em></p>"


def test_of_several_credits_the_photographers_is_the_pictures():
    item = item_of(
        """<media:content url="https://p.example/a.jpg" type="image/jpeg">
        <media:credit role="author">Ortega</media:credit>
        <media:credit role="photographer">Ito</media:credit></media:content>"""
    )
    assert item.pictures[0].credit == "Ito"


def test_names_and_notices_are_plain_text():
    item = item_of(
        """<dc:creator>Tom &amp;amp; Co</dc:creator><dc:rights>&amp;copy; &lt;b&gt;Wire&lt;/b&gt;</dc:rights>
        <source url="https://o.example/">A &amp;amp; B</source>"""
    )
    assert (item.authors, item.copyright_notice, item.provider) == (("Tom & Co",), "© Wire", "A & B")
