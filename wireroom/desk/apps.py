"""Names the app of the editors' screens to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "wireroom.desk"
    label = "desk"
