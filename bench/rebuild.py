"""Pages a second of a full rebuild, beside Pelican generating as many articles from Markdown in the same run.

    python bench/rebuild.py [--articles N …] [--peers PYTHON]

Ours: the whole command `wireroom rebuild`, start of the process included: every item is decided again, every page,
list, feed and sitemap written again. Pelican (where PYTHON or WIREROOM_BENCH_PEERS has it): article pages, categories,
an index and one feed, with its simple theme; start of the process not counted. Wall time.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench_newsroom import has_module, peer_python, publish_articles, run_peer, temporary_newsroom, wireroom
from invented_copy import invent_articles


def main() -> int:
    """Measures each size and prints the table. With --ours it is one size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter that has Pelican")
    parser.add_argument("--ours", action="store_true", help="only ours, one size; prints seconds and files")
    arguments = parser.parse_args()
    if arguments.ours:
        print(*_rebuild(arguments.articles[0]))
        return 0
    python = peer_python(arguments.peers)
    has_pelican = has_module(python, "pelican")
    if not has_pelican:
        print(f"Pelican: not installed for {python}, left out")
    for count in arguments.articles:
        command = [sys.executable, __file__, "--ours", "--articles", str(count)]
        seconds, used, files = map(float, subprocess.run(command, stdout=-1, text=True, check=True).stdout.split())
        print(
            f"{count:>6} articles  wireroom {count / seconds:>7,.0f} articles/s{seconds:>8.2f} s"
            f"   ({used:.1f} CPU s, {files:,.0f} files written)"
        )
        if has_pelican:
            theirs = _pelican(count, python)
            rate, ratio = count / theirs, theirs / seconds
            print(f"{'':>15}  Pelican  {rate:>7,.0f} articles/s{theirs:>8.2f} s   ours is {ratio:.1f} x")
    return 0


def _rebuild(count: int) -> tuple[float, float, int]:
    with temporary_newsroom() as newsroom:
        publish_articles(count, newsroom)
        for path in newsroom.site.rglob("*.*"):
            path.unlink()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(wireroom("rebuild"), stdout=2, check=True, env=os.environ)
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return round(seconds, 2), round(used, 2), sum(path.is_file() for path in newsroom.site.rglob("*.*"))


def _pelican(count: int, python: str) -> float:
    with tempfile.TemporaryDirectory(prefix="wireroom-bench-") as folder:
        content = Path(folder, "content")
        content.mkdir()
        for article in invent_articles(count, until=datetime.now(UTC)):
            (content / f"{article.number}.md").write_text(
                f"Title: {article.headline}\nDate: {article.published:%Y-%m-%d %H:%M}\nCategory: {article.section}\n"
                f"Slug: {article.number}\nAuthor: {article.byline}\n\n" + "\n\n".join(article.paragraphs),
                "utf-8",
            )
        return run_peer(python, "pelican", str(content), str(Path(folder, "output")))


if __name__ == "__main__":
    sys.exit(main())
