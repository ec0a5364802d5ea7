"""A newsroom folder of its own for the test run, in place before Django reads its settings.

pytest-django would read settings named in pyproject.toml before any conftest runs, so they are named here.
WIREROOM_TEST_DATABASE (postgresql://user@host:port/name) runs the tests on that server instead of on SQLite.
"""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="wireroom-tests-")
os.environ["WIREROOM_HOME"] = _home
atexit.register(shutil.rmtree, _home, ignore_errors=True)
with open(os.path.join(_home, "wireroom.toml"), "w", encoding="utf-8") as settings:
    settings.write(
        f'database = "{os.environ.get("WIREROOM_TEST_DATABASE", "")}"\n'
        'name = "Test Newsroom"\nbase_url = "http://testserver"\nlanguages = ["en", "ja"]\ntimezone = "Asia/Tokyo"\n'
    )
with open(os.path.join(_home, "secret.key"), "w", encoding="ascii") as key:
    key.write("a key for tests only, of fifty characters and more, never used")
os.environ["DJANGO_SETTINGS_MODULE"] = "wireroom.config.settings"

import django  # noqa: E402  (the newsroom must stand first)
from django.conf import settings as django_settings  # noqa: E402

# Conftests deeper down import models, and pytest reads them before pytest-django sets Django up.
django.setup()
assert str(django_settings.NEWSROOM.home) == _home
