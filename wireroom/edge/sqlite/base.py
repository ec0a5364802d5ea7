"""Django's SQLite, where whoever waits to write comes next. Knows no tables; Django asks for it under this name.

SQLite's own way of waiting looks again after 1 to 100 ms. A process that writes one batch after another holds the lock
at nearly each of these looks, and a comment, or a kill, that needs a thousandth of a second waits for a second and
more. Here writers pass a gate: one stands in it and looks again soon, and who has just written stands behind it.
"""

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from wireroom.edge.sqlite.gate import Gate, wait_for

# What SQLite's module waits for unless it is told.
TIMEOUT_S = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to a newsroom's database file."""

    _gate: Gate | None = None

    def get_new_connection(self, conn_params):
        """A connection of SQLite's; where there can be a gate before it, that is opened."""
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            try:
                # Never the database's own file: closing that would drop SQLite's locks.
                self._gate = Gate(f"{self.settings_dict['NAME']}-gate")
            except OSError:
                self._gate = None
        return connection

    def _close(self):
        super()._close()
        if self._gate:
            self._gate.close()
            self._gate = None

    def _start_transaction_under_autocommit(self):
        if not self._gate or not self._gate.enter():
            super()._start_transaction_under_autocommit()
            return
        try:
            self._begin_within()
        finally:
            self._gate.leave()

    def _begin_within(self) -> None:
        limit_s = self.settings_dict["OPTIONS"].get("timeout", TIMEOUT_S)
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            if not wait_for(self._try_begin, limit_s):
                raise OperationalError("database is locked")
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(limit_s * 1000)}")

    def _try_begin(self) -> bool:
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            return False
        return True
