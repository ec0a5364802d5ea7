"""A provider that pushes: signs as docs/push.md says, over the front and Django as the web side runs them."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.core.asgi import get_asgi_application

from wireroom.public.front import front
from wireroom.public.push import PushDoor
from wireroom.runner.pushing import open_push_door

SECRET = "a secret of the harbour press"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the newsroom said to a push."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def receipt(self) -> int:
        return json.loads(self.body)["receipt"]


@dataclass(frozen=True, slots=True)
class Request:
    """A signed request, which may be sent again as it is."""

    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


def sign(body: bytes, *, secret: str = SECRET, at: int | str | None = None, slug: str = "harbour-press") -> Request:
    """A push as a provider sends it; `at` in Unix seconds, now by default."""
    stamp = str(int(time.time()) if at is None else at)
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"X-Wireroom-Timestamp": stamp, "X-Wireroom-Signature": f"sha256={digest}"}
    return Request(f"/push/{slug}", body, headers)


def keep_secret(home: Path, text: str = SECRET, *, slug: str = "harbour-press") -> Path:
    """The secret's file as an operator leaves it."""
    path = home / "secrets" / f"push-{slug}"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return path


def send(newsroom, request: Request, *, door: PushDoor | None = None, leaves: bool = False) -> Answered | None:
    """Post it, in pieces, and the answer; None for a sender who leaves before the last of them."""
    app = front(newsroom.site, get_asgi_application(), door=door or open_push_door(newsroom))
    headers = {"host": "testserver", **request.headers}
    scope = {
        "type": "http",
        "method": request.method,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    half = len(request.body) // 2
    pieces = [
        {"type": "http.request", "body": request.body[:half], "more_body": True},
        {"type": "http.request", "body": request.body[half:], "more_body": False},
    ]
    if leaves:
        pieces[1] = {"type": "http.disconnect"}
    sent = []

    async def receive():
        if pieces:
            return pieces.pop(0)
        await asyncio.sleep(3600)  # the sender stays on the line; the answer ends this wait
        return {"type": "http.disconnect"}

    async def collect(message):
        sent.append(message)

    asyncio.run(app(scope, receive, collect))
    if not sent:
        return None
    named = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Answered(sent[0]["status"], named, b"".join(message.get("body", b"") for message in sent[1:]))
