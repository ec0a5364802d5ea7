"""Founding a newsroom: its folder, settings file, secret and database. Refuses to touch one that is there."""

import secrets

from wireroom.config.newsroom import Newsroom, read_newsroom
from wireroom.core.errors import SettingError
from wireroom.edge.files import write_atomic
from wireroom.runner.opening import migrate_database, open_newsroom, secret_file

FURNITURE_LANGUAGES = ("en", "ja")
UNSET_DATABASE = '# database = "postgresql://user@host/name"'
TEMPLATE = """\
# A Wireroom newsroom. Every setting is described in docs/operations.md.
name = {name}
base_url = {base_url}
languages = [{languages}]          # the first is the default
timezone = {timezone}
{database}   # SQLite in this folder else
open_hosts = [{open_hosts}]        # hosts on your own machine or network that may be fetched, "host" or "host:port"
fetch_every_s = {fetch_every_s}
fetch_floor_s = {fetch_floor_s}

[sections]                         # the navigation, by language
{sections}
[comments]
open = true
hold = true                        # nothing appears before a person has read it
erase_days = 30                    # a reader's e-mail is erased so many days after it came
"""


def found_newsroom(newsroom: Newsroom) -> Newsroom:
    """Make the folder with all that belongs in it, and open it. Raises SettingError when there is one already."""
    home = newsroom.home
    path = home / "wireroom.toml"
    if path.exists():
        raise SettingError(f"{path}: there is a newsroom here already")
    if unknown := [tag for tag in newsroom.languages if tag not in FURNITURE_LANGUAGES]:
        raise SettingError(f"--language {unknown[0]}: pages are translated into {', '.join(FURNITURE_LANGUAGES)} only")
    for folder in (home, newsroom.raw, newsroom.pictures, newsroom.site):
        folder.mkdir(parents=True, exist_ok=True)
    if not secret_file(home).exists():
        secret_file(home).touch(mode=0o600)
        secret_file(home).write_text(secrets.token_urlsafe(50), "ascii")
    write_atomic(path, _settings_text(newsroom).encode("utf-8"), durable=True)
    try:
        read_newsroom(home)
    except SettingError:
        path.unlink()
        raise
    opened = open_newsroom(str(home))
    migrate_database()
    return opened


def _settings_text(newsroom: Newsroom) -> str:
    return TEMPLATE.format(
        name=_quoted(newsroom.name),
        base_url=_quoted(newsroom.base_url.rstrip("/")),
        languages=", ".join(map(_quoted, newsroom.languages)),
        timezone=_quoted(newsroom.timezone),
        database=f"database = {_quoted(newsroom.database)}" if newsroom.database else UNSET_DATABASE,
        open_hosts=", ".join(map(_quoted, newsroom.open_hosts)),
        fetch_every_s=newsroom.fetch_every_s,
        fetch_floor_s=newsroom.fetch_floor_s,
        sections="".join(f"{language} = [{', '.join(map(_quoted, names))}]\n" for language, names in newsroom.sections),
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
