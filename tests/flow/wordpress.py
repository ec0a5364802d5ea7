"""A small WordPress on loopback: posts and media over REST, as far as a newsroom asks; fails as it is told."""

import base64
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from loopback import Loopback

USER, PASSWORD = "mori", "abcd EFGH 1234 ijkl MNOP 6789"


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a request of some methods goes wrong: answered with `status`, or (0) not at all; before it is done or after.

    `late` does what was asked after the next request only, as a slow server does whose caller has gone.
    """

    status: int = 503
    after: bool = False
    late: bool = False
    methods: tuple[str, ...] = ("POST", "DELETE")
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class WordPress(Loopback):
    """`posts` and `media` are what stands there, by id; `seen` is every body and address that ever came."""

    posts: dict[int, dict] = field(default_factory=dict)
    media: dict[int, dict] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    down: Trouble | None = None
    refused: str = ""
    seen: list[bytes] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    _next: int = 1
    _late: list = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._open()

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def visible(self) -> list[dict]:
        """The posts a reader sees."""
        return [post for post in self.posts.values() if post["status"] == "publish"]

    def titles(self) -> list[str]:
        return sorted(post["title"] for post in self.visible())

    @contextmanager
    def failing(self, trouble: Trouble) -> Iterator[None]:
        """Every request goes wrong in this way."""
        self.down = trouble
        yield
        self.down = None

    def heard(self, words: str) -> bool:
        """Whether some words ever came, in whatever request."""
        return any(words.encode() in body or json.dumps(words)[1:-1].encode() in body for body in self.seen)

    # What a WordPress does.

    def _act(self, method: str, path: str, query: dict[str, str], body: bytes, headers) -> tuple[int, object]:
        found = re.fullmatch(r"/wp-json/wp/v2/(posts|media)(?:/(\d+))?", path)
        if not found:
            return 404, {"code": "rest_no_route", "message": "No route was found"}
        rows = self.posts if found[1] == "posts" else self.media
        if found[2] is None:
            if method == "GET":
                return 200, self._search(rows, query)
            return 201, self._create(found[1], body, headers)
        number = int(found[2])
        if number not in rows:
            return 404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."}
        if method == "DELETE":
            assert query.get("force") == "true"
            row = rows.pop(number)
            return 200, {"deleted": True, "previous": row}
        given = json.loads(body)
        if self.refused and self.refused in given.get("title", ""):
            return 400, {"code": "rest_invalid_param", "message": "Invalid parameter(s): title"}
        if given.get("featured_media") and given["featured_media"] not in self.media:
            return 400, {"code": "rest_invalid_featured_media", "message": "Invalid featured media ID."}
        rows[number] |= given
        return 200, rows[number]

    def _search(self, rows: dict[int, dict], query: dict[str, str]) -> list[dict]:
        slugs = query["slug"].split(",")
        assert query.get("context") == "edit"
        found = [row for row in rows.values() if row["slug"] in slugs]
        if rows is self.posts and query.get("status") != "any":
            found = [row for row in found if row["status"] == "publish"]
        return [dict(row, caption={"raw": row.get("caption", "")}) for row in found]

    def _create(self, kind: str, body: bytes, headers) -> dict:
        number, self._next = self._next, self._next + 1
        if kind == "media":
            name = re.search(r'filename="([^"]+)"', headers["Content-Disposition"])[1]
            row = {"id": number, "slug": name.rpartition(".")[0], "alt_text": "", "caption": "", "size": len(body)}
            self.media[number] = row
            return row
        row = {"id": number} | json.loads(body)
        taken = {post["slug"] for post in self.posts.values()}
        if row["status"] == "publish" and row["slug"] in taken:
            row["slug"] = next(slug for n in range(2, 99) if (slug := f"{row['slug']}-{n}") not in taken)
        self.posts[number] = row
        return row

    def _answer(self, method: str, address: str, body: bytes, headers) -> tuple[int, object, tuple] | None:
        """Status, JSON and headers; None: the line goes dead."""
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.seen += [body, address.encode()]
        self.calls.append(f"{method} {parts.path.removeprefix('/wp-json/wp/v2/')}")
        expected = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if headers.get("Authorization") != f"Basic {expected}":
            return 401, {"code": "incorrect_password", "message": "The password is not right."}, ()
        late, self._late = self._late, []
        trouble = self.down
        if trouble is None and self.troubles and method in self.troubles[0].methods:
            trouble = self.troubles.pop(0)
        if trouble and method not in trouble.methods:
            trouble = None
        if trouble and not trouble.after and not trouble.late:
            answer = None if trouble.status == 0 else (trouble.status, {"message": "no"}, trouble.headers)
        elif trouble and trouble.late:
            self._late.append((method, parts.path, query, body, headers))
            answer = None
        else:
            status, told = self._act(method, parts.path, query, body, headers)
            answer = (status, told, ())
            if trouble:
                answer = None if trouble.status == 0 else (trouble.status, {"message": "no"}, trouble.headers)
        for each in late:
            self._act(*each)
        return answer

    def come_through(self) -> None:
        """What is late comes through now."""
        late, self._late = self._late, []
        for each in late:
            self._act(*each)

    def _speaker(site) -> type[BaseHTTPRequestHandler]:
        class Speaker(BaseHTTPRequestHandler):
            def _speak(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0) or 0))
                with site._lock:
                    answer = site._answer(self.command, self.path, body, self.headers)
                if answer is None:
                    self.close_connection = True
                    return
                status, told, headers = answer
                text = json.dumps(told).encode()
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json; charset=UTF-8")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = do_DELETE = _speak

            def log_message(self, *_: object) -> None:
                pass

        return Speaker
