"""The newsroom folder and its wireroom.toml, read into one value. Reads files; changes nothing."""

import os
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wireroom.config.destinations import check_destinations, read_destinations
from wireroom.core.destinations import Destination
from wireroom.core.errors import SettingError
from wireroom.core.websub import may_call_back

DEFAULT_HOME = "newsroom"


@dataclass(frozen=True, slots=True)
class CommentPolicy:
    """`open` takes comments; `hold` publishes none before a person said yes; e-mails erased after `erase_days`."""

    open: bool = True
    hold: bool = True
    erase_days: int = 30


@dataclass(frozen=True, slots=True)
class StatementPolicy:
    """`show`: pages and exports say who says what, but for providers that are asked not to be shown so."""

    show: bool = True


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A newsroom's settings. `base_url` has no trailing slash; the first language is the default.

    Feeds are asked every `fetch_every_s` seconds unless they say otherwise, never more often than every
    `fetch_floor_s`; `sections` names those in a language's navigation; `open_hosts` are hosts of the own
    machine or network that may be fetched; `hub` is told of our own feeds; `websub` asks the hubs of others to
    tell us (None: where `base_url` is one they could reach); `destinations` get every article as it stands.
    """

    home: Path
    name: str = "Wireroom"
    base_url: str = "http://127.0.0.1:8000"
    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    database: str = ""
    open_hosts: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()
    hub: str = ""
    websub: bool | None = None
    fetch_every_s: int = 300
    fetch_floor_s: int = 60
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    comments: CommentPolicy = CommentPolicy()
    statements: StatementPolicy = StatementPolicy()
    destinations: tuple[Destination, ...] = ()

    @property
    def raw(self) -> Path:
        return self.home / "raw"

    @property
    def pictures(self) -> Path:
        return self.home / "pictures"

    @property
    def site(self) -> Path:
        return self.home / "site"

    def sections_of(self, language: str) -> tuple[str, ...]:
        """Names of the sections in a language's navigation."""
        return dict(self.sections).get(language, ())

    @property
    def takes_hints(self) -> bool:
        """Whether hubs are asked to tell us of new copy."""
        return may_call_back(self.base_url) if self.websub is None else self.websub

    @property
    def default_language(self) -> str:
        return self.languages[0]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def home_folder(argument: str | None = None) -> Path:
    """The newsroom folder: the argument, else WIREROOM_HOME, else ./newsroom. Absolute."""
    return Path(argument or os.environ.get("WIREROOM_HOME") or DEFAULT_HOME).expanduser().absolute()


def read_newsroom(home: Path) -> Newsroom:
    """Read `home`/wireroom.toml. Raises SettingError naming the file and the setting."""
    path = home / "wireroom.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingError(f"{path}: no newsroom here; make one with: wireroom init --home {home}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: {error}") from None
    comments, statements = table.pop("comments", {}), table.pop("statements", {})
    _refuse_unknown(path, "", table, set(Newsroom.__dataclass_fields__) - {"home", "comments", "statements"})
    sections = table.pop("sections", {})
    table["sections"] = tuple((language, tuple(names)) for language, names in sections.items())
    destinations = read_destinations(path, table.pop("destinations", []))
    _refuse_unknown(path, "comments.", comments, set(CommentPolicy.__dataclass_fields__))
    _refuse_unknown(path, "statements.", statements, set(StatementPolicy.__dataclass_fields__))
    if not isinstance(statements.get("show", True), bool):
        raise SettingError(f"{path}: statements.show must be true or false")
    for name in ("languages", "open_hosts", "trusted_proxies"):
        if name in table:
            table[name] = tuple(table[name])
    try:
        newsroom = Newsroom(
            home=home, comments=CommentPolicy(**comments), statements=StatementPolicy(**statements), **table
        )
    except TypeError as error:
        raise SettingError(f"{path}: {error}") from None
    _check(path, newsroom)
    checked = check_destinations(
        path,
        destinations,
        languages=newsroom.languages,
        open_hosts=newsroom.open_hosts,
        zone=newsroom.timezone,
    )
    return replace(newsroom, destinations=checked)


def _refuse_unknown(path: Path, prefix: str, table: dict, known: set[str]) -> None:
    if unknown := sorted(set(table) - known):
        raise SettingError(f"{path}: unknown setting {prefix}{unknown[0]} (known: {', '.join(sorted(known))})")


def _check(path: Path, newsroom: Newsroom) -> None:
    address = urlsplit(newsroom.base_url)
    if address.scheme not in ("http", "https") or not address.hostname or newsroom.base_url.endswith("/"):
        raise SettingError(f"{path}: base_url must be http(s)://host without a slash at the end: {newsroom.base_url!r}")
    if not newsroom.languages or not all(isinstance(tag, str) and tag.isalpha() for tag in newsroom.languages):
        raise SettingError(f'{path}: languages must be a list of language tags such as ["ja", "en"]')
    try:
        ZoneInfo(newsroom.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingError(f"{path}: timezone is no IANA zone name: {newsroom.timezone!r}") from None
    if newsroom.fetch_floor_s < 1 or newsroom.fetch_every_s < newsroom.fetch_floor_s:
        raise SettingError(f"{path}: fetch_every_s must be at least fetch_floor_s, and that at least 1")
    if newsroom.hub and not newsroom.hub.startswith(("http://", "https://")):
        raise SettingError(f"{path}: hub must be empty or an http(s) address: {newsroom.hub!r}")
    if not isinstance(newsroom.websub, bool | None):
        raise SettingError(f"{path}: websub must be true or false")
    if newsroom.database and not newsroom.database.startswith(("postgresql://", "postgres://")):
        raise SettingError(f"{path}: database must be empty (SQLite) or postgresql://…")
