"""What an editor says of a reading, and of actors: it outlives new versions and new readers."""

import json

import pytest
from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.core.errors import WireroomError
from wireroom.publishing.actions.purging import order_purge
from wireroom.reading.actions import (
    Fields,
    add_alias,
    merge_actors,
    rename_actor,
    review_statement,
    split_actor,
    take_back,
)
from wireroom.reading.models import Actor, Reading, Statement, StatementReview
from wireroom.reading.queries import find_actor, find_rejected
from wireroom.runner.reviews import write_reviews

TEXT = (
    "<p>The bridge at Minato will stay closed until May, the Minato Harbour Office said on Friday.</p>"
    "<p>The Strait Fishermen's Union denied that its boats had damaged the bridge.</p>"
)
MORE = "<p>A ferry runs every hour.</p>"


def story(text=TEXT, guid="a1"):
    return Story(guid, "Bridge stays closed", text, f"https://wire.example/{guid}", NOON)


def office():
    return Statement.objects.get(actor_text="Minato Harbour Office")


def review(bench, statement, verdict, fields=None):
    review_statement(statement, verdict, by=DESK, now=bench.now, fields=fields)
    bench.run()


def read_all_again(bench):
    Reading.objects.update(reader=0)
    bench.run()


def test_a_rejected_statement_stays_away_from_later_versions_and_readings(bench):
    bench.receive(rss(story()))
    review(bench, office(), "rejected")
    assert not Statement.objects.filter(actor_text="Minato Harbour Office").exists()
    bench.wait(hours=1)
    bench.receive(rss(story(TEXT + MORE)))
    read_all_again(bench)
    assert list(Statement.objects.values_list("stance", flat=True)) == ["denies"]
    (rejected,) = find_rejected(bench.item("a1").id)
    take_back(rejected, by=DESK, now=bench.now)
    bench.run()
    assert office().reviewed == "confirmed"


def test_a_corrected_statement_stays_corrected(bench):
    bench.receive(rss(story()))
    review(bench, office(), "corrected", Fields(actor="Strait Ministry of Roads", stance="confirms"))
    bench.wait(hours=1)
    bench.receive(rss(story(TEXT.replace("until May", "until May,") + MORE)))
    read_all_again(bench)
    row = Statement.objects.get(stance="confirms")
    assert (row.actor_text, row.actor.name, row.reviewed) == (
        "Strait Ministry of Roads",
        "Strait Ministry of Roads",
        "corrected",
    )
    assert not Statement.objects.filter(actor_text="Minato Harbour Office").exists()
    assert row.confidence == 1


def test_the_last_word_counts(bench):
    bench.receive(rss(story()))
    review(bench, office(), "corrected", Fields(stance="confirms"))
    review(bench, Statement.objects.get(stance="confirms"), "corrected", Fields(stance="requests"))
    read_all_again(bench)
    assert set(Statement.objects.values_list("stance", flat=True)) == {"requests", "denies"}
    assert StatementReview.objects.count() == 2


def test_what_the_editor_confirmed_stays_when_a_later_reader_misses_it(bench):
    bench.receive(rss(story()))
    review(bench, office(), "confirmed")
    object.__setattr__(bench.works, "read_text", without_statements(bench.works.read_text))
    read_all_again(bench)
    row = office()
    assert (row.reviewed, row.content) == ("confirmed", "The bridge at Minato will stay closed until May")
    assert not Statement.objects.filter(stance="denies").exists()


def without_statements(read_text):
    """A reader that finds nothing."""
    from dataclasses import replace

    return lambda *given: replace(read_text(*given), statements=())


def test_a_correction_says_something_right(bench):
    bench.receive(rss(story()))
    with pytest.raises(WireroomError, match="what is right"):
        review_statement(office(), "corrected", by=DESK, now=bench.now, fields=Fields())
    with pytest.raises(WireroomError, match="a stance is one of"):
        review_statement(office(), "corrected", by=DESK, now=bench.now, fields=Fields(stance="shouts"))
    with pytest.raises(WireroomError, match="a verdict is one of"):
        review_statement(office(), "perhaps", by=DESK, now=bench.now)


def test_a_purge_takes_the_words_out_of_reviews(bench):
    bench.receive(rss(story()))
    review(bench, office(), "corrected", Fields(content="closed"))
    order_purge(bench.item("a1"), reason="court order", by=DESK, now=bench.now)
    bench.run()
    row = StatementReview.objects.get()
    assert (row.read, row.corrected, row.by_name) == ({}, {}, "Mori")


def test_an_editor_merges_and_splits_actors(bench):
    second = "<p>The ferry is late, the Minato Port Office said.</p>"
    bench.receive(rss(story(), story(second, "b1")))
    one, two = office().actor, Statement.objects.get(item__guid="b1").actor
    assert one != two
    merge_actors(two, one, by=DESK, now=bench.now)
    assert Statement.objects.get(item__guid="b1").actor == one
    assert find_actor(two.key) == one
    read_all_again(bench)
    assert Statement.objects.get(item__guid="b1").actor == one
    with pytest.raises(WireroomError, match="one actor already"):
        merge_actors(two, one, by=DESK, now=bench.now)
    apart = split_actor(one, [two.name], by=DESK, now=bench.now)
    assert apart == two
    assert Statement.objects.get(item__guid="b1").actor == two
    read_all_again(bench)
    assert (office().actor, Statement.objects.get(item__guid="b1").actor) == (one, two)


def test_an_editors_name_outranks_the_machine(bench):
    bench.receive(rss(story()))
    actor = office().actor
    rename_actor(actor, "Harbour Office of Minato", by=DESK, now=bench.now)
    union = Statement.objects.get(stance="denies").actor
    add_alias(actor, "Strait Fishermen's Union", by=DESK, now=bench.now)
    assert Statement.objects.get(stance="denies").actor == actor
    read_all_again(bench)
    assert Statement.objects.get(stance="denies").actor == actor
    assert Actor.objects.get(id=actor.id).name == "Harbour Office of Minato"
    assert union.key != actor.key
    new = split_actor(actor, ["Strait Fishermen's Union"], by=DESK, now=bench.now)
    read_all_again(bench)
    assert Statement.objects.get(stance="denies").actor == new


def test_what_editors_reviewed_becomes_test_lines(bench):
    bench.receive(rss(story()))
    review(bench, office(), "corrected", Fields(stance="confirms"))
    review(bench, Statement.objects.get(stance="denies"), "rejected")
    written = write_reviews(bench.newsroom.home)
    assert (written.texts, written.statements) == (1, 1)
    head, line, note = (written.folder / "statements.gold").read_text().splitlines()
    version = bench.item("a1").current
    assert head == f"# item-{version.item_id}-1"
    assert line == (
        "S | the Minato Harbour Office | said | The bridge at Minato will stay closed until May | confirms"
        " | Minato Harbour Office"
    )
    assert note.startswith("// rejected: The Strait Fishermen's Union: ")
    (told,) = (json.loads(row) for row in (written.folder / "en.jsonl").read_text().splitlines())
    assert "stay closed until May" in told["text"]
