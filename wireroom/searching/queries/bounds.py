"""A limit of time for what a reader makes the database do. Searches nothing itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.utils import OperationalError

from wireroom.core.errors import WireroomError

SECONDS = 2.0
_STEPS = 5_000


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Whatever the database still does after so long is stopped. Raises WireroomError then."""
    try:
        with _sqlite_limit(seconds) if connection.vendor == "sqlite" else _postgresql_limit(seconds):
            yield
    except OperationalError as error:
        if "interrupted" in str(error) or "statement timeout" in str(error):
            raise WireroomError(f"search: stopped after {seconds:g} s") from error
        raise


@contextmanager
def _sqlite_limit(seconds: float) -> Iterator[None]:
    connection.ensure_connection()
    ends_at = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > ends_at, _STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


@contextmanager
def _postgresql_limit(seconds: float) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{int(seconds * 1000)}ms"])
        yield
