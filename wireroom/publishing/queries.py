"""Looking at what is published and decided: articles by their outside key, killed items, counts."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from wireroom.core.corrections import Told, is_marked_correction
from wireroom.core.replacing import join_groups
from wireroom.core.status import CANCELED
from wireroom.core.text.sanitize import text_of_clean
from wireroom.publishing.models import Advisory, Article, Carrier, Decision, Hold
from wireroom.reading.models import Statement
from wireroom.stories.queries import groups_of
from wireroom.wire.models import Provider, Version
from wireroom.wire.queries import successions_of
from wireroom.wire.rows import RowsAmong

_VERBS = RowsAmong(Decision, ("item_id", "verb"), among="item_id")
_STATUSES = RowsAmong(Version, ("item_id", "pub_status"), among="item_id")
_SHOWING = RowsAmong(Carrier, ("article_id",), among="item_id")
WAITING = 200
REWRITTEN = "changes more than it corrects, against what a person released"


def article_by_comment_key(key: str) -> Article | None:
    """The article that comment forms and complaints name with `key`; None when there is none."""
    return Article.objects.select_related("item", "current").filter(key=key[:20]).first()


def killed_among(item_ids: Collection[int]) -> set[int]:
    """Those of some items that were ever killed, by the wire or by a person: their identity is never reused."""
    killed = {item for item, verb in _VERBS.tuples(item_ids) if verb == Decision.Verb.KILL}
    return killed | {item for item, status in _STATUSES.tuples(item_ids) if status in CANCELED}


def decided_together(item_ids: Collection[int]) -> list[list[int]]:
    """The items that are decided with each of these: all that have its copy, and all whose place it or they took."""
    groups = groups_of(item_ids)
    links = successions_of([item for group in groups for item in group])
    if not links:
        return groups
    # Who took a place may have copies of its own.
    return join_groups(groups_of({item for group in join_groups(groups, links) for item in group}), links)


def articles_showing(item_ids: Collection[int]) -> set[int]:
    """The live articles that show or name the copy of some items."""
    return {article for (article,) in _SHOWING.tuples(item_ids)}


@dataclass(frozen=True, slots=True)
class HoldCount:
    """How many items one gate holds."""

    gate: str
    count: int


def holds_by_gate() -> list[HoldCount]:
    """Held and killed items, by the gate that said no."""
    rows = Hold.objects.values("gate").annotate(count=Count("id")).order_by("gate")
    return [HoldCount(row["gate"], row["count"]) for row in rows]


def articles_by_state() -> dict[str, int]:
    """Number of articles in each state."""
    rows = Article.objects.values("state").annotate(count=Count("id"))
    return dict.fromkeys(Article.State.values, 0) | {row["state"]: row["count"] for row in rows}


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A live article with a newer version of its item that a person must let through, and why."""

    article: Article
    reason: str


def waiting_changes() -> list[WaitingChange]:
    """Newer versions that a breaker, or what a person released, keeps off their page; corrections the source marks
    first."""
    live = Article.objects.filter(state=Article.State.LIVE).exclude(item__current=F("current__version"))
    live = live.select_related("current__version", "item__current__fetch__feed", "item__provider").order_by("id")
    broken = live.filter(item__current__received_at__gte=F("item__current__fetch__feed__broken_at"))
    found = [WaitingChange(one, one.item.current.fetch.feed.breaker_reason) for one in broken[:WAITING]]
    known = {change.article.id for change in found}
    found += [
        WaitingChange(one, REWRITTEN)
        for one in live.filter(item__provider__policy=Provider.Policy.HOLD)[:WAITING]
        if one.id not in known
    ]
    return sorted(found, key=lambda change: not is_correction(change.article.item.current))


def is_correction(version: Version) -> bool:
    """The source marks the version as a correction of what it sent before."""
    told = Told(version.headline, version.summary or text_of_clean(version.body), version.signal, version.ed_note)
    return is_marked_correction(told)


def open_advisories() -> QuerySet[Advisory]:
    """Messages to editors that no person judged yet, those whose copy was not found first."""
    rows = Advisory.objects.filter(settled_by=None).exclude(target__article__state=Article.State.GONE)
    found = rows.select_related("item__provider", "item__current", "target__current", "target__article", "target__hold")
    return found.order_by(F("target_id").asc(nulls_first=True), "at", "id")


def shown_statements(rows: QuerySet[Statement] | None = None) -> QuerySet[Statement]:
    """Those of some statements (of all) that readers may see: of the copy that a live article shows in full, from
    providers whose statements are shown."""
    shown = Article.objects.filter(
        state=Article.State.LIVE, current__version=OuterRef("version"), current__extent="full"
    )
    found = Statement.objects.all() if rows is None else rows
    return found.filter(Exists(shown), item__provider__shows_statements=True)
