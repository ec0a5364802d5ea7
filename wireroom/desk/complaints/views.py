"""Complaints: what readers say is wrong, each staying here until a person writes down what was done. Sends nothing."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.comments.actions import answer_complaint
from wireroom.comments.models import Complaint
from wireroom.comments.queries import answered_complaints, open_complaints
from wireroom.desk.access import back, by_user, editor_screen
from wireroom.desk.screen import show

PAGE = 30


@dataclass(frozen=True, slots=True)
class ComplaintsScreen:
    """A page of complaints, open or answered."""

    page: Page
    answered: bool


@require_safe
@editor_screen
def complaints(request: HttpRequest) -> HttpResponse:
    """Open complaints, oldest first; ?answered=1 for the answered ones."""
    answered = request.GET.get("answered") == "1"
    rows = answered_complaints() if answered else open_complaints()
    screen = ComplaintsScreen(Paginator(rows, PAGE).get_page(request.GET.get("page")), answered)
    return show(request, "desk/complaints/complaints.html", screen)


@require_POST
@editor_screen
def answer(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Records what was done, signed; the first answer stands."""
    complaint = get_object_or_404(Complaint, pk=complaint_id)
    text = request.POST.get("answer", "").replace("\x00", "").strip()
    if not text:
        messages.error(request, _("Say what was done: the log needs it."))
    elif not answer_complaint(complaint, answer=text, by=by_user(request), now=timezone.now()):
        messages.error(request, _("Somebody answered this complaint before."))
    return back(request, otherwise="/desk/complaints/")
