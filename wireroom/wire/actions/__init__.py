"""What may be done to the wire: set up sources, record a fetch, take in what it brought."""

from wireroom.wire.actions.breaking import reset_breaker
from wireroom.wire.actions.fetches import FetchedDocument, record_fetch
from wireroom.wire.actions.inserting import insert_rows
from wireroom.wire.actions.pointing import set_columns
from wireroom.wire.actions.pushes import Delivery, add_push_feed, find_push_feed, record_delivery
from wireroom.wire.actions.sources import SourceTerms, add_feed
from wireroom.wire.actions.subscriptions import (
    confirm_subscription,
    end_subscription,
    find_subscription,
    ignore_hint,
    is_still_named,
    may_confirm,
    note_hub,
    refuse_subscription,
    take_hint,
)
from wireroom.wire.actions.taking import Taken, known_digests, take_document, take_unreadable
from wireroom.wire.actions.turns import newest_version

__all__ = [
    "Delivery",
    "FetchedDocument",
    "SourceTerms",
    "Taken",
    "add_feed",
    "add_push_feed",
    "confirm_subscription",
    "end_subscription",
    "find_push_feed",
    "find_subscription",
    "ignore_hint",
    "insert_rows",
    "is_still_named",
    "known_digests",
    "may_confirm",
    "newest_version",
    "note_hub",
    "record_delivery",
    "record_fetch",
    "refuse_subscription",
    "reset_breaker",
    "set_columns",
    "take_document",
    "take_hint",
    "take_unreadable",
]
