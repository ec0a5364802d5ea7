"""Names the app of what is published and decided to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "wireroom.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"
