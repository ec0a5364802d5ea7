"""Protocols for every kind of I/O, and the values that cross them. Implementations live in edge/ and in tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # whoever reads statements takes a tagger
    from wireroom.core.text.statements.tagging.pieces import Vocabulary
    from wireroom.core.text.statements.tagging.values import Tagging, Window


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What to ask. `accept` is a media range list; `max_bytes` bounds the decoded body of the answer.

    `headers` go to the first host only, never along with a redirect to another; neither they nor `secret_query`
    ("name=value", added to the address as it is asked) stand in any error, log or response. A request that is no GET
    follows no redirect.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = "*/*"
    max_bytes: int = 20 * 1024 * 1024
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    secret_query: str = field(default="", repr=False)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class FetchResponse:
    """What came back: decoded body, lower-case header names in order received.

    `url` is where the body came from; `moved_to` the address to use from now on, when every hop up to
    it was permanent (301, 308); `status` is final (200, 304, 404, 410, 429, 503 …): a status is an
    answer, not an error.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    moved_to: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name."""
        return next((value for key, value in self.headers if key == name), None)


class Fetch(Protocol):
    """Retrieves one address. Raises FetchError when there is no answer, or none we accept."""

    def __call__(self, request: FetchRequest) -> FetchResponse: ...


class Clock(Protocol):
    """The time now, aware, in UTC."""

    def __call__(self) -> datetime: ...


class Salvage(Protocol):
    """Reads a document that is not well-formed, in a bounded worker; feedparser's entries as plain values.

    Raises ParseError when nothing could be had within the bounds.
    """

    def __call__(self, text: str) -> dict: ...


class Disk(Protocol):
    """The site's folder. Paths start at its root ("/ja/index.html"); writes are whole or not at all."""

    def write(self, path: str, body: bytes) -> None: ...

    def remove(self, path: str) -> None: ...

    def show_picture(self, name: str) -> None: ...

    def hide_picture(self, name: str) -> None: ...


class Tagger(Protocol):
    """Says of each word of some windows how likely it is part of a statement. The same windows, the same answer.

    The windows are cut with its own vocabulary.
    """

    @property
    def vocabulary(self) -> "Vocabulary": ...

    def __call__(self, windows: "Sequence[Window]") -> "list[Tagging]": ...
