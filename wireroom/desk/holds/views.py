"""Holds: what is not on the site, why, until when; released or killed here. Killed items are not holds.

Above them messages to editors with the copy they speak of, and changes of pages that a breaker keeps waiting.
"""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wireroom.desk.access import editor_screen
from wireroom.desk.screen import KILLED, show
from wireroom.desk.wire.causes import Cause, find_causes
from wireroom.desk.wire.rows import item_state
from wireroom.publishing.actions import STOPPING
from wireroom.publishing.models import Advisory, Article, Hold
from wireroom.publishing.queries import WaitingChange, is_correction, open_advisories, waiting_changes
from wireroom.wire.models import Item

PAGE = 50
MESSAGES = 50
# A dated embargo opens by itself and by nobody; without content or in a foreign language there is nothing to release.
_SHUT = frozenset({"content", "language"})


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold, whether a person's release would open it, and the item's newest decision (0 for none); `cause` is the
    copy for whose sake it stands, where it does."""

    hold: Hold
    headline: str
    may_release: bool
    seen: int
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message to editors that nobody judged: the message and its copy, each with its newest decision (0 for none).

    It may be put away only where no copy is held for it: that waits for a person's word.
    """

    advisory: Advisory
    headline: str
    seen: int
    target_headline: str
    target_state: str
    target_seen: int
    may_put_away: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A newer version that waits for a person while the page stands; `correction` when its source marks it as one."""

    article: Article
    headline: str
    correction: bool
    reason: str
    seen: int


@dataclass(frozen=True, slots=True)
class HoldsScreen:
    """A page of holds, oldest first; on the first page also what stands above them."""

    page: Page
    rows: tuple[HoldRow, ...]
    messages: tuple[MessageRow, ...]
    changes: tuple[ChangeRow, ...]


def may_release(hold: Hold) -> bool:
    """Whether releasing opens this gate: not a dated embargo, not an item with nothing to publish here."""
    return not (hold.gate in _SHUT or (hold.gate == "embargo" and hold.until is not None))


@require_safe
@editor_screen
def holds(request: HttpRequest) -> HttpResponse:
    """All holds, those that wait longest first."""
    rows = (
        Hold.objects.exclude(gate__in=KILLED)
        .select_related("item__provider", "item__current")
        .defer("item__current__body")
        .annotate(seen=Max("item__decisions__id"))
        .exclude(item__advisory__in=open_advisories().values("id"))
        .order_by("since", "id")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    first = page.number == 1
    causes = find_causes(page)
    screen = HoldsScreen(
        page,
        tuple(_row(hold, causes.get(hold.item_id)) for hold in page),
        tuple(_message(advisory) for advisory in open_advisories()[:MESSAGES]) if first else (),
        tuple(_change(change) for change in waiting_changes()) if first else (),
    )
    return show(request, "desk/holds/holds.html", screen)


def _row(hold: Hold, cause: Cause | None) -> HoldRow:
    return HoldRow(hold, _headline(hold.item), may_release(hold), hold.seen or 0, cause)


def _message(advisory: Advisory) -> MessageRow:
    target = advisory.target
    return MessageRow(
        advisory,
        _headline(advisory.item),
        _newest(advisory.item),
        _headline(target) if target else "",
        item_state(target) if target else "",
        _newest(target) if target else 0,
        target is None or advisory.kind not in STOPPING,
    )


def _change(change: WaitingChange) -> ChangeRow:
    article = change.article
    corrects = is_correction(article.item.current)
    return ChangeRow(article, _headline(article.item), corrects, change.reason, _newest(article.item))


def _headline(item: Item) -> str:
    version = item.current
    return (version.headline or version.summary[:120]) if version else ""


def _newest(item: Item) -> int:
    return item.decisions.aggregate(newest=Max("id"))["newest"] or 0
