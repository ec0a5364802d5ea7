"""Putting items under the embargo that their words state and their format does not. Finds no words itself."""

from dataclasses import replace
from datetime import datetime

from wireroom.core.embargoes import find_embargo
from wireroom.core.formats.parsed import ParsedFeed, ParsedItem, Problem


def apply_embargoes(document: ParsedFeed, *, received_at: datetime) -> ParsedFeed:
    """The document with such items under embargo, each with a Problem that quotes the words."""
    items = tuple(_heed(item, received_at) for item in document.items)
    return document if items == document.items else replace(document, items=items)


def _heed(item: ParsedItem, received_at: datetime) -> ParsedItem:
    """The format's own embargo outranks words: they repeat it, mostly in the reader's own time."""
    if item.unchanged or item.embargo_open or item.embargoed_until:
        return item
    text = item.content_text or item.summary or ""
    found = find_embargo(item.title or "", text, item.ed_note or "", received_at=received_at)
    if found is None:
        return item
    problem = Problem("embargo_in_words", f"under embargo by its words: {found.words!r}", "embargoed_until")
    return item._replace(
        embargoed_until=found.until, embargo_open=found.until is None, problems=(*item.problems, problem)
    )
