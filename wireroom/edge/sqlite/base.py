"""Django's SQLite, where whoever waits to write comes next.

SQLite's own way of waiting looks again after 1 to 100 ms. A process that writes one batch after another holds the lock
at nearly each of these looks, and a comment, or a kill, that needs a thousandth of a second waits for a second and
more. Here writers pass a gate (a file beside the database, locked with flock): one waits in it and looks each
half millisecond, and who has just written stands behind it.
"""

import fcntl
import os
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

LOOK_EVERY_S = 0.0005
# A process that was stopped within the gate must not keep all others out: after so long they go round it.
GATE_S = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to a newsroom's database file."""

    _gate: int | None = None

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            # Never the database's own file: closing that would drop SQLite's locks.
            self._gate = os.open(f"{self.settings_dict['NAME']}-gate", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def _close(self):
        super()._close()
        if self._gate is not None:
            os.close(self._gate)
            self._gate = None

    def _start_transaction_under_autocommit(self):
        if self._gate is None:
            super()._start_transaction_under_autocommit()
            return
        is_within = _wait(self._enter, GATE_S)
        try:
            self.connection.execute("PRAGMA busy_timeout = 0")
            if not _wait(self._begin, self.settings_dict["OPTIONS"]["timeout"]):
                raise OperationalError("database is locked")
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {self.settings_dict['OPTIONS']['timeout'] * 1000}")
            if is_within:
                fcntl.flock(self._gate, fcntl.LOCK_UN)

    def _enter(self) -> bool:
        try:
            fcntl.flock(self._gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _begin(self) -> bool:
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            return False
        return True


def _wait(attempt, limit_s: float) -> bool:
    ends_at = None
    while not attempt():
        now = time.monotonic()
        ends_at = ends_at or now + limit_s
        if now >= ends_at:
            return False
        time.sleep(LOOK_EVERY_S)
    return True
