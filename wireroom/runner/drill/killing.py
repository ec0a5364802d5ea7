"""Killing articles of a copied newsroom all at once, with a watch on every file that is written or removed."""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from wireroom.core.ports import Disk
from wireroom.edition.places import article_page, parse_place, place_files
from wireroom.publishing.actions import By, kill_item
from wireroom.publishing.models import Article, Receipt
from wireroom.runner.loop import Loop
from wireroom.runner.verbs import ARTICLE_STEPS
from wireroom.runner.works import Works
from wireroom.tasks.models import Task

# These are reached over the network, which a drill never uses.
AWAY = frozenset({"websub", "destination"})
NAMES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Killed:
    """An article that was killed: what must be nowhere any more, and the seconds each of its surfaces took.

    `missing` names places without a receipt, `away` those that only the network reaches.
    """

    key: str
    path: str
    headline: str
    language: str
    seconds: dict[str, float]
    places: tuple[str, ...]
    missing: tuple[str, ...]
    away: tuple[str, ...]

    @property
    def worst(self) -> float:
        return max(self.seconds.values(), default=0.0)


@dataclass(slots=True)
class WatchedDisk:
    """A site's disk that remembers when each path was last changed, in seconds of the monotonic clock."""

    disk: Disk
    changed: dict[str, float] = field(default_factory=dict)

    def write(self, path: str, body: bytes) -> None:
        """As Disk.write."""
        self.disk.write(path, body)
        self.changed[path] = time.monotonic()

    def remove(self, path: str) -> None:
        """As Disk.remove."""
        self.disk.remove(path)
        self.changed[path] = time.monotonic()

    def show_picture(self, name: str) -> None:
        """As Disk.show_picture."""
        self.disk.show_picture(name)

    def hide_picture(self, name: str) -> None:
        """As Disk.hide_picture."""
        self.disk.hide_picture(name)
        self.changed[f"/pictures/{name}"] = time.monotonic()


def settle_copy(works: Works) -> None:
    """Finish what was under way when the copy was taken, so that the drill measures kills and nothing else."""
    Task.objects.exclude(step__in=ARTICLE_STEPS).delete()
    Task.objects.update(token="", leased_until=None, owner="")
    Loop(works).finish_steps(ARTICLE_STEPS, sweeping=True)
    # Sweeping asks for fetches, too; the copy never makes one.
    Task.objects.exclude(step__in=ARTICLE_STEPS).delete()


def choose_articles(count: int, seed: int) -> list[Article]:
    """Some live articles by chance, the same ones for the same seed."""
    live = list(Article.objects.filter(state=Article.State.LIVE).order_by("key").values_list("id", flat=True))
    chosen = random.Random(seed).sample(live, min(count, len(live)))
    return list(Article.objects.filter(id__in=chosen).select_related("item", "current").order_by("key"))


def kill_articles(works: Works, articles: Sequence[Article], *, now: datetime) -> list[Killed]:
    """Order all kills, then write until nothing is due; each with its times and receipts."""
    watched = WatchedDisk(works.press.disk)
    works = replace(works, press=replace(works.press, disk=watched))
    names = {article.id: (article.current.headline, article.language) for article in articles}
    ordered: dict[int, float] = {}
    for article in articles:
        ordered[article.id] = time.monotonic()
        kill_item(article.item, reason="drill", by=By("drill"), now=works.clock())
    Loop(works).finish_steps(ARTICLE_STEPS)
    receipts = _receipts([article.id for article in articles], now)
    return [
        _killed(article, names[article.id], ordered[article.id], receipts[article.id], watched.changed)
        for article in articles
    ]


def _receipts(article_ids: Sequence[int], since: datetime) -> dict[int, list[Receipt]]:
    found: dict[int, list[Receipt]] = defaultdict(list)
    for start in range(0, len(article_ids), NAMES_AT_ONCE):
        some = article_ids[start : start + NAMES_AT_ONCE]
        for receipt in Receipt.objects.filter(article__in=some, asked_at__gte=since):
            found[receipt.article_id].append(receipt)
    return found


def _killed(
    article: Article, names: tuple[str, str], ordered: float, receipts: Sequence[Receipt], changed: dict[str, float]
) -> Killed:
    seconds: dict[str, float] = {}
    here = [receipt for receipt in receipts if receipt.surface not in AWAY]
    for receipt in here:
        # A place whose bytes stayed the same never showed the article and has nothing to be waited for.
        times = [changed[path] - ordered for path in _paths(receipt) if path in changed]
        if times:
            seconds[receipt.surface] = max(seconds.get(receipt.surface, 0.0), *times)
    return Killed(
        key=article.key,
        path=article.path,
        headline=names[0],
        language=names[1],
        seconds=seconds,
        places=tuple(sorted({path for receipt in here for path in _paths(receipt)})),
        missing=tuple(receipt.place for receipt in here if receipt.at is None)
        + (() if any(receipt.surface == "page" for receipt in here) else (article.path,)),
        away=tuple(receipt.place for receipt in receipts if receipt.surface in AWAY),
    )


def _paths(receipt: Receipt) -> tuple[str, ...]:
    """The files of the site that a receipt speaks of; the search index is none."""
    if receipt.surface == "search":
        return ()
    if receipt.surface == "page":
        return (article_page(receipt.place), f"{receipt.place}gone.html")
    if receipt.surface == "related":
        return (article_page(receipt.place),)
    if receipt.surface == "pictures":
        return (f"/pictures/{receipt.place}",)
    if receipt.place.startswith("/"):
        return (receipt.place,)
    return place_files(parse_place(receipt.place))
