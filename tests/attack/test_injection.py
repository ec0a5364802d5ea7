"""Attempts to put markup, script, headers or paths of a feed's or a reader's making where they act."""

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flow_bench import NOON, draw_png
from lxml import etree
from lxml import html as lxml_html

from wireroom.core.formats.parsed import ParsedItem, ParsedPicture
from wireroom.core.ports import FetchResponse
from wireroom.edition.models import Page
from wireroom.pictures.actions import want_pictures
from wireroom.publishing.models import Article
from wireroom.wire.models import Item

BREAKOUTS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--<script>",
    "]]><x>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u2028\u2029",
    "\u202eevil\u202c",
    "\x00\x01\x0b\x1f\ufffe",
    "${alert(1)}`",
    "javascript:alert(1)",
    "%0d%0aSet-Cookie: a=b",
)
HOSTILE = " ".join(BREAKOUTS)
ADDRESSES = (
    "javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example/x",
    'https://ok.example/"onmouseover=alert(1)',
    "https://ok.example/</script><script>",
)
SAFE_SCHEMES = {"", "http", "https", "mailto", "tel"}


def hostile_item(number: int, address: str) -> ParsedItem:
    return ParsedItem(
        guid=f"{number}{HOSTILE}",
        title=f"Hostile {number} {HOSTILE}",
        link=address,
        published=NOON - timedelta(minutes=number),
        language="en",
        authors=(HOSTILE,),
        summary=f"Standfirst {HOSTILE}",
        content_html="<p>Body text stays.</p>",
        categories=(f"Section {HOSTILE}"[:40], HOSTILE, "../../../etc", "\x00", "。。/..", "." * 30),
        pictures=(ParsedPicture("https://pic.example/a.png", caption=HOSTILE, credit=HOSTILE),),
        signal="correction",
        byline=HOSTILE,
        dateline=HOSTILE,
        ed_note=HOSTILE,
        usage_terms=HOSTILE,
        copyright_notice=HOSTILE,
        provider=HOSTILE,
        slugline=HOSTILE,
    )


@pytest.fixture
def site(bench):
    bench.answers["https://pic.example/a.png"] = FetchResponse("https://pic.example/a.png", 200, body=draw_png())
    feed = bench.subscribe(provider=f"Prov {HOSTILE}"[:100], credit_line=HOSTILE[:200], may_index=True)
    items = [hostile_item(number, address) for number, address in enumerate(ADDRESSES)]
    bench.send(*items, feed=feed)
    want_pictures(Item.objects.values_list("id", flat=True), now=bench.now)
    bench.run()
    assert Article.objects.filter(state="live").count() == len(ADDRESSES)
    return bench


def documents(bench, *endings: str) -> dict[str, bytes]:
    return {path: body for path, body in bench.files().items() if path.endswith(endings)}


def test_nothing_acts_on_any_page(site):
    pages = documents(site, ".html")
    assert len(pages) > len(ADDRESSES)
    for path, body in pages.items():
        tree = lxml_html.document_fromstring(body.decode())
        for element in tree.iter(etree.Element):
            assert element.tag not in ("iframe", "object", "embed", "base", "x"), path
            if element.tag == "script":
                ours = (element.get("src") or "").startswith("/assets/") and not (element.text or "").strip()
                assert ours or element.get("type") == "application/ld+json", path
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, element.tag, name)
                assert not name.startswith("style"), (path, element.tag)
                if name in ("href", "src", "action", "cite", "poster"):
                    assert re.split(r"[:/?#]", value.strip().lower())[0] not in ("javascript", "data", "vbscript"), path


def test_what_pages_say_of_themselves_to_machines_is_whole(site):
    for path, body in documents(site, ".html").items():
        for script in re.findall(rb"<script[^>]*ld\+json[^>]*>(.*?)</script>", body, re.S):
            data = json.loads(script)
            assert "javascript" not in urlsplit(data.get("mainEntityOfPage", "")).scheme, path
            assert urlsplit(data.get("isBasedOn", {}).get("url", "")).scheme in SAFE_SCHEMES, path


def test_feeds_and_sitemaps_are_well_formed_and_their_html_is_safe(site):
    found = documents(site, ".rss", ".atom", ".xml")
    assert found
    for path, body in found.items():
        tree = etree.fromstring(body)
        for element in tree.iter(etree.Element):
            for name, value in element.attrib.items():
                if name in ("href", "url"):
                    assert urlsplit(value).scheme in SAFE_SCHEMES, (path, value)
            if element.tag.endswith(("encoded", "}content")) and element.text:
                inner = lxml_html.fromstring(f"<div>{element.text}</div>")
                assert not inner.xpath("//script|//iframe|//@onerror|//@onmouseover"), path
                assert all(urlsplit(href).scheme in SAFE_SCHEMES for href in inner.xpath("//@href|//@src")), path


def test_json_feeds_are_whole_and_name_no_script(site):
    for path, body in documents(site, ".json").items():
        feed = json.loads(body)
        for entry in feed["items"]:
            for key in ("url", "external_url", "image"):
                assert urlsplit(entry.get(key, "")).scheme in SAFE_SCHEMES, (path, key, entry.get(key))
            assert "<script" not in entry.get("content_html", "")


def test_no_file_leaves_the_site_and_every_name_fits_a_disk(site):
    root = site.newsroom.site.resolve()
    for path in site.newsroom.home.rglob("*"):
        assert all(len(part.encode()) <= 255 for part in path.parts)
    outside = [p for p in root.parent.iterdir() if p.name not in ("raw", "pictures", "site")]
    assert outside == []
    for path in Page.objects.values_list("path", flat=True):
        assert ".." not in path.split("/"), path
        assert "\x00" not in path
        assert len(path) <= 300


def test_templates_are_not_run_twice(site):
    assert site.saying("49") == [p for p in site.saying("49") if "7*7" not in site.text(p).split("49")[0][-5:]]
    assert any("{{ 7*7 }}" in site.text(path) for path in documents(site, ".html"))


def test_control_characters_reach_no_file(site):
    for path, body in documents(site, ".html", ".rss", ".atom", ".xml", ".json").items():
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", body), path


@pytest.mark.parametrize(
    "section",
    [
        "国際" * 20,
        "\U00020000" * 40,
        "ﷺ" * 40,
        "İ" * 40,
        "page",
        "feed.rss",
        ":",
        "a:b:c",
        "con",
        "é" * 40,
        "🎉",
        " ",
        "--",
    ],
)
def test_a_section_of_any_name_has_a_page_or_none(bench, section):
    item = hostile_item(1, "https://ok.example/1")._replace(categories=(section,), title="Plain headline")
    bench.send(item)
    bench.run()
    article = Article.objects.get()
    page = bench.page(item.guid)
    assert "Plain headline" in page
    if article.section:
        address = f"/en/section/{article.section}/"
        assert "Plain headline" in bench.text(f"{address}index.html")
        assert "Plain headline" in bench.text(f"{address}feed.rss")


def test_a_headline_of_a_million_letters_does_not_swell_the_site(bench):
    bench.send(
        hostile_item(1, "https://ok.example/1")._replace(title="Long " * 200_000, categories=()),
        hostile_item(2, "https://ok.example/2")._replace(title="Short headline", categories=()),
    )
    bench.run()
    sizes = {path: len(body) for path, body in bench.files().items() if path.endswith((".html", ".rss", ".json"))}
    own = Article.objects.exclude(current__headline="Short headline").get().path
    assert bench.text(f"{own}index.html")
    assert {path: size for path, size in sizes.items() if size > 300_000 and not path.startswith(own)} == {}
