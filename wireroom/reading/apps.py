"""Names the app of the ledger to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "wireroom.reading"
    label = "reading"
    default_auto_field = "django.db.models.BigAutoField"
