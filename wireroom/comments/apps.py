"""Names the app of readers' comments to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "wireroom.comments"
    label = "comments"
    default_auto_field = "django.db.models.BigAutoField"
