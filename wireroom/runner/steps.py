"""The whole pipeline as one table: what each step claims, and the work it does. A new step is a new row.

A step either works on the loop's thread (`work`), in transactions of its own, or asks something outside
(`away`): then `prepare` reads rows, `ask` runs beside the loop without a database, `settle` writes.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.edition.actions import write_articles, write_places
from wireroom.pictures.actions import want_pictures
from wireroom.publishing.actions import decide_items, refresh_article
from wireroom.publishing.actions.ledger import refresh_denied
from wireroom.publishing.actions.purging import empty_purged, note_return
from wireroom.publishing.queries import articles_showing, killed_among
from wireroom.runner.destinations import ask_destination, prepare_delivery, settle_delivery
from wireroom.runner.feed_folders import shelve
from wireroom.runner.feeds import ask_feed, host_of_feed, prepare_fetch, settle_fetch, settle_reading
from wireroom.runner.pictures import ask_picture, host_of_picture, prepare_picture, settle_picture
from wireroom.runner.purging import ask_purge, prepare_purge, settle_purge
from wireroom.runner.reading import read
from wireroom.runner.websub import (
    ask_hub,
    note_hubs,
    prepare_announce,
    prepare_subscribe,
    settle_announce,
    settle_subscribe,
)
from wireroom.runner.works import Works
from wireroom.searching.actions import index_items
from wireroom.stories.actions import Ahead, Touched, match_ahead, match_items, regroup_items
from wireroom.tasks.actions import CALM, Lease, give_back
from wireroom.wire.actions import known_digests, take_document, take_unreadable
from wireroom.wire.actions.files import ask_to_shelve
from wireroom.wire.models import Fetch

PATIENCE_S = 2


@dataclass(frozen=True, slots=True)
class Away:
    """The three parts of a step that asks the outside. `prepare` gives None when there is nothing to ask.

    `host` names whom a job asks, as far as two jobs may get in each other's way; "" when they do not.
    """

    prepare: Callable[[Works, Lease], Any]
    ask: Callable[[Works, Any], Any]
    settle: Callable[[Works, Lease, Any], None]
    host: Callable[[Any], str] = lambda job: ""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the pipeline: its name in the work rows, how many it claims at once, and its work.

    `gathers` names the steps whose rows its own calm rows wait for, in a burst as long as `patience`. `batches` says
    how many full batches it does before the next step's turn, where that one is better done once for all of them. One
    that is done `alone` needs what its last batch found: while a process works at it others do other steps, and of
    this one what is urgent. One that `writes` files has no transaction to fall back on: what it wrote under a lease
    that had run out is written once more.
    """

    name: str
    batch: int
    work: Callable[[Works, Sequence[Lease]], None] | None = None
    away: Away | None = None
    gathers: tuple[str, ...] = ()
    patience: timedelta = timedelta(seconds=10)
    batches: int = 1
    alone: bool = False
    writes: bool = False


def take(works: Works, leases: Sequence[Lease]) -> None:
    """Parse fetched documents and take their entries in.

    When reading takes long the rest of the batch goes back to the queue: a kill must not wait behind sixteen
    documents that each use up the salvager's time.
    """
    started = time.monotonic()
    for done, lease in enumerate(leases):
        if done and time.monotonic() - started > PATIENCE_S:
            give_back(leases[done:])
            return
        fetch = Fetch.objects.select_related("feed").get(id=int(lease.key))
        if fetch.taken_at is not None:
            continue
        if works.raw.is_erased(fetch.raw_hash):
            # The very bytes a purge took were sent again: all they brought was taken in before.
            with transaction.atomic():
                Fetch.objects.filter(id=fetch.id).update(taken_at=works.clock(), purged_at=works.clock())
                ask_to_shelve(fetch, now=works.clock())
            continue
        try:
            document = parse_feed(
                works.raw.get(fetch.raw_hash),
                url=fetch.url,
                content_type=fetch.content_type or None,
                salvage=works.salvage,
                known=known_digests(fetch.feed),
            )
        except ParseError as error:
            with transaction.atomic():
                take_unreadable(fetch, str(error), now=works.clock())
                ask_to_shelve(fetch, now=works.clock())
                settle_reading(works, fetch, str(error))
            works.log.warning("feed %s: unreadable: %s", fetch.url, error)
            works.tally["unreadable"] += 1
            continue
        document, purged = empty_purged(document, fetch.feed.provider_id)
        with transaction.atomic():
            taken = take_document(fetch, document, closed=killed_among, now=works.clock())
            if purged:
                note_return(fetch.id, purged, now=works.clock())
            want_pictures(taken.item_ids, now=works.clock())
            ask_to_shelve(fetch, now=works.clock())
            settle_reading(works, fetch, "")
            note_hubs(works, fetch, document)
        works.tally["entries"] += taken.entries
        works.tally["new"] += taken.new
        works.tally["changed"] += taken.changed


def decide(works: Works, leases: Sequence[Lease]) -> None:
    """Find what copy items are and which story they tell, and pass them through the gates; what no page shows, the
    desk can still search."""
    item_ids = {int(lease.key) for lease in leases}
    now = works.clock()
    across = len(works.newsroom.languages) > 1
    ahead = _match_ahead(works, item_ids, now, across=across)
    with transaction.atomic():
        touched = _match(works, item_ids, ahead, now, across=across)
        item_ids |= touched.copies
        decide_items(item_ids, terms=works.terms, now=now)
        refresh_article(articles_showing(touched.stories), now=now, priority=CALM)
        index_items(item_ids)
    works.tally["decided"] += len(leases)


def _match_ahead(works: Works, item_ids: set[int], now: datetime, *, across: bool) -> Ahead | None:
    """Match items while others may still write: it takes longer than storing what was found. None where it fails, as
    it then does once more, where it is known of which item."""
    try:
        return match_ahead(item_ids, now=now, across=across)
    except DatabaseError:
        raise
    except Exception:
        works.log.debug("matching %d items ahead failed", len(item_ids), exc_info=True)
        return None


def _match(works: Works, item_ids: set[int], ahead: Ahead | None, now: datetime, *, across: bool) -> Touched:
    """Match items with what came before. No failure of it may keep a kill from arriving: the item that it fails for
    stays unmatched until the sweep asks again."""
    try:
        with transaction.atomic():
            return match_items(item_ids, now=now, ahead=ahead, across=across)
    except DatabaseError:
        raise
    except Exception:
        if len(item_ids) > 1:
            each = [_match(works, {item_id}, None, now, across=across) for item_id in sorted(item_ids)]
            empty: frozenset[int] = frozenset()
            return Touched(empty.union(*(one.copies for one in each)), empty.union(*(one.stories for one in each)))
        works.log.exception("matching failed, item %s is decided without it", *item_ids)
        works.tally["broken"] += 1
        return Touched()


def regroup(works: Works, leases: Sequence[Lease]) -> None:
    """Group stories anew that items came to, and have the pages of what moved written again."""
    now = works.clock()
    with transaction.atomic():
        moved = regroup_items([int(lease.key) for lease in leases], now=now)
        refresh_article(articles_showing(moved), now=now, priority=CALM)
        refresh_denied(moved, now=now)
    works.tally["regrouped"] += len(moved)


def edition(works: Works, leases: Sequence[Lease]) -> None:
    """Write the pages of articles."""
    written = write_articles([int(lease.key) for lease in leases], works.press, now=works.clock())
    works.tally["pages"] += written


def places(works: Works, leases: Sequence[Lease]) -> None:
    """Write list pages, feeds, sitemaps and furniture."""
    works.tally["list_pages"] += write_places([lease.key for lease in leases], works.press, now=works.clock())


STEPS: tuple[Step, ...] = (
    Step("decide", 200, work=decide, batches=5, alone=True),
    # Calm are pages whose own copy has not changed.
    Step("edition", 200, work=edition, gathers=("take", "decide"), patience=timedelta(seconds=30), writes=True),
    Step("places", 400, work=places, gathers=("take", "decide", "edition"), writes=True),
    Step("take", 16, work=take),
    Step("regroup", 50, work=regroup),
    Step("shelve", 50, work=shelve),
    Step("read", 10, work=read, gathers=("take", "decide", "edition")),
    Step("fetch", 32, away=Away(prepare_fetch, ask_feed, settle_fetch, host=host_of_feed)),
    Step("deliver", 8, away=Away(prepare_delivery, ask_destination, settle_delivery)),
    Step("announce", 4, away=Away(prepare_announce, ask_hub, settle_announce)),
    Step("subscribe", 4, away=Away(prepare_subscribe, ask_hub, settle_subscribe)),
    Step("picture", 16, away=Away(prepare_picture, ask_picture, settle_picture, host=host_of_picture)),
    Step("purge", 1, away=Away(prepare_purge, ask_purge, settle_purge)),
)
