"""A story as a WordPress post: text is text, copy runs nothing over there, nothing of it is lost."""

import html
import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from wireroom.edition.render.wordpress import wordpress_picture, wordpress_post
from wireroom.edition.values import Link, OutgoingStory, PictureSource, PictureView

NOON = datetime(2024, 10, 18, 12, tzinfo=timezone(timedelta(hours=9)))


def story(**fields) -> OutgoingStory:
    given = {
        "guid": "urn:wireroom:abc",
        "key": "abcdefghij",
        "url": "https://news.example/en/2024/10/18/ferry-returns-abcdefghij/",
        "language": "en",
        "status": "usable",
        "version": 1,
        "published": NOON,
        "updated": NOON,
        "site": Link("Harbour News", "https://news.example/"),
        "provider": Link("Harbour Press", ""),
        "headline": "Ferry returns",
        "body_html": "<p>The ferry is back.</p>",
    }
    return OutgoingStory(**(given | fields))


def test_a_post_has_its_address_and_time_from_the_story():
    post = wordpress_post(story())
    assert (post.slug, post.date_gmt) == ("ferry-returns-abcdefghij", "2024-10-18T03:00:00")
    assert datetime.fromisoformat(post.date_gmt).replace(tzinfo=UTC) == NOON


def test_everything_that_belongs_to_the_story_is_in_the_post():
    post = wordpress_post(
        story(
            byline="By Kim",
            credit="Harbour Press/AX",
            source_url="https://wire.example/1",
            copyright_notice="© Harbour Press",
            usage=("Not after 2030.",),
            disclosure=("The copy comes from Harbour Press.", "Nobody checked it."),
            notes=("Correction: it was two ferries.",),
        )
    )
    order = [
        "two ferries",
        "The ferry is back.",
        "By Kim",
        "Harbour Press/AX",
        "©",
        "Not after 2030.",
        "Nobody checked",
    ]
    places = [post.content.index(words) for words in order]
    assert places == sorted(places)
    assert '<a href="https://wire.example/1">Harbour Press/AX</a>' in post.content


def test_an_excerpt_is_the_summary_and_no_more():
    post = wordpress_post(story(body_html="", summary="The ferry & more", extent="excerpt"))
    assert post.excerpt == "The ferry &amp; more"
    assert "<p>The ferry &amp; more</p>" in post.content


def test_an_address_that_is_none_of_the_web_is_no_link():
    assert "<a" not in wordpress_post(story(source_url="javascript:alert(1)")).content


def test_shortcodes_and_bare_addresses_are_inert_and_links_stay():
    body = (
        '<p>[gallery ids="1"]</p><p>https://video.example/x</p><p><a href="https://a.example/" title="a > b">x</a></p>'
    )
    content = wordpress_post(story(body_html=body)).content
    assert "[" not in content
    assert "<p>https:&#47;&#47;video.example/x</p>" in content
    assert '<a href="https://a.example/" title="a > b">x</a>' in content


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_a_headline_of_any_characters_is_shown_as_it_is_and_runs_nothing(headline):
    title = wordpress_post(story(headline=headline)).title
    assert "<" not in title
    assert "[" not in title
    assert html.unescape(title) == re.sub("[\ufffe\uffff]", "", headline)


def test_a_picture_has_its_words():
    source = PictureSource("https://news.example/pictures/a.jpg", 640, 320, "image/jpeg", 9)
    words = wordpress_picture(story(picture=PictureView((source,), "A pier", "The <pier>", "AX/Kim")))
    assert (words.alt_text, words.caption) == ("A pier", "The &lt;pier&gt; – AX/Kim")
    assert wordpress_picture(story()).caption == ""
