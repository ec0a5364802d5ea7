"""A Japanese site tells in Japanese who says what: panel, story and speaker's page; each language keeps to its own."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from lxml import html
from wires import Story, rss

from wireroom.edition.actions import refresh_story
from wireroom.publishing.actions import refresh_article
from wireroom.publishing.queries import articles_showing
from wireroom.reading.models import Actor
from wireroom.stories import models
from wireroom.stories.actions import judge_stories

WIRE = "https://minato.example/feed"
FIRST = Story(
    "j1",
    "市長「防波堤は安全」",
    "森下稲子市長は18日、防波堤は安全だと述べた。森下市長は「石はすべて測った」と語った。"
    "漁業組合の安部健組合長は、市がひび割れの報告書を隠していると非難した。",
    "https://minato.example/j1",
    NOON,
)
SECOND = Story(
    "j2",
    "市長、報告書の隠蔽を否定",
    "森下稲子市長は18日夜、ひび割れの報告書を隠していることを否定した。"
    "漁業組合の安部健組合長は、防波堤の調査を求めた。",
    "https://minato.example/j2",
    NOON + timedelta(hours=3),
)


@pytest.fixture
def told(bench):
    bench.subscribe(WIRE, provider="湊新報", language="ja")
    bench.receive(rss(FIRST, language="ja"), WIRE)
    bench.wait(hours=4)
    bench.receive(rss(FIRST, SECOND, language="ja"), WIRE)
    touched = judge_stories(bench.item("j1"), bench.item("j2"), answer="same", by=DESK, now=bench.now)
    refresh_article(articles_showing(touched), now=bench.now)
    for story in models.Story.objects.all():
        refresh_story(story, now=bench.now)
    bench.wait(minutes=15)
    bench.run()
    return bench


def page(bench, path):
    return html.document_fromstring(bench.text(f"{path}index.html"))


def words(element):
    return " ".join(element.text_content().split())


def test_the_panel_speaks_japanese(told):
    panel = html.document_fromstring(told.page("j2")).xpath("//*[@data-part='statements']")[0]
    assert "森下稲子" in words(panel)
    assert "否定" in words(panel)


def test_the_storys_page_tells_in_japanese_who_denies(told):
    story = models.Story.objects.get(matches__item__guid="j1")
    found = page(told, f"/ja/story/{story.key}/")
    drawing = found.xpath("//*[@data-part='spoken']//svg[@role='img']/title")[0]
    assert words(drawing) == "誰がいつ何を言ったか"
    rows = [words(row) for row in found.xpath("//*[@data-part='spoken']//tbody/tr")]
    assert any("森下稲子" in row and "否定" in row for row in rows)


def test_a_speakers_page_stands_in_the_language_of_the_articles_alone(told):
    key = Actor.objects.get(name__contains="森下稲子").key
    found = page(told, f"/ja/actor/{key}/")
    assert "森下稲子" in words(found.xpath("//h1")[0])
    assert any("石はすべて測った" in words(row) for row in found.xpath("//*[@data-part='statements']/li"))
    assert not told.text(f"/en/actor/{key}/index.html")
