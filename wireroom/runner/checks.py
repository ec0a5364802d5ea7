"""Numbered checks of sources that need more than the settings: their secrets. Changes nothing, shows no secret."""

from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from wireroom.config.newsroom import Newsroom
from wireroom.core.errors import SettingError
from wireroom.edge.secrets import read_secret
from wireroom.wire.models import Feed


def register_checks(newsroom: Newsroom) -> None:
    """E007 a feed's secret cannot be read, W005 a feed's secret goes over plain http."""

    def check_secrets(app_configs, **options) -> list[CheckMessage]:
        try:
            feeds = list(Feed.objects.exclude(secret="").order_by("url").values_list("url", "secret"))
        except DatabaseError:
            # Tables of an older version: E004 says so.
            return []
        found: list[CheckMessage] = []
        for url, name in feeds:
            try:
                read_secret(name, newsroom.home)
            except SettingError as error:
                found.append(Error(f"feed {url}: {error}", id="wireroom.E007"))
            if urlsplit(url).scheme == "http":
                found.append(Warning(f"feed {url}: its secret {name} goes over plain http", id="wireroom.W005"))
        return found

    register(check_secrets, Tags.security, deploy=True)
