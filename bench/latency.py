"""Time from the fetch of new copy to its page, in a real `wireroom run` that asks a feed on the loopback.

    python bench/latency.py [--items N] [--standing N] [--peers PYTHON]

The feed gets one new item each time it was asked, so the fetch that brings an item is known; the clock starts when the
feed's server has sent its answer. Measured until the article's page is on disk, until the process serves it, and until
the front page shows it, on a site of `--standing` articles. The process also keeps its web side and its asking going.
Peer, where PYTHON (or WIREROOM_BENCH_PEERS) has it: one pass of a cron job, feedparser then Pelican, over the same feed
of 40 items; it waits for its turn besides, which is not counted.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.request import urlopen

from bench_newsroom import has_module, peer_python, publish_articles, run_peer, temporary_newsroom, wireroom
from invented_copy import InventedArticle, invent_articles, rss_document

from wireroom.config.newsroom import Newsroom
from wireroom.core.addresses import article_key, article_path

PROVIDER = "loopback"
EACH = 40
PATIENCE_S = 30


class Wire:
    """A feed on the loopback: each answer to a GET holds one article more; remembers when it was sent."""

    def __init__(self, articles: list[InventedArticle]):
        self.waiting = deque(articles)
        self.standing: deque[InventedArticle] = deque(maxlen=EACH)
        self.sent: dict[str, float] = {}
        self.open = threading.Event()
        wire = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path != "/feed":
                    return self.send_error(404)
                new = wire.next_article()
                body = rss_document(list(wire.standing))
                self.send_response(200)
                self.send_header("content-type", "application/rss+xml")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()
                if new:
                    wire.sent[new.guid] = time.perf_counter()

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}/feed"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next_article(self) -> InventedArticle | None:
        if not self.open.is_set() or not self.waiting:
            return None
        # One at a time: the next comes when the last was seen on the site.
        self.open.clear()
        self.standing.append(self.waiting.popleft())
        return self.standing[-1]


def main() -> int:
    """Runs the newsroom, follows each item and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--standing", type=int, default=500)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has feedparser and Pelican")
    arguments = parser.parse_args()
    now = datetime.now(UTC)
    coming = [
        replace(article, published=now.replace(microsecond=0) - timedelta(seconds=arguments.items - number))
        for number, article in enumerate(invent_articles(arguments.items, until=now, start=1_000_000))
    ]
    wire = Wire(coming)
    settings = {"fetch_every_s": 1, "fetch_floor_s": 1, "open_hosts": (f"127.0.0.1:{wire.server.server_port}",)}
    with temporary_newsroom(**settings) as newsroom:
        publish_articles(arguments.standing, newsroom)
        subprocess.run(wireroom("feed", "add", wire.url, "--provider", PROVIDER), check=True, stdout=2, env=os.environ)
        process = subprocess.Popen(
            wireroom("run", "--serve", "127.0.0.1:0"), stderr=subprocess.PIPE, text=True, env=os.environ
        )
        try:
            address = _address(process)
            rows = [_follow(article, wire, newsroom, address) for article in coming]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)
    print(f"{arguments.items} items one by one, on a site of {arguments.standing} articles; seconds after the answer")
    print(f"{'':<16}{'median':>8}{'p90':>8}{'worst':>8}")
    for label, values in zip(("page on disk", "page served", "front page"), zip(*rows, strict=True), strict=True):
        ordered = sorted(values)
        p90 = ordered[min(len(ordered) - 1, round(0.9 * len(ordered)))]
        print(f"{label:<16}{statistics.median(ordered):>8.2f}{p90:>8.2f}{ordered[-1]:>8.2f}")
    _print_peer(peer_python(arguments.peers), wire)
    return 0


def _address(process: subprocess.Popen) -> str:
    """Where it serves, from its own log; the rest of the log is read away."""
    for line in process.stderr:
        _, found, address = json.loads(line)["message"].partition("on http://")
        if found:
            threading.Thread(target=lambda: deque(process.stderr, maxlen=0), daemon=True).start()
            return address.rstrip("/")
    raise SystemExit("wireroom run ended before it served")


def _follow(article: InventedArticle, wire: Wire, newsroom: Newsroom, address: str) -> tuple[float, float, float]:
    """Seconds until the page was on disk, was served, and the front page showed it."""
    key = article_key(PROVIDER, article.guid)
    path = article_path(
        article.language, article.published.astimezone(newsroom.zone).date(), headline=article.headline, key=key
    )
    page = newsroom.site / path.lstrip("/") / "index.html"
    front = newsroom.site / article.language / "index.html"
    wire.open.set()
    _wait(lambda: article.guid in wire.sent, article)
    start = wire.sent[article.guid]
    _wait(page.exists, article)
    on_disk = time.perf_counter() - start
    _wait(lambda: _is_served(f"http://{address}{path}"), article)
    served = time.perf_counter() - start
    _wait(lambda: path in front.read_text("utf-8"), article)
    return on_disk, served, time.perf_counter() - start


def _wait(done, article: InventedArticle) -> None:
    until = time.perf_counter() + PATIENCE_S
    while not done():
        if time.perf_counter() > until:
            raise SystemExit(f"{article.guid} is not there after {PATIENCE_S} s")
        time.sleep(0.005)


def _is_served(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except URLError:
        return False


def _print_peer(python: str, wire: Wire) -> None:
    if not has_module(python, "pelican"):
        print(f"feedparser and Pelican: not installed for {python}, left out")
        return
    with tempfile.TemporaryDirectory(prefix="wireroom-bench-") as output:
        seconds = run_peer(python, "cron", wire.url, output)
    print(f"feedparser and Pelican, one pass over {len(wire.standing)} items, no other on the site: {seconds:.2f} s")


if __name__ == "__main__":
    sys.exit(main())
