"""The shared samples of wires with the answers beside them, and how texts are compared. Judges nothing."""

import html
import json
import re
from pathlib import Path

from wireroom.core.formats import parse_feed
from wireroom.core.formats.parsed import ParsedFeed
from wireroom.edge.salvage import salvage

WIRE = Path(__file__).resolve().parents[3] / "shared" / "wire"


def samples(suite: str) -> list[tuple[Path, list[dict]]]:
    """Each sample of a suite with what it should give, an object an item."""
    pairs = [(path, path.with_name(path.name + ".expected.json")) for path in sorted((WIRE / suite).iterdir())]
    return [(path, json.loads(beside.read_text("utf-8"))) for path, beside in pairs if beside.exists()]


def read(path: Path) -> ParsedFeed:
    return parse_feed(path.read_bytes(), salvage=salvage)


def bare(text: str | None) -> str:
    """The characters without mark-up and white space."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", text or "")))
