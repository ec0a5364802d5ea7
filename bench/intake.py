"""Items a second from feed bytes to written pages, beside a feed store and a feed-to-site chain in the same run.

    python bench/intake.py [--items N] [--rounds N] [--peers PYTHON]

The bytes are fetched already. Ours: one process (`wireroom run`), then two (a worker beside it), take, decide and write
until nothing is due: article pages, lists, feeds, sitemaps. Peers, where PYTHON (or WIREROOM_BENCH_PEERS) has them:
lemon24/reader, which only stores the entries; feedparser with Pelican, which writes a site of them. Wall and processor
time, imports not counted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench_newsroom import has_module, peer_python, receive, run_once, run_peer, run_together, temporary_newsroom
from invented_copy import rss_documents

OURS = {"wireroom, one process": 1, "wireroom, two": 2}
PEERS = {
    "reader": ("reader", "reader, storing only"),
    "feedparser": ("pelican", "feedparser and Pelican"),
}


def main() -> int:
    """Runs the rounds and prints the table. With --hands it is one round in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has the peers")
    parser.add_argument("--hands", type=int, help="only ours, once, with so many processes; prints seconds and files")
    arguments = parser.parse_args()
    documents = rss_documents(arguments.items, until=datetime.now(UTC))
    if arguments.hands:
        print(*_take(documents, arguments.hands))
        return 0
    python = peer_python(arguments.peers)
    peers = {kind: label for kind, (module, label) in PEERS.items() if has_module(python, module)}
    for kind in PEERS.keys() - peers.keys():
        print(f"{PEERS[kind][1]}: not installed for {python}, left out")
    with tempfile.TemporaryDirectory(prefix="wireroom-bench-") as folder:
        for number, body in enumerate(documents):
            Path(folder, f"{number:04}.xml").write_bytes(body)
        times: dict[str, list[float]] = {}
        notes: dict[str, str] = {}
        for _ in range(arguments.rounds):
            for label, hands in OURS.items():
                seconds, used, pages, lists = _own_process(arguments.items, hands)
                times.setdefault(label, []).append(float(seconds))
                notes[label] = f"({used} CPU s; {pages} article pages, {lists} lists and feeds written)"
            for kind, label in peers.items():
                times.setdefault(label, []).append(run_peer(python, kind, folder))
    size = sum(map(len, documents)) / 1e6
    print(f"{arguments.items} items in {len(documents)} documents, {size:.1f} MB, {arguments.rounds} rounds; medians")
    medians = {label: statistics.median(taken) for label, taken in times.items()}
    best = min(medians[label] for label in OURS)
    for label, seconds in medians.items():
        note = notes.get(label) or f"ours is {seconds / best:.2f} x"
        print(f"{label:<24}{arguments.items / seconds:>8,.0f} items/s{seconds:>8.2f} s   {note}")
    return 0


def _take(documents: list[bytes], hands: int) -> tuple[float, float, int, int]:
    with temporary_newsroom() as newsroom:
        receive(documents, newsroom)
        # What a running process has loaded long ago.
        import_module("wireroom.runner.loop")
        start, used = time.perf_counter(), sum(os.times()[:4])
        tally = run_once(newsroom) if hands == 1 else run_together(newsroom, hands)
        seconds, used = time.perf_counter() - start, sum(os.times()[:4]) - used
        return round(seconds, 3), round(used, 1), tally["pages"], tally["list_pages"]


def _own_process(items: int, hands: int) -> list[str]:
    command = [sys.executable, __file__, "--hands", str(hands), "--items", str(items)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()


if __name__ == "__main__":
    sys.exit(main())
