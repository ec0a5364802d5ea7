"""Kills, embargoes and holds, in whatever order they come, whoever is away: no surface may say otherwise."""

from datetime import timedelta

import pytest
from flow_bench import DESK, NOON, draw_png
from wires import Gone, Story, atom, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.core.rights import cut_text
from wireroom.publishing.actions import kill_item, release_item, withhold_item
from wireroom.publishing.models import Receipt
from wireroom.tasks.models import Task
from wireroom.wire.models import Version

SENTENCES = (
    "Inspectors found grain in the eastern silo.",
    "The harbour master's office declined to comment on it.",
    "A second inspection follows on Monday.",
)
SILO = Story(
    "s1", "Grain found in the silo", " ".join(SENTENCES), "https://wire.example/s1", NOON, "Business", changed=NOON
)
NEAR = Story(
    "s2", "Grain prices rise after silo", "Grain traders talk of the silo.", "https://wire.example/s2", NOON, "Business"
)
AWAY = Story("s3", "Choir sings", "A choir sang on the pier.", "https://wire.example/s3", NOON, "Culture")


def nowhere(bench, *words) -> None:
    """No file of the site holds any of the words."""
    found = {word: files for word in words if (files := bench.saying(word))}
    assert found == {}


def in_one_hour(**fields) -> ParsedItem:
    values = {"guid": "e1", "title": "Report on the bay", "content_html": "<p>Levels fell by 40 percent.</p>"}
    return ParsedItem(**values | {"language": "en", "published": NOON, **fields})


# Kills.


def test_after_a_kill_no_file_holds_headline_or_any_sentence_and_all_receipts_are_there(bench):
    bench.receive(atom(SILO, NEAR, AWAY))
    before = set(bench.saying(SILO.headline))
    assert {"/en/index.html", "/en/feed.rss", "/en/feed.atom", "/en/feed.json"} <= before
    assert f"{bench.article('s2').path}index.html" in before, "the related block of the other story names it"
    bench.receive(atom(Gone("s1"), NEAR, AWAY))
    nowhere(bench, SILO.headline, *SENTENCES)
    article = bench.article("s1")
    assert article.state == "gone"
    assert bench.text(f"{article.path}gone.html")
    assert bench.waiting_receipts() == []
    told = set(Receipt.objects.filter(article=article, state="gone").values_list("surface", flat=True))
    assert told == {"page", "lists", "story", "feeds", "sitemap", "related", "search"}
    written = {path for surface, path in Receipt.objects.filter(article=article).values_list("surface", "place")}
    assert {
        "home:en::0",
        "section:en:business:0",
        "day:en:2024-10-18:0",
        "feeds:en::0",
        "feeds:en:business:0",
    } <= written


def test_our_own_feeds_carry_a_tombstone_for_a_killed_story(bench):
    bench.receive(atom(SILO, NEAR))
    key = bench.article("s1").key
    bench.receive(atom(Gone("s1"), NEAR))
    assert f'ref="urn:wireroom:{key}"' in bench.text("/en/feed.atom")
    assert f"urn:wireroom:{key}" in bench.text("/en/feed.json")


def test_a_kill_that_arrives_before_the_story_keeps_it_off_for_good(bench):
    bench.receive(atom(Gone("s1"), AWAY))
    bench.receive(atom(SILO, AWAY))
    bench.receive(atom(SILO, NEAR, AWAY))
    assert bench.hold("s1").gate == "killed"
    nowhere(bench, SILO.headline, *SENTENCES)


def test_a_killed_story_sent_again_usable_or_changed_stays_dead(bench):
    bench.receive(atom(SILO))
    bench.receive(atom(Gone("s1")))
    bench.receive(atom(SILO))
    later = NOON + timedelta(hours=5)
    again = Story("s1", "Grain in the silo, again", "It is told once more.", SILO.link, NOON, changed=later)
    bench.receive(atom(again))
    assert bench.article("s1").state == "gone"
    nowhere(bench, SILO.headline, again.headline, *SENTENCES, again.text)


def test_a_kill_and_the_story_in_one_document_is_a_kill(bench):
    for order in ((Gone("s1"), SILO), (SILO, Gone("s1"))):
        bench.receive(atom(*order), "https://wire.example/feed")
    assert bench.hold("s1").gate == "killed"
    nowhere(bench, SILO.headline)


def test_the_desks_kill_outlives_the_wires_updates_and_only_a_person_undoes_it(bench):
    bench.receive(atom(SILO, NEAR))
    bench.wait(minutes=5)
    kill_item(bench.item("s1"), reason="wrong silo", by=DESK, now=bench.now)
    bench.run()
    nowhere(bench, SILO.headline, *SENTENCES)
    bench.receive(atom(Story("s1", SILO.headline, "All new words.", SILO.link, NOON, changed=bench.now)))
    assert bench.article("s1").state == "gone"
    nowhere(bench, "All new words.")
    bench.wait(minutes=5)
    release_item(bench.item("s1"), reason="it was the right silo", by=DESK, now=bench.now)
    bench.run()
    assert "All new words." in bench.page("s1")
    assert not bench.text(f"{bench.article('s1').path}gone.html")
    assert "Mori" in bench.page("s1"), "the page says who let it through"


def test_a_story_killed_before_it_came_can_be_released_by_a_person_afterwards(bench):
    bench.receive(atom(Gone("s1")))
    bench.receive(atom(SILO))
    bench.wait(minutes=1)
    release_item(bench.item("s1"), reason="the kill was meant for another story", by=DESK, now=bench.now)
    bench.run()
    assert SENTENCES[0] in bench.page("s1")


def test_a_kill_under_a_new_name_after_the_feed_was_renamed_hits_the_story(bench):
    stories = [
        Story(f"old-{n}", f"Story {n} from Minato", f"Text {n}.", f"http://a.example/{n}", NOON) for n in range(5)
    ]
    bench.receive(atom(*stories))
    renamed = [Story(f"new-{n}", s.headline, s.text, s.link, NOON) for n, s in enumerate(stories)]
    bench.receive(atom(*renamed))
    bench.receive(atom(Gone("new-3"), *renamed[:3], renamed[4]))
    assert bench.article("old-3").state == "gone"
    nowhere(bench, "Story 3 from Minato")


def test_a_killed_stories_picture_leaves_the_site_unless_another_story_shows_it(bench):
    shared, own = "https://wire.example/shared.png", "https://wire.example/own.png"
    bench.serve(draw_png("navy"), shared)
    bench.serve(draw_png("teal"), own)
    text = f'<p>{SENTENCES[0]}</p><img src="{shared}"><img src="{own}">'
    bench.receive(
        atom(Story("s1", SILO.headline, text, SILO.link, NOON), Story("s3", "Choir", f'<img src="{shared}">x'))
    )
    shown = {path for path in bench.files() if path.startswith("/pictures/")}
    bench.receive(atom(Gone("s1")))
    left = {path for path in bench.files() if path.startswith("/pictures/")}
    assert left
    assert left < shown
    assert all(path in bench.page("s3") for path in left)
    gone = Receipt.objects.filter(surface="pictures", state="gone").values_list("place", flat=True)
    assert {f"/pictures/{name}" for name in gone} == shown - left


def test_a_kill_is_done_before_everything_else_that_waits(bench):
    bench.receive(atom(SILO))
    bench.serve(rss(*(Story(f"b{n}", f"Bulk {n}", "Text.", at=NOON) for n in range(300))), "https://bulk.example/feed")
    bench.subscribe("https://bulk.example/feed", provider="Bulk")
    bench.wait(hours=1)
    kill_item(bench.item("s1"), reason="wrong", by=DESK, now=bench.now)
    first = Task.objects.filter(due_at__lte=bench.now, step="decide").order_by("priority").first()
    assert first.key == str(bench.item("s1").id)
    bench.run()
    nowhere(bench, SILO.headline)


# Embargoes and dates.


def test_while_under_embargo_not_one_byte_is_anywhere_under_the_site(bench):
    bench.send(in_one_hour(embargoed_until=NOON + timedelta(hours=1)))
    bench.run()
    nowhere(bench, "Report on the bay", "Levels fell", "e1")
    assert bench.hold("e1").gate == "embargo"


def test_the_embargo_lifts_unattended(bench):
    bench.send(in_one_hour(embargoed_until=NOON + timedelta(hours=1)))
    bench.run()
    bench.wait(minutes=59)
    bench.run()
    nowhere(bench, "Levels fell")
    bench.wait(minutes=1)
    bench.run()
    assert "Levels fell" in bench.page("e1")
    assert "Report on the bay" in bench.text("/en/index.html")


def test_the_embargo_lifts_also_when_the_process_was_down_at_the_time_and_its_work_row_was_lost(bench):
    bench.send(in_one_hour(embargoed_until=NOON + timedelta(hours=1)))
    bench.run()
    Task.objects.all().delete()
    bench.wait(days=2)
    bench.run()
    assert "Levels fell" in bench.page("e1")


def test_a_release_does_not_lift_a_dated_embargo(bench):
    bench.send(in_one_hour(embargoed_until=NOON + timedelta(hours=1)))
    bench.run()
    bench.wait(minutes=10)
    release_item(bench.item("e1"), reason="hurry", by=DESK, now=bench.now)
    bench.run()
    nowhere(bench, "Levels fell")
    bench.wait(hours=1)
    bench.run()
    assert "Levels fell" in bench.page("e1")


def test_an_embargo_without_an_end_opens_for_a_person_only(bench):
    bench.send(in_one_hour(embargo_open=True))
    bench.run()
    bench.wait(days=400)
    bench.run()
    nowhere(bench, "Levels fell")
    release_item(bench.item("e1"), reason="the agency rang", by=DESK, now=bench.now)
    bench.run()
    assert "Levels fell" in bench.page("e1")


def test_an_embargo_set_on_a_published_story_takes_it_off_every_surface_until_then(bench):
    bench.send(in_one_hour())
    bench.run()
    assert "Levels fell" in bench.page("e1")
    bench.wait(minutes=5)
    bench.send(in_one_hour(embargoed_until=bench.now + timedelta(hours=1)))
    bench.run()
    nowhere(bench, "Report on the bay", "Levels fell")
    assert bench.waiting_receipts() == []
    assert not bench.text(f"{bench.article('e1').path}gone.html"), "held is not killed"
    bench.wait(hours=1)
    bench.run()
    assert "Levels fell" in bench.page("e1")
    assert "Report on the bay" in bench.text("/en/feed.rss")


def test_an_embargo_put_off_holds_until_the_later_time(bench):
    bench.send(in_one_hour(embargoed_until=NOON + timedelta(hours=1)))
    bench.run()
    bench.send(in_one_hour(embargoed_until=NOON + timedelta(hours=8)))
    bench.wait(hours=2)
    bench.run()
    nowhere(bench, "Levels fell")
    assert bench.hold("e1").until == NOON + timedelta(hours=8)


# Holds.


def test_a_held_providers_item_is_released_by_an_editor(bench):
    bench.subscribe(policy="hold")
    bench.receive(rss(SILO))
    assert bench.hold("s1").gate == "policy"
    nowhere(bench, SILO.headline)
    bench.wait(minutes=1)
    release_item(bench.item("s1"), reason="", by=DESK, now=bench.now)
    bench.run()
    assert SENTENCES[0] in bench.page("s1")
    assert "Mori" in bench.page("s1")


def test_a_contract_wires_item_without_status_is_held_and_an_open_feeds_is_not(bench):
    bench.subscribe(contract=True)
    bench.receive(rss(SILO))
    assert (bench.hold("s1").gate, bench.hold("s1").reason) == ("status", "contract wire without a status")
    bench.subscribe("https://open.example/feed", provider="Open")
    bench.receive(rss(AWAY), "https://open.example/feed")
    assert bench.page("s3")


def test_a_withheld_item_is_nowhere_until_the_provider_says_usable(bench):
    bench.receive(atom(Story("s1", SILO.headline, SILO.text, SILO.link, NOON, withheld=True, changed=NOON)))
    nowhere(bench, SILO.headline)
    bench.receive(atom(Story("s1", SILO.headline, SILO.text, SILO.link, NOON, changed=NOON + timedelta(minutes=1))))
    assert SENTENCES[0] in bench.page("s1")


def test_withholding_takes_a_story_off_all_surfaces_without_a_410(bench):
    bench.receive(rss(SILO, NEAR))
    bench.wait(minutes=1)
    withhold_item(bench.item("s1"), reason="waiting for the lawyer", by=DESK, now=bench.now)
    bench.run()
    nowhere(bench, SILO.headline, *SENTENCES)
    assert not bench.text(f"{bench.article('s1').path}gone.html")
    assert bench.waiting_receipts() == []
    assert bench.hold("s1").reason == "waiting for the lawyer"


# Rights.


@pytest.mark.parametrize("extent", ["headline", "excerpt"])
def test_rights_change_and_every_surface_follows(bench, extent):
    bench.subscribe(rights="full")
    long = " ".join(f"Sentence {n} of the report stands here." for n in range(40))
    bench.receive(rss(Story("s1", SILO.headline, long, SILO.link, NOON)))
    assert len(bench.saying("Sentence 39 of")) >= 2
    bench.subscribe(rights=extent)
    bench.run()
    nowhere(bench, "Sentence 39 of")
    if extent == "headline":
        nowhere(bench, "Sentence 0 of")
    else:
        assert cut_text(long, "en") in bench.page("s1")
    assert SILO.headline in bench.page("s1")
    assert Version.objects.get().body


def test_pictures_no_longer_allowed_leave_pages_and_site(bench):
    bench.subscribe()
    bench.serve(draw_png(), "https://wire.example/p.png")
    bench.receive(rss(Story("s1", SILO.headline, SILO.text, SILO.link, NOON, picture="https://wire.example/p.png")))
    assert "/pictures/" in bench.page("s1")
    bench.subscribe(may_show_pictures=False)
    bench.run()
    assert "/pictures/" not in bench.page("s1")
    assert not [path for path in bench.files() if path.startswith("/pictures/")]


def test_a_picture_the_source_replaced_leaves_the_site(bench):
    old, new = "https://wire.example/old.png", "https://wire.example/new.png"
    bench.serve(draw_png("navy"), old)
    bench.serve(draw_png("teal"), new)
    bench.receive(rss(Story("s1", SILO.headline, SILO.text, SILO.link, NOON, picture=old)))
    first = {path for path in bench.files() if path.startswith("/pictures/")}
    bench.receive(rss(Story("s1", SILO.headline, SILO.text, SILO.link, NOON, picture=new)))
    bench.run()
    left = {path for path in bench.files() if path.startswith("/pictures/")}
    assert first
    assert left
    assert not first & left
