"""Names the app of what was sent to destinations to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class DestinationsConfig(AppConfig):
    name = "wireroom.destinations"
    label = "destinations"
    default_auto_field = "django.db.models.BigAutoField"
