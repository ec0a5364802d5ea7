"""The door of the desk: log in, log out, change one's password. Guessing is slowed down by counts in the database."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wireroom.accounts.actions import (
    AccountError,
    forget_login_failures,
    record_login_failure,
    reset_password,
)
from wireroom.accounts.queries import may_try_login
from wireroom.core.visitors import find_client, hash_secret, hash_visitor
from wireroom.desk.access import desk_path, editor_screen
from wireroom.desk.screen import show

LONGEST_PASSWORD = 1000


@dataclass(frozen=True, slots=True)
class LoginScreen:
    """The log-in form: where to go next, the name as typed, what went wrong."""

    site_name: str
    next: str
    name: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class PasswordScreen:
    """The form for a new password, and what is wrong with it."""

    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@sensitive_post_parameters("password")
@sensitive_variables("password")
def enter(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: 303 to the desk; 422 for a wrong name or password; 429 after too many of them.

    Which of the two was wrong, and whether the name exists, is not said.
    """
    fields = request.POST if request.method == "POST" else request.GET
    goal = desk_path(fields.get("next", ""), otherwise=settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return _form(request, LoginScreen(settings.NEWSROOM.name, goal))
    name, password = fields.get("name", "").replace("\x00", "")[:150], fields.get("password", "")[:LONGEST_PASSWORD]
    now = timezone.now()
    address_hash = hash_visitor(_client(request), key=settings.SECRET_KEY).address_hash
    pair_hash = hash_secret(f"{address_hash} {name.casefold()}", key=settings.SECRET_KEY)
    if not may_try_login(address_hash=address_hash, pair_hash=pair_hash, now=now):
        error = _("Too many failed log-ins. Please wait ten minutes.")
        return _form(request, LoginScreen(settings.NEWSROOM.name, goal, name, error), status=429)
    user = authenticate(request, username=name, password=password)
    if user is None:
        record_login_failure(address_hash=address_hash, pair_hash=pair_hash, now=now)
        error = _("The name or the password is wrong.")
        return _form(request, LoginScreen(settings.NEWSROOM.name, goal, name, error), status=422)
    forget_login_failures(pair_hash)
    login(request, user)
    return HttpResponse(status=303, headers={"Location": goal, "Cache-Control": "no-store"})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return HttpResponse(status=303, headers={"Location": settings.LOGOUT_REDIRECT_URL, "Cache-Control": "no-store"})


@require_http_methods(["GET", "HEAD", "POST"])
@editor_screen
@sensitive_post_parameters()
@sensitive_variables("old", "new")
def password(request: HttpRequest) -> HttpResponse:
    """Changes one's own password: the old one, the new one twice. Other sessions of the same person end."""
    if request.method != "POST":
        return show(request, "desk/door/password.html", PasswordScreen())
    old, new = (request.POST.get(name, "")[:LONGEST_PASSWORD] for name in ("old", "new"))
    user = request.user
    error = ""
    if not user.check_password(old):
        error = _("The old password is wrong.")
    elif new != request.POST.get("again", "")[:LONGEST_PASSWORD]:
        error = _("The new password was not typed the same way twice.")
    else:
        try:
            reset_password(user, password=new, now=timezone.now(), by_name=user.get_username())
        except AccountError as refused:
            error = str(refused)
    if error:
        return show(request, "desk/door/password.html", PasswordScreen(error), status=422)
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed."))
    return HttpResponse(status=303, headers={"Location": "/desk/"})


@require_safe
@editor_screen
def keys(request: HttpRequest) -> HttpResponse:
    """The keyboard, as a page for those without script."""
    return show(request, "desk/door/keys.html", None)


def _client(request: HttpRequest) -> str:
    return find_client(
        request.META.get("REMOTE_ADDR", ""),
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted=settings.NEWSROOM.trusted_proxies,
    )


def _form(request: HttpRequest, screen: LoginScreen, *, status: int = 200) -> HttpResponse:
    response = render(request, "desk/door/login.html", {"screen": screen}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
