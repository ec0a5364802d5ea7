"""`wireroom worker`: the pipeline alone; any number of them may run at once."""

import argparse
import signal

HELP = "work through the pipeline, without the web side"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="stop when nothing is due")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import open_newsroom, start_log

    newsroom = open_newsroom(arguments.home)
    start_log()
    from wireroom.runner.loop import Loop
    from wireroom.runner.works import open_works

    with open_works(newsroom) as works:
        loop = Loop(works)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.stop())
        loop.run(once=arguments.once)
    return 0
