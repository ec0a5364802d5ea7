"""Reads accounts and the count of failed log-ins. Changes nothing."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from wireroom.accounts.models import LoginFailure, User

WINDOW = timedelta(minutes=10)
PAIR_MAX = 10
ADDRESS_MAX = 50


def everyone() -> QuerySet[User]:
    """All accounts: those who may enter first, by name."""
    return User.objects.order_by("-is_active", "username")


def may_try_login(*, address_hash: str, pair_hash: str, now: datetime) -> bool:
    """Whether a log-in may be tried: under 10 failures in 10 minutes for this address and name, 50 for the address."""
    recent = LoginFailure.objects.filter(at__gt=now - WINDOW)
    return (
        recent.filter(pair_hash=pair_hash).count() < PAIR_MAX
        and recent.filter(address_hash=address_hash).count() < ADDRESS_MAX
    )
