"""A newsroom in a temporary folder for one measurement: founded, fed with invented copy, removed at the end.

What needs Django is imported inside functions: Django reads its settings from the newsroom.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from invented_copy import rss_documents, section_names

from wireroom.config.newsroom import Newsroom
from wireroom.core.errors import WireroomError

PROVIDER = "Invented Wire"
FEED = "https://wire.example/feed"


@contextmanager
def temporary_newsroom(**settings) -> Iterator[Newsroom]:
    """Found a newsroom in English and Japanese, with Django set up for it. One a process."""
    from wireroom.runner.founding import found_newsroom

    with tempfile.TemporaryDirectory(prefix="wireroom-bench-") as folder:
        home = Path(folder) / "newsroom"
        os.environ["WIREROOM_HOME"] = str(home)
        yield found_newsroom(
            Newsroom(
                home=home,
                name="Bench",
                languages=("en", "ja"),
                timezone="Asia/Tokyo",
                sections=tuple((language, section_names(language)) for language in ("en", "ja")),
                **settings,
            )
        )


def receive(documents: Sequence[bytes], newsroom: Newsroom) -> None:
    """Record documents as fetched: bytes kept, rows written, to be taken. What a fetch leaves behind."""
    from wireroom.edge.files import RawStore
    from wireroom.wire.actions import FetchedDocument, SourceTerms, add_feed, record_fetch
    from wireroom.wire.models import Feed

    store, now = RawStore(newsroom.raw, durable=False), datetime.now(UTC)
    feed = Feed.objects.filter(url=FEED).first()
    if feed is None:
        feed, _ = add_feed(FEED, SourceTerms(provider=PROVIDER, may_index=True), now=now)
        # A stopped feed: the loop must not ask the network while it is measured.
        feed.state = Feed.State.STOPPED
    for body in documents:
        document = FetchedDocument(feed.url, "fetched", 200, raw_hash=store.put(body), size=len(body))
        record_fetch(feed, document, now=now)


def run_once(newsroom: Newsroom) -> Counter:
    """Do all that is due until every page is written, as `wireroom run --once` does; the tally. Reading into the ledger
    comes after that and is left out. Raises WireroomError when a piece failed."""
    from wireroom.runner import loop
    from wireroom.runner.loop import Loop
    from wireroom.runner.works import open_works

    loop.STEPS = tuple(step for step in loop.STEPS if step.name != "read")
    with open_works(newsroom) as works:
        Loop(works).run(once=True)
        if works.tally["broken"]:
            raise WireroomError(f"{works.tally['broken']} pieces of work failed")
        return works.tally


def run_together(newsroom: Newsroom, hands: int) -> Counter:
    """The same with more than one process, as `wireroom run` and workers beside it; the tally of all."""
    from django.db import connections

    connections.close_all()
    with ProcessPoolExecutor(hands, mp_context=get_context("fork")) as pool:
        return sum(pool.map(run_once, [newsroom] * hands), Counter())


def publish_articles(count: int, newsroom: Newsroom) -> None:
    """Fill a newsroom with so many published articles; not part of what is measured."""
    receive(rss_documents(count, until=datetime.now(UTC)), newsroom)
    run_together(newsroom, 2)


def wireroom(*arguments: str) -> list[str]:
    """The command line of `wireroom` in this environment."""
    return [sys.executable, "-m", "wireroom", *arguments]


def peer_python(argument: str | None) -> str:
    """The interpreter that has the peers: the argument, else WIREROOM_BENCH_PEERS, else this one."""
    return argument or os.environ.get("WIREROOM_BENCH_PEERS") or sys.executable


def has_module(python: str, name: str) -> bool:
    """Whether that interpreter can import a module."""
    return subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


def run_peer(python: str, *arguments: str) -> float:
    """Seconds of one run of peer_runs.py under that interpreter."""
    command = [python, str(Path(__file__).with_name("peer_runs.py")), *arguments]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1])
