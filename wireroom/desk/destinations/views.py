"""Destinations: how each answers, what waits and what was refused; asking one again. Shows no address and no secret."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.desk.access import administrator_screen, back, editor_screen
from wireroom.desk.screen import show
from wireroom.destinations.actions import ask_again
from wireroom.destinations.queries import Standing, standings, waiting_deliveries

PAGE = 50


@dataclass(frozen=True, slots=True)
class DestinationsScreen:
    """Every destination, and a page of the deliveries that wait, those that wait longest first."""

    standings: tuple[Standing, ...]
    troubled: tuple[str, ...]
    page: Page
    now: datetime


@require_safe
@editor_screen
def destinations(request: HttpRequest) -> HttpResponse:
    """How the destinations of the settings stand, and those that left the settings with copy of ours."""
    now = timezone.now()
    every = standings(settings.NEWSROOM.destinations)
    troubled = tuple(standing.name for standing in every if standing.needs_look(now))
    page = Paginator(waiting_deliveries(), PAGE).get_page(request.GET.get("page"))
    screen = DestinationsScreen(every, troubled, page, now)
    return show(request, "desk/destinations/destinations.html", screen)


@require_POST
@administrator_screen
def again(request: HttpRequest) -> HttpResponse:
    """Asks a destination again at once, whatever pause stands and even where it said that it is gone."""
    name = request.POST.get("name", "")
    destination = next((each for each in settings.NEWSROOM.destinations if each.name == name), None)
    if destination is None:
        raise Http404
    ask_again(destination, now=timezone.now())
    messages.success(request, _("It is asked again within seconds."))
    return back(request, otherwise="/desk/destinations/")
