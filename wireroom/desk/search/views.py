"""The desk's search: every item there is, in whatever state, with its state. Decides nothing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wireroom.core.errors import WireroomError
from wireroom.core.searching.asking import Query, parse_query
from wireroom.desk.access import editor_screen
from wireroom.desk.screen import show
from wireroom.desk.wire.rows import WireRow, rows_of
from wireroom.searching.queries import ORDERS, Found, Search, find_items, time_limit

PAGE = 50


@dataclass(frozen=True, slots=True)
class SearchScreen:
    """What was asked for and one page of what was found; `total` of all, `is_cut`: there is more than that."""

    query: Query
    order: str
    rows: tuple[WireRow, ...] = ()
    total: int = 0
    is_cut: bool = False
    is_stopped: bool = False
    newer_url: str = ""
    older_url: str = ""


@require_safe
@editor_screen
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what it finds."""
    query = parse_query(request.GET.get("q", ""))
    order, page = request.GET.get("order", ""), request.GET.get("page", "")
    order = order if order in ORDERS else ORDERS[0]
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 1
    asked = Search(query, settings.NEWSROOM.zone, timezone.now(), order=order)
    try:
        with time_limit():
            found = find_items(asked)
    except WireroomError:
        screen = SearchScreen(query, order, is_stopped=True)
        return show(request, "desk/search/search.html", screen, status=503)
    return show(request, "desk/search/search.html", _screen(query, order, found, max(number, 1)))


def _screen(query: Query, order: str, found: Found, number: int) -> SearchScreen:
    first = (number - 1) * PAGE

    def page_url(other: int) -> str:
        return f"/desk/search/?{urlencode({'q': query.text, 'order': order, 'page': other})}"

    return SearchScreen(
        query=query,
        order=order,
        rows=rows_of(found.ids[first : first + PAGE]),
        total=len(found.ids),
        is_cut=found.is_cut,
        newer_url=page_url(number - 1) if number > 1 else "",
        older_url=page_url(number + 1) if len(found.ids) > first + PAGE else "",
    )
