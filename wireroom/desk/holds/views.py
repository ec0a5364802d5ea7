"""Holds: what is not on the site, why, until when; released or killed here. Killed items are not holds."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wireroom.desk.access import editor_screen
from wireroom.desk.screen import KILLED, show
from wireroom.publishing.models import Hold

PAGE = 50
# A dated embargo opens by itself and by nobody; without content or in a foreign language there is nothing to release.
_SHUT = frozenset({"content", "language"})


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold, whether a person's release would open it, and the item's newest decision (0 for none)."""

    hold: Hold
    headline: str
    may_release: bool
    seen: int


@dataclass(frozen=True, slots=True)
class HoldsScreen:
    """A page of holds, oldest first."""

    page: Page
    rows: tuple[HoldRow, ...]


def may_release(hold: Hold) -> bool:
    """Whether releasing opens this gate: not a dated embargo, not an item with nothing to publish here."""
    return not (hold.gate in _SHUT or (hold.gate == "embargo" and hold.until is not None))


@require_safe
@editor_screen
def holds(request: HttpRequest) -> HttpResponse:
    """All holds, those that wait longest first."""
    rows = (
        Hold.objects.exclude(gate=KILLED)
        .select_related("item__provider", "item__current")
        .defer("item__current__body")
        .annotate(seen=Max("item__decisions__id"))
        .order_by("since", "id")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    screen = HoldsScreen(page, tuple(_row(hold) for hold in page))
    return show(request, "desk/holds/holds.html", screen)


def _row(hold: Hold) -> HoldRow:
    version = hold.item.current
    headline = (version.headline or version.summary[:120]) if version else ""
    return HoldRow(hold, headline, may_release(hold), hold.seen or 0)
