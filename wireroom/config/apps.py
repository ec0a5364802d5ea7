"""Names the app of the checks of a newsroom to Django. Does nothing when it is loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "wireroom.config"
    label = "config"

    def ready(self) -> None:
        from wireroom.config import checks  # noqa: F401 - importing registers the checks
