"""Names the app of users and their roles to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wireroom.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
