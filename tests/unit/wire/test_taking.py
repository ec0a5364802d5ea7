"""Documents become items and versions: counted, kept whole, once; sources and fetches are recorded as they are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from wireroom.core.errors import SettingError
from wireroom.core.formats.parsed import ParsedFeed, ParsedItem, ParsedPicture, Problem
from wireroom.tasks.models import Task
from wireroom.wire.actions import (
    FetchedDocument,
    SourceTerms,
    add_feed,
    known_digests,
    record_fetch,
    take_document,
    take_unreadable,
)
from wireroom.wire.models import Feed, Fetch, GuidAlias, Item, Provider, ReusedGuid, Version

pytestmark = pytest.mark.django_db

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
FEED = "https://wire.example/feed"


def story(guid: str = "a", title: str = "Ferry returns", **fields) -> ParsedItem:
    values = {"content_html": "<p>It is back.</p>", "link": f"https://wire.example/{guid}", "raw_digest": b"x" * 16}
    return ParsedItem(**{"guid": guid, "title": title, **values, **fields})


def take(*items: ParsedItem, at: datetime = NOON, **fields):
    feed, _ = add_feed(FEED, SourceTerms(provider="Harbour Press"), now=NOON)
    fetch = record_fetch(feed, FetchedDocument(FEED, "fetched", 200, raw_hash="ab"), now=at)
    return take_document(fetch, ParsedFeed("rss20", items, **fields), closed=lambda ids: set(), now=at)


def due(step: str) -> set[str]:
    return set(Task.objects.filter(step=step).values_list("key", flat=True))


def test_what_a_document_brought_is_counted():
    first = take(story("a"), story("b", "Market opens"))
    assert (first.entries, first.new, first.changed, first.same) == (2, 2, 0, 0)
    second = take(story("a", "Ferry has returned"), story("b", "Market opens"), story("c", "Choir"))
    assert (second.entries, second.new, second.changed, second.same) == (3, 1, 1, 1)
    assert len(second.item_ids) == 2


def test_changed_items_and_only_these_are_to_be_decided():
    take(story("a"), story("b", "Market opens"))
    Task.objects.all().delete()
    take(story("a"), story("b", "Market hall opens"))
    assert due("decide") == {str(Item.objects.get(guid="b").id)}


def test_taking_a_document_twice_changes_nothing():
    take(story("a"))
    again = take(story("a"))
    assert (again.same, again.item_ids) == (1, ())
    assert Version.objects.count() == 1


def test_every_state_is_kept_as_it_came_and_the_newest_counts():
    for number, title in enumerate(("One", "Two", "Three")):
        take(story("a", title), at=NOON + timedelta(minutes=number))
    item = Item.objects.get()
    states = [(v.number, v.headline, v.received_at) for v in item.versions.order_by("number")]
    assert states == [(n + 1, title, NOON + timedelta(minutes=n)) for n, title in enumerate(("One", "Two", "Three"))]
    assert item.current.headline == "Three"
    assert item.first_received_at == NOON


def test_two_states_of_an_item_in_one_document_are_two_versions():
    take(story("a", "Ferry returns at one"), story("a", "Ferry returns at two"))
    assert [v.headline for v in Version.objects.order_by("number")] in (
        ["Ferry returns at one", "Ferry returns at two"],
        ["Ferry returns at two", "Ferry returns at one"],
    )


def test_a_number_belongs_to_one_version_of_an_item():
    take(story("a"))
    version = Version.objects.get()
    version.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


def test_everything_readers_or_editors_may_need_is_kept():
    take(
        story(
            "a",
            summary="Short.",
            authors=("Aya", "Ken"),
            dateline="MINATO",
            slugline="FERRY",
            urgency=3,
            signal="update",
            ed_note="Updates time",
            usage_terms="No archive",
            copyright_notice="(c) HP",
            provider="Kyodo",
            categories=("Local",),
            published=NOON,
            updated=NOON,
            pub_status=" Usable ",
            pictures=(ParsedPicture("https://wire.example/p.jpg", caption="Ferry", credit="HP", width=800),),
            problems=(Problem("bad_date", "no date", "updated"),),
            raw_digest=b"z" * 16,
        )
    )
    version = Version.objects.get()
    assert (version.byline, version.dateline, version.slugline, version.urgency) == ("Aya, Ken", "MINATO", "FERRY", 3)
    assert (version.signal, version.ed_note, version.pub_status) == ("update", "Updates time", "usable")
    assert (version.usage_terms, version.copyright_notice, version.source_name) == ("No archive", "(c) HP", "Kyodo")
    assert version.lead_pictures[0].caption == "Ferry"
    assert version.problems.get().code == "bad_date"


def test_a_kill_moves_its_document_to_the_front():
    take(story("a"))
    Task.objects.all().delete()
    take(ParsedItem(guid="a", pub_status="canceled", raw_digest=b"k" * 16))
    assert Task.objects.get(step="decide").priority == 0


def test_a_reused_guid_and_a_renamed_one_are_remembered():
    take(
        story("same", "Ferry returns", link="https://wire.example/1"),
        story("same", "Choir", link="https://wire.example/2"),
    )
    assert ReusedGuid.objects.get().guid == "same"
    assert Item.objects.count() == 2
    old = [story(f"n{n}", f"Number {n} of the day") for n in range(4)]
    take(*old)
    take(*(story(f"m{n}", each.title, link=each.link) for n, each in enumerate(old)))
    assert Item.objects.count() == 6
    assert set(GuidAlias.objects.values_list("guid", flat=True)) >= {"m0", "m1", "m2", "m3"}


def test_guids_of_two_providers_are_two_items():
    take(story("a"))
    feed, _ = add_feed("https://other.example/feed", SourceTerms(provider="Other"), now=NOON)
    fetch = record_fetch(feed, FetchedDocument(feed.url, "fetched", 200, raw_hash="cd"), now=NOON)
    take_document(fetch, ParsedFeed("rss20", (story("a"),)), closed=lambda ids: set(), now=NOON)
    assert Item.objects.filter(guid="a").count() == 2


def test_the_digests_of_the_last_document_are_known_and_those_before_it_are_not():
    take(story("a", raw_digest=b"1" * 16), story("b", "Market", raw_digest=b"2" * 16))
    assert known_digests(Feed.objects.get()) == {b"1" * 16, b"2" * 16}
    take(story("b", "Market", raw_digest=b"2" * 16), story("c", "Choir", raw_digest=b"3" * 16))
    assert known_digests(Feed.objects.get()) == {b"2" * 16, b"3" * 16}


def test_an_unreadable_document_is_a_problem_and_is_not_read_again():
    feed, _ = add_feed(FEED, SourceTerms(provider="Harbour Press"), now=NOON)
    fetch = record_fetch(feed, FetchedDocument(FEED, "fetched", 200, raw_hash="ab"), now=NOON)
    take_unreadable(fetch, "a page, not a feed", now=NOON)
    fetch.refresh_from_db()
    assert (fetch.taken_at, fetch.error) == (NOON, "a page, not a feed")
    assert fetch.problems.get().message == "a page, not a feed"


def test_fields_longer_than_their_columns_lose_nothing_but_their_ends():
    take(story("a", "T" * 5000, dateline="D" * 999, signal="s" * 99, link="https://wire.example/" + "l" * 3000))
    assert Version.objects.get().headline == "T" * 5000


# Fetches.


def test_a_fetch_with_bytes_is_to_be_taken_and_the_feed_asked_again():
    take(story("a"))
    fetch, feed = Fetch.objects.get(), Feed.objects.get()
    assert due("take") == {str(fetch.id)}
    assert due("fetch") == {str(feed.id)}


@pytest.mark.parametrize(
    "document", [FetchedDocument(FEED, "unchanged", 304), FetchedDocument(FEED, "failed", error="x")]
)
def test_a_fetch_without_bytes_is_recorded_and_nothing_is_to_be_taken(document):
    feed, _ = add_feed(FEED, SourceTerms(), now=NOON)
    record_fetch(feed, document, now=NOON)
    assert Fetch.objects.get().outcome == document.outcome
    assert due("take") == set()


def test_only_headers_that_matter_are_kept():
    feed, _ = add_feed(FEED, SourceTerms(), now=NOON)
    headers = (("etag", '"1"'), ("set-cookie", "secret=1"), ("retry-after", "9" * 900))
    record_fetch(feed, FetchedDocument(FEED, "fetched", 200, headers), now=NOON)
    assert Fetch.objects.get().headers == [["etag", '"1"'], ["retry-after", "9" * 500]]


# Sources.


@pytest.mark.parametrize(
    "address", ["ftp://a.example/f", "javascript:alert(1)", "feed", "http://", "http://user:pw@a.example/f", ""]
)
def test_addresses_that_are_no_feeds_are_refused(address):
    with pytest.raises(SettingError):
        add_feed(address, SourceTerms(), now=NOON)
    assert not Provider.objects.exists()


def test_a_feed_added_again_is_the_same_feed_with_the_new_terms():
    first, new = add_feed(FEED, SourceTerms(provider="Harbour Press", rights="full"), now=NOON)
    take(story("a"))
    Task.objects.all().delete()
    second, again = add_feed(FEED, SourceTerms(rights="headline"), now=NOON)
    assert (new, again) == (True, False)
    assert first.id == second.id
    assert Provider.objects.get().rights == "headline"
    assert due("decide") == {str(Item.objects.get().id)}, "what it sent before stands under the new terms"


def test_terms_not_given_stay():
    add_feed(FEED, SourceTerms(provider="Harbour Press", policy="hold", credit_line="HP/Mori"), now=NOON)
    add_feed(FEED, SourceTerms(provider="Harbour Press"), now=NOON)
    provider = Provider.objects.get()
    assert (provider.policy, provider.credit_line) == ("hold", "HP/Mori")


def test_a_feed_without_a_named_provider_is_its_hosts():
    add_feed("https://wire.example/feed", SourceTerms(), now=NOON)
    add_feed("file:///srv/inbox/", SourceTerms(), now=NOON)
    assert set(Provider.objects.values_list("name", flat=True)) == {"wire.example", "inbox"}
