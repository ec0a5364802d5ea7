"""The ledger of what is on the site: read after the page, told by whoever denies it later, and gone with a kill."""

from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.publishing.actions import kill_item, release_item
from wireroom.publishing.actions.purging import order_purge
from wireroom.reading.models import Actor, Alias, Figure, Reading, Statement
from wireroom.runner.sweep import sweep

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
    assert (reading.version_id, reading.reader) == (bench.item("a1").current_id, 1)
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
    assert Reading.objects.get().reader == 1


def test_a_purge_leaves_no_name_in_the_ledger(bench):
    bench.receive(rss(story()))
    mori = Actor.objects.get(name="Ines Mori")
    Alias.objects.create(name="i. mori", actor=mori, by_name="Mori", at=bench.now)
    order_purge(bench.item("a1"), reason="court order", by=DESK, now=bench.now)
    bench.run()
    assert not Actor.objects.exists()
    assert not Alias.objects.exists()
    assert not Statement.objects.exists()
