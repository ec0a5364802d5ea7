"""A line of progress for people watching `run --once`: what was done so far. Silent where there is no terminal."""

import time
from typing import TextIO

from wireroom.runner.works import Works

EVERY_S = 0.2


class Progress:
    """Call it after each turn of the loop; end() leaves the terminal clean."""

    def __init__(self, stream: TextIO):
        self._stream = stream
        self._shown = stream.isatty()
        self._last = 0.0

    def __call__(self, works: Works) -> None:
        if not self._shown or time.monotonic() - self._last < EVERY_S:
            return
        self._last = time.monotonic()
        tally = works.tally
        text = (
            f"feeds {tally['fetched'] + tally['unchanged']}  entries {tally['entries']}  pictures {tally['pictures']}"
            f"  pages {tally['pages']}  lists {tally['list_pages']}"
        )
        self._stream.write(f"\r\x1b[K{text}")
        self._stream.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


class Counter:
    """How far a search has come: call it with what is done and of how many; end() leaves the terminal clean."""

    def __init__(self, stream: TextIO, doing: str):
        self._stream = stream
        self._doing = doing
        self._shown = stream.isatty()
        self._last = 0.0

    def __call__(self, done: int, of: int) -> None:
        if self._shown and time.monotonic() - self._last >= EVERY_S:
            self._last = time.monotonic()
            self._stream.write(f"\r\x1b[K{self._doing}: {done} of {of}")
            self._stream.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
