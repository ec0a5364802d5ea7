"""One event told in English and in Japanese is one story, found by what both texts share; each page names the other."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from lxml import html
from wires import Story, rss

from wireroom.edition.actions import refresh_story
from wireroom.publishing.actions import kill_item, refresh_article
from wireroom.publishing.queries import articles_showing
from wireroom.stories import models
from wireroom.stories.actions import close_story, judge_stories
from wireroom.stories.models import Bridge, Match

WIRE, MINATO = "https://wire.example/feed", "https://minato.example/feed"
AGROUND = (
    "PORT ALDEN - A ferry with 231 people on board ran aground off the island of Sarnholm on Friday. The Ingrid Vale, "
    "a 1,480-ton ferry of Halden Lines, struck Corvin Shoal some 800 metres short of the harbour, the coast guard "
    "said. There were 213 passengers and 18 crew. Seven were taken to hospital. Captain Magnus Torvald said nobody was "
    "missing."
)
AFLOAT = (
    "PORT ALDEN - Tugs pulled the ferry Ingrid Vale off Corvin Shoal on Friday night. The coast guard said that the "
    "1,480-ton ferry of Halden Lines had lost no oil. All 231 people had been taken off near Sarnholm by lifeboats. "
    "Captain Magnus Torvald stayed on board with 18 crew."
)
AGROUND_JA = (
    "18日、ザーンホルム島の沖で、231人の乗ったハルデン・ラインズのフェリー「イングリッド・ベール」(1480トン)が浅瀬のコルビンに乗り上げ、"
    "座礁した。海上保安当局によると、乗客213人、乗員18人で、現場は港の手前約800メートル。7人が病院に運ばれた。マグヌス・トルバルド船長は"
    "行方不明者はいないと話した。"
)
AFLOAT_JA = (
    "フェリー「イングリッド・ベール」(1480トン)は18日夜、曳船に引かれてコルビンの浅瀬を離れた。海上保安当局によると油の流出はない。"
    "ハルデン・ラインズによると、乗っていた231人は全員がザーンホルムで下船していた。"
)
# Another event of the same day, at sea as well.
COLLISION_JA = (
    "18日、北湾でコンテナ船と漁船が衝突し、漁船の乗組員4人が救助された。海上保安当局が原因を調べている。けが人はいなかった。"
    "北湾では先月にも漁船の転覆事故があった。"
)

FIRST = Story("a", "Ferry with 231 aboard aground off Sarnholm", AGROUND, "https://wire.example/a", NOON)
SECOND = Story("b", "Tugs free the Ingrid Vale", AFLOAT, "https://wire.example/b", NOON + timedelta(hours=5))
THIRD = Story("j1", "フェリー座礁、231人乗船 ザーンホルム沖", AGROUND_JA, "https://minato.example/j1", NOON)
FOURTH = Story("j2", "座礁フェリーが離礁", AFLOAT_JA, "https://minato.example/j2", NOON + timedelta(hours=5))
OTHER = Story("x", "コンテナ船と漁船が衝突", COLLISION_JA, "https://minato.example/x", NOON)


@pytest.fixture
def wires(bench):
    bench.subscribe(WIRE, provider="Harbour Press")
    bench.subscribe(MINATO, provider="湊日報", language="ja")
    return bench


def tell(bench, *stories):
    """Both wires bring what they have, one after the other."""
    for story in stories:
        if story.at > bench.now:
            bench.wait(hours=(story.at - bench.now).total_seconds() / 3600)
        english = story.guid in ("a", "b")
        bench.receive(rss(story, language="en" if english else "ja"), WIRE if english else MINATO)


def story_of(bench, guid):
    return models.Story.objects.filter(matches__item__guid=guid).first()


def page(bench, language, guid="a"):
    found = bench.text(f"/{language}/story/{story_of(bench, guid).key}/index.html")
    return html.document_fromstring(found) if found else None


def elsewhere(document):
    """The other languages that a story's page names: the language, its address, the words."""
    links = document.xpath("//*[@data-part='elsewhere']//a")
    return [(a.get("lang"), a.get("hreflang"), a.get("href"), a.getparent().text_content()) for a in links]


@pytest.mark.parametrize("order", ["a j1", "j1 a"])
def test_one_article_in_each_language_begins_a_story_with_a_page_in_both(wires, order):
    told = {"a": FIRST, "j1": THIRD}
    tell(wires, *(told[guid] for guid in order.split()))
    path = f"/story/{story_of(wires, 'a').key}/"
    assert story_of(wires, "a") == story_of(wires, "j1")
    assert elsewhere(page(wires, "en")) == [("ja", "ja", f"/ja{path}", "日本語 (1 article)")]
    assert elsewhere(page(wires, "ja")) == [("en", "en", f"/en{path}", "English (1本)")]
    for language, guid in (("en", "a"), ("ja", "j1")):
        link = html.document_fromstring(wires.page(guid)).xpath("//*[@data-part='story']")[0]
        assert link.xpath(".//a/@href") == [f"/{language}{path}"]
        assert link.xpath(".//span/@lang") == ["ja" if language == "en" else "en"]


def test_what_follows_in_either_language_comes_to_the_story(wires):
    tell(wires, FIRST, THIRD, FOURTH, SECOND)
    assert {story_of(wires, guid) for guid in ("a", "b", "j1", "j2")} == {story_of(wires, "a")}
    assert elsewhere(page(wires, "en"))[0][3] == "日本語 (2 articles)"
    assert elsewhere(page(wires, "ja"))[0][3] == "English (2本)"


def test_what_grew_apart_in_two_languages_is_one_story_at_once_when_a_text_tells_so(wires):
    tell(wires, FIRST, SECOND)
    brief = Story("j0", "フェリー座礁", "フェリーが座礁した。", "https://minato.example/j0", NOON)
    tell(wires, brief, THIRD)
    judge_stories(wires.item("j0"), wires.item("j1"), answer="same", by=DESK, now=wires.now)
    tell(wires, FOURTH)
    assert {story_of(wires, guid) for guid in ("j0", "j1", "j2")} == {story_of(wires, "a")}


def test_another_event_of_the_day_in_the_other_language_stays_apart(wires):
    tell(wires, FIRST, OTHER)
    assert story_of(wires, "a") is None
    assert Bridge.objects.count() == 0
    assert wires.saying("/story/") == []


def test_the_story_stays_one_when_it_is_regrouped(wires):
    tell(wires, FIRST, SECOND, THIRD, FOURTH)
    before = story_of(wires, "a")
    wires.wait(minutes=11)
    wires.run()
    assert {story_of(wires, guid) for guid in ("a", "b", "j1", "j2")} == {before}


def test_stories_that_grew_apart_become_one_when_regrouped(wires):
    tell(wires, FIRST, SECOND, THIRD, FOURTH)
    # As if the items had come before anything was known of the bridges.
    other = models.Story.objects.create(key="apart", created_at=NOON)
    Match.objects.filter(item__guid__in=["j1", "j2"]).update(story=other)
    wires.wait(minutes=11)
    wires.run()
    assert {story_of(wires, guid) for guid in ("a", "b", "j1", "j2")} == {story_of(wires, "a")}


def test_a_kill_in_one_language_is_told_in_the_other(wires):
    tell(wires, FIRST, SECOND, THIRD)
    assert elsewhere(page(wires, "en"))
    kill_item(wires.item("j1"), reason="wrong ship", by=DESK, now=wires.now)
    wires.run()
    assert page(wires, "ja") is None
    assert elsewhere(page(wires, "en")) == []
    assert wires.saying(THIRD.headline) == []
    assert not html.document_fromstring(wires.page("a")).xpath("//*[@data-part='story']//*[@lang='ja']")


def test_a_person_parts_what_the_machine_joined_for_good(wires):
    tell(wires, FIRST, SECOND, THIRD)
    touched = judge_stories(wires.item("a"), wires.item("j1"), answer="different", by=DESK, now=wires.now)
    refresh_article(articles_showing(touched), now=wires.now)
    wires.run()
    tell(wires, FOURTH)
    wires.wait(minutes=11)
    wires.run()
    assert story_of(wires, "a") == story_of(wires, "b") != story_of(wires, "j1")
    assert elsewhere(page(wires, "en")) == []


def test_nothing_comes_to_a_story_that_the_editors_closed(wires):
    tell(wires, FIRST, SECOND)
    close_story(story_of(wires, "a"), closed=True, by=DESK, now=wires.now)
    refresh_story(story_of(wires, "a"), now=wires.now)
    tell(wires, THIRD)
    wires.wait(minutes=11)
    wires.run()
    assert story_of(wires, "j1") is None


def test_what_was_corrected_to_tell_of_something_else_is_found_by_its_new_words(wires):
    tell(wires, FIRST)
    corrected = Story(
        "a", "Turbines to go", "Wind turbines off the coast of Lindvale will be taken down.", FIRST.link, NOON
    )
    wires.wait(hours=1)
    wires.receive(rss(corrected), WIRE)
    tell(wires, THIRD)
    assert story_of(wires, "j1") is None
