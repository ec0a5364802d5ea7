"""Real feeds as they go on: the older half of a document, then all of it, hour after hour. No breaker may trip."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedFeed
from wireroom.edge.salvage import salvage
from wireroom.wire.actions import FetchedDocument, SourceTerms, add_feed, record_fetch, take_document
from wireroom.wire.models import Feed

FEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "feeds"
NOON = datetime(2024, 10, 18, 3, 0, tzinfo=UTC)


def take(feed, document, at) -> None:
    fetch = record_fetch(feed, FetchedDocument(feed.url, "fetched", 200), now=at)
    take_document(fetch, document, closed=lambda ids: set(), now=at)


@pytest.mark.django_db
@pytest.mark.parametrize("folder", ["real-news", "real-blogs", "real-fixtures", "feedrs", "jsonfeed"])
def test_a_real_feed_that_goes_on_trips_no_breaker(folder):
    if not (FEEDS / folder).is_dir():
        pytest.skip("the collection of real feeds is not on this machine")
    judged = 0
    for number, path in enumerate(sorted(FEEDS.joinpath(folder).rglob("*"))):
        if not path.is_file() or path.name.endswith(".expected.json"):
            continue
        try:
            document = parse_feed(path.read_bytes(), salvage=salvage)
        except ParseError:
            continue
        if len(document.items) < 2:
            continue
        url = f"https://feed{number}.example/"
        feed = add_feed(url, SourceTerms(provider=f"Provider {number}"), now=NOON)[0]
        half = len(document.items) // 2
        for hour, size in enumerate((half, half + (half + 1) // 2, len(document.items))):
            take(feed, ParsedFeed("rss20", document.items[-size:]), NOON + timedelta(hours=hour))
        judged += 1
    assert judged
    tripped = Feed.objects.exclude(broken_at=None).values_list("url", "breaker_reason")
    assert list(tripped) == []
