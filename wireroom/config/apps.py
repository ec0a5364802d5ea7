from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "wireroom.config"
    label = "config"
