"""Opening a newsroom brings the database of an older version up to this one, and leaves one that is as it is."""

import os
import subprocess
import sys
from pathlib import Path

BEHIND = """
import sys
from wireroom.runner.opening import migrate_database, open_newsroom
open_newsroom(sys.argv[1])
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

def applied():
    return set(MigrationRecorder(connection).applied_migrations())

migrate_database()
newest = applied()
call_command("migrate", "wire", "0005", verbosity=0)
assert applied() < newest
migrate_database()
assert applied() == newest
tables = connection.introspection.table_names()
migrate_database()
assert applied() == newest and connection.introspection.table_names() == tables
print("wire_replacement" in tables)
"""


def test_a_database_of_an_older_version_is_brought_up_to_this_one(tmp_path: Path):
    (tmp_path / "wireroom.toml").write_text('name = "Harbour"\nbase_url = "http://127.0.0.1:8000"\n', "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", BEHIND, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "WIREROOM_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
