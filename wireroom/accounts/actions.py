"""Adds people, changes who may enter, counts log-ins that failed. Sends no mail and shows no page.

Passwords are checked by Django's validators and stored as argon2 hashes; the words themselves go nowhere else.
"""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from wireroom.accounts.models import AccountChange, LoginFailure, User
from wireroom.core.errors import WireroomError
from wireroom.core.passwords import make_password

SHELL = "shell"
FAILURES_KEPT = timedelta(days=1)
Verb = AccountChange.Verb


class AccountError(WireroomError):
    """An account that cannot be added or changed so; the text names it and says why, for people."""


def generate_password() -> str:
    """A new password for a person to be told once."""
    return make_password(secrets.choice)


def add_user(name: str, *, role: str, password: str, now: datetime | None = None, by_name: str = SHELL) -> User:
    """Add a person, as of `now` (the system's clock if not told). `role` is editor or administrator.

    Raises AccountError naming what is wrong with the name, the role or the password.
    """
    user = User(username=User.normalize_username(name.strip()), role=role)
    _check_password(user, password)
    user.set_password(password)
    try:
        user.clean_fields(exclude=("date_joined",))
        with transaction.atomic():
            user.save()
            _record(user, Verb.ADD, by_name, now or timezone.now())
    except ValidationError as error:
        raise AccountError(f"account {name!r}: {' '.join(error.messages)}") from None
    except IntegrityError:
        raise AccountError(f"account {name!r}: there is one of this name already") from None
    return user


def set_active(user: User, active: bool, *, now: datetime, by_name: str = SHELL) -> None:
    """Shut a person out, at once and from every session, or let them in again. The account itself stays: decisions
    name it. Raises AccountError when nobody would be left to administer."""
    with transaction.atomic():
        rules = Q(role=User.Role.ADMINISTRATOR) | Q(is_superuser=True)
        administrators = User.objects.select_for_update().filter(rules, is_active=True)
        if not active and not any(other.pk != user.pk for other in administrators):
            raise AccountError(f"account {user.username!r}: the last administrator cannot be shut out")
        if User.objects.filter(pk=user.pk).exclude(is_active=active).update(is_active=active):
            _record(user, Verb.ACTIVATE if active else Verb.DEACTIVATE, by_name, now)
    user.is_active = active


def reset_password(user: User, *, password: str, now: datetime, by_name: str = SHELL) -> None:
    """Give a person a new password; all their sessions end. Raises AccountError when it is too weak."""
    verb = Verb.CHANGE_PASSWORD if by_name == user.username else Verb.RESET_PASSWORD
    _check_password(user, password)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        _record(user, verb, by_name, now)


def record_login_failure(*, address_hash: str, pair_hash: str, now: datetime) -> None:
    """Count a log-in that failed, and drop counts nobody needs any more."""
    with transaction.atomic():
        LoginFailure.objects.filter(at__lt=now - FAILURES_KEPT).delete()
        LoginFailure.objects.create(address_hash=address_hash, pair_hash=pair_hash, at=now)


def forget_login_failures(pair_hash: str) -> None:
    """A person who got in starts from nought again."""
    LoginFailure.objects.filter(pair_hash=pair_hash).delete()


def _check_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountError(f"account {user.username!r}: {' '.join(error.messages)}") from None


def _record(user: User, verb: str, by_name: str, now: datetime) -> None:
    AccountChange.objects.create(user=user, verb=verb, by_name=by_name, at=now)
