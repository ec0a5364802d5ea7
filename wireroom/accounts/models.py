"""Who may enter the desk, and as what; what was done to accounts; log-ins that failed. Sessions are Django's."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Working: a person of the newsroom. Editors run the copy; administrators also run the installation."""

    class Role(models.TextChoices):
        EDITOR = "editor"
        ADMINISTRATOR = "administrator"

    role = models.CharField(max_length=20, choices=Role.choices, default=Role.EDITOR)

    @property
    def is_administrator(self) -> bool:
        return self.is_active and (self.is_superuser or self.role == self.Role.ADMINISTRATOR)


class AccountChange(models.Model):
    """Decided: what was done to an account, by whom and when; `by_name` also names the shell."""

    class Verb(models.TextChoices):
        ADD = "add"
        DEACTIVATE = "deactivate"
        ACTIVATE = "activate"
        RESET_PASSWORD = "reset_password"
        CHANGE_PASSWORD = "change_password"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.user_id}"


class LoginFailure(models.Model):
    """Received: a log-in that failed. Keyed hashes of who tried from where; rows over a day old are dropped."""

    address_hash = models.CharField(max_length=64)
    pair_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["pair_hash", "at"], name="login_failure_pair"),
            models.Index(fields=["address_hash", "at"], name="login_failure_address"),
        ]

    def __str__(self) -> str:
        return f"failed log-in {self.at:%Y-%m-%d %H:%M:%S}"
