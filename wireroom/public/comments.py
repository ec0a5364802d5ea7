"""The live side of comments: takes the form every article page carries, and thanks. Decides nothing itself.

csrf_exempt throughout: see wireroom.public.origin for what stands in its place on static pages.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from wireroom.comments.actions import submit_comment
from wireroom.core.commenting import Fault, Outcome, may_comment
from wireroom.public.forms import Asked, read_asked, read_draft, read_visitor
from wireroom.public.origin import is_from_here
from wireroom.public.pages import answer, form_view, see_other, with_typed

_REFUSED_STATUS = {"closed": 403, "frozen": 403, "gone": 410, "unknown": 404}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("email", "name", "text")
@sensitive_variables("draft", "decision", "form")
def comment(request: HttpRequest) -> HttpResponse:
    """GET: an empty form. POST: 303 to the thanks page, 422 with faults, 429 over a limit, 403/404/410 when refused.

    Every refusal that a reader can mend keeps what was typed.
    """
    asked = read_asked(request.POST if request.method == "POST" else request.GET)
    if reason := _refusal(asked):
        view = form_view("refused", asked, reason=reason)
        return answer(view, asked.language, status=_REFUSED_STATUS[reason])
    form = form_view("errors", asked)
    if request.method != "POST":
        return answer(form, asked.language)
    draft = read_draft(request.POST, asked.language)
    if not is_from_here(request):
        return answer(with_typed(form, draft, (Fault("", "expired"),)), asked.language, status=403)
    decision = submit_comment(
        asked.article,
        draft,
        visitor=read_visitor(request),
        hold=settings.NEWSROOM.comments.hold,
        now=timezone.now(),
    )
    if decision.outcome is Outcome.FAULTY:
        return answer(with_typed(form, draft, decision.faults), asked.language, status=422)
    if decision.outcome is Outcome.LIMITED:
        return answer(with_typed(form, draft, (Fault("", "too_many"),)), asked.language, status=429)
    return see_other(f"/comments/thanks/?{urlencode({'article': asked.article.key, 'language': asked.language})}")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Says the comment was received and what happens to it now."""
    asked = read_asked(request.GET)
    if asked.article is None:
        return answer(form_view("refused", asked, reason="unknown"), asked.language, status=404)
    return answer(form_view("thanks", asked), asked.language)


def _refusal(asked: Asked) -> str:
    if asked.article is None:
        return "unknown"
    return may_comment(open=settings.NEWSROOM.comments.open, article_state=asked.article.state)
