"""Names the app of same copy and running stories to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "wireroom.stories"
    label = "stories"
    default_auto_field = "django.db.models.BigAutoField"
