"""Comments to moderate: approve, reject, spam. The only screen that shows a reader's e-mail, to log-ins alone."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wireroom.comments.actions import approve_comment, mark_spam, reject_comment
from wireroom.comments.models import Comment
from wireroom.comments.queries import comments_to_moderate
from wireroom.core.errors import WireroomError
from wireroom.desk.access import back, by_user, editor_screen
from wireroom.desk.screen import show, show_part

PAGE = 30
VERBS = {"approve": approve_comment, "reject": reject_comment, "spam": mark_spam}


@dataclass(frozen=True, slots=True)
class CommentsScreen:
    """A page of comments in one state."""

    page: Page
    state: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecidedComment:
    """One comment after a decision, for the page that stays open; `error` says why nothing was decided."""

    comment: Comment
    error: str = ""


@require_safe
@editor_screen
def comments(request: HttpRequest) -> HttpResponse:
    """Comments in a state (?state=), held ones unless asked otherwise."""
    state = request.GET.get("state", "")
    state = state if state in Comment.State.values else Comment.State.HELD
    rows = comments_to_moderate(state).prefetch_related("moderations")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    screen = CommentsScreen(page, str(state), tuple(Comment.State.values))
    return show(request, "desk/comments/comments.html", screen)


@require_POST
@editor_screen
def moderate(request: HttpRequest, comment_id: int, verb: str) -> HttpResponse:
    """Records approve, reject or spam, signed. Answers the row alone to a page that asks in place, else goes back."""
    comment = get_object_or_404(Comment.objects.select_related("article", "article__current"), pk=comment_id)
    error = ""
    try:
        VERBS[verb](
            comment, by=by_user(request), now=timezone.now(), reason=request.POST.get("reason", "").replace("\x00", "")
        )
    except WireroomError:  # the one refusal there is, in the editor's language
        error = _("Not approved: the article is not on the site now, so its comments are frozen.")
    if "HX-Request" in request.headers:
        return show_part(request, "desk/comments/in_place.html", DecidedComment(comment, error))
    if error:
        messages.error(request, error)
    return back(request, otherwise="/desk/comments/")
