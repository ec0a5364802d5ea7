"""Many feeds of one slow host, over real sockets: they wait for each other, hold up nobody else, and none is lost."""

import dataclasses
import threading
from http.server import BaseHTTPRequestHandler

import pytest
from flow_bench import Bench
from loopback import Loopback
from wires import Story, rss

from wireroom.edge.http import open_http
from wireroom.runner.health import read_health
from wireroom.runner.loop import PER_HOST
from wireroom.tasks.models import Task
from wireroom.wire.actions import SourceTerms, add_feed
from wireroom.wire.models import Feed, Fetch

MANY = 300
TIDE = Story("t1", "High tide in Minato", "The tide rose by 2 metres.", "https://wire.example/t1")


class Wire(Loopback):
    """Serves one document at every address. A feed is answered once `gate` is open; it counts who asks at once."""

    def __init__(self, gate: threading.Event) -> None:
        self.gate, self.opened_in_time = gate, True
        self.asked: list[str] = []
        self.at_once, self.most_at_once = 0, 0
        self._lock = threading.Lock()
        self._open()

    def answer(self, path: str) -> bytes:
        with self._lock:
            self.asked.append(path)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        self.opened_in_time = self.opened_in_time and self.gate.wait(10)
        with self._lock:
            self.at_once -= 1
        return rss(TIDE)

    def _speaker(self) -> type[BaseHTTPRequestHandler]:
        wire = self

        class Speaker(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_feed = self.path.startswith("/feed")
                body = wire.answer(self.path) if is_feed else b""
                self.send_response(200 if is_feed else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Speaker


@pytest.fixture
def gate():
    """Shut until the quick host is asked."""
    return threading.Event()


@pytest.fixture
def online(bench):
    """The newsroom with the real way out to the network."""
    client = open_http(user_agent="test/1", open_hosts=frozenset({"127.0.0.1", "localhost"}), timeout_s=15)
    bench.works = dataclasses.replace(bench.works, fetch=client.fetch)
    yield bench
    client.close()


def subscribe(bench: Bench, url: str) -> Feed:
    return add_feed(url, SourceTerms(provider="Harbour Press"), now=bench.now)[0]


def test_hundreds_of_feeds_of_one_slow_host_hold_up_no_other(online, gate):
    opened = threading.Event()
    opened.set()
    with Wire(gate) as slow, Wire(opened) as quick:
        for number in range(MANY):
            subscribe(online, f"http://{slow.host}/feed/{number}")
        quick.answer = lambda path: gate.set() or rss(TIDE)
        subscribe(online, f"http://localhost:{quick.host.partition(':')[2]}/feed")
        online.run()
    assert slow.opened_in_time
    assert sorted(slow.asked) == sorted(f"/feed/{number}" for number in range(MANY))
    assert slow.most_at_once <= PER_HOST
    assert Fetch.objects.filter(outcome="fetched").count() == MANY + 1
    assert not Task.objects.filter(step="fetch").exclude(token="").exists()


def test_the_status_counts_feeds_that_wait_too_long_for_their_turn(bench):
    for number in range(3):
        subscribe(bench, f"https://slow.example/feed/{number}")
    assert "feeds     3, with trouble 0" in read_health(bench.newsroom, now=bench.now).lines()
    bench.wait(minutes=41)
    told = read_health(bench.newsroom, now=bench.now).lines()
    assert "feeds     3, with trouble 0, late 3 (up to 41 min)" in told
