"""Who says what on the page: read after publication, shown with its speaker, denied later, gone with its article."""

from datetime import timedelta

from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.desk.judged import settle_copies
from wireroom.publishing.actions import kill_item
from wireroom.stories.actions import judge_copies
from wireroom.stories.actions.judging import sign_judgement
from wireroom.stories.models import Judgement
from wireroom.tasks.actions import enqueue
from wireroom.wire.models import Provider

ACCUSED = Story(
    "a1",
    "Union accuses harbour office over crane",
    "The harbour workers' union accused the harbour office of hiding the report on the fallen crane. \"They knew for "
    'months that the brake was worn," said union chair Ada Lind. The harbour office did not respond to a request for '
    "comment. The crane fell on Tuesday and damaged two trucks on the quay.",
    "https://wire.example/a1",
    NOON,
)
DENIED = Story(
    "d1",
    "Harbour office denies hiding crane report",
    "The harbour office denied hiding the report on the fallen crane. Director Tom Reyes said the report had been "
    "published in June. The union of the harbour workers said it would examine the report on the crane.",
    "https://wire.example/d1",
    NOON + timedelta(hours=2),
)
STRAIT = "https://strait.example/feed"
PARADE = Story(
    "z1",
    "Lantern parade draws record crowd to the old town",
    "About forty thousand visitors watched the lantern parade in the old town on Friday evening, the tourist office "
    "said. Children from nine schools had built paper fish and dragons for weeks, and a brass band walked in front. "
    "The mayor thanked four hundred volunteers. Next year's parade is to lead over the new bridge, the organisers "
    "announced.",
    "https://strait.example/z1",
    NOON + timedelta(hours=1),
)


def read_all(bench):
    bench.wait(minutes=15)
    bench.run()


def test_the_page_says_who_says_what_and_where(bench):
    bench.receive(rss(ACCUSED))
    read_all(bench)
    page = bench.page("a1")
    panel = page[page.index('data-part="statements"') :]
    assert "Ada Lind" in panel
    assert "accuses" in panel
    assert "declines to comment" in panel
    assert '<mark class="said-' in page
    assert "<mark" not in bench.text("/en/feed.atom")


def test_where_the_provider_shows_none_there_is_no_panel(bench):
    bench.subscribe()
    Provider.objects.update(shows_statements=False)
    bench.receive(rss(ACCUSED))
    read_all(bench)
    assert 'data-part="statements"' not in bench.page("a1")


def test_what_is_killed_says_nothing_any_more(bench):
    bench.receive(rss(ACCUSED))
    read_all(bench)
    kill_item(bench.item("a1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert bench.saying("brake was worn") == []


def test_a_later_denial_stands_on_the_older_page_until_it_is_killed(bench):
    bench.receive(rss(ACCUSED))
    bench.wait(hours=3)
    bench.receive(rss(ACCUSED, DENIED))
    read_all(bench)
    assert 'data-part="later"' in bench.page("a1")
    assert "Harbour office denies hiding crane report" in bench.page("a1")
    kill_item(bench.item("d1"), reason="wrong", by=DESK, now=bench.now)
    bench.run()
    assert 'data-part="later"' not in bench.page("a1")


def test_a_denial_that_turns_out_to_tell_another_story_leaves_the_older_page(bench):
    bench.receive(rss(ACCUSED))
    bench.wait(hours=3)
    bench.receive(rss(ACCUSED, DENIED))
    read_all(bench)
    assert 'data-part="later"' in bench.page("a1")
    pair = {"item": bench.item("a1"), "other": bench.item("d1")}
    sign_judgement(Judgement(question="story", answer="different", **pair), by=DESK, now=bench.now)
    enqueue("regroup", [bench.item("d1").id], now=bench.now)
    read_all(bench)
    assert 'data-part="later"' not in bench.page("a1")


def test_a_denial_that_an_editor_calls_the_copy_of_another_storys_leaves_the_older_page(bench):
    bench.subscribe(STRAIT, provider="Strait News")
    bench.receive(rss(PARADE), STRAIT)
    bench.receive(rss(ACCUSED))
    bench.wait(hours=3)
    bench.receive(rss(ACCUSED, DENIED))
    read_all(bench)
    assert 'data-part="later"' in bench.page("a1")
    settle_copies(
        judge_copies(bench.item("d1"), bench.item("z1"), answer="same", by=DESK, now=bench.now), now=bench.now
    )
    read_all(bench)
    assert bench.item("d1").match.story_id != bench.item("a1").match.story_id
    assert 'data-part="later"' not in bench.page("a1")
