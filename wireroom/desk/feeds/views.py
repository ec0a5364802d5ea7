"""The health of feeds, worst first. Read only; for administrators, because a feed's address may hold a password."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wireroom.desk.access import administrator_screen
from wireroom.desk.screen import show
from wireroom.wire.models import Feed, Subscription


@dataclass(frozen=True, slots=True)
class FeedsScreen:
    """All feeds, each with its subscription at a hub as `hubs`, and how many of them need a look."""

    feeds: tuple[Feed, ...]
    troubled: int


@require_safe
@administrator_screen
def feeds(request: HttpRequest) -> HttpResponse:
    """Feeds that stopped, then those with an alert, then those failing, then the rest by provider."""
    trouble = Case(
        When(state=Feed.State.STOPPED, then=Value(0)),
        When(alert__gt="", then=Value(1)),
        When(failures__gt=0, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    open_rows = Subscription.objects.exclude(state=Subscription.State.ENDED)
    known = Feed.objects.select_related("provider").prefetch_related(Prefetch("subscriptions", open_rows, "hubs"))
    rows = tuple(known.annotate(trouble=trouble).order_by("trouble", "provider__name", "url"))
    return show(request, "desk/feeds/feeds.html", FeedsScreen(rows, sum(feed.trouble < 3 for feed in rows)))
