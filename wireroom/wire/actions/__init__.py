"""What may be done to the wire: set up sources, record a fetch, take in what it brought."""

from wireroom.wire.actions.fetches import FetchedDocument, record_fetch
from wireroom.wire.actions.inserting import insert_rows
from wireroom.wire.actions.pointing import set_columns
from wireroom.wire.actions.sources import SourceTerms, add_feed
from wireroom.wire.actions.taking import Taken, known_digests, take_document, take_unreadable

__all__ = [
    "FetchedDocument",
    "SourceTerms",
    "Taken",
    "add_feed",
    "insert_rows",
    "known_digests",
    "record_fetch",
    "set_columns",
    "take_document",
    "take_unreadable",
]
