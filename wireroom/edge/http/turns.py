"""Turns at a host: how many fetches ask one host at a time, and how long others wait. Does no fetching."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from wireroom.core.errors import FetchError


class HostTurns:
    """Lets at most `per_host` fetches ask the same host at once; the others wait at most `wait_s` seconds."""

    def __init__(self, *, per_host: int, wait_s: float):
        self._per_host = per_host
        self._wait_s = wait_s
        self._changed = threading.Condition()
        self._asking: Counter[str] = Counter()
        self._closed = False

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Holds one turn at `host`. Raises FetchError when none came free in time, or fetching is stopped."""
        with self._changed:
            free = self._changed.wait_for(
                lambda: self._closed or self._asking[host] < self._per_host, timeout=self._wait_s
            )
            if self._closed:
                raise FetchError("fetching was stopped")
            if not free:
                raise FetchError(f"{host} was busy with {self._per_host} other fetches of ours for {self._wait_s:g} s")
            self._asking[host] += 1
        try:
            yield
        finally:
            with self._changed:
                self._asking[host] -= 1
                if not self._asking[host]:
                    del self._asking[host]
                self._changed.notify_all()

    def close(self) -> None:
        """Sends everyone who waits away."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
