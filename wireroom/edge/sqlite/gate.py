"""The gate that writers pass one by one: a file that flock locks. Knows no database.

It is a courtesy: who cannot get in in time goes round it.
"""

import fcntl
import os
import time
import weakref
from collections.abc import Callable

# The first look and the longest pause between looks.
LOOK_AFTER_S, LOOK_EVERY_S = 0.0005, 0.005
# A process that was stopped within must not keep all others out: they go round after so long, and sooner each time,
# until somebody gets in again.
PATIENCE_S, PATIENCE_AT_LEAST_S = 1.0, 0.01


class Gate:
    """A gate of this process or thread. Raises OSError where there can be none."""

    def __init__(self, path: str):
        # To read is enough for a lock: whoever made the file, all who may use what is behind it may stand in it.
        self._file = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        # Also when a thread ends without closing it.
        self.close = weakref.finalize(self, os.close, self._file)
        # A drive that knows no such locks says so here.
        fcntl.flock(self._file, fcntl.LOCK_UN)
        self._patience_s = PATIENCE_S

    def enter(self) -> bool:
        """Whether we are in: others wait until we leave."""
        is_within = wait_for(self._try, self._patience_s)
        self._patience_s = PATIENCE_S if is_within else max(self._patience_s / 2, PATIENCE_AT_LEAST_S)
        return is_within

    def leave(self) -> None:
        """Let the next one in."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def wait_for(attempt: Callable[[], bool], limit_s: float) -> bool:
    """Whether an attempt succeeds within so many seconds: made again soon at first, then every few milliseconds."""
    ends_at, pause_s = 0.0, LOOK_AFTER_S
    while not attempt():
        now = time.monotonic()
        ends_at = ends_at or now + limit_s
        if now >= ends_at:
            return False
        time.sleep(pause_s)
        pause_s = min(pause_s * 1.5, LOOK_EVERY_S)
    return True
