from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "wireroom.public"
    label = "public"
