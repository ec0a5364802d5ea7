"""Puts a screen's values into its template, with the navigation every screen has. Reads only what waits."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from wireroom.comments.queries import count_waiting
from wireroom.desk.alarms import Alarms, find_alarms
from wireroom.destinations.models import Delivery
from wireroom.publishing.models import Hold
from wireroom.stories.queries import pairs_to_judge

# Gates of what is gone for good, unless a person lets it through.
KILLED = ("killed", "killed_copy")


@dataclass(frozen=True, slots=True)
class Navigation:
    """How much waits behind each link, and what must not wait."""

    site_name: str
    holds: int
    pairs: int
    comments: int
    complaints: int
    destinations: bool
    undelivered: int
    alarms: Alarms


def show(request: HttpRequest, template: str, screen: object, *, status: int = 200) -> HttpResponse:
    """The screen as a page; its template finds the values under `screen`."""
    waiting = count_waiting()
    sent = Delivery.objects.all()
    now = timezone.now()
    navigation = Navigation(
        site_name=settings.NEWSROOM.name,
        holds=Hold.objects.exclude(gate__in=KILLED).count(),
        pairs=len(pairs_to_judge(now=now)),
        comments=waiting.comments,
        complaints=waiting.complaints,
        destinations=bool(settings.NEWSROOM.destinations) or sent.exists(),
        undelivered=sent.filter(waiting_since__isnull=False).count(),
        alarms=find_alarms(now),
    )
    return render(request, template, {"screen": screen, "nav": navigation}, status=status)


def show_part(request: HttpRequest, template: str, screen: object) -> HttpResponse:
    """A part of a screen, for a page that refreshes itself."""
    return render(request, template, {"screen": screen})
