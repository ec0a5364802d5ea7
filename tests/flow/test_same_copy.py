"""One agency story through several feeds: one article, who else carries it, what a kill of one does to the others."""

from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.publishing.actions import kill_item, release_item
from wireroom.publishing.models import Article, Carrier
from wireroom.stories.actions import choose_lead, judge_copies
from wireroom.stories.models import Match
from wireroom.tasks.actions import enqueue

TEXT = (
    "The night ferry to Minato is back in service after three weeks in dock, the harbour office said on Friday. "
    "Engineers replaced both propeller shafts and a cracked housing that had stopped the ship in the middle of the "
    "strait in September. The first crossing carried 212 passengers and 40 lorries and arrived eleven minutes early. "
    "Captain Ines Mori said the new shafts ran quieter than the old ones. The line expects to make up for lost freight "
    "before the winter timetable begins, and will run a second night crossing on Saturdays until the end of November."
)
MORE = (
    " Dock workers had worked in two shifts to finish before the autumn storms. The yard, which employs ninety people, "
    "said it had found the crack with an ultrasonic probe. Passengers who had been sent round by rail are to be paid "
    "the difference."
)
ONE = "https://one.example/feed"
TWO = "https://two.example/feed"


def first(**fields):
    return Story("a1", "Night ferry back in service", TEXT, "https://one.example/a1", NOON, **fields)


def second(text=TEXT, **fields):
    return Story("b1", "Ferry to Minato runs again", text, "https://two.example/b1", NOON, **fields)


def arrive(bench, *, fuller=False, **terms):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News", **terms)
    bench.receive(rss(first()), ONE)
    bench.receive(rss(second(TEXT + MORE * 2 if fuller else TEXT)), TWO)


def decide_again(bench, item_ids):
    enqueue("decide", item_ids, now=bench.now, priority=0)
    bench.run()


def test_one_article_is_published_and_names_who_else_carries_it(bench):
    arrive(bench)
    article = Article.objects.get()
    assert article.item.guid == "a1"
    assert set(Carrier.objects.values_list("item__guid", "leads")) == {("a1", True), ("b1", False)}
    assert "The same copy also came from Strait News." in bench.text(f"{article.path}index.html")
    assert bench.hold("b1") is None


def test_a_fuller_copy_takes_the_lead_and_the_address_stays(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    path = Article.objects.get().path
    bench.receive(rss(second(TEXT + MORE * 2)), TWO)
    article = Article.objects.get()
    assert (article.path, article.item.guid, article.origin.guid) == (path, "b1", "a1")
    assert "ultrasonic probe" in bench.text(f"{path}index.html")
    assert "The same copy also came from Harbour Press." in bench.text(f"{path}index.html")
    assert bench.headlines() == ["Ferry to Minato runs again"]


def test_a_form_filled_in_anew_is_published_and_the_desk_is_asked(bench):
    form = (
        "A magnitude {} earthquake struck {} at {} local time on Friday, the Geological Institute said. The quake was "
        "at a depth of {} km. No tsunami warning was issued. There were no immediate reports of damage or casualties. "
        "The institute said aftershocks were possible and advised residents to keep away from damaged buildings."
    )
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    shaken = form.format("5.1", "34 km north of Torvik", "04:12", "10")
    bench.receive(rss(Story("a1", "Quake off Torvik", shaken, "https://one.example/a1", NOON)), ONE)
    shaken = form.format("5.8", "61 km south of Halden", "16:40", "33")
    bench.receive(rss(Story("b1", "Quake off Halden", shaken, "https://two.example/b1", NOON)), TWO)
    assert Article.objects.filter(state="live").count() == 2
    assert Match.objects.get(item=bench.item("b1")).sharing == [bench.item("a1").id]


def test_a_contract_wire_leads_whatever_is_longer(bench):
    arrive(bench, fuller=True, contract=False)
    assert Article.objects.get().item.guid == "b1"
    bench.item("a1").provider.__class__.objects.filter(slug="harbour-press").update(contract=True)
    release_item(bench.item("a1"), reason="has no status", by=DESK, now=bench.now)
    bench.run()
    assert Article.objects.get().item.guid == "a1"


def test_a_persons_kill_of_one_is_a_kill_of_the_copy(bench):
    arrive(bench)
    kill_item(bench.item("b1"), reason="wrong ship", by=DESK, now=bench.now)
    bench.run()
    article = Article.objects.get()
    assert article.state == "gone"
    assert bench.saying("propeller shafts") == []
    assert (bench.hold("a1").gate, bench.hold("b1").gate) == ("killed_copy", "killed")
    decide_again(bench, [bench.item("a1").id])
    assert Article.objects.get().state == "gone"
    assert bench.waiting_receipts() == []


def test_the_kill_of_who_sent_it_first_takes_all_copies_with_it_in_any_order(bench):
    arrive(bench, fuller=True)
    assert Article.objects.get().item.guid == "b1"
    kill = bench.item("a1")
    kill.versions.update(pub_status="canceled")
    decide_again(bench, [kill.id])
    assert Article.objects.get().state == "gone"
    assert bench.saying("propeller shafts") == []


def test_the_kill_of_a_lesser_carrier_only_takes_its_name_off(bench):
    arrive(bench)
    bench.item("b1").versions.update(pub_status="canceled")
    decide_again(bench, [bench.item("b1").id])
    article = Article.objects.get()
    assert article.state == "live"
    assert "Strait News" not in bench.text(f"{article.path}index.html")


def test_a_copy_that_arrives_after_the_kill_is_not_published(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    kill_item(bench.item("a1"), reason="wrong ship", by=DESK, now=bench.now)
    bench.run()
    bench.receive(rss(second()), TWO)
    assert bench.saying("propeller shafts") == []
    assert bench.hold("b1").gate == "killed_copy"
    bench.wait(minutes=1)
    release_item(bench.item("b1"), reason="another ship", by=DESK, now=bench.now)
    bench.run()
    assert [article.item.guid for article in Article.objects.filter(state="live")] == ["b1"]


def test_judged_different_each_has_its_own_page_and_judged_same_one_leads_to_the_other(bench):
    arrive(bench)
    touched = judge_copies(bench.item("a1"), bench.item("b1"), answer="different", by=DESK, now=bench.now)
    decide_again(bench, touched)
    assert Article.objects.filter(state="live").count() == 2
    own = bench.article("b1").path
    touched = judge_copies(bench.item("a1"), bench.item("b1"), answer="same", by=DESK, now=bench.now)
    decide_again(bench, touched)
    assert Article.objects.get(state="live").item.guid == "a1"
    assert bench.text(f"{own}index.html") == ""
    assert Article.objects.get(state="live").path in bench.text(f"{own}moved.html")
    touched = judge_copies(bench.item("a1"), bench.item("b1"), answer="different", by=DESK, now=bench.now)
    decide_again(bench, touched)
    assert "Ferry to Minato runs again" in bench.text(f"{own}index.html")
    assert bench.text(f"{own}moved.html") == ""


def test_an_editor_chooses_who_leads(bench):
    arrive(bench)
    decide_again(bench, choose_lead(bench.item("b1"), answer="same", by=DESK, now=bench.now))
    assert Article.objects.get().item.guid == "b1"
    decide_again(bench, choose_lead(bench.item("b1"), answer="different", by=DESK, now=bench.now))
    assert Article.objects.get().item.guid == "a1"


def test_two_reports_of_one_event_share_a_story_and_stand_beside_each_other(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(first()), ONE)
    other = (
        "Passengers welcomed the return of the Minato night ferry on Friday. The ship had been in dock for three weeks "
        "with a broken propeller shaft. Freight firms said the harbour had lost a month of business. Captain Ines Mori "
        "greeted the first passengers herself."
    )
    bench.receive(rss(second(other)), TWO)
    assert Article.objects.filter(state="live").count() == 2
    assert len(set(Match.objects.values_list("story_id", flat=True))) == 1
    assert "Ferry to Minato runs again" in bench.page("a1")
    assert "Night ferry back in service" in bench.page("b1")


SHIP = "urn:newsml:agency.example:2024:x"
DOCK = (
    "A ship of the Minato line has left the dock after repairs and carries passengers again, an agency learned. "
    "Freight is to follow in a week, once the customs shed has its new scales."
)


def newsml(text: str, *, version: int) -> bytes:
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f'<newsItem guid="{SHIP}:{version}" version="{version}"'
        ' standardversion="2.35" xml:lang="en">'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>'
        "<itemMeta><versionCreated>2024-10-18T02:00:00Z</versionCreated>"
        '<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><headline>The night ferry</headline></contentMeta>'
        f"<contentSet><inlineXML><html><body><p>{text}</p></body></html></inlineXML></contentSet>"
        "</newsItem></itemSet></newsMessage>"
    ).encode()


def test_one_agencys_id_and_version_at_two_providers_are_one_item_whatever_they_made_of_its_words(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(newsml(TEXT, version=1), ONE)
    bench.receive(newsml(DOCK, version=1), TWO)
    assert Article.objects.get(state="live").item.provider.name == "Harbour Press"
    assert len(set(Match.objects.values_list("leader_id", flat=True))) == 1


def test_more_and_other_words_under_an_agencys_id_take_no_page_over(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(newsml(DOCK, version=1), ONE)
    bench.receive(newsml(TEXT + MORE, version=1), TWO)
    assert Article.objects.filter(state="live").count() == 2
    assert DOCK[:40] in bench.text(f"{Article.objects.order_by('id').first().path}index.html")


def test_another_version_under_the_id_with_nothing_in_common_is_for_a_person_to_judge(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(newsml(TEXT, version=1), ONE)
    bench.receive(newsml(DOCK, version=2), TWO)
    first, second = Match.objects.order_by("item_id")
    assert Article.objects.filter(state="live").count() == 2
    assert (second.leader_id, second.sharing) == (second.item_id, [first.item_id])


def test_another_version_under_the_id_that_keeps_a_passage_is_the_same_item(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(newsml(TEXT, version=1), ONE)
    bench.receive(newsml(DOCK + TEXT[-180:], version=2), TWO)
    assert len(set(Match.objects.values_list("leader_id", flat=True))) == 1


def test_an_item_that_cannot_be_matched_keeps_no_other_from_it_and_is_published_alone(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(second()), TWO)
    bench.receive(
        rss(Story("s1", "Silo bursts", "A grain silo burst in Lindvale.", "https://one.example/s1", NOON)), ONE
    )
    spoilt = Match.objects.filter(item__guid="s1")
    spoilt.update(terms=b"spoilt")
    changed = Story("s1", "Silo bursts again", "Another silo burst in Lindvale.", "https://one.example/s1", NOON)
    bench.receive(rss(changed, first()), ONE)
    assert "Another silo" in bench.page("s1")
    assert Match.objects.get(item__guid="a1").leader_id == bench.item("b1").id
    assert bench.works.tally["broken"] == 1
