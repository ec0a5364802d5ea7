"""Outgoing feeds as other programs read them: well-formed, complete, with disclosure, corrections and withdrawals."""

import json

import feedparser
import pytest
from edition_samples import NOW, make_article, make_entries, make_facts, make_feed, make_gone, make_site
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from wireroom.core.disclosure import decide_disclosure
from wireroom.edition.render import Renderer, open_renderer
from wireroom.edition.values import SitemapEntry

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}
CONTENT = {"rss": "{http://purl.org/rss/1.0/modules/content/}encoded", "atom": f"{ATOM}content"}
RENDERER = open_renderer({language: make_site(language) for language in ("ja", "en")})


@pytest.fixture
def renderer() -> Renderer:
    return RENDERER


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("form", ["rss", "atom"])
def test_readers_find_every_article(renderer: Renderer, form: str, language: str) -> None:
    view = make_feed(language)
    feed = feedparser.parse(getattr(renderer, form)(view))
    assert not feed.bozo
    assert feed.feed.title == view.title
    assert [entry.id for entry in feed.entries] == [article.guid for article in view.articles]
    assert [entry.title for entry in feed.entries] == [article.headline for article in view.articles]
    assert feed.entries[0].link == f"https://news.example/{language}/2024/10/18/barrier/"
    assert feed.entries[0].published_parsed[:5] == (2024, 10, 18, 1, 30)
    assert feed.entries[0].updated_parsed[:5] == (2024, 10, 18, 3, 30)
    assert feed.entries[0].author == view.articles[0].byline
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == "https://news.example" + view.url
    assert links["hub"] == "https://hub.example/"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_only_full_text_is_sent_in_full(renderer: Renderer, form: str) -> None:
    root = etree.fromstring(getattr(renderer, form)(make_feed("en")))
    full, excerpt, headline = root.findall(".//item") or root.findall(f"{ATOM}entry")
    (content,) = full.findall(CONTENT[form])
    assert "Opponents on the council" in content.text
    assert not excerpt.findall(CONTENT[form])
    assert not headline.findall(CONTENT[form])
    assert "council" in etree.tostring(excerpt).decode()
    assert "council" not in etree.tostring(headline).decode()


@pytest.mark.parametrize(("language", "said"), [("en", "Checked: by nobody"), ("ja", "内容の確認：誰も行っていません")])
def test_every_item_says_how_it_was_made_in_the_feeds_language(renderer: Renderer, language: str, said: str) -> None:
    view = make_feed(language)
    for body in (renderer.rss(view), renderer.atom(view)):
        assert all(said in entry.summary for entry in feedparser.parse(body).entries)
        root = etree.fromstring(body)
        provenance = root.findall(".//{http://purl.org/dc/terms/}provenance")
        assert [said in element.text for element in provenance] == [True] * len(view.articles)
    items = json.loads(renderer.json_feed(view))["items"]
    assert all(said in item["_wireroom"]["line"] for item in items)


def test_corrections_are_told_in_every_form(renderer: Renderer) -> None:
    view = make_feed("en")
    for body in (renderer.rss(view), renderer.atom(view)):
        assert "1.2 billion dollars" in feedparser.parse(body).entries[0].content[0].value
    (correction,) = json.loads(renderer.json_feed(view))["items"][0]["_wireroom"]["corrections"]
    assert correction == {
        "at": "2024-10-18T12:30:00+09:00",
        "kind": "correction",
        "note": "The cost was given in the wrong currency.",
        "before": "1.2 billion dollars",
        "after": "1.2 billion crowns",
    }


def test_withdrawals_have_tombstones(renderer: Renderer) -> None:
    view, gone = make_feed("en"), make_gone("en")
    root = etree.fromstring(renderer.atom(view))
    (tombstone,) = root.findall(TOMBSTONE)
    assert tombstone.get("ref") == gone.guid
    assert tombstone.get("when") == "2024-10-18T02:30:00Z"
    (told,) = json.loads(renderer.json_feed(view))["_wireroom"]["gone"]
    assert told["id"] == gone.guid
    assert gone.guid.encode() not in renderer.rss(view)


def test_atom_points_to_the_original(renderer: Renderer) -> None:
    entry = etree.fromstring(renderer.atom(make_feed("en"))).find(f"{ATOM}entry")
    links = {link.get("rel"): link for link in entry.findall(f"{ATOM}link")}
    assert links["via"].get("href") == "https://agency.example/stories/barrier"
    assert links["enclosure"].get("type") == "image/jpeg"
    assert entry.findtext(f"{ATOM}source/{ATOM}title") == "Northline Agency"
    assert entry.findtext(f"{ATOM}rights") == "© 2024 Northline Agency"


def test_no_feed_leads_to_a_script(renderer: Renderer) -> None:
    bad = "javascript:alert(1)"
    disclosure = decide_disclosure(make_facts("en", original_url=None))
    view = make_feed("en", articles=(make_article("en", original_url=bad, provider_url=bad, disclosure=disclosure),))
    root = etree.fromstring(renderer.atom(view))
    assert not [link for link in root.iter(f"{ATOM}link") if "javascript" in link.get("href")]
    assert "external_url" not in json.loads(renderer.json_feed(view))["items"][0]


def test_local_addresses_become_absolute_away_from_the_site(renderer: Renderer) -> None:
    body = '<p><img src="/pictures/x.jpg" alt=""><a href="/en/x/">x</a><a href="//other.example/">y</a></p>'
    view = make_feed("en", articles=(make_article("en", body_html=body),))
    content = json.loads(renderer.json_feed(view))["items"][0]["content_html"]
    assert 'src="https://news.example/pictures/x.jpg"' in content
    assert 'href="https://news.example/en/x/"' in content
    assert 'href="//other.example/"' in content


def test_json_feed_has_what_its_specification_asks(renderer: Renderer) -> None:
    feed = json.loads(renderer.json_feed(make_feed("ja")))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    for item in feed["items"]:
        assert item["id"]
        assert ("content_html" in item) != ("content_text" in item)
    points = feed["items"][0]["_wireroom"]["disclosure"]
    assert [point["key"] for point in points][:2] == ["source", "written_by"]
    assert {"key": "received", "text": "当サイトが最初に受信したのは2024年10月18日 10時30分です。"}.items() <= next(
        point for point in points if point["key"] == "received"
    ).items()


def test_an_empty_feed_is_a_feed(renderer: Renderer) -> None:
    view = make_feed("en", articles=(), gone=(), hub=None)
    assert not feedparser.parse(renderer.rss(view)).bozo
    assert etree.fromstring(renderer.atom(view)).tag == f"{ATOM}feed"
    assert json.loads(renderer.json_feed(view))["items"] == []


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=60))
def test_any_text_gives_well_formed_feeds(text: str) -> None:
    article = make_article(
        "en",
        paragraphs=1,
        headline=text,
        standfirst=text,
        byline=text,
        provider_name=text,
        credit=text,
        subjects=(text,),
        copyright_notice=text,
        body_html=f"<p>{text.replace('<', '&lt;')}</p>",
    )
    view = make_feed("en", articles=(article,), title=text)
    assert etree.fromstring(RENDERER.rss(view)).tag == "rss"
    assert etree.fromstring(RENDERER.atom(view)).tag == f"{ATOM}feed"
    (item,) = json.loads(RENDERER.json_feed(view).decode())["items"]
    assert item["id"] == article.guid


def test_sitemaps_name_absolute_addresses_and_times(renderer: Renderer) -> None:
    root = etree.fromstring(renderer.sitemap(make_entries(3)))
    assert root.xpath("//s:loc/text()", namespaces=SITEMAP)[0] == "https://news.example/en/2024/10/18/story-0/"
    assert root.xpath("//s:lastmod/text()", namespaces=SITEMAP)[0] == "2024-10-18T01:30:00+00:00"
    index = etree.fromstring(renderer.sitemap_index(make_entries(2)))
    assert len(index.xpath("/s:sitemapindex/s:sitemap/s:loc", namespaces=SITEMAP)) == 2
    assert len(index.xpath("//s:lastmod", namespaces=SITEMAP)) == 2


def test_an_empty_sitemap_has_no_time_of_its_last_change(renderer: Renderer) -> None:
    index = etree.fromstring(renderer.sitemap_index([SitemapEntry("/en/sitemap-1.xml", None)]))
    assert index.xpath("//s:loc/text()", namespaces=SITEMAP) == ["https://news.example/en/sitemap-1.xml"]
    assert index.xpath("//s:lastmod", namespaces=SITEMAP) == []


def test_a_sitemap_over_the_limit_is_refused(renderer: Renderer) -> None:
    with pytest.raises(ValueError, match="50000"):
        renderer.sitemap(make_entries(1) * 50_001)


def test_the_news_sitemap_holds_the_newest_thousand(renderer: Renderer) -> None:
    entries = make_entries(1_005)
    root = etree.fromstring(renderer.news_sitemap(tuple(reversed(entries))))
    titles = root.xpath("//n:title/text()", namespaces=SITEMAP)
    assert len(titles) == 1_000
    assert titles[0] == "Story 0 & more"
    assert titles[-1] == "Story 999 & more"
    assert root.xpath("//n:name/text()", namespaces=SITEMAP)[0] == "みなと通信"
    assert root.xpath("//n:publication_date/text()", namespaces=SITEMAP)[0] == NOW.isoformat()


def test_robots_keeps_crawlers_off_live_addresses(renderer: Renderer) -> None:
    lines = renderer.robots(["/sitemap.xml", "/news.xml"]).decode().splitlines()
    assert "Disallow: /desk/" in lines
    assert lines[-2:] == ["Sitemap: https://news.example/sitemap.xml", "Sitemap: https://news.example/news.xml"]
