"""Everything a step may use, opened once a process: settings, the way out, stores, the press, the clock."""

import gc
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from wireroom.config.newsroom import Newsroom
from wireroom.core.ports import Clock, Fetch, Salvage
from wireroom.core.text.reading import read_text
from wireroom.edge.clock import system_clock
from wireroom.edge.disk import SiteDisk
from wireroom.edge.files import RawStore
from wireroom.edge.folder import WatchedFolder
from wireroom.edge.http import open_http
from wireroom.edge.salvage import SalvageWorker
from wireroom.edition.press import Press
from wireroom.edition.render import open_renderer
from wireroom.edition.site import describe_site
from wireroom.publishing.actions import SiteTerms
from wireroom.reading.actions import ReadText
from wireroom.runner.readers import open_reader
from wireroom.runner.rights import USER_AGENT


@dataclass(frozen=True, slots=True)
class Works:
    """What steps work with. `tally` counts what was done in this process, for the summary.

    `out_of_reach` remembers until when hosts that gave no answer are not asked for pictures, `folders` what the last
    looks at watched folders saw; `pause` waits some seconds beside the loop; `read_text` finds what texts say.
    """

    newsroom: Newsroom
    fetch: Fetch
    salvage: Salvage
    raw: RawStore
    disk: SiteDisk
    press: Press
    terms: SiteTerms
    clock: Clock
    log: logging.Logger
    tally: Counter = field(default_factory=Counter)
    out_of_reach: dict[str, datetime] = field(default_factory=dict)
    folders: dict[str, WatchedFolder] = field(default_factory=dict)
    pause: Callable[[float], None] = time.sleep
    read_text: ReadText = read_text


def open_press(newsroom: Newsroom, disk: SiteDisk) -> Press:
    """The edition's renderer and disk."""
    return Press(
        renderer=open_renderer(describe_site(newsroom)),
        disk=disk,
        base_url=newsroom.base_url,
        languages=newsroom.languages,
        zone=newsroom.zone,
        comments_open=newsroom.comments.open,
        hub=newsroom.hub,
        destinations=newsroom.destinations,
        shows_statements=newsroom.statements.show,
    )


@contextmanager
def open_works(newsroom: Newsroom, *, clock: Clock = system_clock) -> Iterator[Works]:
    """Open all of it, and close it at the end."""
    # What is loaded by now stays; rows come and go by the thousand. The collector need not look through all of it each
    # time: that took an eighth of the time of a burst.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    disk = SiteDisk(newsroom.site, newsroom.pictures)
    salvage = SalvageWorker()
    client = open_http(user_agent=USER_AGENT, open_hosts=frozenset(newsroom.open_hosts))
    try:
        yield Works(
            newsroom=newsroom,
            fetch=client.fetch,
            salvage=salvage,
            raw=RawStore(newsroom.raw),
            disk=disk,
            press=open_press(newsroom, disk),
            terms=SiteTerms(newsroom.languages, newsroom.zone),
            clock=clock,
            log=logging.getLogger("wireroom"),
            read_text=open_reader(logging.getLogger("wireroom")),
        )
    finally:
        client.close()
        salvage.close()
