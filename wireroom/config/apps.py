from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "wireroom.config"
    label = "config"

    def ready(self) -> None:
        from wireroom.config import checks  # noqa: F401 - importing registers the checks
