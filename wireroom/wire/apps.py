from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "wireroom.wire"
    label = "wire"
    default_auto_field = "django.db.models.BigAutoField"
