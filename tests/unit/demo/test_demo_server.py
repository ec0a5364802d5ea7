"""The wire server over real sockets, its clock in the test's hand."""

import html
import http.client
import json
from datetime import UTC, datetime, timedelta

import pytest

from wireroom.runner.demo.wire_server import WireServer

START = datetime(2024, 10, 18, 3, 20, tzinfo=UTC)
WORLD = "/corvane/world.xml"


class Clock:
    """Stands still until told."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(wire, clock):
    with WireServer(wire, clock=clock) as running:
        yield running


def ask(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    response.content = response.read()
    connection.close()
    return response


def test_it_listens_on_loopback_only(server):
    assert server.base_url.startswith("http://127.0.0.1:")


def test_every_feed_is_served_with_its_type(server, wire):
    for provider in wire.providers:
        for feed in provider.feeds:
            response = ask(server, server.feed_url(feed).removeprefix(server.base_url))
            assert response.status == 200
            assert response.getheader("ETag")
            assert response.getheader("Last-Modified")
            assert "max-age=2" in response.getheader("Cache-Control")
            assert response.getheader("Retry-After") is None
            assert server.base_url.encode() in response.content


def test_an_unchanged_feed_answers_304_until_the_script_moves_on(server, clock):
    first = ask(server, WORLD)
    etag, modified = first.getheader("ETag"), first.getheader("Last-Modified")
    for headers in ({"If_None_Match": etag}, {"If_None_Match": f'"x", W/{etag}'}, {"If_Modified_Since": modified}):
        response = ask(server, WORLD, **headers)
        assert (response.status, response.content) == (304, b"")
        assert response.getheader("ETag") == etag
    clock.now += timedelta(seconds=15)
    assert b"UPDATE 1-" in ask(server, WORLD, If_None_Match=etag).content
    assert ask(server, WORLD, If_Modified_Since=modified).status == 200


def test_an_etag_outweighs_a_date(server):
    modified = ask(server, WORLD).getheader("Last-Modified")
    assert ask(server, WORLD, If_None_Match='"other"', If_Modified_Since=modified).status == 200


def test_a_date_that_is_none_is_ignored(server):
    assert ask(server, WORLD, If_Modified_Since="yesterday").status == 200


def test_head_has_the_headers_and_no_body(server):
    response, full = ask(server, WORLD, "HEAD"), ask(server, WORLD)
    assert response.content == b""
    assert response.getheader("Content-Length") == str(len(full.content))


def test_pictures_are_served_as_they_lie(server, wire):
    picture = wire.pictures[0]
    response = ask(server, f"/pictures/{picture.name}")
    assert response.getheader("Content-Type") == picture.content_type
    assert len(response.content) == picture.length


@pytest.mark.parametrize(
    "path", ["/pictures/draw.py", "/pictures/../README.md", "/nothing", "/corvane/articles/x.html"]
)
def test_nothing_else_is_served(server, path):
    assert ask(server, path).status == 404


def test_every_link_to_an_original_leads_somewhere(server):
    items = json.loads(ask(server, "/nagihama-public/bulletin.json").content)["items"]
    for item in items:
        response = ask(server, item["url"].removeprefix(server.base_url))
        assert response.status == 200
        assert item["title"] in html.unescape(response.content.decode())


def test_an_original_comes_with_its_item_and_goes_with_the_kill(server, clock):
    killed, new = "/shiranami/articles/ferry-captain-arrest.html", "/corvane/articles/ferry-salvage.html"
    assert ask(server, killed).status == 200
    assert ask(server, new).status == 404
    clock.now += timedelta(seconds=90)
    assert ask(server, new).status == 200
    response = ask(server, killed)
    assert response.status == 410
    assert "取り消します" in response.content.decode()
    assert "業務上過失" not in response.content.decode()


def test_the_hostile_item_is_shown_as_text_on_its_own_page(server):
    page = ask(server, "/corvane/articles/market-reopens.html")
    assert b"<script" not in page.content
    assert b"<iframe" not in page.content
    assert b"&lt;script&gt;" in page.content
    assert "default-src 'none'" in page.getheader("Content-Security-Policy")


def test_the_front_lists_the_feeds_and_robots_may_read(server):
    assert f"{server.base_url}{WORLD}" in ask(server, "/").content.decode()
    assert ask(server, "/robots.txt").content == b"User-agent: *\nDisallow:\n"


def test_starting_sets_the_script_to_its_beginning(wire, clock):
    server = WireServer(wire, clock=clock)
    clock.now += timedelta(hours=1)
    with server:
        assert server.started_at == clock.now
        assert b"UPDATE 1-" not in ask(server, WORLD).content


def test_stopping_frees_the_port_and_may_be_repeated(wire, clock):
    server = WireServer(wire, clock=clock)
    server.start()
    port = int(server.base_url.rpartition(":")[2])
    server.stop()
    server.stop()
    with WireServer(wire, clock=clock, port=port) as again:
        assert ask(again, WORLD).status == 200
