"""Who may see a desk screen, and that nobody's browser keeps it. Shows no screen itself.

Every view of the desk but the log-in and the style files is wrapped in one of these two.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from wireroom.publishing.actions import By

View = Callable[..., HttpResponse]


def editor_screen(view: View) -> View:
    """For every person of the newsroom; anyone else is sent to the log-in, and back afterwards."""
    return _guard(view, administrators_only=False)


def administrator_screen(view: View) -> View:
    """For administrators; an editor gets 403."""
    return _guard(view, administrators_only=True)


def by_user(request: HttpRequest) -> By:
    """The person at the desk, as decisions are signed."""
    return By(request.user.get_username(), request.user.pk)


def desk_path(address: str, *, otherwise: str) -> str:
    """`address` if it is a place on the desk, else `otherwise`: a form may not send people elsewhere."""
    inside = address.startswith("/desk/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if inside else otherwise


def back(request: HttpRequest, *, otherwise: str) -> HttpResponse:
    """After a form: 303 to where it was (its `next` field), so that reloading sends nothing twice."""
    path = desk_path(request.POST.get("next", ""), otherwise=otherwise)
    return HttpResponse(status=303, headers={"Location": path})


def _guard(view: View, *, administrators_only: bool) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *arguments, **named) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request)
        if administrators_only and not request.user.is_administrator:
            raise PermissionDenied
        response = view(request, *arguments, **named)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return guarded


def _to_login(request: HttpRequest) -> HttpResponse:
    if "HX-Request" in request.headers:  # a part of a page refreshing itself: the whole page must go
        return HttpResponse(status=403, headers={"HX-Redirect": settings.LOGIN_URL, "Cache-Control": "no-store"})
    path = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    response = HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': path})}")
    response.headers["Cache-Control"] = "no-store"
    return response
