"""Who may enter the desk, and as what. Sessions and passwords are Django's; this adds the role."""

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
