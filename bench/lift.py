"""Time from the end of an embargo to every surface, in a real `wireroom run` that nobody touches.

    python bench/lift.py [--items N] [--standing N]

Items in ninjs lie in the newsroom under embargoes that end one after another, a second apart, on a site of `--standing`
articles. The process runs through all of them. Each lift leaves a receipt per surface (Receipt: asked at the embargo's
end, reached at), and these are read; the page's file is looked for besides, so that no receipt is believed blindly.
No peer: no other system lifts an embargo unattended and says when it did.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from bench_newsroom import publish_articles, receive, temporary_newsroom, wireroom
from invented_copy import invent_articles

LEAD = timedelta(seconds=8)
PATIENCE_S = 20


def main() -> int:
    """Runs the newsroom past every embargo and prints the table. 1 when a page is not there in the end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--standing", type=int, default=1000)
    arguments = parser.parse_args()
    with temporary_newsroom() as newsroom:
        publish_articles(arguments.standing, newsroom)
        first = datetime.now(UTC).replace(microsecond=0) + LEAD
        receive([_document(arguments.items, first)], newsroom)
        last = first + timedelta(seconds=arguments.items)
        process = subprocess.Popen(wireroom("run", "--serve", "127.0.0.1:0"), stderr=subprocess.DEVNULL, env=os.environ)
        try:
            time.sleep((last - datetime.now(UTC)).total_seconds() + PATIENCE_S)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)
        missing = _print_receipts(newsroom.site, arguments)
    return int(missing)


def _document(count: int, first: datetime) -> bytes:
    articles = invent_articles(count, until=first, start=1_000_000)
    return json.dumps(
        [
            {
                "uri": article.guid,
                "version": "1",
                "pubstatus": "usable",
                "language": article.language,
                "headline": article.headline,
                "body_xhtml": article.html,
                "versioncreated": (first - timedelta(hours=1)).isoformat(),
                "embargoed": (first + timedelta(seconds=number)).isoformat(),
            }
            for number, article in enumerate(articles)
        ]
    ).encode()


def _print_receipts(site, arguments: argparse.Namespace) -> bool:
    from wireroom.publishing.models import Article, Receipt

    taken: dict[str, list[float]] = defaultdict(list)
    worst: dict[int, float] = defaultdict(float)
    for receipt in Receipt.objects.filter(state="live").exclude(at=None):
        seconds = (receipt.at - receipt.asked_at).total_seconds()
        taken[receipt.surface].append(seconds)
        worst[receipt.article_id] = max(worst[receipt.article_id], seconds)
    taken["all"] = list(worst.values())
    print(f"{len(worst)} of {arguments.items} embargoes lifted, on a site of {arguments.standing} articles; seconds")
    print(f"{'':<12}{'receipts':>10}{'median':>8}{'worst':>8}")
    for surface in ("page", "lists", "feeds", "sitemap", "all"):
        values = taken[surface]
        if values:
            print(f"{surface:<12}{len(values):>10}{statistics.median(values):>8.2f}{max(values):>8.2f}")
    paths = Article.objects.filter(id__in=list(worst)).values_list("path", flat=True)
    overdue = Receipt.objects.filter(at=None).count()
    absent = [path for path in paths if not (site / path.lstrip("/") / "index.html").exists()]
    print(f"receipts still open: {overdue}; pages not on disk: {len(absent)}")
    return bool(overdue or absent or len(worst) < arguments.items)


if __name__ == "__main__":
    sys.exit(main())
