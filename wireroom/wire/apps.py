"""Names the app of what was received to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "wireroom.wire"
    label = "wire"
    default_auto_field = "django.db.models.BigAutoField"
