"""Items a second from feed bytes to written pages, beside a feed store and a feed-to-site chain in the same run.

    python bench/intake.py [--items N] [--rounds N] [--peers PYTHON]

The bytes are fetched already. Ours: one process takes, decides and writes until nothing is due: article pages, lists,
feeds, sitemaps. Peers, where PYTHON (or WIREROOM_BENCH_PEERS) has them: lemon24/reader, which only stores the entries;
feedparser with Pelican, which writes a site of them. Wall and processor time, imports not counted.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench_newsroom import has_module, peer_python, receive, run_once, run_peer, temporary_newsroom
from invented_copy import rss_documents

PEERS = {
    "reader": ("reader", "reader, storing only"),
    "feedparser": ("pelican", "feedparser and Pelican"),
}


def main() -> int:
    """Runs the rounds and prints the table. With --ours it is one round in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has the peers")
    parser.add_argument("--ours", action="store_true", help="only ours, once; prints seconds and files")
    arguments = parser.parse_args()
    documents = rss_documents(arguments.items, until=datetime.now(UTC))
    if arguments.ours:
        print(*_take(documents))
        return 0
    python = peer_python(arguments.peers)
    peers = {kind: label for kind, (module, label) in PEERS.items() if has_module(python, module)}
    for kind in PEERS.keys() - peers.keys():
        print(f"{PEERS[kind][1]}: not installed for {python}, left out")
    with tempfile.TemporaryDirectory(prefix="wireroom-bench-") as folder:
        for number, body in enumerate(documents):
            Path(folder, f"{number:04}.xml").write_bytes(body)
        ours: list[float] = []
        theirs: dict[str, list[float]] = {kind: [] for kind in peers}
        told: list[str] = []
        for _ in range(arguments.rounds):
            told = _own_process(arguments.items)
            ours.append(float(told[0]))
            for kind in peers:
                theirs[kind].append(run_peer(python, kind, folder))
    size = sum(map(len, documents)) / 1e6
    print(f"{arguments.items} items in {len(documents)} documents, {size:.1f} MB, {arguments.rounds} rounds; medians")
    own = statistics.median(ours)
    print(
        f"{'wireroom':<24}{arguments.items / own:>8,.0f} items/s{own:>8.2f} s"
        f"   ({told[1]} CPU s; {told[2]} article pages and {told[3]} lists and feeds written in the last round)"
    )
    for kind, label in peers.items():
        median = statistics.median(theirs[kind])
        print(f"{label:<24}{arguments.items / median:>8,.0f} items/s{median:>8.2f} s   ours is {median / own:.2f} x")
    return 0


def _take(documents: list[bytes]) -> tuple[float, float, int, int]:
    with temporary_newsroom() as newsroom:
        receive(documents, newsroom)
        start, used = time.perf_counter(), time.process_time()
        tally = run_once(newsroom)
        seconds, used = time.perf_counter() - start, time.process_time() - used
        return round(seconds, 3), round(used, 1), tally["pages"], tally["list_pages"]


def _own_process(items: int) -> list[str]:
    command = [sys.executable, __file__, "--ours", "--items", str(items)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()


if __name__ == "__main__":
    sys.exit(main())
