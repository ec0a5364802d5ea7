"""The incoming wire as rows, newest first, a page at a time. Reads headlines only, never bodies; changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db.models import Q, QuerySet

from wireroom.desk.screen import KILLED
from wireroom.wire.models import Item, Provider

PAGE = 50
STATES = ("live", "held", "gone", "new")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items: of a provider (slug), in a state, received before an item id; empty or 0 for all."""

    provider: str = ""
    state: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class WireRow:
    """An item as the wire shows it. `state` is live, held, gone or new (not decided yet)."""

    id: int
    headline: str
    provider: str
    section: str
    state: str
    reason: str
    received_at: datetime
    versions: int
    url: str


@dataclass(frozen=True, slots=True)
class WirePage:
    """Rows and where older ones start (0 at the end); `mark` changes when anything shown does."""

    rows: tuple[WireRow, ...]
    older: int
    mark: str


def find_wire(wanted: Filter) -> WirePage:
    """A page of the wire."""
    items = list(_items(wanted)[: PAGE + 1])
    rows = tuple(_row(item) for item in items[:PAGE])
    older = rows[-1].id if len(items) > PAGE else 0
    return WirePage(rows, older, blake2b(repr(rows).encode("utf-8", "replace"), digest_size=8).hexdigest())


def rows_of(item_ids: Sequence[int]) -> tuple[WireRow, ...]:
    """Some items as the wire shows them, in the order given."""
    items = {item.id: item for item in _items(Filter()).filter(id__in=list(item_ids))}
    return tuple(_row(items[item_id]) for item_id in item_ids if item_id in items)


def providers() -> list[Provider]:
    """For the filter, by name."""
    return list(Provider.objects.only("slug", "name").order_by("name"))


def item_state(item: Item) -> str:
    """live (on its own page or another one's with the same copy), held, gone, or new while nothing is decided."""
    hold = getattr(item, "hold", None)
    if hold is not None:
        return "gone" if hold.gate in KILLED else "held"
    return "live" if getattr(item, "carrier", None) is not None else "new"


def _items(wanted: Filter) -> QuerySet[Item]:
    items = (
        Item.objects.select_related("provider", "current", "carrier__article", "hold")
        .only(
            "id",
            "first_received_at",
            "provider__name",
            "current__headline",
            "current__summary",
            "current__number",
            "current__subjects",
            "carrier__article__path",
            "carrier__article__section_name",
            "hold__gate",
            "hold__reason",
        )
        # Items get their numbers as they arrive, so this is the order of arrival, from the primary key.
        .order_by("-id")
    )
    if wanted.provider:
        items = items.filter(provider__slug=wanted.provider)
    if wanted.before:
        items = items.filter(id__lt=wanted.before)
    if wanted.state == "live":
        items = items.filter(carrier__isnull=False, hold=None)
    elif wanted.state == "held":
        items = items.filter(Q(hold__isnull=False) & ~Q(hold__gate__in=KILLED))
    elif wanted.state == "gone":
        items = items.filter(hold__gate__in=KILLED)
    elif wanted.state == "new":
        items = items.filter(hold=None, carrier=None)
    return items


def _row(item: Item) -> WireRow:
    carrier, hold, version = getattr(item, "carrier", None), getattr(item, "hold", None), item.current
    article = carrier.article if carrier else None
    state = item_state(item)
    section = article.section_name if article else next(iter(version.subjects), "") if version else ""
    return WireRow(
        id=item.id,
        headline=(version.headline or version.summary[:120]) if version else "",
        provider=item.provider.name,
        section=section,
        state=state,
        reason=hold.reason if hold else "",
        received_at=item.first_received_at,
        versions=version.number if version else 0,
        url=article.path if article and state == "live" else "",
    )
