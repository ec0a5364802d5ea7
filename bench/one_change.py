"""The cost of one changed article, from its feed's bytes to page and lists written, in a small site and in a large one.

    python bench/one_change.py [--articles N …] [--changes N]

Each change is a new version of another article with new words in headline and body, taken with the same steps as any
copy, in a process that has been running: its first changes are not counted. Medians of wall and processor time; the
ratio is of the largest site to the smallest. No peer: a generator such as Pelican writes the whole site again, which
bench/rebuild.py measures.
"""

import argparse
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime

from bench_newsroom import publish_articles, receive, temporary_newsroom
from invented_copy import InventedArticle, invent_articles, rss_document

STEPS = ("take", "decide", "edition", "places")
WARMING = 3


def main() -> int:
    """Measures each size in a process of its own and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--changes", type=int, default=21)
    parser.add_argument("--ours", action="store_true", help="one size; prints the medians")
    arguments = parser.parse_args()
    if arguments.ours:
        print(*_change(arguments.articles[0], arguments.changes))
        return 0
    walls = []
    for count in arguments.articles:
        command = [sys.executable, __file__, "--ours", "--articles", str(count), "--changes", str(arguments.changes)]
        wall, used, files = map(float, subprocess.run(command, stdout=-1, text=True, check=True).stdout.split())
        walls.append(wall)
        print(
            f"{count:>6} articles{wall * 1000:>8.0f} ms a change{used * 1000:>8.0f} CPU ms{files:>8.0f} files written"
        )
    print(f"ratio {walls[-1] / walls[0]:.2f} (goal: under 1.5)")
    return 0


def _change(count: int, changes: int) -> tuple[float, float, float]:
    """Medians over the changes: seconds, processor seconds, files written."""
    until = datetime.now(UTC)
    with temporary_newsroom() as newsroom:
        from wireroom.runner.loop import Loop
        from wireroom.runner.works import open_works

        publish_articles(count, newsroom)
        with open_works(newsroom) as works:
            return _measure(Loop(works), works, list(invent_articles(count, until=until)), changes)


def _measure(loop, works, articles: list[InventedArticle], changes: int) -> tuple[float, float, float]:
    walls, used, files = [], [], []
    for number in range(changes):
        # Spread over the whole site's life, as corrections are.
        article = articles[len(articles) * number // changes]
        receive([rss_document([_changed(article)])], works.newsroom)
        start, cpu, before = time.perf_counter(), time.process_time(), works.tally.copy()
        loop.finish_steps(STEPS)
        walls.append(time.perf_counter() - start)
        used.append(time.process_time() - cpu)
        written = works.tally - before
        files.append(written["pages"] + written["list_pages"])
    return tuple(round(statistics.median(values[WARMING:]), 4) for values in (walls, used, files))


def _changed(article: InventedArticle) -> InventedArticle:
    words = "Later figures differ." if article.language == "en" else "その後の数字は異なる。"
    headline = f"{article.headline} – {words}"
    return replace(article, headline=headline, paragraphs=(f"{words}", *article.paragraphs))


if __name__ == "__main__":
    sys.exit(main())
