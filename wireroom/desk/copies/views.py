"""Copies judged at the desk: the same, different or unsure, and which one leads. What follows is asked for at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.core.errors import WireroomError
from wireroom.desk.access import back, by_user, editor_screen
from wireroom.desk.copies.pairs import PairRow, compare_pair, last_word, newest_lead, show_pairs
from wireroom.desk.judged import settle_copies
from wireroom.desk.reasons import tell_reason
from wireroom.desk.screen import show
from wireroom.stories.actions import choose_lead, judge_copies
from wireroom.stories.actions.shares import lock_counts
from wireroom.stories.queries import Pair, pairs_to_judge
from wireroom.wire.models import Item

PAGE = 20


@dataclass(frozen=True, slots=True)
class PairsScreen:
    """A page of pairs that nobody judged, the newest first."""

    page: Page
    rows: tuple[PairRow, ...]


@require_safe
@editor_screen
def pairs(request: HttpRequest) -> HttpResponse:
    """What shares passages and may be the same copy."""
    page = Paginator(pairs_to_judge(now=timezone.now()), PAGE).get_page(request.GET.get("page"))
    return show(request, "desk/copies/pairs.html", PairsScreen(page, show_pairs(list(page))))


@require_safe
@editor_screen
def pair(request: HttpRequest, item_id: int, other_id: int) -> HttpResponse:
    """Two items beside each other, word by word."""
    one, other = int(item_id), int(other_id)
    screen = compare_pair(Pair(one, other)) if one != other else None
    if screen is None:
        raise Http404
    return show(request, "desk/copies/pair.html", screen)


@require_POST
@editor_screen
def judge(request: HttpRequest, *, item_id: int, other_id: int, answer: str) -> HttpResponse:
    """Records whether two items are the same copy, signed, and has them decided again.

    A form older than the newest word on the two (`seen`) does nothing.
    """
    one, other = get_object_or_404(Item, pk=item_id), get_object_or_404(Item, pk=other_id)
    now = timezone.now()
    try:
        with transaction.atomic():
            lock_counts()
            last = last_word(item_id, other_id)
            _only_seen(request, last.id if last else 0)
            settle_copies(judge_copies(one, other, answer=answer, by=by_user(request), now=now), now=now)
    except WireroomError as error:
        messages.error(request, tell_reason(str(error)))
    else:
        messages.success(request, _("Recorded. The site follows within seconds."))
    return back(request, otherwise=f"/desk/item/{item_id}/")


@require_POST
@editor_screen
def lead(request: HttpRequest, item_id: int, answer: str) -> HttpResponse:
    """Records that an item leads its copies, or no more."""
    found = get_object_or_404(Item, pk=item_id)
    now = timezone.now()
    try:
        with transaction.atomic():
            lock_counts()
            _only_seen(request, newest_lead(item_id))
            settle_copies(choose_lead(found, answer=answer, by=by_user(request), now=now), now=now)
    except WireroomError as error:
        messages.error(request, tell_reason(str(error)))
    else:
        messages.success(request, _("Recorded. The site follows within seconds."))
    return back(request, otherwise=f"/desk/item/{item_id}/")


def _only_seen(request: HttpRequest, newest: int) -> None:
    if request.POST.get("seen") != str(newest):
        raise WireroomError(_("Somebody judged this meanwhile. Please look again."))
