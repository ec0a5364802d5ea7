"""`wireroom check`: numbered checks of the installation and settings."""

import argparse
import sys

HELP = "check the installation and the settings"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--public", action="store_true", help="also what matters once strangers can reach the site")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom

    newsroom = open_newsroom(arguments.home)
    from django.core.checks import run_checks

    from wireroom.runner.checks import register_checks
    from wireroom.runner.destinations.checks import register_destination_checks

    register_checks(newsroom)
    register_destination_checks(newsroom)
    kinds = ("wireroom.E", "wireroom.W") if arguments.public else ("wireroom.E",)
    found = run_checks(include_deployment_checks=True)
    wrong = [message for message in found if (message.id or "").startswith(kinds)]
    for message in wrong:
        hint = f" ({message.hint})" if message.hint else ""
        print(f"{message.id}: {message.msg}{hint}", file=sys.stderr)
    print(f"{len(wrong)} found" if wrong else "all checks passed")
    return int(bool(wrong))
