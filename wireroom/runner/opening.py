"""Opening a newsroom for a command: settings read, Django ready, database up to date. Makes no newsroom."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

from wireroom.config.newsroom import Newsroom, home_folder, read_newsroom


def open_newsroom(home: str | None) -> Newsroom:
    """Read the newsroom's settings and set Django up for it. Raises SettingError naming file and setting."""
    folder = home_folder(home)
    newsroom = read_newsroom(folder)
    os.environ["WIREROOM_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "wireroom.config.settings"
    django.setup()
    return newsroom


def migrate_database() -> None:
    """Bring the database's tables up to this version."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    # Where nothing is to be done Django's command still makes every model anew, to name the rights to each.
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def start_log(*, plain: bool = False) -> None:
    """Log to stderr: one JSON object a line, or plain lines for people."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s") if plain else _JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("wireroom").setLevel(logging.INFO)
    # An answer that says "not found" or "gone" is the web side's everyday work.
    logging.getLogger("django.request").setLevel(logging.ERROR)


class _JsonLines(logging.Formatter):
    """Structured log lines. Message and traceback only: request data and readers' words are never logged."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def secret_file(home: Path) -> Path:
    return home / "secret.key"
