"""Copy that an editor must read first: held where the provider's terms say so, let through by a release."""

from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.publishing.actions import release_item

TEXT = "<p>Jon Karlsen, a plumber from Minato, was arrested on suspicion of arson, police said.</p>"
MORE = "<p>Jon Karlsen, a plumber from Minato, was arrested on suspicion of arson and theft, police said.</p>"


def story(text=TEXT, guid="a1"):
    return Story(guid, "Arrest in Minato", text, f"https://wire.example/{guid}", NOON)


def test_delicate_copy_is_published_where_nothing_else_is_agreed(bench):
    bench.receive(rss(story()))
    assert "Karlsen" in bench.page("a1")


def test_delicate_copy_is_held_and_a_release_counts_for_the_version_it_was_given_for(bench):
    bench.subscribe(delicate="hold")
    bench.receive(rss(story(), story("<p>The fair opened on Friday.</p>", "b1")))
    hold = bench.hold("a1")
    assert hold.gate == "delicate"
    assert "accuses a named private person (Jon Karlsen) on a single source" in hold.reason
    assert bench.saying("Karlsen") == []
    assert bench.page("b1") != ""
    release_item(bench.item("a1"), reason="police confirmed", by=DESK, now=bench.now)
    bench.run()
    assert "Karlsen" in bench.page("a1")
    bench.wait(hours=1)
    bench.receive(rss(story(MORE)))
    assert bench.hold("a1").gate == "delicate"
    assert bench.saying("Karlsen") == []


def test_terms_that_change_decide_again(bench):
    bench.receive(rss(story()))
    bench.subscribe(delicate="hold")
    bench.run()
    assert bench.hold("a1").gate == "delicate"
    bench.subscribe(delicate="publish")
    bench.run()
    assert "Karlsen" in bench.page("a1")
