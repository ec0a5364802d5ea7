"""A numbered check of destinations: whether each could be reached with what is at hand. Asks nobody."""

from pathlib import Path

from django.core.checks import CheckMessage, Error, Tags, register

from wireroom.config.newsroom import Newsroom
from wireroom.core.destinations import Destination, Kind
from wireroom.core.errors import SettingError
from wireroom.core.signatures import parse_keys
from wireroom.edge.secrets import read_secret


def register_destination_checks(newsroom: Newsroom) -> None:
    """E008 a destination's secret cannot be read, or its folder is not there."""

    def check_destinations(app_configs, **options) -> list[CheckMessage]:
        found: list[CheckMessage] = []
        for destination in newsroom.destinations:
            try:
                _look(destination, newsroom.home)
            except SettingError as error:
                found.append(Error(f"destination {destination.name}: {error}", id="wireroom.E008"))
        return found

    register(check_destinations, Tags.security, deploy=True)


def _look(destination: Destination, home: Path) -> None:
    if destination.kind is Kind.FOLDER:
        if not Path(destination.url).is_dir():
            raise SettingError(f"{destination.url}: there is no such folder")
        return
    secret = read_secret(destination.secret, home)
    if destination.kind is Kind.WEBHOOK:
        parse_keys(secret, name=destination.secret)
