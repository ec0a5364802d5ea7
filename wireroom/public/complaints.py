"""The live side of complaints: whatever is wrong with an article or a comment, a reader can tell the desk.

Taken also when comments are closed and when the article is off the site. csrf_exempt: see wireroom.public.origin.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from wireroom.comments.actions import complain
from wireroom.comments.models import Comment
from wireroom.core.commenting import Fault, Outcome
from wireroom.public.forms import Asked, read_asked, read_draft, read_visitor
from wireroom.public.origin import is_from_here
from wireroom.public.pages import answer, form_view, see_other, with_typed


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("email", "name", "text")
@sensitive_variables("draft", "decision", "form")
def complaint(request: HttpRequest) -> HttpResponse:
    """GET: an empty form. POST: 303 to the thanks page, 422 with faults, 429 over a limit, 404 without an article."""
    fields = request.POST if request.method == "POST" else request.GET
    asked = read_asked(fields)
    if asked.article is None:
        return answer(form_view("refused", asked, reason="unknown"), asked.language, status=404)
    about = _comment(asked, fields)
    form = form_view("complaint", asked, comment=about.id if about else None)
    if request.method != "POST":
        return answer(form, asked.language)
    draft = read_draft(fields, asked.language)
    if not is_from_here(request):
        return answer(with_typed(form, draft, (Fault("", "expired"),)), asked.language, status=403)
    decision = complain(asked.article, draft, visitor=read_visitor(request), now=timezone.now(), comment=about)
    if decision.outcome is Outcome.FAULTY:
        return answer(with_typed(form, draft, decision.faults), asked.language, status=422)
    if decision.outcome is Outcome.LIMITED:
        return answer(with_typed(form, draft, (Fault("", "too_many"),)), asked.language, status=429)
    return see_other(f"/complaints/thanks/?{urlencode({'article': asked.article.key, 'language': asked.language})}")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Says that a person will read the complaint."""
    asked = read_asked(request.GET)
    if asked.article is None:
        return answer(form_view("refused", asked, reason="unknown"), asked.language, status=404)
    return answer(form_view("complaint_thanks", asked), asked.language)


def _comment(asked: Asked, fields: QueryDict) -> Comment | None:
    """The comment named, if it is one of the article's; a wrong number makes it a complaint about the article."""
    number = fields.get("comment", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return Comment.objects.filter(pk=int(number), article=asked.article).defer("email").first()
