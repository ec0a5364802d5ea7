"""`wireroom drill kill`: kill articles in a copy of the newsroom and prove that every surface is clean."""

import argparse
import logging
import os
import statistics
import sys
import time
from collections import defaultdict

from wireroom.runner.commands.home_option import add_home

HELP = "try an emergency on a copy of the newsroom"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    drills = parser.add_subparsers(dest="drill", metavar="WHAT", required=True)
    kill = drills.add_parser("kill", help="kill articles at once and prove every surface clean")
    add_home(kill)
    kill.add_argument("--kills", type=int, default=20, metavar="N", help="how many articles, chosen by chance (20)")
    kill.add_argument("--seed", type=int, default=None, metavar="N", help="choose the same ones again")
    kill.add_argument("--keep", action="store_true", help="leave the copy, with its killed articles, where it is")


def run(arguments: argparse.Namespace) -> int:
    from wireroom.config.newsroom import home_folder
    from wireroom.core.errors import SettingError
    from wireroom.runner.drill.copying import copied_newsroom

    if arguments.kills < 1:
        raise SettingError(f"--kills {arguments.kills}: at least one")
    home, started = home_folder(arguments.home), time.monotonic()
    with copied_newsroom(home, keep=arguments.keep) as copy:
        print(f"copied {home} in {time.monotonic() - started:.1f} s; nothing is done to it", file=sys.stderr)
        code = _drill(copy, arguments.kills, arguments.seed)
        if arguments.keep:
            print(f"the copy is in {copy}")
        return code


def _drill(copy, count: int, seed: int | None) -> int:
    from wireroom.core.errors import WireroomError
    from wireroom.runner.opening import migrate_database, open_newsroom, start_log

    newsroom = open_newsroom(str(copy))
    migrate_database()
    start_log(plain=True)
    # That killed articles answer 410 is what is to be proven, and no warning.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    from wireroom.runner.drill.killing import choose_articles, kill_articles, settle_copy
    from wireroom.runner.drill.proving import find_answers, find_remains
    from wireroom.runner.web import WebSide
    from wireroom.runner.works import open_works

    seed = int.from_bytes(os.urandom(3)) if seed is None else seed
    web = WebSide(newsroom, "127.0.0.1:0")
    with open_works(newsroom) as works:
        settle_copy(works)
        articles = choose_articles(count, seed)
        if not articles:
            raise WireroomError("no article is live: there is nothing to kill")
        web.start()
        try:
            # As visitors would have it: the pages are in the web side's memory when the kill comes.
            if standing := [
                line for line in find_answers(web.address, _standing(articles)) if "answers 200" not in line
            ]:
                raise WireroomError(f"not every article stood on its page before: {standing[0]}")
            used = time.process_time()
            killed = kill_articles(works, articles, now=works.clock())
            used = time.process_time() - used
            wrong = find_answers(web.address, killed) + find_remains(newsroom.site, killed)
        finally:
            web.stop()
    print(f"{len(killed)} articles killed at once, seed {seed}; {used:.1f} s of processor time")
    return _report(killed, wrong)


def _standing(articles) -> list:
    """Articles that live, to be asked for before they are killed; nothing is wrong with their words yet."""
    from wireroom.runner.drill.killing import Killed

    return [Killed(a.key, a.path, "", a.language, {}, (), (), ()) for a in articles]


def _report(killed, wrong: list[str]) -> int:
    print(f"{'surface':<12}{'articles':>9}{'median s':>10}{'worst s':>10}")
    seconds: dict[str, list[float]] = defaultdict(list)
    for article in killed:
        for surface, took in article.seconds.items():
            seconds[surface].append(took)
    for surface, times in sorted(seconds.items()):
        print(f"{surface:<12}{len(times):>9}{statistics.median(times):>10.2f}{max(times):>10.2f}")
    every = [article.worst for article in killed]
    print(f"{'all':<12}{len(every):>9}{statistics.median(every):>10.2f}{max(every):>10.2f}")
    missing = [f"{article.path}: no receipt from {place}" for article in killed for place in article.missing]
    away = sum(len(article.away) for article in killed)
    if away:
        print(f"{away} receipts from beyond this machine (hubs, destinations) were not drilled")
    for line in (wrong + missing)[:50]:
        print(line, file=sys.stderr)
    print("receipts complete, every surface clean" if not wrong + missing else f"{len(wrong + missing)} found wrong")
    return int(bool(wrong + missing))
