"""`wireroom status`: the newsroom's health."""

import argparse
import json
from dataclasses import asdict

HELP = "health: feeds, lags, queues, holds, receipts overdue"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object, documented in docs/operations.md")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    from wireroom.edge.clock import system_clock
    from wireroom.runner.health import read_health

    health = read_health(newsroom, now=system_clock())
    if arguments.json:
        print(json.dumps(asdict(health), ensure_ascii=False, default=lambda at: at.isoformat().replace("+00:00", "Z")))
    else:
        print("\n".join(health.lines()))
    return 0 if health.ok else 1
