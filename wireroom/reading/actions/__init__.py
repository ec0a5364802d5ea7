"""What may be done to the ledger: read a version into it, take items out, review, and name actors."""

from wireroom.reading.actions.leaving import erase_words, leave_ledger
from wireroom.reading.actions.reading import ReadText, Stored, read_version, store_reading

__all__ = ["ReadText", "Stored", "erase_words", "leave_ledger", "read_version", "store_reading"]
