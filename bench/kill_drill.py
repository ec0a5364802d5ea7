"""A hundred articles killed at once in a newsroom of ten thousand, in two languages, until every surface is clean.

    python bench/kill_drill.py [--articles N] [--kills N]

Founds and fills the newsroom, then runs `wireroom drill kill` on it, as an operator does: the copy, the kills and the
proof
are the command's own. Prints its table: seconds from the order of each kill to the last file that changed for it.
Goal: worst under 10 seconds. No peer: no other system carries a kill to the published page.
"""

import argparse
import subprocess
import sys

from bench_newsroom import publish_articles, temporary_newsroom, wireroom


def main() -> int:
    """Fills a newsroom and drills it; the drill's exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    with temporary_newsroom() as newsroom:
        publish_articles(arguments.articles, newsroom)
        drill = ("drill", "kill", "--kills", str(arguments.kills), "--seed", str(arguments.seed))
        return subprocess.run(wireroom(*drill, "--home", str(newsroom.home)), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
