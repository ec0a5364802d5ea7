"""The destinations in a newsroom's settings: [[destinations]] tables to checked values. Reads no secret."""

import dataclasses
import os
import re
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from wireroom.core.destinations import NAME, Destination, Kind
from wireroom.core.errors import SettingError

STATUSES = ("publish", "draft")
KNOWN = {field.name for field in dataclasses.fields(Destination)}
_WORDPRESS_ONLY = ("user", "status", "category")
_TEXTS = ("name", "kind", "url", "user", "secret", "status")


def read_destinations(path: Path, tables: object) -> tuple[Destination, ...]:
    """The tables of `path` as they stand, each by itself. Raises SettingError naming file, destination and setting.

    Call check_destinations with the rest of the settings.
    """
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingError(f"{path}: write each destination as a table of its own: [[destinations]]")
    found = tuple(_read(path, number, table) for number, table in enumerate(tables, 1))
    names = [destination.name for destination in found]
    for name in names:
        if names.count(name) > 1:
            raise SettingError(f"{path}: two destinations are called {name}")
    return found


def check_destinations(
    path: Path,
    destinations: Sequence[Destination],
    *,
    languages: Collection[str],
    open_hosts: Collection[str],
    zone: str,
) -> tuple[Destination, ...]:
    """The same with folders' paths whole and times in the newsroom's zone. Raises SettingError."""
    checked = []
    for destination in destinations:
        place = f"{path}: destinations.{destination.name}"
        if unknown := [language for language in destination.languages if language not in languages]:
            raise SettingError(f"{place}: languages: {unknown[0]} is none of the site's ({', '.join(languages)})")
        since = _moment(place, destination.since, zone)
        if destination.kind is Kind.FOLDER:
            folder = _folder(place, destination.url, path.parent)
            checked.append(dataclasses.replace(destination, url=str(folder), since=since))
            continue
        _check_address(place, destination.url, open_hosts)
        checked.append(dataclasses.replace(destination, since=since))
    return tuple(checked)


def _read(path: Path, number: int, table: dict) -> Destination:
    name = table.get("name")
    if not isinstance(name, str) or not re.fullmatch(NAME, name):
        raise SettingError(
            f"{path}: destination {number}: name must be lower-case letters, digits and -, at most 40: {name!r}"
        )
    place = f"{path}: destinations.{name}"
    if unknown := sorted(set(table) - KNOWN):
        raise SettingError(f"{place}: unknown setting {unknown[0]} (known: {', '.join(sorted(KNOWN))})")
    for setting in _TEXTS:
        if not isinstance(table.get(setting, ""), str):
            raise SettingError(f"{place}: {setting} must be a text in quotation marks")
    if table.get("kind") not in tuple(Kind):
        raise SettingError(f"{place}: kind must be one of {', '.join(Kind)}: {table.get('kind')!r}")
    if not table.get("url"):
        raise SettingError(f"{place}: url is missing")
    kind = Kind(table["kind"])
    if kind is not Kind.WORDPRESS and (foreign := [setting for setting in _WORDPRESS_ONLY if setting in table]):
        raise SettingError(f"{place}: {foreign[0]} is for WordPress only")
    if kind is Kind.WORDPRESS and not table.get("user"):
        raise SettingError(f"{place}: user is missing: the WordPress user whose application password the secret is")
    if kind is Kind.FOLDER and "secret" in table:
        raise SettingError(f"{place}: a folder needs no secret")
    if kind is not Kind.FOLDER and not table.get("secret"):
        raise SettingError(f"{place}: secret is missing: the name of a secret, kept in secrets/ or the environment")
    if table.get("status", "publish") not in STATUSES:
        raise SettingError(f"{place}: status must be publish or draft: {table['status']!r}")
    category = table.get("category", 0)
    if not isinstance(category, int) or isinstance(category, bool) or category < 0:
        raise SettingError(f"{place}: category must be the number of a WordPress category: {category!r}")
    languages = table.get("languages", [])
    if not isinstance(languages, list) or not all(isinstance(language, str) for language in languages):
        raise SettingError(f'{place}: languages must be a list such as ["ja"]')
    if not isinstance(table.get("since"), date | None):
        raise SettingError(f"{place}: since must be a date such as 2026-11-01, without quotation marks")
    return Destination(**(table | {"kind": kind, "languages": tuple(languages)}))


def _moment(place: str, since: date | datetime | None, zone: str) -> datetime | None:
    """A date is its beginning; one without a zone is meant in the newsroom's."""
    if since is None:
        return None
    moment = since if isinstance(since, datetime) else datetime.combine(since, time())
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except OverflowError:
        raise SettingError(f"{place}: since is no usable date: {since}") from None


def _folder(place: str, url: str, home: Path) -> Path:
    text = unquote(urlsplit(url).path) if url.startswith("file:") else url
    if "://" in text or not text or "\0" in text:
        raise SettingError(f"{place}: url must be a folder's path: {url!r}")
    return Path(os.path.normpath(home / Path(text).expanduser()))


def _check_address(place: str, url: str, open_hosts: Collection[str]) -> None:
    try:
        parts = urlsplit(url)
        host, netloc = (parts.hostname or "").lower(), parts.netloc.lower()
    except ValueError:
        raise SettingError(f"{place}: url is no address that can be read") from None
    if parts.scheme not in ("http", "https") or not host:
        raise SettingError(f"{place}: url must be an https address")
    if "@" in netloc:
        raise SettingError(f"{place}: url must hold no user name or password; they belong in user and secret")
    opened = {name.lower() for name in open_hosts}
    if parts.scheme == "http" and not {host, netloc} & opened:
        raise SettingError(f"{place}: url must be https; http is for hosts in open_hosts only")
