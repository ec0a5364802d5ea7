"""People: add, shut out, let in again, give a new password. For administrators; every change is recorded by name."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from wireroom.accounts.actions import AccountError, add_user, generate_password, reset_password, set_active
from wireroom.accounts.models import AccountChange, User
from wireroom.accounts.queries import everyone
from wireroom.desk.access import administrator_screen, back
from wireroom.desk.reasons import tell_reason
from wireroom.desk.screen import show

CHANGES = 50


@dataclass(frozen=True, slots=True)
class UsersScreen:
    """Everyone, the last changes, and a new password shown this once."""

    people: tuple[User, ...]
    changes: tuple[AccountChange, ...]
    roles: tuple[str, ...]
    new_name: str = ""
    new_password: str = ""
    error: str = ""
    typed: str = ""


@require_safe
@administrator_screen
def users(request: HttpRequest) -> HttpResponse:
    """All accounts and what was done to them."""
    return _show(request)


@require_POST
@administrator_screen
@sensitive_variables("password")
def add(request: HttpRequest) -> HttpResponse:
    """Adds a person with a generated password, which this one answer shows and nothing keeps."""
    name, password = request.POST.get("name", "").replace("\x00", ""), generate_password()
    try:
        user = add_user(
            name,
            role=request.POST.get("role", ""),
            password=password,
            now=timezone.now(),
            by_name=request.user.get_username(),
        )
    except AccountError as error:
        return _show(request, error=tell_reason(str(error)), typed=name, status=422)
    return _show(request, new_name=user.username, new_password=password)


@require_POST
@administrator_screen
@sensitive_variables("password")
def reset(request: HttpRequest, user_id: int) -> HttpResponse:
    """Gives a person a generated password, shown in this one answer; their sessions end."""
    user, password = get_object_or_404(User, pk=user_id), generate_password()
    if user == request.user:
        return _show(request, error=_("Change your own password under your name."), status=422)
    reset_password(user, password=password, now=timezone.now(), by_name=request.user.get_username())
    return _show(request, new_name=user.username, new_password=password)


@require_POST
@administrator_screen
def activate(request: HttpRequest, user_id: int, active: bool) -> HttpResponse:
    """Shuts a person out, or lets them in again. Nobody shuts themselves out."""
    user = get_object_or_404(User, pk=user_id)
    try:
        if user == request.user:
            raise AccountError(_("You cannot shut yourself out."))
        set_active(user, active, now=timezone.now(), by_name=request.user.get_username())
    except AccountError as error:
        messages.error(request, tell_reason(str(error)))
    return back(request, otherwise="/desk/users/")


def _show(request: HttpRequest, *, status: int = 200, **fields: str) -> HttpResponse:
    changes = tuple(AccountChange.objects.select_related("user")[:CHANGES])
    screen = UsersScreen(tuple(everyone()), changes, tuple(User.Role.values), **fields)
    return show(request, "desk/users/users.html", screen, status=status)
