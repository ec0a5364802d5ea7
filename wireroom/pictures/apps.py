"""Names the app of pictures and their sizes to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "wireroom.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"
