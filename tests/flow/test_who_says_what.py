"""Who says what on the page: read after publication, shown with its speaker, denied later, gone with its article."""

from datetime import timedelta

from flow_bench import DESK, NOON
from wires import Story, rss

from wireroom.publishing.actions import kill_item
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
