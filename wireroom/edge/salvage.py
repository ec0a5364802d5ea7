"""Reads documents that are not well-formed with feedparser, in a worker process with limits. Cleans nothing.

feedparser has quadratic paths and exceptions that get out, so it never runs in our own process: the worker has a limit
of memory for its life and of processor time for each document, is reused between documents, and replaced when it dies.
"""

import atexit
import io
import json
import os
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time

from wireroom.core.errors import ParseError

CPU_SECONDS = 20
WALL_SECONDS = 60
MEMORY_BYTES = 2 * 1024 * 1024 * 1024
_LENGTH = struct.Struct(">Q")
_LIST_KEYS = ("links", "tags", "authors", "content", "media_content", "media_thumbnail")


class SalvageWorker:
    """One worker process, started at the first document; safe to call from many threads, one document at a time.

    `cpu_seconds` a document, `wall_seconds` a document, `memory_bytes` of address space for the process.
    """

    def __init__(
        self,
        *,
        cpu_seconds: int = CPU_SECONDS,
        wall_seconds: float = WALL_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
    ):
        self._limits = (str(cpu_seconds), str(memory_bytes))
        self._wall_seconds = wall_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None

    def __call__(self, text: str) -> dict:
        """feedparser's {"version", "feed", "entries"} as plain values. Raises ParseError where there is none."""
        with self._lock:
            process = self._running()
            try:
                answer = self._exchange(process, text.encode("utf-8", "replace"))
            except (OSError, TimeoutError) as error:
                self._end()
                raise ParseError(f"could not be salvaged within the limits: {error or type(error).__name__}") from error
            result = json.loads(answer)
        if "error" in result:
            raise ParseError(f"could not be salvaged: {result['error']}")
        return result

    def close(self) -> None:
        """Ends the worker; the next document starts another."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen:
        if self._process is None or self._process.poll() is not None:
            self._end()
            # A file, not -m: the worker needs feedparser and this page, and nothing of ours that takes time to import.
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT, *sys.path, "--", *self._limits],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                close_fds=True,
            )
        return self._process

    def _exchange(self, process: subprocess.Popen, data: bytes) -> bytes:
        deadline = time.monotonic() + self._wall_seconds
        # The worker reads all before it writes, so the two never wait for each other.
        process.stdin.write(_LENGTH.pack(len(data)) + data)
        process.stdin.flush()
        (length,) = _LENGTH.unpack(self._read(process, _LENGTH.size, deadline))
        return self._read(process, length, deadline)

    def _read(self, process: subprocess.Popen, size: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while size:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError(f"no answer in {self._wall_seconds} s")
                part = os.read(process.stdout.fileno(), min(size, 1 << 20))
                if not part:
                    raise OSError("the worker ended (time or memory)")
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            try:
                stream.close()
            except OSError:
                pass


_BOOT = (
    "import sys; at = sys.argv.index('--'); sys.path[:] = sys.argv[1:at]; limits = sys.argv[at + 1:]; "
    "from wireroom.edge.salvage import work; work(int(limits[0]), int(limits[1]))"
)


def work(cpu_seconds: int, memory_bytes: int) -> None:
    """The worker's loop: a document in, its entries out, until its input ends."""
    import feedparser

    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reader, writer = sys.stdin.buffer, sys.stdout.buffer
    while len(head := reader.read(_LENGTH.size)) == _LENGTH.size:
        data = reader.read(_LENGTH.unpack(head)[0])
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        try:
            # A stream: given bytes it would first look for a file of that name.
            parsed = feedparser.parse(
                io.BytesIO(data),
                sanitize_html=False,
                resolve_relative_uris=False,
                response_headers={"content-type": "application/xml; charset=utf-8"},
            )
            answer = json.dumps(_plain(parsed), ensure_ascii=True)
        except Exception as error:  # whatever a library lets out, the next document must be read
            answer = json.dumps({"error": f"{type(error).__name__}: {error}"[:300]})
        body = answer.encode("ascii")
        writer.write(_LENGTH.pack(len(body)) + body)
        writer.flush()


def _plain(parsed) -> dict:
    """Of feedparser's result what core.formats.salvaged reads."""
    return {
        "version": str(parsed.get("version") or ""),
        "feed": _strings(parsed.get("feed") or {}),
        "entries": [_strings(entry) for entry in parsed.get("entries") or []],
    }


def _strings(row) -> dict:
    plain: dict = {}
    for key in row:
        value = row.get(key)
        if isinstance(value, str):
            plain[key] = value
        elif key in _LIST_KEYS and isinstance(value, list):
            plain[key] = [{name: str(part) for name, part in entry.items() if part} for entry in value]
        elif key in ("title_detail", "summary_detail", "source"):
            plain[key] = {name: part for name, part in value.items() if isinstance(part, str)}
    return plain


_shared = SalvageWorker()
atexit.register(_shared.close)


def salvage(text: str) -> dict:
    """Salvage port on one worker shared by this process (see SalvageWorker). Raises ParseError."""
    return _shared(text)
