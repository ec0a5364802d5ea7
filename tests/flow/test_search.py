"""Readers search the site: they find what is published, as they would write it, and nothing else."""

from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from flow_bench import DESK, NOON
from lxml import html
from wires import Gone, Story, atom, rss

from wireroom.accounts.actions import add_user
from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.searching.asking import parse_query
from wireroom.edition.actions import ask_for_everything
from wireroom.edition.models import Page
from wireroom.publishing.actions import kill_item, release_item, withhold_item
from wireroom.publishing.actions.purging import order_purge
from wireroom.publishing.models import Article, Receipt
from wireroom.searching.models import Entry, Word
from wireroom.searching.queries import ORDERS, Search, find_items

HOUR = NOON.replace(hour=2)
SILO = Story(
    "s1", "Grain found in the eastern silo", "Inspectors of the government opened the silo at dawn.", at=NOON,
    section="Business", link="https://wire.example/s1",
)  # fmt: skip
FERRY = Story(
    "f1", "Ferry returns to Port Élise", "The ferry carried 1,500 people. No grain was aboard.", at=HOUR,
    section="Travel", link="https://wire.example/f1",
)  # fmt: skip
TALKS = Story(
    "t1", "東京都の首脳会議が終わる", "首脳らはガス料金の引き上げを認めた。コンピュータの故障が原因という。", at=NOON,
    section="国際", link="https://wire.example/t1",
)  # fmt: skip


def search(query: str, **fields) -> dict:
    answer = Client().get("/search.json", {"q": query, **fields})
    assert answer.status_code == 200
    return answer.json()


def found(query: str, **fields) -> list[str]:
    return [result["headline"] for result in search(query, **fields)["results"]]


def page_of(query: str, **fields) -> str:
    answer = Client().get("/search", {"q": query, **fields})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def site(bench):
    bench.receive(rss(SILO, FERRY, TALKS))
    return bench


# What a reader asks for in the newsroom of these three stories, and what is found.
ASKED = {
    "silo": [SILO.headline],
    "GRAIN": [SILO.headline, FERRY.headline],
    "grain ferry": [FERRY.headline],
    '"eastern silo"': [SILO.headline],
    '"silo eastern"': [],
    "“eastern silo”": [SILO.headline],
    "elise": [FERRY.headline],
    "1500": [FERRY.headline],
    "１，５００": [FERRY.headline],
    "東京": [TALKS.headline],
    "京都": [TALKS.headline],
    "首脳会議": [TALKS.headline],
    "会": [TALKS.headline],
    "ｶﾞｽ": [TALKS.headline],
    "がす": [TALKS.headline],
    "コンピューター": [TALKS.headline],
    "首脳　ガス": [TALKS.headline],
    "議会": [],
    "grain -ferry": [SILO.headline],
    "grain −ferry −silo": [],
    "首脳 -ガス": [],
    "silo OR ferry": [SILO.headline, FERRY.headline],
    "grain dawn OR 1500 -silo": [FERRY.headline],
    '"eastern silo" OR 首脳会議 OR horse': [TALKS.headline, SILO.headline],
    "grain AND ferry": [FERRY.headline],
    "section: travel": [FERRY.headline],
    "provider:harbour silo": [SILO.headline],
    "provider:elsewhere silo": [],
    "section:travel": [FERRY.headline],
    "分野：国際": [TALKS.headline],
    "grain from:2024-10-18 to:2024-10-18": [SILO.headline, FERRY.headline],
    "grain from:2024-10-19": [],
    "grain to:2024-10-17": [],
    "lang:ja from:2024": [TALKS.headline],
    "": [],
    "…!?": [],
}


def test_what_is_asked_for_is_found(site):
    assert {query: found(query) for query in ASKED} == ASKED


def test_only_the_pages_language_is_searched_unless_the_reader_says_otherwise(site):
    assert found("東京", lang="en") == []
    assert found("東京 lang:ja", lang="en") == [TALKS.headline]
    assert set(found("from:2024 lang:all", lang="en")) == {SILO.headline, TALKS.headline, FERRY.headline}


def test_an_author_is_found_by_the_byline(bench):
    told = {"content_html": "<p>Words.</p>", "language": "en", "published": NOON}
    bench.send(
        ParsedItem(guid="a1", title="One", authors=("Aya Mori",), byline="Aya Mori", **told),
        ParsedItem(guid="a2", title="Aya waits for Mori", byline="Bo Lund", **told),
    )
    bench.run()
    assert found('author:"aya mori"') == ["One"]
    assert found("author:mori waits") == []
    assert found("著者：lund") == ["Aya waits for Mori"]


def test_best_first_puts_what_a_story_is_about_before_what_is_newer(bench):
    newer = Story("n1", "Choir sings", "The choir sang of grain and rain and of the sea, for an hour.", at=NOON)
    older = Story("n2", "Grain prices", "Grain is dear: grain merchants wait.", at=HOUR)
    bench.receive(rss(newer, older))
    assert found("grain") == [newer.headline, older.headline]
    assert found("grain", order="best") == [older.headline, newer.headline]


def test_a_mistyped_word_is_forgiven_and_the_reader_is_told(site):
    told = search("goverment")
    assert (told["total"], told["read_as"]) == (1, "government")
    assert "Nothing was found for “goverment”, so this is “government”." in unescape(page_of("goverment"))
    assert found("isnpectors") == [SILO.headline]


def test_of_words_as_near_the_one_that_more_stories_have_is_meant(bench):
    bench.receive(
        rss(
            Story("r1", "Raid on the market", "Police came at noon."),
            Story("r2", "Rain in Minato", "Much rain fell."),
            Story("r3", "More rain", "Rain is expected until Sunday."),
        )
    )
    assert search("raim")["read_as"] == "rain"


def test_a_word_that_only_a_killed_story_had_is_not_proposed(site):
    kill_item(site.item("s1"), reason="no silo", by=DESK, now=site.now)
    site.run()
    told = search("inspecters")
    assert (told["total"], told["read_as"], told["suggestions"]) == (0, None, [])


def test_when_nothing_is_found_other_queries_are_proposed_that_find_something(site):
    told = search("grain horse")
    assert (told["total"], told["suggestions"]) == (0, ["grain"])
    assert search("首脳談")["suggestions"] == ["首脳"]
    assert search("xylophone")["suggestions"] == []
    assert "/search?q=grain&amp;lang=en" in page_of("grain horse", lang="en")
    assert '"/search?q=grain"' in page_of("grain horse")


def test_of_what_belongs_to_somebody_who_it_is_is_found(site):
    assert search("ferry’s")["read_as"] == "ferry"
    assert search("the silo's")["read_as"] == "the silo"


def test_unwanted_words_that_leave_nothing_are_left_out_of_what_is_proposed(site):
    assert search("grain -silo -ferry")["suggestions"] == ["grain"]


def test_two_mistyped_words_are_forgiven_together(site):
    assert search("goverment inspecters")["read_as"] == "government inspectors"
    assert search("goverment xylophone")["read_as"] is None


def test_a_word_that_stands_elsewhere_is_not_read_as_another(bench):
    bench.receive(rss(SILO, FERRY, Story("r1", "Silos in Velda", "Silos.", at=NOON, section="Travel")))
    assert found("dawn section:business") == [SILO.headline]
    told = search("silo section:travel")
    assert (told["total"], told["read_as"], told["suggestions"]) == (0, None, ["silo"])
    told = search("silo", lang="ja")
    assert (told["total"], told["read_as"], told["suggestions"]) == (0, None, ["silo lang:all"])
    assert search("silos", **{"from": "2024-10-19"})["read_as"] is None


def test_what_is_proposed_finds_something_within_the_days_of_the_form(site):
    for days in ({"from": "2024-10-19"}, {"to": "2024-10-17"}):
        assert search("goverment", **days)["read_as"] is None
        assert search("grain horse", **days)["suggestions"] == []
    days = {"from": "2024-10-18", "to": "2024-10-18"}
    assert search("goverment", **days)["total"] == 1
    assert search("grain horse", **days)["suggestions"] == ["grain"]


def test_a_day_of_the_form_that_cannot_be_read_is_told(site):
    assert search("silo", **{"from": "18 Oct", "to": "2024-02-30"})["ignored"] == ["18 Oct", "2024-02-30"]
    assert "Not understood, and left out: 18 Oct" in page_of("silo", lang="en", **{"from": "18 Oct"})


def test_the_next_page_is_of_the_same_search(bench):
    told = {"content_html": "<p>1,500</p>", "published": NOON}
    for n in range(15):
        bench.send(ParsedItem(guid=f"e{n}", title=f"Ships sail to harbour {n}: grain", language="en", **told))
        bench.send(ParsedItem(guid=f"j{n}", title=f"港に船が着いた　その{n}　grain", language="ja", **told))
    bench.run()
    assert search("grain")["total"] == 30
    following = html.document_fromstring(page_of("grain").encode())
    assert not following.xpath("//main//input[@name='lang']")
    (address,) = following.xpath("//a[@rel='next']/@href")
    second = html.document_fromstring(Client().get(address).content)
    assert len(second.xpath("//main//article")) == 10


def test_words_found_are_marked_in_headline_and_excerpt_in_the_readers_own_page(site):
    page = html.document_fromstring(page_of("コンピューター 東京", lang="ja").encode())
    assert [mark.text for mark in page.xpath("//main//mark")] == ["東京", "コンピュータ"]
    assert page.get("lang") == "ja"
    assert "1件の記事が見つかりました。" in page.xpath("//*[@role='status']")[0].text
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_markup_in_a_query_or_a_story_stays_text(bench):
    bench.receive(rss(Story("m1", "5 &lt; 6 silo", "Silo &amp;lt;script&amp;gt; silo", at=NOON)))
    page = page_of('<script>alert("silo")</script> silo')
    assert "<script>alert" not in page
    assert "<script" not in page.split("</head>")[1]


def test_results_come_in_pages(bench):
    bench.receive(rss(*(Story(f"g{n}", f"Grain {n}", "Grain again.", at=NOON) for n in range(45))))
    pages = [search("grain", page=number) for number in (1, 2, 3, 4)]
    assert [len(page["results"]) for page in pages] == [20, 20, 5, 0]
    assert {page["total"] for page in pages} == {45}
    assert len({result["url"] for page in pages for result in page["results"]}) == 45
    assert 'rel="next"' in page_of("grain", page=2)
    assert 'rel="next"' not in page_of("grain", page=3)


def test_every_page_of_the_site_has_the_form(site):
    for path in ("/en/index.html", f"{site.article('s1').path}index.html", "/en/404.html"):
        page = html.document_fromstring(site.text(path).encode())
        (form,) = page.xpath("//header//form[@role='search']")
        assert (form.action, form.method) == ("/search", "GET")
        assert form.fields["lang"] == "en"
        assert page.xpath("//label[@for=//header//input[@name='q']/@id]")


def test_answers_set_no_cookie_and_are_soon_stale(site):
    for path in ("/search", "/search/", "/search.json"):
        answer = Client().get(path, {"q": "silo"})
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=10"
        assert answer["X-Robots-Tag"] == "noindex"
        assert Client().post(path).status_code == 405


# What is not published.


def test_a_kill_counts_from_the_moment_it_is_decided_whatever_the_index_holds(site):
    assert found("silo") == [SILO.headline]
    Article.objects.filter(item__guid="s1").update(state="gone")
    assert search("silo")["results"] == []
    assert search("dawn silo")["suggestions"] == []
    assert SILO.headline not in page_of("silo", lang="en")


def test_a_kill_takes_the_words_out_of_the_index_and_has_its_receipt(site):
    site.wait(minutes=1)
    kill_item(site.item("s1"), reason="wrong silo", by=DESK, now=site.now)
    site.run()
    article = site.article("s1")
    receipt = Receipt.objects.get(article=article, surface="search")
    assert (receipt.state, receipt.place, receipt.at) == ("gone", "search:en", site.now)
    assert found("inspectors") == []
    assert not Entry.objects.filter(place__in=[place for place in site_places() if place & 0x3FFFFFFF == article.id])


def site_places() -> list[int]:
    return [place for place in Entry.objects.values_list("place", flat=True) if not place >> 30 & 1]


def test_a_withheld_story_leaves_and_comes_back_with_receipts(site):
    site.wait(minutes=1)
    withhold_item(site.item("s1"), reason="ask first", by=DESK, now=site.now)
    site.run()
    assert found("inspectors") == []
    site.wait(minutes=1)
    release_item(site.item("s1"), reason="asked", by=DESK, now=site.now)
    site.run()
    assert found("inspectors") == [SILO.headline]
    states = Receipt.objects.filter(article__item__guid="s1", surface="search").order_by("id")
    assert list(states.values_list("state", flat=True)) == ["held", "live"]
    assert site.waiting_receipts() == []


def test_what_came_killed_or_is_held_is_never_found(bench):
    bench.receive(atom(Gone("s1"), FERRY))
    bench.receive(atom(SILO, FERRY))
    feed = bench.subscribe("https://held.example/feed", provider="Slow Press", policy="hold")
    bench.send(ParsedItem(guid="h1", title="Lagoon sinks", content_html="<p>Lagoon.</p>", language="en"), feed=feed)
    bench.run()
    assert bench.hold("h1")
    assert found("silo") == found("inspectors") == found("lagoon") == []
    assert search("lagon")["total"] == 0


def test_a_changed_text_is_found_by_its_new_words_and_no_longer_by_its_old_ones(bench):
    bench.receive(rss(SILO))
    bench.receive(rss(Story("s1", SILO.headline, "Nobody was there at noon.", SILO.link, NOON, "Business")))
    assert found("noon") == [SILO.headline]
    assert found("dawn") == []


def test_only_what_the_rights_let_us_show_is_searched(bench):
    bench.subscribe(rights="headline")
    bench.receive(rss(SILO))
    assert found("silo") == [SILO.headline]
    assert found("inspectors") == []


def test_an_article_whose_rights_have_ended_is_not_found_even_before_it_is_taken_down(site):
    Article.objects.filter(item__guid="s1").update(expires_at=NOON)
    assert found("silo") == []


def test_a_rebuild_makes_the_index_again(site):
    Entry.objects.all().delete()
    assert found("silo") == []
    Page.objects.all().delete()
    ask_for_everything(now=site.now)
    site.run()
    assert found("silo") == [SILO.headline]


def test_a_rebuild_makes_entries_of_older_rules_again_and_leaves_those_of_the_same_copy_alone(site):
    entry = {
        guid: Entry.objects.filter(made_of__startswith=f"{site.article(guid).current_id}:") for guid in ("s1", "f1")
    }
    before = sorted(Entry.objects.values_list("place", "made_of"))
    entry["f1"].update(body="standing")
    entry["s1"].update(body="opened", made_of=None)
    assert found("inspectors") == found("aboard") == []
    Page.objects.all().delete()
    ask_for_everything(now=site.now)
    site.run()
    assert found("inspectors") == [SILO.headline]
    assert found("standing") == [FERRY.headline]
    assert sorted(Entry.objects.values_list("place", "made_of")) == before


def test_a_purge_leaves_no_word_in_the_index_nor_in_its_tables(site):
    order_purge(site.item("s1"), reason="court order 17", by=DESK, now=site.now)
    site.run()
    rows = " ".join(" ".join((e.headline, e.byline, e.body)) for e in Entry.objects.all())
    assert "inspectors" not in rows
    assert "ferry" in rows
    assert set(Word.objects.filter(text__in=["inspectors", "ferry"]).values_list("text", flat=True)) == {"ferry"}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM searching_index_data")
            blocks = b"".join(bytes(block) for (block,) in cursor.fetchall())
        assert b"erry" in blocks
        assert b"nspectors" not in blocks


@pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL's planner")
def test_the_planner_cannot_read_all_entries_newest_first_for_a_rare_word(site):
    with CaptureQueriesContext(connection) as captured:
        assert found("silo") == [SILO.headline]
    (asked,) = [query["sql"] for query in captured if "tsquery" in query["sql"]]
    with transaction.atomic(), connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {asked}")
        assert "Backward" not in str(cursor.fetchall())


# At the desk.


@pytest.fixture
def editor(db):
    client = Client()
    client.force_login(add_user("kaoru", role="editor", password="tide-table-harbour"))
    return client


def test_the_desk_finds_items_in_every_state_and_says_which(site, editor):
    feed = site.subscribe("https://held.example/feed", provider="Slow Press", policy="hold")
    site.send(ParsedItem(guid="h1", title="Grain held back", content_html="<p>Later.</p>", language="en"), feed=feed)
    kill_item(site.item("f1"), reason="no ferry", by=DESK, now=site.now)
    site.run()
    page = html.document_fromstring(editor.get("/desk/search/", {"q": "grain"}).content)
    rows = {row.xpath("string(.//a)"): row.xpath("string(td[last()])") for row in page.xpath("//tbody/tr")}
    assert rows.keys() == {SILO.headline, FERRY.headline, "Grain held back"}
    assert rows[SILO.headline].split()[0] == "live"
    assert rows[FERRY.headline].split()[0] == "gone"
    assert rows["Grain held back"].split()[0] == "held"


@pytest.mark.parametrize("order", ORDERS)
def test_the_desk_finds_what_a_filter_asks_for_however_much_else_is_newer(bench, order):
    slow = bench.subscribe("https://slow.example/feed", provider="Slow Press", policy="hold")
    told = {"content_html": "<p>Grain.</p>", "language": "en"}
    bench.send(ParsedItem(guid="h1", title="Grain of the slow", **told), feed=slow)
    bench.run()
    bench.wait(minutes=9)
    bench.receive(rss(*(Story(f"g{n}", f"Grain {n}", "Grain again.", section="Trade") for n in range(4))))

    def count(words: str) -> tuple[int, bool]:
        asked = find_items(Search(parse_query(words), ZoneInfo("Asia/Tokyo"), bench.now, order=order), most=2)
        return len(asked.ids), asked.is_cut

    assert count("grain") == (2, True)
    assert count("grain provider:slow") == (1, False)
    assert count("grain provider:harbour section:trade lang:en") == (2, True)
    assert count("grain provider:nobody") == (0, False)


def test_the_desk_finds_the_whole_text_of_what_is_shown_in_part(bench, editor):
    bench.subscribe(rights="headline")
    bench.receive(rss(SILO))
    assert SILO.headline in editor.get("/desk/search/", {"q": "inspectors"}).content.decode()


def test_a_visitor_cannot_search_the_desk(site):
    assert Client().get("/desk/search/", {"q": "grain"}).status_code == 302
