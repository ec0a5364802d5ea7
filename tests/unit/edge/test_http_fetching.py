"""Fetching as a feed's server sees it: answers, conditions, redirects, turns."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest


def test_an_answer_comes_back_with_lower_case_headers_and_its_address(serve, client_for, answer):
    server = serve(lambda asked: answer(b"<rss/>", "Content-Type: text/xml", "X-Name: caf\u00e9", 'ETag: W/"1"'))
    response = client_for(server).fetch(FetchRequest(server.url("/feed?key=1")))
    assert (response.status, response.body, response.url) == (200, b"<rss/>", server.url("/feed?key=1"))
    assert response.moved_to is None
    assert response.header("content-type") == "text/xml"
    assert response.header("x-name") == "café"
    assert response.header("etag") == 'W/"1"'


def test_the_request_says_who_asks_and_what_it_takes(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x"))
    client_for(server).fetch(FetchRequest(server.url("/a?b=c"), accept="application/rss+xml"))
    (asked,) = server.asked
    assert asked.target == "/a?b=c"
    assert asked.headers["host"] == server.host
    assert asked.headers["user-agent"] == "wireroom-test/1"
    assert asked.headers["accept"] == "application/rss+xml"
    assert asked.headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "if-none-match" not in asked.headers
    assert "if-modified-since" not in asked.headers


def test_a_conditional_request_is_answered_304_without_a_body(serve, client_for, answer):
    def script(asked):
        if asked.headers.get("if-none-match") == '"7"' and "if-modified-since" in asked.headers:
            return answer(b"", 'ETag: "7"', status="304 Not Modified", length=False)
        return answer(b"<rss/>", 'ETag: "7"', "Last-Modified: Fri, 18 Oct 2024 09:00:00 GMT")

    server = serve(script)
    client = client_for(server)
    first = client.fetch(FetchRequest(server.url()))
    request = FetchRequest(server.url(), etag=first.header("etag"), last_modified=first.header("last-modified"))
    second = client.fetch(request)
    assert (first.status, first.body) == (200, b"<rss/>")
    assert (second.status, second.body) == (304, b"")


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "429 Too Many Requests", "503 Service Unavailable"])
def test_a_status_is_an_answer_whatever_its_page_is(serve, client_for, answer, status):
    server = serve(lambda asked: answer(b"not gzip", "Retry-After: 7", "Content-Encoding: gzip", status=status))
    response = client_for(server).fetch(FetchRequest(server.url()))
    assert response.status == int(status[:3])
    assert response.header("retry-after") == "7"


def test_cookies_are_neither_kept_nor_sent(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x", "Set-Cookie: a=b", "X-Other: 1"))
    client = client_for(server)
    response = client.fetch(FetchRequest(server.url()))
    client.fetch(FetchRequest(server.url()))
    assert response.header("set-cookie") is None
    assert response.header("x-other") == "1"
    assert all("cookie" not in asked.headers for asked in server.asked)


def test_a_chain_of_permanent_redirects_is_a_move(serve, client_for, answer, redirect):
    def script(asked):
        return {
            "/old": redirect("/newer"),
            "/newer": redirect("newest?x=1", "308 Permanent Redirect"),
        }.get(asked.target, answer(b"here"))

    server = serve(script)
    response = client_for(server).fetch(FetchRequest(server.url("/old")))
    assert response.body == b"here"
    assert response.url == response.moved_to == server.url("/newest?x=1")


@pytest.mark.parametrize("temporary", ["302 Found", "303 See Other", "307 Temporary Redirect"])
@pytest.mark.parametrize("place", [0, 1])
def test_one_temporary_hop_anywhere_is_no_move(serve, client_for, answer, redirect, temporary, place):
    kinds = ["301 Moved Permanently", "308 Permanent Redirect"]
    kinds[place] = temporary

    def script(asked):
        return {"/old": redirect("/newer", kinds[0]), "/newer": redirect("/newest", kinds[1])}.get(
            asked.target, answer(b"here")
        )

    server = serve(script)
    response = client_for(server).fetch(FetchRequest(server.url("/old")))
    assert (response.url, response.moved_to) == (server.url("/newest"), None)


def test_five_redirects_are_followed_and_six_are_not(serve, client_for, answer, redirect):
    def script(asked):
        left = int(asked.target[1:])
        return redirect(f"/{left - 1}") if left else answer(b"end")

    server = serve(script)
    client = client_for(server)
    assert client.fetch(FetchRequest(server.url("/5"))).body == b"end"
    with pytest.raises(FetchError, match="more than 5 redirects"):
        client.fetch(FetchRequest(server.url("/6")))


def test_a_circle_of_redirects_is_named(serve, client_for, redirect):
    server = serve(lambda asked: redirect("/b" if asked.target == "/a" else "/a"))
    with pytest.raises(FetchError, match="circle"):
        client_for(server).fetch(FetchRequest(server.url("/a")))
    assert len(server.asked) == 2


def test_a_redirect_without_a_goal_is_an_error(serve, client_for, answer):
    server = serve(lambda asked: answer(b"", status="302 Found"))
    with pytest.raises(FetchError, match="leads nowhere") as caught:
        client_for(server).fetch(FetchRequest(server.url()))
    assert caught.value.status == 302


def test_a_redirect_to_an_address_with_spaces_and_letters_of_any_script(serve, client_for, answer, redirect):
    location = "/記事 1".encode().decode("latin-1")
    server = serve(lambda asked: redirect(location) if asked.target == "/" else answer(asked.target.encode()))
    response = client_for(server).fetch(FetchRequest(server.url()))
    assert response.body == b"/%E8%A8%98%E4%BA%8B%201"


def test_a_server_that_hangs_up_is_a_failure_that_may_pass(serve, client_for):
    server = serve(lambda asked: b"")
    with pytest.raises(FetchError, match="without sending a response") as caught:
        client_for(server).fetch(FetchRequest(server.url()))
    assert not caught.value.permanent


def test_a_server_that_is_not_there_is_a_failure_that_may_pass(client_for):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(FetchError, match="refused") as caught:
        client_for(open_hosts=frozenset({host})).fetch(FetchRequest(f"http://{host}/"))
    assert not caught.value.permanent


def test_errors_never_show_the_query(serve, client_for):
    server = serve(lambda asked: b"garbage\r\n\r\n")
    with pytest.raises(FetchError) as caught:
        client_for(server).fetch(FetchRequest(server.url("/feed?token=s3cret")))
    assert "s3cret" not in str(caught.value)
    assert "/feed?…" in str(caught.value)


def test_a_thousand_feeds_of_one_host_are_all_fetched_two_at_a_time(serve, client_for, answer):
    def script(asked):
        time.sleep(0.001)  # A server's own time, so that requests would overlap if they were let.
        return answer(asked.target.encode())

    server = serve(script)
    client = client_for(server, per_host=2)
    with ThreadPoolExecutor(32) as threads:
        responses = list(threads.map(lambda n: client.fetch(FetchRequest(server.url(f"/{n}"))), range(1000)))
    assert [response.body for response in responses] == [f"/{n}".encode() for n in range(1000)]
    assert server.most_at_once == 2


def test_hosts_do_not_wait_for_one_another(serve, client_for, answer):
    release = threading.Event()

    def slow(asked):
        release.wait(10)
        return answer(b"slow")

    slow_server, quick_server = serve(slow), serve(lambda asked: answer(b"quick"))
    names = {"slow.test": ("127.0.0.1",), "quick.test": ("127.0.0.1",)}
    client = client_for(names=names, open_hosts=frozenset(names), per_host=1)
    slow_url = slow_server.url().replace("127.0.0.1", "slow.test")
    quick_url = quick_server.url().replace("127.0.0.1", "quick.test")
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(client.fetch, FetchRequest(slow_url))
        try:
            assert client.fetch(FetchRequest(quick_url)).body == b"quick"
        finally:
            release.set()
        assert waiting.result().body == b"slow"


def test_waiting_for_a_busy_host_ends(serve, client_for, answer):
    """A fetch waits six times its own time limit for its turn: forty at once, one at a time, cannot all be served."""

    def slow(asked):
        time.sleep(0.15)
        return answer(b"late")

    server = serve(slow)
    client = client_for(server, per_host=1, timeout_s=0.6)

    def fetch(_: int) -> str:
        try:
            return client.fetch(FetchRequest(server.url())).body.decode()
        except FetchError as error:
            return "busy" if "busy" in str(error) and not error.permanent else str(error)

    with ThreadPoolExecutor(40) as threads:
        outcomes = list(threads.map(fetch, range(40)))
    assert set(outcomes) == {"late", "busy"}
    assert server.most_at_once == 1


def test_closing_ends_what_is_under_way_and_refuses_what_comes(serve, client_for):
    asked_for = threading.Event()
    never = threading.Event()

    def silent(asked):
        asked_for.set()
        never.wait(10)
        return b""

    server = serve(silent)
    client = client_for(server, timeout_s=60)
    with ThreadPoolExecutor(1) as threads:
        fetching = threads.submit(client.fetch, FetchRequest(server.url()))
        assert asked_for.wait(10)
        began = time.monotonic()
        client.close()
        with pytest.raises(FetchError, match="stopped"):
            fetching.result(timeout=10)
        never.set()
    assert time.monotonic() - began < 10
    with pytest.raises(FetchError, match="stopped"):
        client.fetch(FetchRequest(server.url()))
