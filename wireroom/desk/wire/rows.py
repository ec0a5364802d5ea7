"""The incoming wire as rows, newest first, a page at a time. Reads headlines only, never bodies; changes nothing.

An item whose copy another one's page shows names that page's item; a page's item says how many copies it stands for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from django.db.models import Count, Q, QuerySet

from wireroom.desk.screen import KILLED
from wireroom.desk.wire.causes import Cause, find_causes
from wireroom.publishing.models import Carrier
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
    """An item as the wire shows it. `state` is live, held, gone or new (not decided yet).

    `copies` counts the other items that its page names; `lead` is the item whose page names this one (0: none, or its
    own), `lead_headline` that one's headline; `cause` the copy whose kill or hold keeps it off the site.
    """

    id: int
    headline: str
    provider: str
    section: str
    state: str
    reason: str
    received_at: datetime
    versions: int
    url: str
    copies: int = 0
    lead: int = 0
    lead_headline: str = ""
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class WirePage:
    """Rows and where older ones start (0 at the end); `mark` changes when anything shown does."""

    rows: tuple[WireRow, ...]
    older: int
    mark: str


def find_wire(wanted: Filter) -> WirePage:
    """A page of the wire."""
    items = list(_items(wanted)[: PAGE + 1])
    rows = tuple(_rows(items[:PAGE]))
    older = rows[-1].id if len(items) > PAGE else 0
    return WirePage(rows, older, blake2b(repr(rows).encode("utf-8", "replace"), digest_size=8).hexdigest())


def rows_of(item_ids: Sequence[int]) -> tuple[WireRow, ...]:
    """Some items as the wire shows them, in the order given."""
    items = {item.id: item for item in _items(Filter()).filter(id__in=list(item_ids))}
    return tuple(_rows(items[item_id] for item_id in item_ids if item_id in items))


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
        Item.objects.select_related("provider", "current", "carrier__article__item__current", "hold")
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
            "carrier__article__item_id",
            "carrier__article__item__current__headline",
            "carrier__leads",
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


def _rows(items: Iterable[Item]) -> Iterable[WireRow]:
    items = list(items)
    causes = find_causes(item.hold for item in items if getattr(item, "hold", None))
    leading = [c.article_id for item in items if (c := getattr(item, "carrier", None)) and c.leads]
    counts = Carrier.objects.filter(article_id__in=leading, leads=False).values("article_id").annotate(n=Count("id"))
    copies = {row["article_id"]: row["n"] for row in counts.order_by()}
    for item in items:
        carrier = getattr(item, "carrier", None)
        shown = copies.get(carrier.article_id, 0) if carrier and carrier.leads else 0
        yield replace(_row(item), copies=shown, cause=causes.get(item.id))


def _row(item: Item) -> WireRow:
    carrier, hold, version = getattr(item, "carrier", None), getattr(item, "hold", None), item.current
    article = carrier.article if carrier else None
    state = item_state(item)
    lead = article.item if carrier and not carrier.leads else None
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
        lead=lead.id if lead else 0,
        lead_headline=(lead.current.headline if lead.current else "") if lead else "",
    )
