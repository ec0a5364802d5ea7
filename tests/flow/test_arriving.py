"""Stories arrive, change, leave, come without a date or ahead of it, under other names: what readers then find."""

from datetime import timedelta

from flow_bench import NOON
from wires import Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.models import Article, Correction
from wireroom.wire.models import Item, Version

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
MARKET = Story("m1", "Market hall opens", "Forty stalls opened at dawn.", "https://wire.example/m1", NOON)


def changed(story: Story, **fields) -> Story:
    return Story(**{name: getattr(story, name) for name in Story.__dataclass_fields__} | fields)


def test_a_story_arrives_and_is_on_its_page_in_lists_and_feeds(bench):
    bench.receive(rss(FERRY))
    assert "The night ferry is back in service." in bench.page("f1")
    for path in ("/en/index.html", "/en/feed.rss", "/en/feed.atom", "/en/feed.json", "/en/2024/10/18/index.html"):
        assert "Ferry returns to Minato" in bench.text(path), path


def test_a_story_goes_into_the_edition_of_its_own_language_only(bench):
    bench.receive(rss(Story("j1", "市場が開業", "新しい市場が十八日に開業した。", at=NOON), language="ja"))
    assert bench.article("j1").path.startswith("/ja/2024/10/18/")
    assert "市場が開業" in bench.text("/ja/index.html")
    assert "市場が開業" not in bench.text("/en/index.html")


def test_a_story_in_a_language_the_site_lacks_is_held_with_that_reason(bench):
    text = "Die Fähre fährt wieder und die Leute sind froh, dass sie nicht mehr mit dem Bus fahren müssen."
    bench.receive(rss(Story("d1", "Die Fähre ist wieder da", text, at=NOON), language="de"))
    assert bench.hold("d1").gate == "language"
    assert "(de)" in bench.hold("d1").reason
    assert bench.saying("Fähre") == []


def test_the_same_feed_again_writes_nothing_new(bench):
    bench.receive(rss(FERRY, MARKET))
    bench.poll()
    before = bench.files()
    bench.poll()
    assert bench.files() == before
    assert Version.objects.count() == 2


def test_a_changed_story_keeps_its_address_and_shows_its_new_text(bench):
    bench.receive(rss(FERRY))
    path = bench.article("f1").path
    bench.receive(rss(changed(FERRY, headline="Ferry back after storm", text="The day ferry is back as well.")))
    assert bench.article("f1").path == path
    assert "Ferry back after storm" in bench.text("/en/index.html")
    assert bench.saying("Ferry returns to Minato") == []
    assert Version.objects.filter(item__guid="f1").count() == 2


def test_a_correction_arrives_and_the_page_says_what_it_said_before(bench):
    bench.receive(rss(changed(FERRY, text="It carries 300 people. It leaves at nine.")))
    note = "CORRECTED: The first version gave a wrong number of people."
    bench.receive(rss(changed(FERRY, text=f"{note}\nIt carries 250 people. It leaves at nine.")))
    entry = Correction.objects.get()
    assert (entry.kind, entry.before, entry.after) == (
        "correction",
        "It carries 300 people.",
        "It carries 250 people.",
    )
    page = bench.page("f1")
    assert 'data-part="corrections"' in page
    assert "It carries 300 people." in page
    assert "It carries 250 people." in page


def test_a_correction_that_another_version_overtakes_is_told_all_the_same(bench):
    bench.receive(rss(changed(FERRY, text="It carries 300 people. It leaves at nine.")))
    told = {"guid": "f1", "title": FERRY.headline, "published": NOON, "language": "en"}
    note = "CORRECTED: The first version gave a wrong number of people."
    corrected, later = f"{note}\nIt carries 250 people. It leaves at nine.", "It carries 250 people. It left at ten."
    for text in (corrected, later):
        bench.send(ParsedItem(**told, content_html=f"<p>{text}</p>", content_text=text, raw_digest=text[:16].encode()))
    bench.run()
    assert [(entry.kind, entry.before) for entry in Correction.objects.order_by("id")] == [
        ("correction", "It carries 300 people."),
        ("update", ""),
    ]
    assert note in bench.page("f1")
    assert "It left at ten." in bench.page("f1")


def test_a_changed_figure_is_told_and_a_mended_letter_is_not(bench):
    bench.receive(rss(changed(FERRY, text="The fery carries 300 people.")))
    bench.receive(rss(changed(FERRY, text="The ferry carries 300 people.")))
    assert not Correction.objects.exists()
    assert "The ferry carries" in bench.page("f1")
    bench.receive(rss(changed(FERRY, text="The ferry carries 800 people.")))
    entry = Correction.objects.get()
    assert (entry.kind, entry.before, entry.after) == (
        "correction",
        "The ferry carries 300 people.",
        "The ferry carries 800 people.",
    )
    assert 'data-part="corrections"' in bench.page("f1")


def test_an_item_that_leaves_the_feed_stays(bench):
    bench.receive(rss(FERRY, MARKET))
    bench.receive(rss(MARKET))
    assert "The night ferry is back" in bench.page("f1")
    assert "Ferry returns" in bench.text("/en/index.html")


def test_an_undated_item_uses_the_time_received_and_says_so(bench):
    bench.receive(rss(changed(FERRY, at=None)))
    article, item = bench.article("f1"), bench.item("f1")
    assert article.sort_at == item.first_received_at
    assert 'data-point="source_undated"' in bench.page("f1") or "gave no time" in bench.page("f1")


def test_a_future_dated_item_waits_for_its_date(bench):
    bench.receive(rss(changed(FERRY, at=NOON + timedelta(hours=2))))
    assert bench.hold("f1").gate == "future"
    assert bench.saying("Ferry returns") == []
    bench.wait(hours=2)
    bench.run()
    assert bench.hold("f1") is None
    assert "Ferry returns" in bench.text("/en/index.html")


def test_a_future_date_put_off_keeps_the_item_waiting(bench):
    bench.receive(rss(changed(FERRY, at=NOON + timedelta(hours=2))))
    bench.receive(rss(changed(FERRY, at=NOON + timedelta(hours=9))))
    bench.wait(hours=3)
    bench.run()
    assert bench.hold("f1").until == NOON + timedelta(hours=9)
    assert bench.saying("Ferry returns") == []


def test_ids_all_change_at_once_and_nothing_is_doubled(bench):
    stories = [
        Story(
            f"http://old.example/{n}",
            f"Story number {n} of the day",
            f"Text {n} here.",
            f"http://old.example/{n}",
            NOON,
        )
        for n in range(6)
    ]
    bench.receive(rss(*stories))
    before = sorted(bench.files())
    moved = [
        changed(s, guid=s.guid.replace("http:", "https:"), link=s.link.replace("http:", "https:")) for s in stories
    ]
    bench.receive(rss(*moved))
    assert Item.objects.count() == Article.objects.count() == 6
    assert sorted(bench.files()) == before
    bench.receive(rss(*moved[:-1], changed(moved[-1], text="Text 5 is different now.")))
    assert Item.objects.count() == 6
    assert "Text 5 is different now." in bench.page("http://old.example/5")


def test_a_guid_on_two_stories_gives_two_pages_and_stays_two(bench):
    one = changed(FERRY, guid="same", link="https://wire.example/a")
    two = changed(MARKET, guid="same", link="https://wire.example/b")
    bench.receive(rss(one, two))
    bench.receive(rss(two, one, changed(FERRY, guid="z", headline="Third", link="https://wire.example/c")))
    assert sorted(bench.headlines()) == ["Ferry returns to Minato", "Market hall opens", "Third"]


def test_stories_without_guid_that_all_link_home_stay_apart_over_polls(bench):
    home = "https://wire.example/"
    one, two = Story("", "Ferry returns", "It is back.", home, NOON), Story("", "Market opens", "At dawn.", home, NOON)
    three = Story("", "Bridge closes", "For repairs.", home, NOON)
    bench.receive(rss(one, two))
    bench.receive(rss(three, one, two))
    bench.receive(rss(one, two, three, Story("", "Lighthouse sold", "To a painter.", home, NOON)))
    assert sorted(bench.headlines()) == ["Bridge closes", "Ferry returns", "Lighthouse sold", "Market opens"]
    assert "It is back." in bench.text(Article.objects.get(current__headline="Ferry returns").path + "index.html")


def test_entries_with_nothing_but_a_text_stay_the_same_items_over_polls(bench):
    one, two = Story(text="The ferry is back."), Story(text="The market is open.")
    bench.receive(rss(one))
    bench.receive(rss(two, one))
    bench.receive(rss(Story(text="The bridge is closed."), two, one))
    assert Item.objects.count() == Article.objects.count() == 3


def test_a_feed_answers_410_and_is_not_asked_again_while_its_stories_stay(bench):
    bench.receive(rss(FERRY))
    bench.serve(b"", status=410)
    bench.poll()
    feed = bench.item("f1").provider.feeds.get()
    assert (feed.state, feed.next_fetch_at) == ("stopped", None)
    assert "410" in feed.alert
    fetches = feed.fetches.count()
    bench.wait(days=1)
    bench.run()
    assert feed.fetches.count() == fetches
    assert "The night ferry is back" in bench.page("f1")


def test_a_feed_that_does_not_answer_is_asked_again_until_it_does(bench):
    feed = bench.subscribe()
    bench.break_down()
    for _ in range(6):
        bench.poll()
    feed.refresh_from_db()
    assert feed.failures == 6
    assert feed.alert
    bench.receive(rss(FERRY))
    feed.refresh_from_db()
    assert (feed.failures, feed.alert) == (0, "")
    assert "The night ferry is back" in bench.page("f1")


def test_a_document_that_is_no_feed_is_a_problem_and_loses_nothing_that_was(bench):
    bench.receive(rss(FERRY))
    bench.receive(b"<html><body>We are down for maintenance</body></html>")
    feed = bench.item("f1").provider.feeds.get()
    assert feed.fetches.latest("at").problems.get().code == "unreadable"
    assert "The night ferry is back" in bench.page("f1")
    bench.receive(rss(FERRY, MARKET))
    assert "Forty stalls" in bench.page("m1")


def test_an_older_state_that_comes_late_does_not_replace_the_newer_one(bench):
    first = changed(FERRY, text="Old words stand here.", changed=NOON)
    second = changed(FERRY, text="New words stand here.", changed=NOON + timedelta(minutes=5))
    bench.receive(atom(second))
    bench.receive(atom(first))
    assert "New words stand here." in bench.page("f1")
    assert Version.objects.filter(item__guid="f1").count() == 2


def test_hostile_markup_reaches_no_file(bench):
    text = (
        'Fair words. <script>alert("x")</script><img src=x onerror=alert(1)><a href="java&#10;script:alert(1)">go</a>'
    )
    bench.receive(rss(changed(FERRY, headline="<script>alert(2)</script>Ferry", text=text)))
    page = bench.page("f1")
    assert "Fair words." in page
    for path, body in bench.files().items():
        if path.startswith("/en/") and b"Fair words" in body and path.endswith(".html"):
            for bad in (b"<script>alert", b"onerror", b"script:alert"):
                assert bad not in body, (path, bad)


def test_sources_time_zone_decides_nothing_the_sites_does(bench):
    bench.receive(rss(changed(FERRY, at=NOON.replace(hour=16) - timedelta(days=1))))
    assert bench.article("f1").path.startswith("/en/2024/10/18/")
