"""`wireroom rebuild`: derive again from what was received; the same input gives the same site."""

import argparse
import sys
import time
from datetime import datetime

from wireroom.config.newsroom import Newsroom

STEPS = ("decide", "edition", "read")
HELP = "derive the site again from what was received, or read again what is on it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("step", nargs="?", choices=STEPS, help="only from this step on (all but read)")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import migrate_database, open_newsroom, start_log

    newsroom = open_newsroom(arguments.home)
    migrate_database()
    start_log(plain=sys.stderr.isatty())
    from wireroom.edge.clock import system_clock
    from wireroom.edition.actions import ask_besides_decided, ask_for_everything
    from wireroom.edition.models import Page
    from wireroom.runner.crew import count_hands, finish_together
    from wireroom.runner.progress import Progress
    from wireroom.runner.strays import clear_strays
    from wireroom.runner.sweep import ask_for_furniture, ask_for_unwritten, sweep, sweep_rows
    from wireroom.runner.verbs import ARTICLE_STEPS
    from wireroom.tasks.actions import enqueue
    from wireroom.wire.models import Item

    started, now = time.monotonic(), system_clock()
    if arguments.step == "read":
        sweep(newsroom, now=now)
        return _read(newsroom, now)
    sweep_rows(newsroom, now=now)
    clear_strays(newsroom.site, now=now)
    # Without the manifest every file is written again, also where the bytes are the same.
    Page.objects.all().delete()
    ask_for_furniture(newsroom, now=now)
    if arguments.step == "edition":
        ask_for_everything(now=now)
    else:
        enqueue("decide", Item.objects.values_list("id", flat=True).iterator(), now=now)
        ask_besides_decided(now=now)
    progress = Progress(sys.stderr)
    tally = finish_together(newsroom, ARTICLE_STEPS, hands=count_hands(), progress=progress)
    if ask_for_unwritten(now=now):
        # What could not be decided keeps its page.
        tally += finish_together(newsroom, ARTICLE_STEPS, hands=1, progress=progress)
    progress.end()
    seconds = time.monotonic() - started
    print(f"{tally['pages']} pages and {tally['list_pages']} list pages written in {seconds:.1f} s")
    return int(bool(tally["broken"]))


def _read(newsroom: Newsroom, now: datetime) -> int:
    """Read every text on the site into the ledger again, and write the pages that this changes."""
    from wireroom.publishing.actions.ledger import read_everything
    from wireroom.runner.crew import count_hands, finish_together
    from wireroom.runner.progress import Progress
    from wireroom.runner.verbs import ARTICLE_STEPS

    started, progress = time.monotonic(), Progress(sys.stderr)
    read_everything(now=now)
    tally = finish_together(newsroom, ("read", *ARTICLE_STEPS), hands=count_hands(), progress=progress)
    progress.end()
    print(f"{tally['read']} texts read, {tally['pages']} pages written in {time.monotonic() - started:.1f} s")
    return int(bool(tally["broken"]))
