"""Providers' terms and feeds' access, as operators set them."""

from datetime import UTC, datetime

import pytest
from published_rows import add_item

from wireroom.core.errors import SettingError
from wireroom.tasks.models import Task
from wireroom.wire.actions import SourceTerms, add_feed
from wireroom.wire.actions.sources import FeedAccess
from wireroom.wire.models import Feed, Provider

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
FEED = "https://wire.example/feed"
TERMS = SourceTerms(
    provider="Harbour Press",
    canonical_to_source=False,
    keep_days=30,
    territories="Japan",
    tdm_reserved=True,
    deletions="hold",
)


def asked_to_decide() -> int:
    return Task.objects.filter(step="decide").count()


def test_the_rights_register_is_kept_as_given():
    add_feed(FEED, TERMS, now=NOON)
    provider = Provider.objects.get()
    assert (provider.canonical_to_source, provider.keep_days, provider.territories) == (False, 30, "Japan")
    assert (provider.tdm_reserved, provider.deletions) == (True, "hold")


def test_no_days_to_keep_means_for_ever():
    add_feed(FEED, TERMS, now=NOON)
    add_feed(FEED, SourceTerms(keep_days=0), now=NOON)
    assert Provider.objects.get().keep_days is None


@pytest.mark.parametrize(
    ("terms", "decides"),
    [
        (TERMS, False),
        (SourceTerms(), False),
        (SourceTerms(keep_days=30, territories="Japan"), False),
        (SourceTerms(deletions="ignore", home_url="https://wire.example/"), False),
        (SourceTerms(keep_days=31), True),
        (SourceTerms(keep_days=0), True),
        (SourceTerms(rights="headline"), True),
        (SourceTerms(tdm_reserved=False), True),
    ],
)
def test_items_are_decided_again_when_a_term_of_publication_changed_and_only_then(terms, decides):
    feed, _ = add_feed(FEED, TERMS, now=NOON)
    add_item(feed=feed)
    assert asked_to_decide() == 0
    add_feed(FEED, terms, now=NOON)
    assert asked_to_decide() == int(decides)


@pytest.mark.parametrize(
    "terms", [SourceTerms(keep_days=-1), SourceTerms(deletions="shred"), SourceTerms(rights="all")]
)
def test_a_term_that_is_none_is_refused_and_nothing_is_added(terms):
    with pytest.raises(SettingError):
        add_feed(FEED, terms, now=NOON)
    assert not Feed.objects.exists()


def test_access_is_kept_by_the_secrets_name_and_stays_until_changed():
    add_feed(FEED, SourceTerms(), access=FeedAccess("basic", "desk", "harbour-press", 5), now=NOON)
    Task.objects.all().delete()
    add_feed(FEED, SourceTerms(), access=FeedAccess(), now=NOON)
    feed = Feed.objects.get()
    assert (feed.auth, feed.auth_name, feed.secret, feed.max_pages) == ("basic", "desk", "harbour-press", 5)
    assert not Task.objects.exists()
    add_feed(FEED, SourceTerms(), access=FeedAccess(auth="none"), now=NOON)
    feed.refresh_from_db()
    assert (feed.auth, feed.auth_name, feed.secret, feed.max_pages) == ("none", "", "", 5)
    assert Task.objects.filter(step="fetch").count() == 1, "it is asked at once in the new way"


@pytest.mark.parametrize(
    ("url", "access"),
    [
        (FEED, FeedAccess("basic", "desk")),
        (FEED, FeedAccess("basic", None, "word")),
        (FEED, FeedAccess("query", None, "word")),
        (FEED, FeedAccess("bearer", None, "../word")),
        (FEED, FeedAccess("basic", "de:sk", "word")),
        (FEED, FeedAccess("digest", "desk", "word")),
        (FEED, FeedAccess(None, None, "word")),
        (FEED, FeedAccess(max_pages=0)),
        (FEED, FeedAccess(max_pages=101)),
        ("file:///srv/inbox", FeedAccess(max_pages=2)),
        ("file:///srv/inbox", FeedAccess("bearer", None, "word")),
    ],
)
def test_an_access_that_cannot_work_is_refused_and_nothing_is_added(url, access):
    with pytest.raises(SettingError):
        add_feed(url, SourceTerms(), access=access, now=NOON)
    assert not Feed.objects.exists()
    assert not Provider.objects.exists()


def test_every_term_given_once_more_as_it_is_decides_nothing_again():
    terms = SourceTerms(
        provider="Harbour Press",
        language="en",
        rights="excerpt",
        policy="hold",
        contract=True,
        credit_line=" Harbour Press ",
        home_url="https://wire.example/",
        may_show_pictures=False,
        may_index=True,
        copyright_holder="Harbour Press Ltd",
        canonical_to_source=False,
        keep_days=0,
        territories="Japan",
        tdm_reserved=False,
        deletions="hold",
        delicate="hold",
        shows_statements=False,
    )
    feed, _ = add_feed(FEED, terms, now=NOON)
    add_item(feed=feed)
    add_feed(FEED, terms, now=NOON)
    add_feed("https://wire.example/other", terms, now=NOON)
    assert asked_to_decide() == 0
