"""One order of what comes in and what persons decide, also on a database where several write at once."""

from django.db import connection

from wireroom.wire.models import Version

# Names the lock among those of one database; any number that nothing else there uses.
_ORDER = 7_404_119_203


def take_in_turn() -> None:
    """Have persons' decisions wait until this transaction, which takes versions in, has ended.

    SQLite lets one write at a time anyway. Call it before the first version is stored.
    """
    _lock("pg_advisory_xact_lock_shared")


def newest_version() -> int:
    """The id of the newest version, 0 before the first: whatever is being taken in is stored before, and what comes
    later waits for this transaction, so that no kill under way counts as seen, nor as older than what it was not."""
    _lock("pg_advisory_xact_lock")
    return Version.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_ORDER])
