"""Documents written by hand beside what they are to be read as: everything that is not empty, of every item."""

from datetime import datetime
from pathlib import Path

from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedItem, Problem

WIRE = Path(__file__).parent / "wire"
_NOT_TOLD = ("raw_digest", "unchanged", "content_text")


def no_salvage(text: str) -> dict:
    raise AssertionError("a well-formed document needs no salvage")


def rows_of(path: Path) -> list[dict]:
    """One mapping an item, as the JSON beside the document has it."""
    return [row_of(item) for item in parse_feed(path.read_bytes(), salvage=no_salvage).items]


def row_of(item: ParsedItem) -> dict:
    told = item._asdict()
    return {
        name: _plain(value) for name, value in told.items() if name not in _NOT_TOLD and value not in (None, (), False)
    }


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, Problem):
        return value.code
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
