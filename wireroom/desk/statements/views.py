"""An editor's word on a statement: confirmed, corrected, rejected, a rejection taken back. Pages follow by reading."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wireroom.core.errors import WireroomError
from wireroom.core.text.statements import Stance
from wireroom.desk.access import back, by_user, editor_screen
from wireroom.desk.reasons import tell_reason
from wireroom.desk.statements.rows import newest_review
from wireroom.reading.actions import Fields, find_review, review_statement, take_back
from wireroom.reading.models import Statement, StatementReview
from wireroom.wire.models import Item

VERDICTS = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}


@require_POST
@editor_screen
def review(request: HttpRequest, item_id: int, *, key: str, verb: str) -> HttpResponse:
    """Records confirm, correct, reject or back, signed, and goes back to the item.

    A statement is named by its words' key: rows change with every reading. A form older than the newest review
    (`seen`) does nothing.
    """
    item = get_object_or_404(Item, pk=item_id)
    try:
        with transaction.atomic():
            Item.objects.select_for_update().get(pk=item.pk)
            if request.POST.get("seen") != str(newest_review(item.id, key)):
                raise WireroomError(_("Somebody judged this meanwhile. Please look again."))
            _review(request, item, key, verb)
    except WireroomError as error:
        messages.error(request, tell_reason(str(error)))
    else:
        messages.success(request, _("Recorded. The site follows within seconds."))
    return back(request, otherwise=f"/desk/item/{item.id}/#statements-title")


def _review(request: HttpRequest, item: Item, key: str, verb: str) -> None:
    by, now = by_user(request), timezone.now()
    if verb == "back":
        last = find_review(item.id, key)
        if last is None or last.verdict != StatementReview.Verdict.REJECTED:
            raise WireroomError(_("Nobody rejected this."))
        take_back(last, by=by, now=now)
        return
    statement = Statement.objects.filter(item=item, content_key=key).order_by("number").first()
    if statement is None:
        raise WireroomError(_("This statement is not there any more: the text was read again. Please look again."))
    fields = _fields(request, statement) if verb == "correct" else None
    review_statement(statement, VERDICTS[verb], by=by, now=now, fields=fields)


def _fields(request: HttpRequest, statement: Statement) -> Fields:
    """What the form changes of a statement; what it leaves as it is is no correction."""
    actor, stance, content = (_typed(request, name) for name in ("actor", "stance", "content"))
    if stance and stance not in {one.value for one in Stance}:
        raise WireroomError(_("There is no such stance."))
    fields = Fields(
        actor=actor if actor != statement.actor_text else None,
        stance=stance if stance and stance != statement.stance else None,
        content=content if content != " ".join(statement.content.split()) else None,
    )
    if fields == Fields():
        raise WireroomError(_("Change what is wrong: the speaker, the stance or the words."))
    return fields


def _typed(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").replace("\x00", "").split())
