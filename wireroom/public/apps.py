"""Names the app of the live addresses for readers to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "wireroom.public"
    label = "public"
