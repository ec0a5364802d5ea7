"""Running stories: their pages begin, grow, lose what is killed, lead on when merged, and never lose their address."""

import dataclasses
import json
from datetime import timedelta

import pytest
from flow_bench import DESK, NOON
from lxml import html
from wires import Story, rss

from wireroom.edition.actions import ask_for_everything, refresh_story
from wireroom.edition.models import Page, StoryPage
from wireroom.public.site_files import SiteFiles
from wireroom.publishing.actions import (
    SiteTerms,
    correct_item,
    kill_item,
    refresh_article,
    release_item,
    withhold_item,
)
from wireroom.publishing.actions.purging import order_purge
from wireroom.publishing.models import Article, Receipt
from wireroom.publishing.queries import articles_showing
from wireroom.runner.works import open_press
from wireroom.stories import models
from wireroom.stories.actions import close_story, judge_stories, name_story
from wireroom.stories.models import Match
from wireroom.tasks.actions import enqueue

WIRE, STRAIT = "https://wire.example/feed", "https://strait.example/feed"
AGROUND = (
    "The night ferry to Minato ran aground on Gull Rock shortly after two on Friday morning with 212 passengers on "
    "board. Lifeboats from both harbours reached the ferry within forty minutes. Captain Ines Mori ordered "
    "everybody on deck, the coastguard said, and nobody was hurt. The rock lies a mile north of the channel that "
    "the ferry takes every night."
)
TOWED = (
    "Two tugs pulled the Minato night ferry off Gull Rock on Friday afternoon. The coastguard said the ferry took "
    "on water but reached the harbour under tow. All 212 passengers had been brought ashore by lifeboats at dawn. "
    "Captain Ines Mori stayed on board until the tow was made fast."
)
INQUIRY = (
    "The transport ministry opened an inquiry on Saturday into why the night ferry to Minato struck Gull Rock. "
    "Captain Ines Mori will be heard first, then the coastguard and the pilots of the harbour. The ferry lies in "
    "dock; its passengers are to get their fare back."
)
CHEESE = (
    "A dairy in the hills of Orrin has won the national prize for hard cheese for the third year running. The "
    "judges praised a wheel aged for thirty months in an abandoned railway tunnel. The dairy has nine cows to each "
    "of its eleven workers."
)
ORCHARD = (
    "Apple growers along the Tessel expect their smallest harvest since records began, after hail in May stripped "
    "blossom from four orchards in five. The growers' union asks for the levy on cider presses to be lifted until "
    "spring."
)
FERRY_JA = (
    "金曜日の未明、湊行きの夜行フェリーが岩礁に乗り上げた。乗客212人は全員が救命艇で岸に運ばれ、"
    "けが人はいなかった。海上保安当局が発表した。"
)
DOCK_JA = "湊行きの夜行フェリーは金曜日の午後、曳船2隻に引かれて岩礁を離れ、港に戻った。乗客212人はすでに上陸していた。"

FIRST = Story("a", "Night ferry aground on Gull Rock", AGROUND, "https://wire.example/a", NOON)
SECOND = Story("b", "Tugs free the Minato ferry", TOWED, "https://strait.example/b", NOON + timedelta(hours=4))
THIRD = Story("c", "Inquiry into the ferry's course", INQUIRY, "https://wire.example/c", NOON + timedelta(hours=26))
OTHER = Story("d", "Tunnel cheese wins again", CHEESE, "https://wire.example/d", NOON)
FOURTH = Story("e", "Hail halves the apple harvest", ORCHARD, "https://wire.example/e", NOON + timedelta(hours=1))


@pytest.fixture
def wire(bench):
    bench.subscribe(WIRE, provider="Harbour Press")
    bench.subscribe(STRAIT, provider="Strait News")
    return bench


def begin(bench):
    """Two providers report one event."""
    bench.receive(rss(FIRST), WIRE)
    bench.wait(hours=4)
    bench.receive(rss(SECOND), STRAIT)


def story_of(bench, guid):
    return models.Story.objects.get(matches__item__guid=guid)


def address(story, language="en"):
    return f"/{language}/story/{story.key}/"


def page(bench, path):
    body = bench.text(f"{path}index.html")
    return html.document_fromstring(body) if body else None


def timeline(bench, path):
    """The headlines on a story's page, as they stand."""
    found = page(bench, path)
    if found is None:
        return []
    return [words(link) for link in found.xpath("//*[@data-part='timeline']//*[contains(@class, 'teaser-headline')]/a")]


def words(element):
    return " ".join(element.text_content().split())


def part(document, name):
    return words(document.xpath(f"//*[@data-part='{name}']")[0])


def judge(bench, one, other, answer):
    """The desk joins or splits two stories, as its screen does."""
    before = list(models.Story.objects.filter(matches__item__guid__in=[one, other]).distinct())
    touched = judge_stories(bench.item(one), bench.item(other), answer=answer, by=DESK, now=bench.now)
    refresh_article(articles_showing(touched), now=bench.now)
    for story in {*before, *models.Story.objects.filter(matches__item__guid__in=[one, other])}:
        refresh_story(models.Story.objects.get(id=story.id), now=bench.now)
    bench.run()


def kill(bench, guid):
    kill_item(bench.item(guid), reason="wrong ship", by=DESK, now=bench.now)
    bench.run()


def answer(bench, path):
    return SiteFiles(bench.newsroom.site, default_language="en").find(path)


def choose_languages(bench, newsroom):
    """The settings are changed, and the process started again."""
    bench.newsroom = newsroom
    terms = SiteTerms(newsroom.languages, newsroom.zone)
    press = open_press(newsroom, bench.works.disk)
    bench.works = dataclasses.replace(bench.works, newsroom=newsroom, press=press, terms=terms)


def rebuilt(bench):
    """Every file of the site after it was derived again from rows, with no file left from before."""
    for path in bench.files():
        (bench.newsroom.site / path.lstrip("/")).unlink()
    Page.objects.all().delete()
    ask_for_everything(now=bench.now)
    bench.run()
    return bench.files()


# Begin and grow.


def test_one_article_makes_no_story_and_a_second_one_begins_its_page(wire):
    wire.receive(rss(FIRST), WIRE)
    assert wire.saying("/story/") == []
    wire.wait(hours=4)
    wire.receive(rss(SECOND), STRAIT)
    path = address(story_of(wire, "a"))
    assert timeline(wire, path) == [SECOND.headline, FIRST.headline]
    found = page(wire, path)
    assert words(found.xpath("//h1")[0]) == SECOND.headline
    assert part(found, "carriers") == "Copy from Harbour Press Strait News"
    assert found.xpath("//*[@data-part='extent']//time/@datetime") == [
        "2024-10-18T12:00:00+09:00",
        "2024-10-18T16:00:00+09:00",
    ]
    assert "nobody here has checked" in part(found, "made")
    assert found.xpath("//link[@rel='canonical']/@href") == [f"http://testserver{path}"]


def test_every_article_of_a_story_leads_to_its_page_above_what_is_related(wire):
    begin(wire)
    path = address(story_of(wire, "a"))
    for guid in ("a", "b"):
        document = html.document_fromstring(wire.page(guid))
        assert document.xpath("//*[@data-part='story']//a/@href") == [path]
        assert part(document, "story") == "More on this story 2 articles since 18 October 2024"
        assert [e.get("data-part") for e in document.xpath("//*[@class='beside']/*")] == ["story", "related"]


def test_a_story_that_grows_tells_all_its_articles(wire):
    begin(wire)
    wire.wait(hours=22)
    wire.receive(rss(FIRST, THIRD), WIRE)
    path = address(story_of(wire, "a"))
    assert timeline(wire, path) == [THIRD.headline, SECOND.headline, FIRST.headline]
    assert all("3 articles since" in wire.page(guid) for guid in ("a", "b", "c"))


def test_the_page_tells_machines_what_stands_on_it(wire):
    begin(wire)
    path = address(story_of(wire, "a"))
    data = json.loads(page(wire, path).xpath("//script[@type='application/ld+json']/text()")[0])
    assert data["@type"] == "CollectionPage"
    assert [entry["headline"] for entry in data["hasPart"]] == [SECOND.headline, FIRST.headline]
    assert data["mainEntity"]["numberOfItems"] == 2
    assert [entry["url"] for entry in data["mainEntity"]["itemListElement"]] == [
        f"http://testserver{wire.article(guid).path}" for guid in ("b", "a")
    ]


def test_a_story_stands_on_the_front_page_and_in_a_sitemap(wire):
    begin(wire)
    path = address(story_of(wire, "a"))
    front = html.document_fromstring(wire.text("/en/index.html"))
    assert front.xpath("//*[@data-part='running']//a/@href") == [path]
    Article.objects.update(may_index=True)
    refresh_story(story_of(wire, "a"), now=wire.now)
    wire.run()
    assert f"http://testserver{path}" in wire.text("/en/sitemap-stories-1.xml")
    assert "/en/sitemap-stories-1.xml" in wire.text("/sitemap.xml")
    assert "noindex" not in wire.text(f"{path}index.html")


def test_a_page_is_not_indexed_while_none_of_its_articles_may_be(wire):
    begin(wire)
    Article.objects.update(may_index=False)
    refresh_story(story_of(wire, "a"), now=wire.now)
    wire.run()
    path = address(story_of(wire, "a"))
    assert page(wire, path).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert path not in wire.text("/en/sitemap-stories-1.xml")


def test_a_long_story_is_numbered_from_its_oldest_page(wire):
    many = [
        Story(f"m{n}", f"Ferry bulletin {n}", f"{AGROUND} Bulletin {n}.", at=NOON - timedelta(minutes=n))
        for n in range(65)
    ]
    wire.receive(rss(*many), WIRE)
    story = models.Story.objects.create(key="longstory1", created_at=wire.now)
    items = dict(Match.objects.values_list("item__guid", "item_id"))
    for guid, item in items.items():
        Match.objects.filter(item__guid=guid).update(leader_id=item, story=story)
    enqueue("decide", items.values(), now=wire.now)
    wire.run()
    refresh_story(story, now=wire.now)
    wire.run()
    path = address(story)
    assert timeline(wire, path) == [f"Ferry bulletin {n}" for n in range(30)]
    assert timeline(wire, f"{path}page/3/") == [f"Ferry bulletin {n}" for n in range(5)]
    assert timeline(wire, f"{path}page/1/") == [f"Ferry bulletin {n}" for n in range(35, 65)]
    assert page(wire, path).xpath("//nav[@class='pager']//a/@href") == [f"{path}page/3/"]
    assert page(wire, f"{path}page/3/").xpath("//nav[@class='pager']//a/@href") == [path, f"{path}page/2/"]
    assert "more than 50 articles since" in wire.page("m3")
    for n in range(40):
        kill_item(wire.item(f"m{n}"), reason="wrong", by=DESK, now=wire.now)
    wire.run()
    assert len(timeline(wire, path)) == 25
    assert answer(wire, f"{path}page/3/").location == path


# Kills and purges.


def test_a_killed_article_leaves_its_storys_page_with_a_receipt(wire):
    begin(wire)
    wire.wait(hours=22)
    wire.receive(rss(FIRST, THIRD), WIRE)
    path = address(story_of(wire, "a"))
    kill(wire, "b")
    assert timeline(wire, path) == [THIRD.headline, FIRST.headline]
    assert "Strait News" not in wire.text(f"{path}index.html")
    assert wire.saying(SECOND.headline) == []
    surfaces = Receipt.objects.filter(article__item__guid="b", surface="story")
    assert {(receipt.place, receipt.at is not None) for receipt in surfaces} == {
        (f"story:en:{story_of(wire, 'a').key}:0", True)
    }
    assert wire.waiting_receipts() == []


def test_a_page_stays_with_one_article_and_answers_410_with_none(wire):
    begin(wire)
    path = address(story_of(wire, "a"))
    kill(wire, "b")
    assert timeline(wire, path) == [FIRST.headline]
    assert 'data-part="story"' not in wire.page("a")
    assert path not in wire.text("/en/index.html")
    kill(wire, "a")
    assert answer(wire, path).status == 410
    assert "This story is no longer here" in wire.text(f"{path}gone.html")
    assert wire.text(f"{path}index.html") == ""
    assert wire.waiting_receipts() == []
    assert path not in wire.text("/en/sitemap-stories-1.xml")


def test_what_is_withheld_comes_back_to_its_storys_page_when_it_is_released(wire):
    begin(wire)
    path = address(story_of(wire, "a"))
    withhold_item(wire.item("b"), reason="checking", by=DESK, now=wire.now)
    wire.run()
    assert timeline(wire, path) == [FIRST.headline]
    wire.wait(minutes=1)
    release_item(wire.item("b"), reason="checked", by=DESK, now=wire.now)
    wire.run()
    assert timeline(wire, path) == [SECOND.headline, FIRST.headline]
    states = Receipt.objects.filter(article__item__guid="b", surface="story").exclude(at=None)
    assert sorted(states.values_list("state", flat=True)) == ["held", "live"]


def test_a_correction_is_marked_on_the_page(wire):
    begin(wire)
    correct_item(wire.item("a"), note="There were 211 passengers.", by=DESK, now=wire.now)
    wire.run()
    found = page(wire, address(story_of(wire, "a")))
    corrected = [event for event in found.xpath("//*[@data-part='timeline']/li") if "Corrected" in words(event)]
    assert [words(event.xpath(".//h2")[0]) for event in corrected] == [FIRST.headline]


def test_a_page_that_no_row_knows_of_goes_with_the_kill(wire):
    """As when the process died between writing and recording, or an older database was put back."""
    begin(wire)
    path = address(story_of(wire, "a"))
    StoryPage.objects.all().delete()
    Page.objects.filter(path=f"{path}index.html").delete()
    assert SECOND.headline in wire.text(f"{path}index.html")
    kill(wire, "b")
    assert wire.saying(SECOND.headline) == []
    assert wire.waiting_receipts() == []


def test_a_page_that_was_lost_or_damaged_is_written_again(wire):
    begin(wire)
    path = address(story_of(wire, "a"))
    (wire.newsroom.site / path.strip("/") / "index.html").unlink()
    wire.run()
    assert timeline(wire, path) == [SECOND.headline, FIRST.headline]


def test_a_kill_reaches_the_page_on_which_the_article_stood_before_it_changed_its_story(wire):
    begin(wire)
    old = story_of(wire, "a")
    new = models.Story.objects.create(key="elsewhere1", created_at=wire.now)
    Match.objects.filter(item__guid="b").update(story=new)
    kill(wire, "b")
    assert timeline(wire, address(old)) == [FIRST.headline]
    assert Receipt.objects.filter(article__item__guid="b", place=f"story:en:{old.key}:0").exclude(at=None).exists()


def test_a_purge_takes_the_name_of_a_story_that_is_its_headline(wire):
    begin(wire)
    story = story_of(wire, "b")
    name_story(story, name=SECOND.headline, by=DESK, now=wire.now)
    refresh_story(models.Story.objects.get(id=story.id), now=wire.now)
    wire.run()
    assert SECOND.headline in wire.page("a")
    order_purge(wire.item("b"), reason="court order 17", by=DESK, now=wire.now)
    wire.run()
    assert wire.saying(SECOND.headline) == []
    assert models.Story.objects.get(id=story.id).name == ""
    assert not models.Judgement.objects.filter(words=SECOND.headline).exists()


def test_a_purge_takes_the_name_of_a_story_that_was_of_that_item_alone_and_leaves_other_names(wire):
    begin(wire)
    wire.receive(rss(OTHER), WIRE)
    alone = models.Story.objects.create(key="alone12345", created_at=wire.now)
    Match.objects.filter(item__guid="d").update(story=alone)
    for story, name in ((alone, "The cheese"), (story_of(wire, "a"), "The ferry")):
        name_story(story, name=name, by=DESK, now=wire.now)
    for guid in ("d", "b"):
        order_purge(wire.item(guid), reason="court order 17", by=DESK, now=wire.now)
    wire.run()
    assert [models.Story.objects.get(id=story.id).name for story in (alone, story_of(wire, "a"))] == ["", "The ferry"]


# Merge, split, name, close.


def joined(wire):
    """Two stories with a page each, joined by the desk: the one that went into the other, and that one."""
    begin(wire)
    wire.receive(rss(FIRST, OTHER, FOURTH), WIRE)
    judge(wire, "d", "e", "same")
    first, second = story_of(wire, "a"), story_of(wire, "d")
    assert first != second
    assert len(timeline(wire, address(second))) == 2
    judge(wire, "a", "d", "same")
    return second, first


def test_a_merged_story_leads_to_the_one_it_became_part_of(wire):
    gone, kept = joined(wire)
    assert set(timeline(wire, address(kept))) == {s.headline for s in (FIRST, SECOND, OTHER, FOURTH)}
    found = answer(wire, address(gone))
    assert (found.status, found.location) == (301, address(kept))
    assert all(address(kept) in wire.page(guid) for guid in "abde")
    assert "judged which belong here" in wire.text(f"{address(kept)}index.html")
    assert address(gone) not in wire.text("/en/index.html")


def test_a_split_keeps_the_address_with_the_first_item_and_gives_the_rest_its_own(wire):
    gone, kept = joined(wire)
    judge(wire, "a", "d", "different")
    assert story_of(wire, "a").key == kept.key
    assert set(timeline(wire, address(kept))) == {FIRST.headline, SECOND.headline}
    away = story_of(wire, "d")
    assert away.key != kept.key
    assert set(timeline(wire, address(away))) == {OTHER.headline, FOURTH.headline}
    assert address(away) in wire.page("d")
    assert address(kept) not in wire.page("d")
    assert answer(wire, address(gone)).status in (200, 301)


def test_a_story_that_was_led_on_answers_410_when_nothing_is_left_there(wire):
    gone, kept = joined(wire)
    for guid in "abde":
        kill_item(wire.item(guid), reason="wrong", by=DESK, now=wire.now)
    wire.run()
    assert [answer(wire, address(story)).status for story in (gone, kept)] == [410, 410]


def test_an_address_that_leads_on_twice_follows_what_becomes_of_where_it_leads(wire):
    """By way of a story that has no page of its own in that language."""
    gone, kept = joined(wire)
    between = models.Story.objects.create(key="between123", created_at=wire.now, merged_into=kept)
    models.Story.objects.filter(id=gone.id).update(merged_into=between)
    for guid in "abde":
        withhold_item(wire.item(guid), reason="checking", by=DESK, now=wire.now)
    wire.run()
    assert [answer(wire, address(story)).status for story in (gone, kept)] == [410, 410]
    wire.wait(minutes=1)
    release_item(wire.item("b"), reason="checked", by=DESK, now=wire.now)
    wire.run()
    assert answer(wire, address(gone)).location == address(kept)


def test_regrouping_alone_rewrites_the_pages_on_both_sides(wire):
    begin(wire)
    wire.receive(rss(FIRST, OTHER, FOURTH), WIRE)
    judge(wire, "d", "e", "same")
    gone, kept = story_of(wire, "d"), story_of(wire, "a")
    models.Judgement.objects.create(
        question="story", item=wire.item("a"), other=wire.item("e"), answer="same", by_name="Mori", at=wire.now
    )
    enqueue("regroup", [wire.item("a").id], now=wire.now)
    wire.run()
    assert answer(wire, address(gone)).location == address(kept)
    assert len(timeline(wire, address(kept))) == 4


def test_a_name_stands_on_the_page_on_its_articles_and_on_the_front_page(wire):
    begin(wire)
    story = story_of(wire, "a")
    name_story(story, name="The stranding of the night ferry", by=DESK, now=wire.now)
    refresh_story(models.Story.objects.get(id=story.id), now=wire.now)
    wire.run()
    assert words(page(wire, address(story)).xpath("//h1")[0]) == "The stranding of the night ferry"
    expected = "More on this story The stranding of the night ferry 2 articles since 18 October 2024"
    assert part(html.document_fromstring(wire.page("b")), "story") == expected
    assert "The stranding of the night ferry" in wire.text("/en/index.html")
    name_story(models.Story.objects.get(id=story.id), name="", by=DESK, now=wire.now)
    refresh_article([wire.article("a").id], now=wire.now)
    wire.run()
    assert wire.saying("The stranding of the night ferry") == []


def test_a_closed_story_says_so(wire):
    begin(wire)
    story = story_of(wire, "a")
    close_story(story, closed=True, by=DESK, now=wire.now)
    refresh_story(models.Story.objects.get(id=story.id), now=wire.now)
    wire.run()
    assert "closed this story on 18 October 2024" in part(page(wire, address(story)), "closed")
    wire.wait(hours=22)
    wire.receive(rss(FIRST, THIRD), WIRE)
    assert THIRD.headline not in timeline(wire, address(story))


# Languages, related articles, rebuilding.


def japanese(wire):
    """The same event in two languages, joined by the desk."""
    begin(wire)
    wire.subscribe("https://minato.example/feed", provider="湊日報", language="ja")
    body = rss(
        Story("j1", "夜行フェリーが座礁", FERRY_JA, "https://minato.example/j1", NOON),
        Story("j2", "フェリー離礁、港へ", DOCK_JA, "https://minato.example/j2", NOON + timedelta(hours=4)),
        language="ja",
    )
    wire.receive(body, "https://minato.example/feed")
    judge(wire, "j1", "j2", "same")
    judge(wire, "a", "j1", "same")
    return story_of(wire, "a")


def test_a_story_in_two_languages_has_a_page_in_each_that_leads_to_the_other(wire):
    story = japanese(wire)
    english, ours = page(wire, address(story)), page(wire, address(story, "ja"))
    assert timeline(wire, address(story, "ja")) == ["フェリー離礁、港へ", "夜行フェリーが座礁"]
    assert english.xpath("//nav[@class='switch']/a/@href") == [address(story, "ja")]
    assert ours.xpath("//nav[@class='switch']/a/@href") == [address(story)]
    assert ours.xpath("//link[@rel='alternate'][@hreflang='en']/@href") == [f"http://testserver{address(story)}"]
    assert "2024年10月18日からの記事2本" in wire.page("j1")
    kill(wire, "a")
    kill(wire, "b")
    assert page(wire, address(story, "ja")).xpath("//nav[@class='switch']/a/@href") == ["/en/"]


def test_a_language_that_the_site_leaves_takes_its_story_pages_along_until_it_comes_back(wire):
    story = japanese(wire)
    settings = wire.newsroom
    choose_languages(wire, dataclasses.replace(settings, languages=("en",)))
    refresh_story(story, now=wire.now)
    wire.run()
    assert page(wire, address(story, "ja")) is None
    assert address(story, "ja") not in wire.text(f"{address(story)}index.html")
    choose_languages(wire, settings)
    enqueue("decide", Match.objects.values_list("item_id", flat=True), now=wire.now)
    wire.run()
    assert len(timeline(wire, address(story, "ja"))) == 2
    assert address(story, "ja") in wire.text(f"{address(story)}index.html")


def test_a_story_runs_while_it_is_among_the_news_of_two_days(wire):
    begin(wire)
    wire.wait(days=3)
    later = Story("late", OTHER.headline, CHEESE, "https://wire.example/late", wire.now)
    wire.receive(rss(FIRST, later), WIRE)
    assert 'data-part="running"' not in wire.text("/en/index.html")


def test_a_name_stands_only_where_it_can_be_read(wire):
    story = japanese(wire)
    name_story(story, name="夜行フェリー座礁", by=DESK, now=wire.now)
    refresh_story(models.Story.objects.get(id=story.id), now=wire.now)
    wire.run()
    assert words(page(wire, address(story, "ja")).xpath("//h1")[0]) == "夜行フェリー座礁"
    assert words(page(wire, address(story)).xpath("//h1")[0]) == SECOND.headline


def test_what_an_editor_joined_stands_beside_each_other(wire):
    wire.wait(hours=2)
    wire.receive(rss(OTHER, FOURTH), WIRE)
    assert FOURTH.headline not in wire.page("d")
    judge(wire, "d", "e", "same")
    assert FOURTH.headline in wire.page("d")
    assert OTHER.headline in wire.page("e")
    kill(wire, "e")
    assert wire.saying(FOURTH.headline) == []
    assert wire.waiting_receipts() == []


def test_a_rebuild_gives_the_same_story_pages(wire):
    joined(wire)
    kill(wire, "b")
    before = wire.files()
    assert rebuilt(wire) == before
    assert StoryPage.objects.filter(state="moved").count() == 1
