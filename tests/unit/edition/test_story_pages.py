"""What is decided of stories' pages, as tables; and their rendering."""

import json

import pytest
from edition_samples import NOW, make_article, make_home, make_site, make_story
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from wireroom.core.addresses import story_path
from wireroom.edition.places import PAGE_SIZE, Place, parse_place, place_files, places_showing, story_place
from wireroom.edition.render import Renderer, open_renderer
from wireroom.edition.story_pages import (
    count_numbered,
    decide_state,
    find_name,
    numbered_path,
    round_count,
    split_numbered,
)
from wireroom.edition.story_values import Elsewhere, StoryGoneView
from wireroom.edition.values import MovedView, StoryLink


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer({language: make_site(language) for language in ("ja", "en")})


def parsed(body: bytes) -> html.HtmlElement:
    return html.document_fromstring(body.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("live", "made", "target_live", "state"),
    [
        (0, False, None, ""),
        (1, False, None, ""),
        (2, False, None, "live"),
        (1, True, None, "live"),
        (40, True, None, "live"),
        (0, True, None, "gone"),
        (0, True, 3, "moved"),
        (0, True, 0, "gone"),
        (0, False, 3, ""),
        (2, True, 3, "moved"),
    ],
)
def test_what_stands_at_a_storys_address(live, made, target_live, state):
    assert decide_state(live, made=made, target_live=target_live) == state


@pytest.mark.parametrize(
    ("live", "elsewhere", "made", "state"),
    [(1, 1, False, "live"), (1, 0, False, ""), (0, 2, False, ""), (0, 2, True, "gone"), (2, 0, False, "live")],
)
def test_an_article_in_another_language_counts_towards_a_page(live, elsewhere, made, state):
    assert decide_state(live, made=made, elsewhere=elsewhere) == state


def test_the_page_names_the_other_languages_each_in_its_own_words(renderer):
    document = parsed(renderer.story(make_story("en", elsewhere=(Elsewhere("ja", "/ja/story/x/", 20, False),))))
    (link,) = document.xpath("//*[@data-part='elsewhere']//a")
    assert (link.get("lang"), link.get("hreflang"), link.get("href")) == ("ja", "ja", "/ja/story/x/")
    assert words(link.getparent()) == "日本語 (more than 20 articles)"


@pytest.mark.parametrize(
    ("name", "languages", "readable"),
    [
        ("The stranding", ("en", "ja"), {"en"}),
        ("座礁事故", ("en", "ja"), {"ja"}),
        ("サミット G7", ("en", "ja"), {"ja"}),
        ("COP 41", ("en", "ja"), {"en", "ja"}),
        ("The stranding", ("ja",), {"ja"}),
        ("座礁事故", ("en",), {"en"}),
        ("", ("en", "ja"), set()),
    ],
)
def test_a_name_is_shown_where_it_can_be_read(name, languages, readable):
    assert {language for language in languages if find_name(name, language, languages)} == readable


@pytest.mark.parametrize(
    ("count", "told"),
    [(2, (2, True)), (9, (9, True)), (10, (10, True)), (11, (10, False)), (50, (20, False)), (5000, (1000, False))],
)
def test_other_pages_count_roughly_beyond_ten(count, told):
    assert round_count(count) == told


@given(st.integers(min_value=0, max_value=400))
def test_every_article_stands_on_one_numbered_page_and_the_newest_on_the_first_too(count):
    articles = list(range(count))
    numbered = count_numbered(count)
    pages = [split_numbered(articles, number) for number in range(numbered, 0, -1)]
    assert split_numbered(articles, 0) == articles[:PAGE_SIZE]
    assert [article for page in pages for article in page] == (articles if numbered else [])
    assert all(len(page) == PAGE_SIZE for page in pages[1:])
    assert not pages or 0 < len(pages[0]) <= PAGE_SIZE


def test_addresses_and_places():
    assert story_path("ja", "abcdefghij") == "/ja/story/abcdefghij/"
    assert numbered_path("en", "abc", 0) == "/en/story/abc/"
    assert numbered_path("en", "abc", 3) == "/en/story/abc/page/3/"
    place = story_place("en", "abc")
    assert parse_place(place.key) == place
    assert place.surface == "story"
    assert place_files(place)[0] == "/en/story/abc/index.html"
    assert place in places_showing("en", "world", (Place("home", "en", "", 1),), stories=(place,))


def test_the_page_of_a_story(renderer: Renderer) -> None:
    page = parsed(renderer.story(make_story("en")))
    assert words(page.xpath("//h1")[0]) == "The barrier debate"
    teasers = page.xpath("//*[@data-part='timeline']/li")
    assert len(teasers) == 7
    assert not page.xpath("//*[@data-part='timeline']//img")
    assert [words(mark) for mark in page.xpath("//*[@data-part='timeline']//*[@class='corrected']")] == ["Corrected"]
    assert [words(name) for name in page.xpath("//*[@data-part='carriers']/dd")] == ["Northline Agency", "Strait News"]
    assert page.xpath("//nav[@class='switch']/a/@href") == ["/ja/story/barrier/"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["https://news.example/en/story/barrier/"]
    assert not page.xpath("//meta[@name='robots']")
    assert "18 October 2024" in words(page.xpath("//*[@data-part='closed']")[0])
    assert page.xpath("//*[@data-part='made']/@data-point") == ["unchecked"]


def test_a_numbered_page_says_so_and_leads_both_ways(renderer: Renderer) -> None:
    view = make_story("en", number=2, url="/en/story/x/page/2/", older="/en/story/x/page/1/", newer="/en/story/x/")
    page = parsed(renderer.story(view))
    assert page.xpath("string(//title)") == "The barrier debate – Page 2 – The Harbour Ledger"
    assert page.xpath("//nav[@class='pager']//a/@href") == ["/en/story/x/", "/en/story/x/page/1/"]
    assert page.xpath("//nav[@class='switch']/a/@href") == ["/ja/"]


def test_a_page_that_may_not_be_indexed_and_one_that_was_judged(renderer: Renderer) -> None:
    page = parsed(renderer.story(make_story("en", noindex=True, is_judged=True)))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "an editor has judged" in words(page.xpath("//*[@data-part='made']")[0])


def test_json_ld_is_the_page_and_nothing_in_it_ends_the_script(renderer: Renderer) -> None:
    hostile = "</script><script>alert(1)</script>"
    body = renderer.story(make_story("en", headline=hostile))
    assert b"<script>alert" not in body
    (data,) = parsed(body).xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(data)
    assert found["name"] == hostile
    assert len(found["hasPart"]) == len(found["mainEntity"]["itemListElement"]) == 7


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (StoryLink("/en/story/x/", "", NOW, 2), "More on this story 2 articles since 18 October 2024"),
        (
            StoryLink("/en/story/x/", "", NOW, 10, False),
            "More on this story more than 10 articles since 18 October 2024",
        ),
        (StoryLink("/en/story/x/", "Tide <3", NOW, 3), "More on this story Tide <3 3 articles since 18 October 2024"),
    ],
)
def test_an_article_leads_to_its_story(renderer: Renderer, link: StoryLink, told: str) -> None:
    page = parsed(renderer.article(make_article("en", story=link, related=())))
    (part,) = page.xpath("//*[@data-part='story']")
    assert words(part) == told
    assert part.xpath(".//a/@href") == ["/en/story/x/"]


def test_the_front_page_lists_running_stories_in_one_calm_block(renderer: Renderer) -> None:
    page = parsed(renderer.listing(make_home("en")))
    assert page.xpath("//*[@data-part='running']//a/@href") == ["/en/story/barrier/"]
    assert not parsed(renderer.listing(make_home("en", running=()))).xpath("//*[@data-part='running']")


def test_what_is_gone_or_moved_tells_nothing_of_its_articles(renderer: Renderer) -> None:
    gone = parsed(renderer.story_gone(StoryGoneView("en")))
    assert "This story is no longer here" in words(gone.xpath("//main")[0])
    assert gone.xpath("//meta[@name='robots']/@content") == ["noindex"]
    moved = parsed(renderer.moved(MovedView("/en/story/y/", "en", "", is_story=True)))
    assert moved.xpath("//link[@rel='canonical']/@href") == ["/en/story/y/"]
    assert words(moved.xpath("//main")[0]) == "This page has moved Go to the story"
