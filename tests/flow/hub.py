"""A small WebSub hub on loopback: takes subscriptions and announcements; asks, delivers or lies as it is told."""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlencode

from loopback import Loopback


@dataclass(frozen=True, slots=True)
class Called:
    """What a subscriber's callback answered."""

    status: int
    body: str
    content_type: str = ""


# Method, address, headers and body of a call to a subscriber.
Call = Callable[[str, str, dict[str, str], bytes], Called]


@dataclass(frozen=True, slots=True)
class Asked:
    """A subscription as it was asked for."""

    callback: str
    topic: str
    secret: str
    lease: str


@dataclass
class Hub(Loopback):
    """Answers every form with `status` (and `location`), after `slow` seconds. `call` reaches its subscribers."""

    call: Call
    status: int = 202
    reason: str = ""
    location: str = ""
    slow: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._open()

    @property
    def url(self) -> str:
        return f"http://{self.host}/"

    # What a hub does.

    def ask_back(self, asked: Asked, **changed: str) -> Called:
        """The verification of a subscription; `changed` are what a liar says instead (mode, topic, lease_seconds …)."""
        told = {"mode": "subscribe", "topic": asked.topic, "challenge": "riddle 7+1", "lease_seconds": asked.lease}
        query = urlencode({f"hub.{name}": value for name, value in (told | changed).items()})
        return self.call("GET", f"{asked.callback}?{query}", {}, b"")

    def deliver(self, asked: Asked, body: bytes, *, method: str = "sha256", **headers: str) -> Called:
        """Content distribution, signed; `headers` stand in place of ours."""
        digest = hmac.new(asked.secret.encode(), body, method).hexdigest()
        sent = {"Content-Type": "application/rss+xml", "X-Hub-Signature": f"{method}={digest}"}
        sent |= {"Link": f'<{self.url}>; rel="hub", <{asked.topic}>; rel="self"'}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call("POST", asked.callback, {name: value for name, value in sent.items() if value}, body)

    def _take(self, form: dict[str, str]) -> None:
        self.forms.append(form)
        if form.get("hub.mode") == "subscribe":
            names = ("hub.callback", "hub.topic", "hub.secret", "hub.lease_seconds")
            self.asked.append(Asked(*(form.get(name, "") for name in names)))
        if form.get("hub.mode") == "publish":
            self.announced.append(form["hub.url"])

    def _speaker(hub) -> type[BaseHTTPRequestHandler]:
        class Speaker(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                time.sleep(hub.slow)
                if self.headers.get("Content-Type") == "application/x-www-form-urlencoded":
                    hub._take({name: values[0] for name, values in parse_qs(body).items()})
                text = hub.reason.encode()
                self.send_response(hub.status)
                if hub.location:
                    self.send_header("Location", hub.location)
                self.send_header("Content-Type", "text/plain; charset=utf-8")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: object) -> None:
                pass

        return Speaker


def sign_with(secret: str, body: bytes, *, method: str = "sha256") -> str:
    """A signature as a hub writes it."""
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"
