"""`wireroom rebuild`: derive again from what was received; the same input gives the same site."""

import argparse
import sys
import time

STEPS = ("decide", "edition")
HELP = "derive the site again from what was received"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("step", nargs="?", choices=STEPS, help="only from this step on (all)")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import migrate_database, open_newsroom, start_log

    newsroom = open_newsroom(arguments.home)
    migrate_database()
    start_log(plain=sys.stderr.isatty())
    from wireroom.edge.clock import system_clock
    from wireroom.edition.actions import ask_for_everything
    from wireroom.edition.models import Page
    from wireroom.runner.loop import Loop
    from wireroom.runner.progress import Progress
    from wireroom.runner.verbs import ARTICLE_STEPS
    from wireroom.runner.works import open_works
    from wireroom.tasks.actions import enqueue
    from wireroom.wire.models import Item

    started, now = time.monotonic(), system_clock()
    if arguments.step != "edition":
        enqueue("decide", Item.objects.values_list("id", flat=True).iterator(), now=now)
    # Without the manifest every file is written again, also where the bytes are the same.
    Page.objects.all().delete()
    ask_for_everything(now=now)
    with open_works(newsroom) as works:
        progress = Progress(sys.stderr)
        Loop(works, progress=progress).finish_steps(ARTICLE_STEPS, sweeping=True)
        progress.end()
    seconds = time.monotonic() - started
    pages, lists = works.tally["pages"], works.tally["list_pages"]
    print(f"{pages} pages and {lists} list pages written in {seconds:.1f} s")
    return int(bool(works.tally["broken"]))
