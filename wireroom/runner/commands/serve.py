"""`wireroom serve`: the web side alone."""

import argparse

HELP = "serve the site and the desk, without the pipeline"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", nargs="?", default="127.0.0.1:8000", metavar="ADDR", help="host:port")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom, start_log

    newsroom = open_newsroom(arguments.home)
    start_log()
    from wireroom.runner.web import WebSide

    web = WebSide(newsroom, arguments.address)
    print(f"serving {newsroom.name} on http://{web.address}/", flush=True)
    web.serve()
    return 0
