"""A webhook's receiver on loopback: checks signatures as docs/push.md says, drops repeats, answers as it is told."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from loopback import Loopback

SECRET = "a secret of the receiving side"


@dataclass(frozen=True, slots=True)
class Told:
    """One call that was rightly signed."""

    id: str
    event: str
    document: dict


@dataclass
class Receiver(Loopback):
    """`told` is every rightly signed call, `stories` the newest document of each, repeats dropped by their id."""

    status: int = 204
    headers: tuple[tuple[str, str], ...] = ()
    told: list[Told] = field(default_factory=list)
    stories: dict[str, dict] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    unsigned: int = 0
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self._open()

    @property
    def url(self) -> str:
        return f"http://{self.host}/incoming"

    def heard(self, words: str) -> bool:
        return any(words.encode() in body for body in self.bodies)

    def _take(self, headers, body: bytes) -> None:
        self.bodies.append(body)
        stamp = headers["X-Wireroom-Timestamp"]
        digest = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        if headers["X-Wireroom-Signature"] != f"sha256={digest}" or abs(int(stamp) - self.clock()) > 300:
            self.unsigned += 1
            return
        told = Told(headers["Wireroom-Delivery"], headers["Wireroom-Event"], json.loads(body))
        if told.id not in [each.id for each in self.told]:
            self.stories[told.document["uri"]] = told.document
        self.told.append(told)

    def _speaker(receiver) -> type[BaseHTTPRequestHandler]:
        class Speaker(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver._take(self.headers, body)
                self.send_response(receiver.status)
                for name, value in receiver.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Speaker
