"""Items a second from bytes to cleaned values, beside feedparser's default in the same run. Stores nothing.

    python bench/parse.py FOLDER [--rounds N]

FOLDER holds feed files (real news is what the figures in docs/parsing.md are for). Processor time of this process; each
round gives each parser half a second or one pass, whichever is longer, its garbage collected before, the order turned
round each round; median of the rounds. What is salvaged in the worker process is counted by wall time. Every parser
hands over the same fields of every item: id, title, link, date, summary, content, authors.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import feedparser

from wireroom.core.errors import ParseError
from wireroom.core.formats import parse_feed
from wireroom.edge.salvage import salvage

# Seconds of processor time a parser has in a round.
SHARE = 0.5


def main() -> int:
    """Runs the rounds and prints the table; 1 when the folder has no feeds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.folder.rglob("*") if path.is_file() and ".expected." not in path.name)
    bodies = [path.read_bytes() for path in paths]
    bodies = [body for body in bodies if _is_feed(body)]
    if not bodies:
        print(f"no feeds in {arguments.folder}", file=sys.stderr)
        return 1
    megabytes = sum(map(len, bodies)) / 1e6
    readers = [("wireroom", _read_ours), ("feedparser", _read_theirs)]
    times: dict[str, list[float]] = {name: [] for name, _ in readers}
    items: dict[str, int] = {}
    for turn in range(arguments.rounds):
        for name, read in readers if turn % 2 == 0 else reversed(readers):
            items[name], seconds = _time(read, bodies)
            times[name].append(seconds)
    ratios = [theirs / ours for ours, theirs in zip(times["wireroom"], times["feedparser"], strict=True)]
    print(f"{len(bodies)} feeds, {megabytes:.1f} MB, {arguments.rounds} rounds")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(
            f"{name:<12}{items[name]:>7} items {items[name] / median:>10,.0f} items/s {megabytes / median:>8.1f} MB/s"
        )
    print(f"ratio       {statistics.median(ratios):.1f} x (from {min(ratios):.1f} to {max(ratios):.1f})")
    return 0


def _time(read: Callable[[bytes, list[float]], int], bodies: list[bytes]) -> tuple[int, float]:
    """The items of one pass, and the seconds a pass takes: short passes alone would be timed with cold caches."""
    gc.collect()
    waited, passes, items = [0.0], 0, 0
    start = time.process_time()
    while passes == 0 or time.process_time() - start + waited[0] < SHARE:
        items = sum(read(body, waited) for body in bodies)
        passes += 1
    return items, (time.process_time() - start + waited[0]) / passes


def _is_feed(body: bytes) -> bool:
    try:
        return bool(parse_feed(body, salvage=salvage).items)
    except ParseError:
        return False


def _read_ours(body: bytes, waited: list[float]) -> int:
    def salvage_counted(text: str) -> dict:
        start, used = time.perf_counter(), time.process_time()
        try:
            return salvage(text)
        finally:
            waited[0] += time.perf_counter() - start - (time.process_time() - used)

    feed = parse_feed(body, salvage=salvage_counted)
    for item in feed.items:
        _ = (item.guid, item.title, item.link, item.published, item.summary, item.content_html, item.authors)
    return len(feed.items)


def _read_theirs(body: bytes, waited: list[float]) -> int:
    feed = feedparser.parse(body)
    for entry in feed.entries:
        date = entry.get("published_parsed") or entry.get("updated_parsed")
        _ = (entry.get("id"), entry.get("title"), entry.get("link"), date, entry.get("summary"), entry.get("content"))
        _ = [author.get("name") for author in entry.get("authors", ())]
    return len(feed.entries)


if __name__ == "__main__":
    sys.exit(main())
