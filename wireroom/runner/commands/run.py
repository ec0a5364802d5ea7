"""`wireroom run`: everything in one process: fetch, pipeline, edition, web."""

import argparse
import signal
import sys
import time

HELP = "run the newsroom: fetch, publish, serve"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do all that is due, then stop with a summary")
    parser.add_argument("--serve", metavar="ADDR", help="serve on host:port (127.0.0.1:8000; not with --once)")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.runner.opening import migrate_database, open_newsroom, start_log

    newsroom = open_newsroom(arguments.home)
    migrate_database()
    start_log(plain=arguments.once and sys.stderr.isatty())
    from wireroom.edge.files import sweep_temporary
    from wireroom.runner.destinations.folder import folders_of
    from wireroom.runner.loop import Loop
    from wireroom.runner.progress import Progress
    from wireroom.runner.web import WebSide
    from wireroom.runner.works import open_works

    sweep_temporary(newsroom.site)
    sweep_temporary(newsroom.pictures)
    for folder in folders_of(newsroom.destinations):
        sweep_temporary(folder)
    with open_works(newsroom) as works:
        sweep_temporary(works.raw.staging)
        progress = Progress(sys.stderr) if arguments.once else None
        loop = Loop(works, progress=progress)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.stop())
        web = None
        if arguments.serve or not arguments.once:
            web = WebSide(newsroom, arguments.serve or "127.0.0.1:8000")
            web.start()
            works.log.info("serving %s on http://%s/", newsroom.name, web.address)
        started = time.monotonic()
        try:
            loop.run(once=arguments.once)
        finally:
            if web:
                web.stop()
            if progress:
                progress.end()
    if arguments.once:
        return _summary(works, time.monotonic() - started)
    return 0


def _summary(works, seconds: float) -> int:
    """What was done and what is held; 1 when something failed, each already named on stderr."""
    from wireroom.publishing.queries import articles_by_state, holds_by_gate

    tally = works.tally
    failed = tally["failed"] + tally["refused"] + tally["gone"]
    print(
        f"{tally['fetched']} feeds fetched, {tally['unchanged']} unchanged, {failed} failed;"
        f" {tally['entries']} entries: {tally['new']} new, {tally['changed']} changed;"
        f" {tally['unreadable']} documents unreadable; {tally['pictures']} pictures,"
        f" {tally['pictures_refused']} refused, {tally['waiting']} to be asked again;"
        f" {tally['pages']} pages and {tally['list_pages']} list pages written in {seconds:.1f} s"
    )
    if tally["delivered"] or tally["undelivered"]:
        print(f"{tally['delivered']} deliveries made, {tally['undelivered']} attempts failed: wireroom status")
    if tally["broken"]:
        print(f"{tally['broken']} pieces of work failed and wait for another try: wireroom status")
    states = articles_by_state()
    holds = ", ".join(f"{hold.gate} {hold.count}" for hold in holds_by_gate()) or "none"
    print(f"live {states['live']}, gone {states['gone']}; held: {holds}")
    return int(bool(failed + tally["unreadable"] + tally["broken"]))
