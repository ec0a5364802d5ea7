"""A provider whose copy is held until a person releases it: what then appears by itself, and what waits once more."""

from datetime import timedelta

from flow_bench import DESK, NOON

from wireroom.core.formats.parsed import ParsedItem
from wireroom.publishing.actions import release_item
from wireroom.publishing.models import Article
from wireroom.publishing.queries import waiting_changes

TEXT = (
    "The night ferry to Minato is back in service after three weeks in dock, the harbour office said on Friday. "
    "Engineers replaced both propeller shafts and a cracked housing. The first crossing carried 212 passengers."
)
ELSE = (
    "The head of the harbour office stepped down late on Sunday when auditors asked about a dredging contract. "
    "Nobody had tendered for it. Her deputy takes over until the council meets, which it does in December."
)


def told(text: str = TEXT, headline: str = "Night ferry to Minato back in service", **fields) -> ParsedItem:
    plain = ParsedItem(
        guid="f1",
        title=headline,
        content_html=f"<p>{text}</p>",
        content_text=text,
        language="en",
        published=NOON - timedelta(hours=2),
        pub_status="usable",
    )
    return plain._replace(**fields)


REWRITTEN = told(ELSE, "Harbour chief resigns over contract")


def released(bench) -> None:
    bench.subscribe(policy="hold")
    arrive(bench, told())
    assert bench.hold("f1").gate == "policy"
    let_through(bench)
    assert "212 passengers" in bench.page("f1")


def arrive(bench, item: ParsedItem) -> None:
    bench.wait(minutes=5)
    bench.send(item)
    bench.run()


def let_through(bench) -> None:
    bench.wait(minutes=1)
    release_item(bench.item("f1"), reason="read", by=DESK, now=bench.now)
    bench.run()


def test_what_corrects_a_released_story_appears_by_itself(bench):
    released(bench)
    arrive(bench, told(TEXT.replace("212", "221")))
    assert "221 passengers" in bench.page("f1")
    assert waiting_changes() == []


def test_what_changes_more_than_it_corrects_waits_while_the_released_words_stay(bench):
    released(bench)
    arrive(bench, REWRITTEN)
    assert "212 passengers" in bench.page("f1")
    assert bench.saying("dredging contract") == []
    (waiting,) = waiting_changes()
    assert waiting.article.item.guid == "f1"
    assert "changes more than it corrects" in waiting.reason
    let_through(bench)
    assert "dredging contract" in bench.page("f1")
    assert waiting_changes() == []


def test_a_correction_after_a_version_that_waits_is_measured_by_what_was_released(bench):
    released(bench)
    arrive(bench, REWRITTEN)
    arrive(bench, told(ELSE.replace("Sunday", "Saturday"), REWRITTEN.title))
    assert "212 passengers" in bench.page("f1")
    arrive(bench, told(TEXT.replace("212", "221")))
    assert "221 passengers" in bench.page("f1")


def test_what_its_source_marks_as_a_correction_passes_whatever_it_changes(bench):
    released(bench)
    arrive(bench, REWRITTEN._replace(signal="correction", ed_note="Wrong story sent under this id"))
    assert "dredging contract" in bench.page("f1")
    assert "Wrong story sent under this id" in bench.page("f1")


def test_many_small_steps_away_from_what_was_released_end_in_a_hold(bench):
    released(bench)
    old, new = TEXT.split(". "), ELSE.split(". ")
    for step in range(1, 4):
        arrive(bench, told(". ".join(new[:step] + old[step:]), REWRITTEN.title))
    assert bench.saying("takes over until") == []
    assert "back in service" in bench.page("f1") or "propeller" in bench.page("f1")


def test_a_kill_and_a_hold_of_a_version_that_waits_take_the_page_off(bench):
    released(bench)
    arrive(bench, REWRITTEN)
    arrive(bench, REWRITTEN._replace(pub_status="withheld"))
    assert bench.page("f1") == ""
    arrive(bench, ParsedItem(guid="f1", pub_status="canceled"))
    assert bench.hold("f1").gate == "killed"
    assert Article.objects.get().state == "gone"


def test_under_embargo_and_rewritten_it_is_off_and_then_waits(bench):
    released(bench)
    arrive(bench, REWRITTEN._replace(embargoed_until=bench.now + timedelta(hours=1)))
    assert bench.page("f1") == ""
    bench.wait(hours=2)
    bench.run()
    assert bench.saying("dredging contract") == []
    assert bench.hold("f1").gate == "policy"
    assert "changes more than it corrects" in bench.hold("f1").reason
    let_through(bench)
    assert "dredging contract" in bench.page("f1")


def test_other_providers_versions_appear_whatever_they_change(bench):
    bench.subscribe(policy="publish")
    arrive(bench, told())
    let_through(bench)
    arrive(bench, REWRITTEN)
    assert "dredging contract" in bench.page("f1")
