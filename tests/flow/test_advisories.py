"""Messages to editors in words: held for good, never published, and what they speak of is off the site at once."""

import pytest
from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import kill_item, release_item
from wireroom.publishing.models import Advisory
from wireroom.publishing.queries import open_advisories
from wireroom.tasks.actions import enqueue

FERRY = Story("f1", "Night ferry aground off Minato", "The night ferry ran aground.", "https://w.example/f1", NOON)
SILO = Story("s1", "Grain found in the eastern silo", "Inspectors found grain.", "https://w.example/s1", NOON)
KILL = Story("k1", "KILL: Night ferry aground off Minato", "Eds: the story is withdrawn.", "https://w.example/k1", NOON)
JA = Story("j1", "港内のフェリー、1週間ぶりに運航再開", "フェリーが運航を再開した。", "https://w.example/j1", NOON)
JA_KILL = Story(
    "j2", "【配信取り消し】港内のフェリー、1週間ぶりに運航再開", "記事を取り消します。", "https://w.example/j2", NOON
)


def states(bench, *guids: str) -> list[str]:
    """The gate that holds each item, live where none does."""
    return [hold.gate if (hold := bench.hold(guid)) else "live" for guid in guids]


@pytest.mark.parametrize(("story", "message"), [(FERRY, KILL), (JA, JA_KILL)])
def test_a_kill_in_words_takes_its_story_off_and_is_no_story_itself(bench, story, message):
    language = "ja" if story is JA else "en"
    bench.receive(rss(story, SILO, language=language))
    assert bench.page(story.guid)
    bench.receive(rss(message, story, SILO, language=language))
    assert states(bench, story.guid, message.guid, "s1") == ["advisory", "advisory", "live"]
    assert bench.saying(story.headline) == []
    assert bench.saying(message.headline) == []
    assert message.headline.split(story.headline)[0].strip() in bench.hold(story.guid).reason
    assert bench.waiting_receipts() == []


def test_a_message_that_comes_before_its_story_finds_it(bench):
    bench.receive(rss(KILL))
    assert list(open_advisories().values_list("target", flat=True)) == [None]
    bench.receive(rss(FERRY, KILL))
    assert states(bench, "f1", "k1") == ["advisory", "advisory"]
    assert Advisory.objects.get().target == bench.item("f1")
    assert bench.saying(FERRY.headline) == []


def test_a_message_and_its_story_in_one_document_hold_it_in_either_order(bench):
    bench.receive(rss(KILL, FERRY))
    bench.receive(rss(JA, JA_KILL, language="ja"), "https://wire.example/ja")
    assert states(bench, "f1", "k1", "j1", "j2") == ["advisory"] * 4


def test_a_later_version_from_the_wire_does_not_lift_it_and_a_person_does(bench):
    bench.receive(rss(FERRY))
    bench.receive(rss(FERRY, KILL))
    bench.wait(minutes=5)
    again = Story("f1", FERRY.headline, "It ran aground, it is said again.", FERRY.link, NOON)
    bench.receive(rss(again, KILL))
    assert states(bench, "f1") == ["advisory"]
    bench.wait(minutes=5)
    release_item(bench.item("f1"), reason="the agency meant another ferry", by=DESK, now=bench.now)
    bench.run()
    assert states(bench, "f1", "k1") == ["live", "advisory"]
    assert "said again" in bench.page("f1")
    assert not open_advisories()
    bench.receive(rss(Story("f1", FERRY.headline, "A third text of it.", FERRY.link, NOON), KILL))
    assert "A third text" in bench.page("f1"), "a person judged: the same message says nothing new"


def test_a_person_who_publishes_the_message_says_it_is_a_story_and_frees_what_was_held_for_it(bench):
    bench.receive(rss(FERRY))
    bench.receive(rss(FERRY, KILL))
    bench.wait(minutes=5)
    release_item(bench.item("k1"), reason="it is a film", by=DESK, now=bench.now)
    bench.run()
    assert states(bench, "f1", "k1") == ["live", "live"]
    assert Advisory.objects.get().settled_by.verb == "release"


def test_a_person_who_kills_the_story_settles_the_message(bench):
    bench.receive(rss(FERRY))
    bench.receive(rss(FERRY, KILL))
    bench.wait(minutes=5)
    kill_item(bench.item("f1"), reason="withdrawn by the agency", by=DESK, now=bench.now)
    bench.run()
    assert states(bench, "f1", "k1") == ["killed", "advisory"]
    assert not open_advisories()
    assert bench.saying(FERRY.headline) == []


def test_a_message_that_fits_two_stories_is_left_to_the_desk(bench):
    west = Story("s2", "Grain found in the western silo", "More grain.", "https://w.example/s2", NOON)
    bench.receive(rss(SILO, west))
    bench.receive(rss(Story("k2", "KILL: Grain found in the silo", "", "https://w.example/k2", NOON), SILO, west))
    assert states(bench, "s1", "s2", "k2") == ["live", "live", "advisory"]
    assert open_advisories().get().target is None


BOTH = Story(
    "k3",
    "KILL: two stories",
    f'Eds: please withdraw the stories headlined "{FERRY.headline}" and "{SILO.headline}".',
    "https://w.example/k3",
    NOON,
)


@pytest.mark.parametrize(
    "documents",
    [
        [(FERRY, SILO), (BOTH, FERRY, SILO)],
        [(FERRY,), (BOTH, FERRY), (SILO, BOTH, FERRY)],
        [(BOTH,), (FERRY, SILO, BOTH)],
        [(BOTH,), (SILO, BOTH), (FERRY, SILO, BOTH)],
        [(FERRY, BOTH, SILO)],
    ],
    ids=["after", "between", "before", "before each", "together"],
)
def test_a_message_that_names_two_stories_holds_both_whenever_they_come(bench, documents):
    for stories in documents:
        bench.receive(rss(*stories))
    assert states(bench, "f1", "s1", "k3") == ["advisory"] * 3
    assert "KILL: two stories” in k3" in bench.hold("f1").reason
    assert "KILL: two stories” in k3" in bench.hold("s1").reason
    assert bench.saying(FERRY.headline) == bench.saying(SILO.headline) == []
    assert {row.target.guid for row in open_advisories()} == {"f1", "s1"}


def test_a_person_judges_each_story_that_a_message_names(bench):
    bench.receive(rss(FERRY, SILO))
    bench.receive(rss(BOTH, FERRY, SILO))
    release_item(bench.item("f1"), reason="another ferry", by=DESK, now=bench.now)
    bench.run()
    assert states(bench, "f1", "s1", "k3") == ["live", "advisory", "advisory"]
    release_item(bench.item("k3"), reason="it is a story", by=DESK, now=bench.now)
    bench.run()
    assert states(bench, "f1", "s1", "k3") == ["live"] * 3


def test_a_later_story_like_one_that_a_message_named_is_not_held_for_it(bench):
    bench.receive(rss(FERRY))
    bench.receive(rss(KILL, FERRY))
    later = Story("f2", f"{FERRY.headline}, owners say", "The owners spoke.", "https://w.example/f2", NOON)
    bench.receive(rss(later, KILL, FERRY))
    assert states(bench, "f1", "f2") == ["advisory", "live"]


def test_a_message_that_fits_two_items_with_the_same_words_holds_both(bench):
    twin = Story("f2", FERRY.headline, FERRY.text, "https://w.example/f2", NOON)
    bench.receive(rss(FERRY, twin))
    bench.receive(rss(KILL, FERRY, twin))
    assert states(bench, "f1", "f2", "k1") == ["advisory"] * 3
    assert bench.saying(FERRY.headline) == []


def test_another_providers_message_touches_nothing(bench):
    bench.subscribe()
    bench.receive(rss(FERRY))
    bench.subscribe("https://other.example/feed", provider="Channel News")
    bench.receive(rss(KILL), "https://other.example/feed")
    assert states(bench, "f1", "k1") == ["live", "advisory"]


def test_a_story_of_four_days_ago_is_found_by_its_name_only(bench):
    bench.receive(rss(FERRY))
    bench.wait(hours=96)
    bench.receive(rss(KILL))
    assert states(bench, "f1") == ["live"]
    named = Story(
        "k3", "Eds: please kill the story with id f1", "Its guid is f1, ID: f1a", "https://w.example/k3", NOON
    )
    urn = Story("urn:harbour:4711", "Old harbour reopened", "It is open.", "https://w.example/o", NOON)
    bench.receive(rss(urn))
    bench.wait(hours=96)
    bench.receive(rss(Story("k4", "Eds: please kill urn:harbour:4711", "", "https://w.example/k4", NOON), named))
    assert states(bench, "urn:harbour:4711") == ["advisory"]


def test_words_in_the_place_of_a_story_hold_that_story(bench):
    bench.receive(rss(FERRY))
    bench.receive(rss(Story("f1", "STORY REMOVED", "This story has been removed.", FERRY.link, NOON)))
    assert states(bench, "f1") == ["advisory"]
    assert Advisory.objects.get().target == bench.item("f1")
    assert bench.saying(FERRY.headline) == []
    assert bench.saying("STORY REMOVED") == []
    bench.receive(rss(FERRY))
    assert states(bench, "f1") == ["advisory"]


def test_words_that_another_version_followed_before_anyone_looked_count(bench):
    feed = bench.subscribe()
    bench.receive(rss(FERRY))
    for title, summary in (("MANDATORY KILL", ""), (FERRY.headline, "Once more.")):
        bench.wait(minutes=1)
        bench.send(ParsedItem(guid="f1", title=title, link=FERRY.link, summary=summary), feed=feed)
    bench.run()
    assert bench.item("f1").current.headline == FERRY.headline
    assert states(bench, "f1") == ["advisory"]


def test_a_correction_in_words_leaves_its_story_and_tells_the_desk(bench):
    bench.receive(rss(FERRY))
    words = "In a story about the ferry, Harbour Press reported erroneously that it was aground at Minato."
    bench.receive(rss(Story("c1", f"Correction: {FERRY.headline}", words, "https://w.example/c1", NOON), FERRY))
    assert states(bench, "f1", "c1") == ["live", "advisory"]
    row = open_advisories().get()
    assert (row.kind, row.target) == ("correction", bench.item("f1"))


def test_a_corrected_story_is_no_message(bench):
    bench.receive(rss(FERRY))
    corrected = Story("f1", f"CORRECTED: {FERRY.headline}", "The day ferry ran aground.", FERRY.link, NOON)
    bench.receive(rss(corrected))
    assert states(bench, "f1") == ["live"]
    assert not Advisory.objects.exists()
    assert "day ferry" in bench.page("f1")


def test_deciding_again_and_rebuilding_tell_the_same(bench):
    bench.receive(rss(FERRY))
    bench.receive(rss(FERRY, KILL))
    before = Advisory.objects.values().get()
    bench.wait(minutes=5)
    enqueue("decide", [bench.item("f1").id, bench.item("k1").id], now=bench.now)
    bench.run()
    assert Advisory.objects.values().get() == before
    assert states(bench, "f1", "k1") == ["advisory", "advisory"]
