"""A whole newsroom as a process, with real connections both ways: the documented shell lines, a hub that calls back."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flow_bench import NOON
from hub import Called, Hub
from reserved_port import reserved_address
from wires import Story, rss

ROOT = Path(__file__).resolve().parents[2]
PUSHED = Story("p1", "Ferry returns to Minato", "The night ferry is back.", "https://wire.example/p1", NOON)
FIRST = Story("w1", "Market hall opens", "Forty stalls opened at dawn.", "https://wire.example/w1", NOON)
SECOND = Story("w2", "Bridge closes for repairs", "It closes on Monday.", "https://wire.example/w2", NOON)
PATIENCE_S = 60


def call(method: str, address: str, headers: dict[str, str], body: bytes) -> Called:
    """A hub's call over the network."""
    request = Request(address, data=body if method == "POST" else None, method=method, headers=headers)
    try:
        with urlopen(request, timeout=20) as answer:
            return Called(answer.status, answer.read().decode(), answer.headers["Content-Type"] or "")
    except HTTPError as error:
        return Called(error.code, error.read().decode())


class Source:
    """A site whose feed says what it is told, and names a hub."""

    def __init__(self, hub_url: str):
        self.stories = [FIRST]
        source = self

        class Speaker(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                link = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{hub_url}"/>'
                body = rss(*source.stories).replace(b"<language>", f"{link}<language>".encode())
                self.send_response(200 if self.path == "/feed" else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def newsroom(tmp_path):
    """A running newsroom that a provider may push to, fed by a source with a hub: its home, address, source and hub."""
    home = tmp_path / "newsroom"
    with reserved_address() as address, Hub(call) as hub:
        source = Source(hub.url)
        wireroom(home, "init", "--base-url", f"http://{address}")
        settings = home / "wireroom.toml"
        opened = f'open_hosts = ["{source.host}", "{hub.host}"]\nwebsub = true\nhub = "{hub.url}"'
        text, count = re.subn(r"(?m)^open_hosts = .*$", opened, settings.read_text())
        assert count == 1
        settings.write_text(text)
        wireroom(home, "feed", "push", "Harbour Press")
        wireroom(home, "feed", "add", f"http://{source.host}/feed")
        with (home / "log.jsonl").open("w") as log:
            command = [sys.executable, "-m", "wireroom", "--home", str(home), "run", "--serve", address]
            process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=log, stderr=log)
        try:
            until(lambda: answers(address), "the newsroom to answer")
            yield home, address, source, hub
        finally:
            process.terminate()
            process.wait(30)
            source.server.shutdown()
            source.server.server_close()


def test_the_documented_lines_push_and_a_hubs_hint_brings_the_feeds_news(newsroom, tmp_path):
    home, address, source, hub = newsroom
    if not (shutil.which("curl") and shutil.which("openssl")):
        pytest.skip("the documented lines need curl and openssl")

    # A provider pushes, with the lines of the documentation; the same request ten times at once is one delivery.
    document = tmp_path / "story.xml"
    document.write_bytes(rss(PUSHED))
    given = {
        "ADDRESS": f"http://{address}/push/harbour-press",
        "SECRET_FILE": str(home / "secrets" / "push-harbour-press"),
        "DOCUMENT": str(document),
    }
    first = shell(documented_lines(), given)
    assert json.loads(first.stdout)["receipt"]
    lines = documented_lines().replace("$(date +%s)", str(int(time.time())))
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(lambda _: shell(lines, given).stdout, range(10)))
    assert len(set(told)) == 1
    (tmp_path / "wrong").write_text("a secret of somebody else")
    refused = shell(lines, given | {"SECRET_FILE": str(tmp_path / "wrong")}, code=22)
    assert "error" in refused.stdout
    until(lambda: PUSHED.headline in headlines(address), "the pushed story on the site")

    # The hub asks back, hints, and the feed's own news is there long before its next poll.
    until(lambda: hub.asked, "the subscription")
    assert hub.asked[0].topic == f"http://{source.host}/feed"
    assert hub.ask_back(hub.asked[0]).body == "riddle 7+1"
    until(lambda: FIRST.headline in headlines(address), "the feed's first story")
    source.stories.append(SECOND)
    assert hub.deliver(hub.asked[0], b"anything", X_Hub_Signature="sha256=" + "0" * 64).status == 202
    assert hub.deliver(hub.asked[0], b"anything").status == 202
    until(lambda: SECOND.headline in headlines(address), "the hinted story")
    status = json.loads(wireroom(home, "status", "--json"))
    states = {feed["url"]: (feed["websub"], feed["websub_error"]) for feed in status["feeds"]}
    assert states == {"push:harbour-press": ("", ""), f"http://{source.host}/feed": ("live", "")}

    # Our own feeds were announced, and say so in a header.
    until(lambda: f"http://{address}/en/feed.rss" in hub.announced, "the announcement")
    with urlopen(f"http://{address}/en/feed.rss", timeout=10) as answer:
        assert f'<{hub.url}>; rel="hub"' in answer.headers["Link"]


def documented_lines() -> str:
    return re.search(r"```sh\n(.*?)```", (ROOT / "docs" / "push.md").read_text("utf-8"), re.DOTALL)[1]


def shell(lines: str, given: dict[str, str], *, code: int = 0) -> subprocess.CompletedProcess:
    done = subprocess.run(["sh", "-c", lines], env=os.environ | given, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def headlines(address: str) -> list[str]:
    try:
        with urlopen(f"http://{address}/en/feed.json", timeout=10) as answer:
            return [item["title"] for item in json.load(answer)["items"]]
    except HTTPError:
        return []


def answers(address: str) -> bool:
    try:
        with socket.create_connection(tuple(address.split(":")), timeout=1):
            return True
    except OSError:
        return False


def until(happens: Callable[[], object], what: str) -> None:
    ends_at = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not happens():
        assert time.monotonic() < ends_at, f"waited in vain for {what}"
        pause.wait(0.1)


def wireroom(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "wireroom", "--home", str(home), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "WIREROOM_HOME")
    }
