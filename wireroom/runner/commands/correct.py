"""`wireroom correct GUID`: add an entry to a published article's correction log."""

import argparse

HELP = "add an entry to a published article's correction log"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("guid", help="the item's guid, or the address or key of its article")
    parser.add_argument("--note", required=True, help="what was wrong and what is right; required")
    parser.add_argument("--provider", help="the provider, where several use the same guid")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    from wireroom.edge.clock import system_clock
    from wireroom.publishing.actions import correct_item
    from wireroom.runner.verbs import carry_out, find_item

    item = find_item(arguments.guid, provider=arguments.provider)
    print(carry_out(newsroom, item, lambda by: correct_item(item, note=arguments.note, by=by, now=system_clock())))
    return 0
