"""An item: its versions side by side, what was decided and proven of it, and the editor's verbs."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.core.errors import WireroomError
from wireroom.desk.access import administrator_screen, back, by_user, editor_screen
from wireroom.desk.item.dossier import gather_item
from wireroom.desk.reasons import tell_reason
from wireroom.desk.screen import show
from wireroom.publishing.actions import By, correct_item, kill_item, quiet_item, release_item, withhold_item
from wireroom.publishing.actions.purging import order_purge
from wireroom.wire.models import Item

_ITEMS = Item.objects.select_related("provider", "current", "carrier__article", "article", "hold")
_NEEDS_REASON = frozenset({"kill", "withhold", "correct", "quiet"})


@require_safe
@editor_screen
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """The item's screen; ?a= and ?b= choose the versions to compare."""
    found = get_object_or_404(_ITEMS, pk=item_id)
    screen = gather_item(found, left=_number(request, "a"), right=_number(request, "b"))
    return show(request, "desk/item/item.html", screen)


@require_POST
@editor_screen
def decide(request: HttpRequest, item_id: int, verb: str) -> HttpResponse:
    """Records kill, withhold, release, correct or quiet, signed, and goes back to where the form was.

    `reason` is required for all but release. Except for a kill, a form older than the newest decision
    (`seen`) does nothing: a second click, or a colleague who was faster, must not decide again.
    """
    found = get_object_or_404(_ITEMS, pk=item_id)
    try:
        with transaction.atomic():
            Item.objects.select_for_update().get(pk=found.pk)
            _decide(found, verb, request, by_user(request))
    except WireroomError as error:
        messages.error(request, tell_reason(str(error)))
    else:
        messages.success(request, _("Recorded. The site follows within seconds."))
    return back(request, otherwise=f"/desk/item/{item_id}/")


@require_POST
@administrator_screen
def purge(request: HttpRequest, item_id: int) -> HttpResponse:
    """Orders an item's words and pictures to be erased for the law. The newsroom's process carries it out."""
    found = get_object_or_404(_ITEMS, pk=item_id)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    if not reason or request.POST.get("sure") != "yes":
        messages.error(request, _("Say why, and that you are sure: nothing brings it back."))
    else:
        order_purge(found, reason=reason, by=by_user(request), now=timezone.now())
        messages.success(request, _("Ordered. It is killed at once and erased within minutes."))
    return back(request, otherwise=f"/desk/item/{item_id}/")


def _decide(found: Item, verb: str, request: HttpRequest, by: By) -> None:
    reason, now = request.POST.get("reason", "").replace("\x00", "").strip(), timezone.now()
    if verb in _NEEDS_REASON and not reason:
        raise WireroomError(_("Say why: the log and the readers need a reason."))
    newest = found.decisions.order_by("-id").values_list("id", flat=True).first() or 0
    if verb != "kill" and request.POST.get("seen") != str(newest):
        raise WireroomError(_("Somebody decided on this item meanwhile. Please look again."))
    match verb:
        case "kill":
            kill_item(found, reason=reason, by=by, now=now)
        case "withhold":
            withhold_item(found, reason=reason, by=by, now=now)
        case "release":
            release_item(found, reason=reason, by=by, now=now)
        case "correct":
            correct_item(found, note=reason, by=by, now=now)
        case "quiet":
            quiet_item(found, reason=reason, by=by, now=now)
        case _:
            raise Http404


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
