"""`wireroom quiet GUID`: take the entries of a correction log off page and feeds: readers need not be told."""

import argparse

HELP = "take the entries of a correction log off page and feeds: readers need not be told"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("guid", help="the item's guid, or the address or key of its article")
    parser.add_argument("--reason", required=True, help="why readers need not be told; required")
    parser.add_argument("--provider", help="the provider, where several use the same guid")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    from wireroom.edge.clock import system_clock
    from wireroom.publishing.actions import quiet_item
    from wireroom.runner.verbs import carry_out, find_item

    item = find_item(arguments.guid, provider=arguments.provider)
    print(carry_out(newsroom, item, lambda by: quiet_item(item, reason=arguments.reason, by=by, now=system_clock())))
    return 0
