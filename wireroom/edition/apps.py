"""Names the app of the manifest of the site to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class EditionConfig(AppConfig):
    name = "wireroom.edition"
    label = "edition"
    default_auto_field = "django.db.models.BigAutoField"
