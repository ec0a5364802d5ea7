"""Several processes at one job on this machine: each claims rows of its own. Says nothing of what the work is."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from django.db import connections

from wireroom.config.newsroom import Newsroom
from wireroom.runner.loop import Loop
from wireroom.runner.works import Works, open_works
from wireroom.tasks.actions import release_dead_owners

HANDS = 4


def count_hands() -> int:
    """How many processes are worth starting: one a processor we may use, at most four, as they share one database."""
    return max(1, min(HANDS, len(os.sched_getaffinity(0))))


def finish_together(
    newsroom: Newsroom, steps: Sequence[str], *, hands: int, progress: Callable[[Works], None] | None = None
) -> Counter:
    """Do all that is due of some steps that need nothing from outside, with `hands` processes; the tally of all.

    What a helper leaves undone, should it die, this process does.
    """
    with open_works(newsroom) as works:
        # Helpers are copies of this process, and a connection serves only one.
        connections.close_all()
        helpers = [_start_helper(newsroom, steps) for _ in range(hands - 1)]
        loop = Loop(works, progress=progress)
        loop.finish_steps(steps)
        tally = Counter()
        for process, receiver in helpers:
            try:
                tally += receiver.recv()
            except EOFError:
                works.log.error("a helping process ended early; its work is done here")
            process.join()
        release_dead_owners()
        loop.finish_steps(steps)
        return tally + works.tally


def _start_helper(newsroom: Newsroom, steps: Sequence[str]) -> tuple[multiprocessing.Process, Connection]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(newsroom, steps, sender), daemon=True)
    process.start()
    sender.close()
    return process, receiver


def _help(newsroom: Newsroom, steps: Sequence[str], sender: Connection) -> None:
    with open_works(newsroom) as works:
        loop = Loop(works)
        # Lists come last: while others decide there is more to show on them.
        loop.finish_steps([name for name in steps if name != "places"])
        loop.finish_steps(steps)
        sender.send(works.tally)
