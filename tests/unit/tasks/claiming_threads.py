"""Four threads claim and finish the rows of one SQLite file at once; prints what each got. Run by test_task_rows.py."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from wireroom.runner.opening import migrate_database, open_newsroom

open_newsroom(sys.argv[1])
migrate_database()

from django.db import connection  # noqa: E402  (Django is ready only now)

from wireroom.tasks.actions import claim, enqueue, finish  # noqa: E402

NOW = datetime(2024, 10, 18, 3, tzinfo=UTC)
THREADS = 4
claimed: list[list[str]] = [[] for _ in range(THREADS)]
together = Barrier(THREADS)


def work(number: int) -> None:
    """Claim small batches until nothing is left; none goes on before each has had one."""
    together.wait()
    while leases := claim("read", limit=5, now=NOW):
        claimed[number] += [lease.key for lease in leases]
        finish(leases)
        if len(claimed[number]) == len(leases):
            together.wait()
    connection.close()


enqueue("read", range(400), now=NOW)
threads = [Thread(target=work, args=(number,)) for number in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps(claimed))
