"""The ledger of what is on the site: read after the page, told by whoever denies it later, and gone with a kill."""

from datetime import timedelta

from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.core.text.statements.reader import READER
from wireroom.publishing.actions import decide_items, kill_item, refresh_article, release_item
from wireroom.publishing.actions.ledger import ask_to_read
from wireroom.publishing.actions.purging import order_purge
from wireroom.reading.models import Actor, Alias, Figure, Reading, Statement
from wireroom.reading.queries import claims_of, courses_of, later_words
from wireroom.runner.loop import Loop
from wireroom.runner.sweep import sweep
from wireroom.stories.actions import choose_lead, judge_stories
from wireroom.stories.models import Link, Match
from wireroom.tasks.actions import enqueue
from wireroom.tasks.models import Task

TEXT = (
    "<p>The harbour office said on Friday that the breakwater at Minato was safe. “We measured every stone,” Ines "
    "Mori, who heads the Minato Harbour Office, told reporters.</p>"
    "<p>The Strait Fishermen's Union accused Mori of hiding a report about 40 cracks. Mori denied the accusation.</p>"
)


def story(guid="a1", headline="Breakwater safe, office says", text=TEXT, **fields):
    return Story(guid, headline, text, f"https://wire.example/{guid}", NOON, **fields)


def said(bench, guid):
    rows = Statement.objects.filter(item__guid=guid).order_by("number")
    return list(rows.values_list("actor_text", "stance"))


def test_what_is_published_is_read_into_the_ledger(bench):
    bench.receive(rss(story()))
    reading = Reading.objects.get()
    assert (reading.version_id, reading.reader) == (bench.item("a1").current_id, READER)
    assert ("Ines Mori", "denies") in said(bench, "a1")
    assert Figure.objects.filter(value=40).exists()
    for row in Statement.objects.exclude(cue_start=None):
        assert row.cue_text in "The harbour office said told reporters accused denied"
    mori = Actor.objects.get(name="Ines Mori")
    assert mori.kind == "person"
    assert mori.statements.count() >= 2


def test_what_is_held_is_not_read(bench):
    bench.subscribe(policy="hold")
    bench.receive(rss(story()))
    assert not Reading.objects.exists()
    release_item(bench.item("a1"), reason="checked", by=DESK, now=bench.now)
    bench.run()
    assert Reading.objects.exists()


def test_a_kill_leaves_nothing_in_the_ledger_and_a_release_brings_it_back(bench):
    bench.receive(rss(story()))
    key = Actor.objects.get(name="Ines Mori").key
    kill_item(bench.item("a1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert not Statement.objects.exists()
    assert not Figure.objects.exists()
    assert not Reading.objects.exists()
    assert not Actor.objects.exists()
    sweep(bench.newsroom, now=bench.now)
    bench.run()
    assert not Statement.objects.exists()
    bench.wait(minutes=1)
    release_item(bench.item("a1"), reason="right after all", by=DESK, now=bench.now)
    bench.run()
    assert Actor.objects.get(name="Ines Mori").key == key


def test_a_new_version_is_read_in_place_of_the_last(bench):
    bench.receive(rss(story()))
    since = Statement.objects.get(stance="denies").said_at
    bench.wait(hours=2)
    bench.receive(rss(story(text=TEXT + "<p>The mayor, Ken Abe, said he believed the union.</p>")))
    assert set(Statement.objects.values_list("version_id", flat=True)) == {bench.item("a1").current_id}
    assert ("Ken Abe", "asserts") in said(bench, "a1")
    assert Statement.objects.get(stance="denies").said_at == since
    assert Statement.objects.filter(actor_text="Ken Abe").first().said_at > since


def test_a_new_reader_reads_again_what_is_on_the_site(bench):
    bench.receive(rss(story()))
    Reading.objects.update(reader=0)
    Statement.objects.all().delete()
    bench.run()
    assert Statement.objects.exists()
    assert Reading.objects.get().reader == READER


def test_a_purge_leaves_no_name_in_the_ledger(bench):
    bench.receive(rss(story()))
    mori = Actor.objects.get(name="Ines Mori")
    Alias.objects.create(name="i. mori", actor=mori, by_name="Mori", at=bench.now)
    order_purge(bench.item("a1"), reason="court order", by=DESK, now=bench.now)
    bench.run()
    assert not Actor.objects.exists()
    assert not Alias.objects.exists()
    assert not Statement.objects.exists()


ONE = "https://one.example/feed"
TWO = "https://two.example/feed"
TROOPS = (
    "<p>North Korea has sent 1,500 special forces soldiers to eastern Russia, the National Intelligence Service (NIS) "
    "said on Friday in Seoul. The soldiers are training at four bases near Vladivostok, the agency said.</p>"
)
DENIAL = (
    "<p>Kremlin spokesman Dmitry Peskov denied that North Korea had sent soldiers to eastern Russia.</p>"
    "<p>The National Intelligence Service said that 10,000 soldiers would be in eastern Russia by December. The four "
    "bases near Vladivostok are crowded, people in the city said.</p>"
)


def in_one_story(bench, *guids):
    """A person says that items tell one story."""
    first, *others = [bench.item(guid) for guid in guids]
    for other in others:
        judge_stories(first, other, answer="same", by=DESK, now=bench.now)
        enqueue("decide", [first.id, other.id], now=bench.now)
    bench.run()


def two_providers(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(story("a1", "Troops sent, agency says", TROOPS)), ONE)
    bench.wait(days=2)
    later = Story("b1", "Kremlin denies troops", DENIAL, "https://two.example/b1", NOON + timedelta(days=2))
    bench.receive(rss(later), TWO)
    in_one_story(bench, "a1", "b1")
    return [bench.item("a1").id, bench.item("b1").id]


def test_a_later_denial_is_told_of_the_older_page(bench):
    first, second = two_providers(bench)
    (word,) = later_words(first, [first, second])
    assert (word.side, word.word.actor_text, word.word.item_id) == ("denied", "Dmitry Peskov", second)
    assert word.about.item_id == first
    assert later_words(second, [first, second]) == []


def test_a_denial_has_the_older_page_written_again_and_its_kill_too(bench):
    first, second = two_providers(bench)
    older = bench.article("a1").id
    Reading.objects.filter(item=second).update(reader=0)
    sweep(bench.newsroom, now=bench.now)
    Task.objects.filter(step="edition").delete()
    Loop(bench.works).finish_steps(["read"])
    assert str(older) in set(Task.objects.filter(step="edition").values_list("key", flat=True))
    bench.run()
    kill_item(bench.item("b1"), reason="wrong", by=DESK, now=bench.now)
    Loop(bench.works).finish_steps(["decide"])
    assert str(older) in set(Task.objects.filter(step="edition").values_list("key", flat=True))
    assert later_words(first, [first, second]) == []
    bench.run()


def test_a_figure_moves_over_two_providers(bench):
    items = two_providers(bench)
    course = next(one for one in courses_of(items) if one.points[0].amount.value == 1500)
    assert [(point.amount.value, point.name) for point in course.points] == [
        (1500, "National Intelligence Service"),
        (10_000, "National Intelligence Service"),
    ]
    assert len({point.actor for point in course.points}) == 1


def test_who_asserts_and_who_denies(bench):
    items = two_providers(bench)
    standing = claims_of(items)[0]
    assert [said.item for said in standing.denied] == [items[1]]
    assert "1,500 special forces" in standing.asserted[0].content


def test_an_abbreviation_given_in_one_text_means_the_same_actor_in_the_next(bench):
    items = two_providers(bench)
    later = "<p>NIS said the four bases near Vladivostok are full.</p>"
    bench.receive(rss(Story("c1", "Bases full", later, "https://two.example/c1", NOON + timedelta(days=2))), TWO)
    actor = Actor.objects.get(statements__item__guid="c1")
    assert actor.statements.filter(item__in=items).exists()
    assert actor.name == "National Intelligence Service"


def test_reading_again_what_did_not_change_asks_for_no_page(bench):
    bench.receive(rss(story()))
    ask_to_read([bench.item("a1").current_id], now=bench.now)
    Loop(bench.works).finish_steps(["read"])
    assert set(Task.objects.filter(step__in=["edition", "places"]).values_list("key", flat=True)) == set()


def test_a_page_is_written_again_when_its_statements_are_there(bench):
    bench.subscribe()
    bench.serve(rss(story()))
    bench.works.tally.clear()
    bench.poll()
    assert bench.works.tally["read"] == 1
    assert "Ines Mori" in bench.page("a1")
    assert 'data-part="statements"' in bench.page("a1")


def test_the_ledger_is_the_same_in_any_order_of_kill_and_reading(bench):
    """A kill decided while a text is being read wins, whichever comes to its end first."""
    bench.subscribe()
    bench.serve(rss(story()))
    found = bench.works.read_text

    def killed_meanwhile(*given):
        item = bench.item("a1")
        kill_item(item, reason="wrong", by=DESK, now=bench.now)
        decide_items([item.id], terms=bench.works.terms, now=bench.now)
        return found(*given)

    object.__setattr__(bench.works, "read_text", killed_meanwhile)
    bench.poll()
    assert not Statement.objects.exists()
    assert not Reading.objects.exists()


def test_of_several_carriers_the_lead_is_read(bench):
    bench.subscribe(ONE, provider="Harbour Press")
    bench.subscribe(TWO, provider="Strait News")
    bench.receive(rss(story("a1")), ONE)
    bench.receive(rss(Story("b1", "Breakwater safe", TEXT, "https://two.example/b1", NOON)), TWO)
    assert set(Statement.objects.values_list("item__guid", flat=True)) == {"a1"}
    choose_lead(bench.item("b1"), answer="same", by=DESK, now=bench.now)
    enqueue("decide", [bench.item("b1").id], now=bench.now)
    bench.run()
    assert bench.article("b1").state == "live"
    assert set(Statement.objects.values_list("item__guid", flat=True)) == {"b1"}


def test_a_killed_denial_leaves_the_page_that_told_of_it_with_a_receipt(bench):
    two_providers(bench)
    older = bench.article("a1")
    assert "Peskov" in bench.page("a1")
    # Not beside each other as related articles: the denial alone ties them.
    Link.objects.all().delete()
    kill_item(bench.item("b1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert "Peskov" not in bench.page("a1")
    receipts = bench.article("b1").receipts.filter(state="gone", place=older.path)
    assert receipts.exists()
    assert bench.waiting_receipts() == []


def test_a_killed_denial_leaves_the_page_that_told_of_it_when_nothing_ties_the_two_any_more(bench):
    _, second = two_providers(bench)
    assert "Peskov" in bench.page("a1")
    Link.objects.all().delete()
    Match.objects.filter(item=second).update(story=None)
    kill_item(bench.item("b1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert "Peskov" not in bench.page("a1")
    assert bench.waiting_receipts() == []


def test_in_a_story_of_hundreds_a_denial_stays_on_the_page_and_leaves_it_with_its_kill(bench):
    first, _ = two_providers(bench)
    after = NOON + timedelta(days=3)
    bench.receive(rss(*(story(f"c{n}", f"Notice {n}", f"<p>It is number {n}.</p>") for n in range(210))), TWO)
    told = Match.objects.get(item=first).story
    Match.objects.filter(item__guid__startswith="c").update(story=told, published=after)
    Link.objects.all().delete()
    refresh_article([bench.article("a1").id], now=bench.now)
    bench.run()
    assert "Peskov" in bench.page("a1")
    kill_item(bench.item("b1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert "Peskov" not in bench.page("a1")
    assert bench.waiting_receipts() == []


def test_a_purge_leaves_names_that_other_texts_give(bench):
    bench.receive(rss(story()))
    other = "<p>The road stays closed, the Minato Harbour Office said. The Minato Harbour Office has 40 workers.</p>"
    named = TEXT.replace("Minato Harbour Office", "Minato Harbour Office (MHO)")
    bench.receive(rss(story("a2", "Road closed", other), story("a3", "Office speaks", f"<p>A fair opened.</p>{named}")))
    assert Alias.objects.filter(name="mho").exists() is Alias.objects.filter(name="minato harbour office").exists()
    for guid in ("a1", "a3"):
        order_purge(bench.item(guid), reason="court order", by=DESK, now=bench.now)
    bench.run()
    assert set(Actor.objects.values_list("name", flat=True)) == {"Minato Harbour Office"}
    assert set(Alias.objects.values_list("name", flat=True)) == {"minato harbour office"}
