"""What may be done to the ledger: read a version into it, take items out, review, and name actors."""

from wireroom.reading.actions.leaving import erase_words, leave_ledger
from wireroom.reading.actions.naming import add_alias, merge_actors, rename_actor, split_actor
from wireroom.reading.actions.reading import ReadText, Stored, read_version, store_reading
from wireroom.reading.actions.reviewing import Fields, find_review, read_again, review_statement, take_back

__all__ = [
    "Fields",
    "ReadText",
    "Stored",
    "add_alias",
    "erase_words",
    "find_review",
    "leave_ledger",
    "merge_actors",
    "read_again",
    "read_version",
    "rename_actor",
    "review_statement",
    "split_actor",
    "store_reading",
    "take_back",
]
