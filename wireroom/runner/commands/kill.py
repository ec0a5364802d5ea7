"""`wireroom kill GUID`: take an item off every surface, for good."""

import argparse

HELP = "take an item off every surface, for good"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("guid", help="the item's guid, or the address or key of its article")
    parser.add_argument("--reason", required=True, help="why; required")
    parser.add_argument("--provider", help="the provider; needed for an item that has not arrived yet")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    from wireroom.edge.clock import system_clock
    from wireroom.publishing.actions import kill_item
    from wireroom.runner.verbs import carry_out, expect_item

    item = expect_item(arguments.guid, provider=arguments.provider, now=system_clock())
    print(carry_out(newsroom, item, lambda by: kill_item(item, reason=arguments.reason, by=by, now=system_clock())))
    return 0
