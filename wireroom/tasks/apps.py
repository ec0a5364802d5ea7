"""Names the app of the work rows to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "wireroom.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
