"""What the site's state means for the ledger: which versions are to be read, and what leaves. Reads no text."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from wireroom.core.text.statements.reader import READER
from wireroom.publishing.actions.refreshing import refresh_article
from wireroom.publishing.models import Article
from wireroom.publishing.queries import articles_showing
from wireroom.reading.actions import leave_ledger
from wireroom.reading.actions.reading import OPPOSING
from wireroom.reading.models import Reading, Statement
from wireroom.stories.models import Match
from wireroom.tasks.actions import CALM, enqueue

STEP = "read"
# A version in place of one that was read: until it is read, the ledger says what the item said before.
SOON = 4
# Of a story so many of the newest items have their pages written again when somebody denies what is said there.
MOST = 200


def ask_to_read(version_ids: Iterable[int], *, now: datetime, again: bool = False) -> None:
    """Have versions read that are on the site now; soon where `again` their item was read before."""
    enqueue(STEP, sorted(set(version_ids)), now=now, priority=SOON if again else CALM)


def take_out(item_ids: Collection[int], *, now: datetime) -> None:
    """Take items that left the site out of the ledger, and have the pages written again that told what they deny.

    Call it after the rows of their articles are changed: a reading under way waits for these.
    """
    opposing = Statement.objects.filter(item__in=list(item_ids), stance__in=OPPOSING)
    denying = set(opposing.values_list("item_id", flat=True))
    leave_ledger(item_ids)
    refresh_told(denying, now=now, priority=SOON)


def refresh_told(item_ids: Collection[int], *, now: datetime, priority: int = CALM) -> None:
    """Have the pages of the other items of some items' stories written again: these oppose what stands there."""
    stories = set(Match.objects.filter(item__in=list(item_ids), story__isnull=False).values_list("story_id", flat=True))
    for story in sorted(stories):
        others = Match.objects.filter(story=story).exclude(item__in=list(item_ids)).order_by("-published")
        refresh_article(articles_showing(others.values_list("item_id", flat=True)[:MOST]), now=now, priority=priority)


def lock_shown(version_id: int) -> Article | None:
    """The live article that shows a version in its item's words, locked against any other decision; None where none
    does any more. Call it in the transaction that stores what was read."""
    shown = Article.objects.filter(state=Article.State.LIVE, current__version=version_id)
    return shown.select_for_update(of=("self",)).order_by("id").first()


def unread_versions() -> QuerySet[int]:
    """The versions on the site that this reader has not read."""
    read = Reading.objects.filter(version=OuterRef("current__version"), reader=READER)
    live = Article.objects.filter(~Exists(read), state=Article.State.LIVE, current__isnull=False)
    return live.values_list("current__version_id", flat=True)
