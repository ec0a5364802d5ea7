"""Numbered checks of a newsroom: wireroom.E… stops publishing, wireroom.W… is unsafe in public. Changes nothing."""

import os
import sqlite3
import stat
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FURNITURE_LANGUAGES = {"en", "ja"}
LEAST_SQLITE = (3, 38, 0)


@register(Tags.compatibility, deploy=True)
def check_newsroom(app_configs, **options) -> list[CheckMessage]:
    """E001 settings file, E002 folders, E003 languages, E004 database tables, E005 SQLite's version, E006 the key."""
    newsroom = settings.NEWSROOM
    found: list[CheckMessage] = []
    if not (newsroom.home / "wireroom.toml").exists():
        return [Error(f"{newsroom.home}: no newsroom here", hint="wireroom init", id="wireroom.E001")]
    for folder in (newsroom.raw, newsroom.pictures, newsroom.site):
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            found.append(Error(f"{folder}: missing or not writable", id="wireroom.E002"))
    if unknown := set(newsroom.languages) - FURNITURE_LANGUAGES:
        names = ", ".join(sorted(unknown))
        found.append(Error(f"languages: pages are not translated into {names}", id="wireroom.E003"))
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < LEAST_SQLITE:
        found.append(Error(f"SQLite {sqlite3.sqlite_version} is too old", hint="3.38 or newer", id="wireroom.E005"))
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        found.append(Error("the database's tables are of an older version", hint="wireroom run", id="wireroom.E004"))
    key = newsroom.home / "secret.key"
    if not key.exists():
        found.append(Error(f"{key}: missing: nobody stays logged in", hint="wireroom init", id="wireroom.E006"))
    elif key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        found.append(Error(f"{key}: others may read it", hint=f"chmod 600 {key}", id="wireroom.E006"))
    return found


@register(Tags.security, deploy=True)
def check_public(app_configs, **options) -> list[CheckMessage]:
    """W001 a base_url only this machine reaches, W002 no https, W003 open hosts, W004 comments unread."""
    newsroom = settings.NEWSROOM
    address = urlsplit(newsroom.base_url)
    found: list[CheckMessage] = []
    if address.hostname in ("127.0.0.1", "localhost", "::1"):
        found.append(Warning(f"base_url {newsroom.base_url} is reached from this machine only", id="wireroom.W001"))
    elif address.scheme != "https":
        found.append(Warning(f"base_url {newsroom.base_url} is not https: logins travel open", id="wireroom.W002"))
    if newsroom.open_hosts:
        names = ", ".join(newsroom.open_hosts)
        found.append(Warning(f"open_hosts lets feeds reach {names}", id="wireroom.W003"))
    if newsroom.comments.open and not newsroom.comments.hold:
        found.append(Warning("comments appear before anybody read them", id="wireroom.W004"))
    return found
