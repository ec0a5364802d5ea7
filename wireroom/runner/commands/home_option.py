"""The --home option, understood before and after every verb."""

import argparse


def add_home(parser: argparse.ArgumentParser, *, default: str | None = argparse.SUPPRESS) -> None:
    """Let a parser take --home; a suppressed default keeps what an outer parser read."""
    parser.add_argument(
        "--home", metavar="DIR", default=default, help="the newsroom folder (else WIREROOM_HOME, else ./newsroom)"
    )
