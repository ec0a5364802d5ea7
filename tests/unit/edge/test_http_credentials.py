"""What a request carries besides its address: headers, secrets and bodies, and who gets to see them."""

import base64
import traceback

import pytest

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest

SECRET = "tide&table=47/11"
ENCODED = "tide%26table%3D47%2F11"
BASIC = "Basic " + base64.b64encode(b"desk:spring-tide-9").decode()


def told(error: BaseException) -> str:
    """Everything a log could show of an error."""
    return "".join(traceback.format_exception(error)) + repr(error)


def test_a_header_and_a_secret_query_go_to_the_address_and_stand_in_no_answer(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x", f'Link: <http://{asked.headers["host"]}{asked.target}>; rel="self"'))
    request = FetchRequest(
        server.url("/wire?page=2"), headers=(("Authorization", BASIC),), secret_query=f"key={ENCODED}"
    )
    response = client_for(server).fetch(request)
    (asked,) = server.asked
    assert asked.target == f"/wire?page=2&key={ENCODED}"
    assert asked.headers["authorization"] == BASIC
    assert response.url == server.url("/wire?page=2")
    assert response.header("link") == f'<{server.url("/wire?page=2")}>; rel="self"'
    for text in (repr(request), repr(response)):
        assert not any(word in text for word in (ENCODED, SECRET, BASIC, "spring-tide-9"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<link>http://wire.example/1?a=1&amp;key={}</link>", "<link>http://wire.example/1?a=1</link>"),
        ("<link>http://wire.example/1?key={}&amp;a=1</link>", "<link>http://wire.example/1?a=1</link>"),
        ('{{"next": "/wire?page=3\\u0026key={}"}}', '{"next": "/wire?page=3"}'),
        ("/wire?key={}", "/wire"),
        ("your key is {}", "your key is …"),
    ],
)
def test_a_document_that_repeats_the_key_is_kept_without_it(serve, client_for, answer, written, kept):
    server = serve(lambda asked: answer(written.format(ENCODED).encode()))
    response = client_for(server).fetch(FetchRequest(server.url("/wire"), secret_query=f"key={ENCODED}"))
    assert response.body.decode() == kept


def test_a_short_secret_takes_no_words_out_of_a_document(serve, client_for, answer):
    server = serve(lambda asked: answer(b"The tide rose. /1?key=tide /2?key=tidal&key=tides"))
    response = client_for(server).fetch(FetchRequest(server.url("/wire"), secret_query="key=tide"))
    assert response.body == b"The tide rose. /1 /2?key=tidal&key=tides"


def test_within_one_origin_credentials_are_sent_to_every_hop(serve, client_for, answer, redirect):
    server = serve(lambda asked: redirect("/new?x=1", "302 Found") if asked.target.startswith("/old") else answer(b"x"))
    request = FetchRequest(server.url("/old"), headers=(("Authorization", BASIC),), secret_query=f"key={ENCODED}")
    client_for(server).fetch(request)
    assert [asked.target for asked in server.asked] == [f"/old?key={ENCODED}", f"/new?x=1&key={ENCODED}"]
    assert all(asked.headers["authorization"] == BASIC for asked in server.asked)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "307 Temporary Redirect"])
def test_another_port_is_another_origin_and_gets_nothing(serve, client_for, answer, redirect, status):
    other = serve(lambda asked: answer(b"x"))
    server = serve(lambda asked: redirect(other.url("/feed"), status))
    request = FetchRequest(
        server.url("/feed"), headers=(("Authorization", BASIC), ("X-Customer", "minato")), secret_query="key=4711-tide"
    )
    response = client_for(server, other).fetch(request)
    (asked,) = other.asked
    assert asked.target == "/feed"
    assert "authorization" not in asked.headers
    assert "x-customer" not in asked.headers
    assert response.url == other.url("/feed")


def test_another_name_of_the_same_server_gets_nothing(serve, client_for, answer, redirect):
    server = serve(lambda asked: answer(b"x") if asked.target == "/b" else redirect(f"http://b.test:{port}/b"))
    port = server.listener.getsockname()[1]
    client = client_for(
        names={"a.test": ("127.0.0.1",), "b.test": ("127.0.0.1",)},
        open_hosts=frozenset({f"a.test:{port}", f"b.test:{port}"}),
    )
    client.fetch(FetchRequest(f"http://a.test:{port}/a", headers=(("Authorization", BASIC),)))
    assert [("authorization" in asked.headers) for asked in server.asked] == [True, False]


def test_a_way_out_and_back_again_brings_the_credentials_no_second_time(serve, client_for, answer, redirect):
    other = serve(lambda asked: redirect(server.url("/transfer")))
    server = serve(lambda asked: answer(b"x") if asked.target == "/transfer" else redirect(other.url("/")))
    client_for(server, other).fetch(FetchRequest(server.url("/"), headers=(("Authorization", BASIC),)))
    assert [("authorization" in asked.headers) for asked in server.asked] == [True, False]


def test_a_redirect_that_repeats_the_secret_query_takes_it_nowhere(serve, client_for, answer, redirect):
    other = serve(lambda asked: answer(b"x"))
    server = serve(lambda asked: redirect(other.url(f"{asked.target}&a=1")))
    response = client_for(server, other).fetch(FetchRequest(server.url("/f"), secret_query=f"key={ENCODED}"))
    assert other.asked[0].target == "/f?a=1"
    assert response.url == response.moved_to == other.url("/f?a=1")


@pytest.mark.parametrize("spelling", [f"/login?next={ENCODED}", f"/{ENCODED}", "/?k=tide%2526table%253D47%252F11"])
def test_a_redirect_with_the_secret_in_another_place_is_refused(serve, client_for, redirect, answer, spelling):
    other = serve(lambda asked: answer(b"x"))
    server = serve(lambda asked: redirect(other.url(spelling)))
    with pytest.raises(FetchError, match="holds the secret") as refused:
        client_for(server, other).fetch(FetchRequest(server.url("/f"), secret_query=f"key={ENCODED}"))
    assert refused.value.permanent
    assert other.asked == []
    assert not any(word in told(refused.value) for word in (ENCODED, SECRET))


def test_no_error_tells_a_secret_however_the_server_repeats_it(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x", "Content-Encoding: spring-tide-9"))
    request = FetchRequest(server.url("/"), headers=(("Authorization", BASIC),))
    with pytest.raises(FetchError, match="coded as") as failed:
        client_for(server).fetch(request)
    assert "spring-tide-9" not in told(failed.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", "Bearer spring-\r\nX-Evil: tide-9"),
        ("Authorization", "Bearer spring-tide-9\n"),
        ("Authorization", "Bearer spring-tide-\u30429"),
        ("Author ization", "spring-tide-9"),
        ("Host", "other.example"),
        ("Content-Length", "0"),
        ("Transfer-Encoding", "chunked"),
    ],
)
def test_a_header_that_cannot_be_sent_is_refused_by_name_and_nothing_is_asked(serve, client_for, answer, name, value):
    server = serve(lambda asked: answer(b"x"))
    with pytest.raises(FetchError) as refused:
        client_for(server).fetch(FetchRequest(server.url("/"), headers=((name, value),)))
    assert refused.value.permanent
    assert name.split()[0] in str(refused.value)
    assert "tide" not in told(refused.value)
    assert server.asked == []


def test_a_post_carries_its_body_and_type(serve, client_for, answer):
    server = serve(lambda asked: answer(b"", status="202 Accepted"))
    body = b"hub.mode=subscribe&hub.topic=x"
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    response = client_for(server).fetch(FetchRequest(server.url("/hub"), method="POST", headers=headers, body=body))
    (asked,) = server.asked
    assert response.status == 202
    assert (asked.method, asked.body) == ("POST", body)
    assert asked.headers["content-length"] == str(len(body))
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_is_no_get_follows_no_redirect_and_is_sent_once(serve, client_for, answer, redirect, method):
    server = serve(lambda asked: redirect("/elsewhere", "307 Temporary Redirect"))
    response = client_for(server).fetch(FetchRequest(server.url("/a"), method=method, body=b"{}"))
    assert (response.status, response.url, response.moved_to) == (307, server.url("/a"), None)
    assert response.header("location") == "/elsewhere"
    assert [(asked.method, asked.body) for asked in server.asked] == [(method, b"{}")]


def test_a_post_whose_answer_breaks_off_is_not_sent_again(serve, client_for, answer):
    server = serve(lambda asked: answer(b"half", "Content-Length: 400", length=False))
    with pytest.raises(FetchError):
        client_for(server).fetch(FetchRequest(server.url("/a"), method="POST", body=b"x"))
    assert len(server.asked) == 1


def test_a_post_without_a_body_says_so(serve, client_for, answer):
    server = serve(lambda asked: answer(b"x"))
    client_for(server).fetch(FetchRequest(server.url("/a"), method="POST"))
    assert server.asked[0].headers["content-length"] == "0"


@pytest.mark.parametrize(
    ("method", "body"), [("GET", b"x"), ("BREW", b""), ("get", b""), ("GET /x HTTP/1.1\r\nA:", b"")]
)
def test_other_methods_and_a_get_with_a_body_are_refused(serve, client_for, answer, method, body):
    server = serve(lambda asked: answer(b"x"))
    with pytest.raises(FetchError) as refused:
        client_for(server).fetch(FetchRequest(server.url("/"), method=method, body=body))
    assert refused.value.permanent
    assert server.asked == []
