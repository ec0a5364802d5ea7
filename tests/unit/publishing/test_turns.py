"""What comes in and what persons decide at one and the same moment: two writers at once, on either database."""

import threading

import pytest
from django.db import connection, transaction
from published_rows import NOON, add_feed, add_item

from wireroom.core.formats.parsed import ParsedFeed, ParsedItem
from wireroom.publishing.actions import By, release_item
from wireroom.publishing.models import Decision
from wireroom.wire.actions import FetchedDocument, record_fetch, take_document
from wireroom.wire.models import Version

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_S = 60


class Apart(threading.Thread):
    """Does one thing in a thread and a connection of its own, and raises here what it raised there."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self._work, self._error = work, None
        self.start()

    def run(self) -> None:
        try:
            self._work()
        except BaseException as error:
            self._error = error
        finally:
            connection.close()

    def finish(self) -> None:
        self.join(PATIENCE_S)
        assert not self.is_alive()
        if self._error:
            raise self._error


def test_a_release_sees_a_kill_that_is_being_taken_in_or_comes_before_it():
    feed = add_feed()
    item = add_item(feed=feed, guid="a")
    fetch = record_fetch(feed, FetchedDocument(feed.url, "fetched", 200, raw_hash="ab"), now=NOON)
    kill = ParsedItem("a", title="Ferry returns", pub_status="canceled", raw_digest=b"x" * 16)
    taken, released, go_on = threading.Event(), threading.Event(), threading.Event()

    def take() -> None:
        with transaction.atomic():
            take_document(fetch, ParsedFeed("rss20", (kill,)), closed=lambda ids: set(), now=NOON)
            taken.set()
            go_on.wait(PATIENCE_S)

    def release() -> None:
        release_item(item, reason="seen", by=By("Mori"), now=NOON)
        released.set()

    taking = Apart(take)
    assert taken.wait(PATIENCE_S)
    releasing = Apart(release)
    assert not released.wait(0.3)
    go_on.set()
    taking.finish()
    releasing.finish()
    newest = Version.objects.latest("id")
    assert (newest.item_id, newest.pub_status) == (item.id, "canceled")
    assert Decision.objects.get().seen == newest.id
