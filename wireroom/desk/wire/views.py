"""The incoming wire: what arrived, from whom, and where it stands. Decides nothing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wireroom.desk.access import editor_screen
from wireroom.desk.screen import show, show_part
from wireroom.desk.wire.rows import STATES, Filter, WirePage, find_wire, providers
from wireroom.wire.models import Provider


@dataclass(frozen=True, slots=True)
class WireScreen:
    """The page of rows, the filter it is for, and the addresses that follow from it."""

    page: WirePage
    wanted: Filter
    providers: tuple[Provider, ...]
    states: tuple[str, ...]
    older_url: str
    refresh_url: str


@require_safe
@editor_screen
def wire(request: HttpRequest) -> HttpResponse:
    """The wire; for a page refreshing itself its rows alone, or 204 when what it has seen still holds."""
    wanted = _filter(request)
    page = find_wire(wanted)
    is_part = "HX-Request" in request.headers
    if is_part and request.GET.get("seen") == page.mark:
        return HttpResponse(status=204)
    kept = {"provider": wanted.provider, "state": wanted.state}
    screen = WireScreen(
        page=page,
        wanted=wanted,
        providers=() if is_part else tuple(providers()),
        states=STATES,
        older_url=f"/desk/?{urlencode(kept | {'before': page.older})}" if page.older else "",
        refresh_url=f"/desk/?{urlencode(kept | {'before': wanted.before or '', 'seen': page.mark})}",
    )
    return (
        show_part(request, "desk/wire/rows.html", screen) if is_part else show(request, "desk/wire/wire.html", screen)
    )


def _filter(request: HttpRequest) -> Filter:
    before, state = request.GET.get("before", ""), request.GET.get("state", "")
    return Filter(
        provider=request.GET.get("provider", "").replace("\x00", "")[:80],
        state=state if state in STATES else "",
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0,
    )
