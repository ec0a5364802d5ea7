"""Names the app of the search index to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class SearchingConfig(AppConfig):
    name = "wireroom.searching"
    label = "searching"
    default_auto_field = "django.db.models.BigAutoField"
