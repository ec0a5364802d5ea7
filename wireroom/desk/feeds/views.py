"""The health of feeds, worst first, and closing a breaker. For administrators: a feed's address may hold a password."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.desk.access import administrator_screen, back, by_user
from wireroom.desk.screen import show
from wireroom.wire.actions import reset_breaker
from wireroom.wire.models import Feed, Subscription
from wireroom.wire.queries import silent_for


@dataclass(frozen=True, slots=True)
class FeedsScreen:
    """All feeds, each with its subscription at a hub as `hubs`, and how many of them need a look.

    `silent`: feeds that are silent beyond their own pace, and for how many hours.
    """

    feeds: tuple[Feed, ...]
    troubled: int
    silent: tuple[tuple[Feed, int], ...]


@require_safe
@administrator_screen
def feeds(request: HttpRequest) -> HttpResponse:
    """Feeds that stopped or were stopped, then those with an alert, then those failing, then the rest by provider."""
    trouble = Case(
        When(broken_at__isnull=False, then=Value(0)),
        When(state=Feed.State.STOPPED, then=Value(0)),
        When(alert__gt="", then=Value(1)),
        When(failures__gt=0, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    open_rows = Subscription.objects.exclude(state=Subscription.State.ENDED)
    known = Feed.objects.select_related("provider").prefetch_related(Prefetch("subscriptions", open_rows, "hubs"))
    rows = tuple(known.annotate(trouble=trouble).order_by("trouble", "provider__name", "url"))
    now = timezone.now()
    silent = tuple((feed, int(span.total_seconds() // 3600)) for feed in rows if (span := silent_for(feed, now=now)))
    return show(request, "desk/feeds/feeds.html", FeedsScreen(rows, sum(feed.trouble < 3 for feed in rows), silent))


@require_POST
@administrator_screen
def reset_feed(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Publishes again from a feed that a breaker stopped: what it held is decided again."""
    feed = get_object_or_404(Feed, pk=feed_id)
    reset_breaker(feed, by=by_user(request).name, now=timezone.now())
    messages.success(request, _("Recorded. The site follows within seconds."))
    return back(request, otherwise="/desk/feeds/")
