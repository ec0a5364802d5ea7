"""Everything recorded of items that a decision rests on, read for a batch at once. Decides and writes nothing."""

from collections.abc import Collection
from dataclasses import dataclass, field

from wireroom.core.replacing import find_newer
from wireroom.core.status import ReceivedState, Turn
from wireroom.publishing.models import Article, ArticleVersion, Carrier, Decision, Hold
from wireroom.publishing.queries import is_correction
from wireroom.wire.models import Feed, Fetch, Item, Provider, Version
from wireroom.wire.queries import successions_of
from wireroom.wire.rows import RowsAmong

# What deciding looks at of a version; its pictures and the like stay where they are.
_COPY = (
    *("id", "item_id", "number", "fetch_id", "received_at", "headline", "summary", "body", "slugline", "language"),
    *("published", "version", "signal", "ed_note", "usage_terms", "subjects", "expires_at", "data_mining"),
)
_PUBLISHED = ("id", "article_id", "version_id", "number", "headline", "standfirst", "body", "extent")
_STATE = ("id", "item_id", "received_at", "published", "pub_status", "embargoed_until", "embargo_open")
_ITEMS = RowsAmong(Item, among="id", order="id")
_CURRENT = RowsAmong(Version, _COPY, among="id")
_STATES = RowsAmong(Version, _STATE, among="item_id", order="number")
_DECISIONS = RowsAmong(Decision, among="item_id", order="id")
_ARTICLES = RowsAmong(Article, among="origin_id")
_SHOWN = RowsAmong(ArticleVersion, _PUBLISHED, among="id")
_CARRIERS = RowsAmong(Carrier, among="item_id")
_HOLDS = RowsAmong(Hold, among="item_id")


@dataclass(slots=True)
class Dossier:
    """One item with its versions' states, decisions, hold, the article first published for it, and what it carries;
    `feed_tdm_reserved` is its feed's word.

    `newer` are the items that took its place, `older` those whose place it took.

    `breaker` says why the feed of the current version is not published from, "" while it is.
    """

    item: Item
    states: list[ReceivedState] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    article: Article | None = None
    hold: Hold | None = None
    carrier: Carrier | None = None
    feed_tdm_reserved: bool = False
    breaker: str = ""
    newer: frozenset[int] = frozenset()
    older: frozenset[int] = frozenset()

    @property
    def came(self) -> Turn:
        """The turn of the first version; before all others where there is none."""
        return min((state.turn for state in self.states), default=Turn(0))

    @property
    def corrects(self) -> bool:
        """Whether the current version corrects, or takes the place of, what was sent before."""
        version = self.item.current
        return version is not None and (bool(self.older) or (version.number > 1 and is_correction(version)))


def load_dossiers(item_ids: Collection[int]) -> list[Dossier]:
    """The dossiers of some items, in order of id; an id without an item has none."""
    dossiers = {item.id: Dossier(item) for item in _load_items(item_ids)}
    for version_id, item_id, received_at, published, pub_status, *embargo in _STATES.tuples(dossiers):
        dossier = dossiers[item_id]
        is_current = version_id == dossier.item.current_id
        dossier.states.append(
            ReceivedState(pub_status or None, Turn(version_id), received_at, is_current, *embargo, published)
        )
    for decision in _DECISIONS.models(dossiers):
        dossiers[decision.item_id].decisions.append(decision)
    _add_articles(dossiers)
    for carrier in _CARRIERS.models(dossiers):
        dossiers[carrier.item_id].carrier = carrier
    for hold in _HOLDS.models(dossiers):
        dossiers[hold.item_id].hold = hold
    _add_successions(dossiers)
    _add_reservations(dossiers)
    _add_breakers(dossiers)
    return list(dossiers.values())


def _load_items(item_ids: Collection[int]) -> list[Item]:
    """The items with their providers and their current versions."""
    items = _ITEMS.models(item_ids)
    versions = {
        version.id: version for version in _CURRENT.models([item.current_id for item in items if item.current_id])
    }
    # Hundreds of items have one provider.
    providers = Provider.objects.in_bulk({item.provider_id for item in items})
    for item in items:
        item.provider, item.current = providers[item.provider_id], versions.get(item.current_id)
    return items


def _add_articles(dossiers: dict[int, Dossier]) -> None:
    """The articles with their published copy. The version behind it mostly is the item's current one, read already."""
    articles = _ARTICLES.models(dossiers)
    shown = {one.id: one for one in _SHOWN.models([one.current_id for one in articles if one.current_id])}
    versions = {d.item.current_id: d.item.current for d in dossiers.values()}
    versions |= Version.objects.in_bulk([one.version_id for one in shown.values() if one.version_id not in versions])
    for one in shown.values():
        one.version = versions[one.version_id]
    for article in articles:
        dossier = dossiers[article.origin_id]
        dossier.article, article.origin = article, dossier.item
        if article.item_id in dossiers:
            article.item = dossiers[article.item_id].item
        article.current = shown.get(article.current_id)


def _add_successions(dossiers: dict[int, Dossier]) -> None:
    """Mostly no item took another's place otherwise than as a version of it."""
    links = successions_of(dossiers)
    newer = {item: find_newer(item, links) for one in links for item in (one.newer, one.older)}
    for item in newer.keys() & dossiers.keys():
        dossiers[item].newer = newer[item]
        dossiers[item].older = frozenset(older for older, later in newer.items() if item in later)


def _add_reservations(dossiers: dict[int, Dossier]) -> None:
    """What the site of each current version's feed says of text and data mining."""
    fetches = {d.item.current.fetch_id for d in dossiers.values() if d.item.current}
    reserved = set(Fetch.objects.filter(id__in=fetches, feed__tdm_reserved=True).values_list("id", flat=True))
    for dossier in dossiers.values():
        dossier.feed_tdm_reserved = bool(dossier.item.current and dossier.item.current.fetch_id in reserved)


def _add_breakers(dossiers: dict[int, Dossier]) -> None:
    """Whose current version came from a feed after its breaker tripped. Mostly no feed is broken, and that is known."""
    broken = {feed.id: feed for feed in Feed.objects.exclude(broken_at=None)}
    if not broken:
        return
    fetches = {dossier.item.current.fetch_id for dossier in dossiers.values() if dossier.item.current}
    fetched = dict(Fetch.objects.filter(id__in=fetches, feed_id__in=list(broken)).values_list("id", "feed_id"))
    for dossier in dossiers.values():
        version = dossier.item.current
        feed = broken.get(fetched.get(version.fetch_id)) if version else None
        if feed and version.received_at >= feed.broken_at:
            dossier.breaker = f"the breaker of its feed tripped: {feed.breaker_reason}"
