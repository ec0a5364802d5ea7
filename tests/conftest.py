"""A newsroom folder of its own for the test run, in place before Django reads its settings.

pytest-django would read settings named in pyproject.toml before any conftest runs, so they are named here.
WIREROOM_TEST_DATABASE (postgresql://user@host:port/name) runs the tests on that server instead of on SQLite.
Each of several test processes (-n 2) has a folder and a database of its own.
"""

import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="wireroom-tests-")
os.environ["WIREROOM_HOME"] = _home
with open(os.path.join(_home, "wireroom.toml"), "w", encoding="utf-8") as written:
    written.write(
        f'database = "{os.environ.get("WIREROOM_TEST_DATABASE", "")}"\n'
        'name = "Test Newsroom"\nbase_url = "http://testserver"\nlanguages = ["en", "ja"]\ntimezone = "Asia/Tokyo"\n'
    )
with open(os.path.join(_home, "secret.key"), "w", encoding="ascii") as key:
    key.write("a key for tests only, of fifty characters and more, never used")
os.environ["DJANGO_SETTINGS_MODULE"] = "wireroom.config.settings"

import django  # noqa: E402  (the newsroom must stand first)
from django.conf import settings as django_settings  # noqa: E402
from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402
from django.contrib.auth.management import create_permissions  # noqa: E402
from django.contrib.contenttypes.management import create_contenttypes  # noqa: E402
from django.db.models.signals import post_migrate  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

# Conftests deeper down import models, and pytest reads them before pytest-django sets Django up.
django.setup()
assert str(django_settings.NEWSROOM.home) == _home
# A test process that finds the settings named would read them before this file gives it a newsroom of its own.
del os.environ["DJANGO_SETTINGS_MODULE"]

_database = django_settings.DATABASES["default"]
if _database["ENGINE"].endswith("sqlite"):
    # A file, as newsrooms have it: in memory, threads that write at the same time would fail instead of waiting.
    _database["TEST"]["NAME"] = os.path.join(_home, "tests.db")
else:
    from django.db.backends.postgresql.operations import DatabaseOperations

    def _delete_rows(operations: DatabaseOperations, style: object, tables: list[str], **_: object) -> list[str]:
        """How a test's rows go. Truncating makes a file anew for each table and index: most of a test's time there."""
        return [f"DELETE FROM {operations.quote_name(table)};" for table in tables]

    DatabaseOperations.sql_flush = _delete_rows

# Emptying the database after a test would fill these tables again, which nothing reads: a tenth of a test's time.
post_migrate.disconnect(create_permissions, dispatch_uid=f"{create_permissions.__module__}.create_permissions")
post_migrate.disconnect(create_contenttypes)

# A password's hash is to be slow; hundreds of tests make a person, and none asks how slow.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 8, 1

# By the clock a busy machine is slow; what must be fast is measured in the processor's time.
settings.register_profile("wireroom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wireroom")


def pytest_unconfigure() -> None:
    """Processes of a divided run end without what they put down for their exit."""
    shutil.rmtree(_home, ignore_errors=True)
