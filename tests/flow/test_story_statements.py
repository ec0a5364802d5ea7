"""Who says what in a story: claims with their sides, a timeline, figures that move; and gone with what is killed."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from lxml import html
from wires import Story, rss

from wireroom.edition.actions import refresh_story
from wireroom.edition.models import StoryPage
from wireroom.publishing.actions import kill_item, refresh_article
from wireroom.publishing.queries import articles_showing
from wireroom.reading.actions import review_statement
from wireroom.reading.models import Statement
from wireroom.stories import models
from wireroom.stories.actions import judge_stories
from wireroom.wire.models import Provider

WIRE, STRAIT = "https://wire.example/feed", "https://strait.example/feed"
ACCUSED = Story(
    "a1",
    "Union accuses harbour office over crane",
    "The harbour workers' union accused the harbour office of hiding the report on the fallen crane. \"They knew for "
    'months that the brake was worn," said union chair Ada Lind. The harbour office said 1,500 sacks of grain were '
    "lost when the crane fell on Tuesday. It damaged two trucks on the quay.",
    "https://wire.example/a1",
    NOON,
)
DENIED = Story(
    "d1",
    "Harbour office denies hiding crane report",
    "The harbour office denied hiding the report on the fallen crane. Director Tom Reyes said the report had been "
    "published in June. The union chair Ada Lind said 10,000 sacks of grain were lost when the crane fell.",
    "https://strait.example/d1",
    NOON + timedelta(hours=2),
)


@pytest.fixture
def told(bench):
    """Two articles of one story, read."""
    bench.subscribe(WIRE, provider="Harbour Press")
    bench.subscribe(STRAIT, provider="Strait News")
    bench.receive(rss(ACCUSED), WIRE)
    bench.wait(hours=3)
    bench.receive(rss(DENIED), STRAIT)
    touched = judge_stories(bench.item("a1"), bench.item("d1"), answer="same", by=DESK, now=bench.now)
    refresh_article(articles_showing(touched), now=bench.now)
    for story in models.Story.objects.all():
        refresh_story(story, now=bench.now)
    bench.wait(minutes=15)
    bench.run()
    return bench


def story_page(bench):
    key = StoryPage.objects.get(state="live", language="en").story.key
    body = bench.text(f"/en/story/{key}/index.html")
    return html.document_fromstring(body)


def words(element):
    return " ".join(element.text_content().split())


def sides(page):
    """Who stands on which side of the claims."""
    return {
        kind: {words(voice) for voice in page.xpath(f"//*[contains(@class, 'side-{kind}')]/dd")}
        for kind in ("asserted", "denied", "unconfirmed", "declined")
    }


def test_a_story_tells_who_asserts_and_who_denies(told):
    page = story_page(told)
    found = sides(page)
    assert any("union" in voice for voice in found["asserted"])
    assert any("arbour office" in voice for voice in found["denied"])
    for link in page.xpath("//*[@data-part='claims']//a/@href"):
        path, _, place = link.partition("#")
        if place:
            assert f'id="{place}"' in told.text(f"{path}index.html")


def test_a_story_draws_who_said_what_when_with_a_table(told):
    page = story_page(told)
    drawing = page.xpath("//*[@data-part='spoken']//*[local-name()='svg'][@role='img']")[0]
    assert len(drawing.xpath(".//*[local-name()='title']")) == 1
    assert "said-denies" in html.tostring(drawing, encoding="unicode")
    rows = [words(row) for row in page.xpath("//*[@data-part='spoken']//tbody/tr")]
    assert any("Ada Lind" in row for row in rows)
    assert any("denies" in row for row in rows)


def test_a_figure_that_moved_is_plotted(told):
    page = story_page(told)
    assert words(page.xpath("//*[@data-part='figures']//figcaption")[0]) == "sacks"
    rows = [words(row) for row in page.xpath("//*[@data-part='figures']//tbody/tr")]
    assert any("1,500" in row and "arbour office" in row for row in rows)
    assert any("10,000" in row and "Ada Lind" in row for row in rows)


def test_a_killed_denial_leaves_the_storys_page(told):
    kill_item(told.item("d1"), reason="wrong", by=DESK, now=told.now)
    told.run()
    page = story_page(told)
    assert not sides(page)["denied"]
    assert told.saying("Tom Reyes") == []


def test_what_an_editor_rejects_leaves_the_storys_page(told):
    denial = Statement.objects.get(item__guid="d1", stance="denies")
    review_statement(denial, "rejected", by=DESK, now=told.now)
    told.run()
    assert not sides(story_page(told))["denied"]


def test_where_a_provider_shows_no_statements_the_story_tells_none_of_its_own(told):
    Provider.objects.filter(name="Strait News").update(shows_statements=False)
    refresh_story(models.Story.objects.get(matches__item__guid="d1"), now=told.now)
    told.run()
    assert not sides(story_page(told))["denied"]
    said = story_page(told).xpath("//*[@data-part='statements']")
    assert not any("Tom Reyes" in words(part) for part in said)
