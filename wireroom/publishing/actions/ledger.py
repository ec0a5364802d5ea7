"""What the site's state means for the ledger: which versions are to be read, whose pages tell of it. Reads no text."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from wireroom.core.text.statements.reader import READER
from wireroom.publishing.actions.naming import articles_naming
from wireroom.publishing.actions.refreshing import refresh_article
from wireroom.publishing.models import Article
from wireroom.publishing.queries import articles_showing
from wireroom.reading.actions.reading import OPPOSING
from wireroom.reading.actions.reviewing import NONE
from wireroom.reading.models import Reading, Statement
from wireroom.reading.queries import DENYING, opposed_items
from wireroom.stories.models import Match
from wireroom.tasks.actions import CALM, enqueue

STEP = "read"
# A version in place of one that was read: until it is read, the ledger says what the item said before.
SOON = 4
# Of a story so many of the newest items have their pages written again when somebody denies what is said there.
MOST = 1000
# A site that was never read has so many versions waiting; the next sweep asks for more.
UNREAD = 20_000


def ask_to_read(version_ids: Iterable[int], *, now: datetime, again: bool = False) -> None:
    """Have versions read that are on the site now; soon where `again` their item was read before."""
    enqueue(STEP, sorted(set(version_ids)), now=now, priority=SOON if again else CALM)


def told_against(item_id: int) -> set[int]:
    """The articles of an item's story on whose pages stands, or is to stand, what the item says against theirs."""
    denying = Statement.objects.filter(item=item_id, stance__in=DENYING).exists()
    others = _others([item_id]).get(item_id, []) if denying else []
    return articles_showing(opposed_items(item_id, others))


def refresh_told(item_ids: Collection[int], *, now: datetime) -> None:
    """Have the pages of the other items of some items' stories written again, and those that name these, whatever these
    deny now or denied."""
    naming = articles_naming(Article.objects.filter(item__in=list(item_ids)).values_list("id", flat=True))
    refresh_article(set().union(*_of_story(item_ids).values(), *naming.values()), now=now, priority=CALM)


def refresh_denied(item_ids: Collection[int], *, now: datetime) -> None:
    """Have the pages written again of the stories of those of some items that oppose what others say, after they came
    to another story: what these deny stands there."""
    refresh_article(set().union(*_told_by(item_ids).values()), now=now, priority=CALM)


def _told_by(item_ids: Collection[int]) -> dict[int, set[int]]:
    """Of some items those that oppose what others say, and the articles whose pages may tell so."""
    opposing = Statement.objects.filter(item__in=list(item_ids), stance__in=OPPOSING)
    return _of_story(set(opposing.values_list("item_id", flat=True)))


def _of_story(item_ids: Collection[int]) -> dict[int, set[int]]:
    """The articles of the other items of each item's story, the newest."""
    return {item: articles_showing(others) for item, others in _others(item_ids).items()}


def _others(item_ids: Collection[int]) -> dict[int, list[int]]:
    """The other items of each item's story, the newest."""
    rows = Match.objects.filter(item__in=list(item_ids), story__isnull=False)
    found = {}
    for item, story in rows.values_list("item_id", "story_id"):
        others = Match.objects.filter(story=story).exclude(item=item).order_by("-published")
        found[item] = list(others.values_list("item_id", flat=True)[:MOST])
    return found


def lock_shown(version_id: int) -> Article | None:
    """The live article that shows a version in its item's words, locked against any other decision; None where none
    does any more. Call it in the transaction that stores what was read."""
    shown = Article.objects.filter(state=Article.State.LIVE, current__version=version_id)
    return shown.select_for_update(of=("self",)).order_by("id").first()


def unread_versions() -> QuerySet[int]:
    """The versions on the site that this reader has not read, the newest articles first, as many as are asked for at
    once."""
    read = Reading.objects.filter(version=OuterRef("current__version"), reader=READER)
    live = Article.objects.filter(~Exists(read), state=Article.State.LIVE, current__isnull=False)
    return live.order_by("-sort_at").values_list("current__version_id", flat=True)[:UNREAD]


def read_everything(*, now: datetime) -> None:
    """Have every version on the site read again, whichever reader read it."""
    Reading.objects.update(reader=NONE)
    live = Article.objects.filter(state=Article.State.LIVE, current__isnull=False)
    ask_to_read(live.values_list("current__version_id", flat=True).iterator(), now=now)
