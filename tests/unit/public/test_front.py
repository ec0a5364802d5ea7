"""What a visitor gets from the edition's folder, over raw ASGI: pages, gone pages, validators, and nothing outside."""

import asyncio
import dataclasses
import gzip
import os
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.public.front import MAX_BODY, front
from wireroom.public.push import MOST_BYTES


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes


def ask(app, path, *, method="GET", headers=(), chunks=(b"",), query=b""):
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    incoming = [
        {"type": "http.request", "body": chunk, "more_body": at < len(chunks) - 1} for at, chunk in enumerate(chunks)
    ]
    sent = []

    async def receive():
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start = sent[0]
    names = [name for name, _ in start["headers"]]
    assert len(names) == len(set(names)), "a header was sent twice"
    return Answer(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


async def live(scope, receive, send):
    """Stands for Django: answers with what it was given."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": f"{scope['path']} {len(body)}".encode()})


def write(site, path, text, *, age=100.0):
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(".new")
    temporary.write_bytes(text.encode() if isinstance(text, str) else text)
    now = os.stat(temporary).st_mtime
    os.utime(temporary, (now - age, now - age))
    temporary.replace(target)


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    write(folder, "index.html", "landing")
    write(folder, "ja/index.html", "日本語" * 400)
    write(folder, "ja/404.html", "見つかりません")
    write(folder, "en/404.html", "not found")
    write(folder, "en/2024/10/18/story/index.html", "story")
    write(folder, "en/2024/10/18/killed/gone.html", "withdrawn")
    write(folder, "assets/site-0123abcd4567.css", "a{}" * 400)
    write(folder, "pictures/0123456789abcdef.webp", b"RIFF")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "site-other").mkdir()
    (tmp_path / "site-other" / "index.html").write_text("secret")
    return folder


@pytest.fixture
def app(site):
    return front(site, live, default_language="en")


def test_a_folder_is_its_index_page(app):
    answer = ask(app, "/en/2024/10/18/story/")
    assert (answer.status, answer.body) == (200, b"story")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert ask(app, "/").body == b"landing"


def test_a_folder_without_its_slash_is_sent_there_with_its_query(app):
    answer = ask(app, "/ja", query=b"a=1")
    assert (answer.status, answer.headers["location"]) == (301, "/ja/?a=1")
    assert ask(app, "/en/2024/10/18/killed").headers["location"] == "/en/2024/10/18/killed/"
    assert ask(app, "/en/2024/10").status == 404


def test_a_redirect_never_leaves_the_site(app, site):
    write(site, "evil.example/index.html", "x")
    write(site, "日本/index.html", "x")
    assert ask(app, "//evil.example").status == 404
    assert ask(app, "/日本").headers["location"] == "/%E6%97%A5%E6%9C%AC/"
    assert ask(app, "/ja/index.html").headers["location"] == "/ja/"


def test_a_killed_page_is_gone_with_its_notice_and_no_validator(app):
    answer = ask(app, "/en/2024/10/18/killed/", headers=[("If-None-Match", "*")])
    assert (answer.status, answer.body) == (410, b"withdrawn")
    assert "etag" not in answer.headers
    assert ask(app, "/en/2024/10/18/killed/gone.html").status == 301


def test_a_kill_arrives_with_the_next_request_however_warm_the_cache(app, site):
    page = site / "en/2024/10/18/story"
    etag = ask(app, "/en/2024/10/18/story/").headers["etag"]
    assert ask(app, "/en/2024/10/18/story/", headers=[("If-None-Match", etag)]).status == 304
    write(site, "en/2024/10/18/story/gone.html", "withdrawn")
    (page / "index.html").unlink()
    assert ask(app, "/en/2024/10/18/story/", headers=[("If-None-Match", etag)]).status == 410


def test_a_rewritten_page_of_the_same_size_is_served_at_once(app, site):
    for text in ("story", "STORY", "sTORY"):
        write(site, "en/2024/10/18/story/index.html", text, age=0)
        assert ask(app, "/en/2024/10/18/story/").body == text.encode()


def test_what_is_missing_is_answered_in_the_language_of_the_path(app):
    assert ask(app, "/ja/2024/x/").body.decode() == "見つかりません"
    assert ask(app, "/fr/x").body == b"not found"
    answer = ask(app, "/nothing")
    assert (answer.status, answer.body) == (404, b"not found")
    assert ask(app, "/ja/404.html").status == 404


def test_a_site_without_pages_still_answers(tmp_path):
    assert ask(front(tmp_path / "none", live, default_language="en"), "/").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/en/../../secret.txt",
        "/./index.html",
        "/en//404.html",
        "/\\..\\secret.txt",
        "/en/404.html\x00",
        "/../site-other/",
        "/" + "a" * 5000,
        "/\udcff",
        "*",
    ],
)
def test_no_path_leads_out_of_the_site(app, path):
    answer = ask(app, path)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_hidden_files_and_links_that_lead_out_are_not_served(app, site, tmp_path):
    write(site, ".git/config", "secret")
    (site / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (site / "leaks").symlink_to(tmp_path / "site-other")
    (site / "also.txt").symlink_to(site / "index.html")
    assert ask(app, "/.git/config").status == 404
    assert ask(app, "/leak.txt").status == 404
    assert ask(app, "/leaks/").status == 404
    assert ask(app, "/also.txt").body == b"landing"


@given(st.text(max_size=60))
def test_any_path_gets_an_answer_from_inside(tmp_path_factory, path):
    folder = tmp_path_factory.getbasetemp() / "any-path"
    (folder / "site").mkdir(parents=True, exist_ok=True)
    (folder / "secret.txt").write_text("secret")
    answer = ask(front(folder / "site", live, default_language="en"), "/" + path)
    assert answer.status in (200, 301, 404)
    assert b"secret" not in answer.body


def test_head_says_what_get_would_without_the_body(app):
    get, head = ask(app, "/ja/"), ask(app, "/ja/", method="HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", get.headers)
    assert int(head.headers["content-length"]) == len(get.body)


def test_text_is_compressed_for_who_accepts_it(app):
    plain = ask(app, "/ja/")
    packed = ask(app, "/ja/", headers=[("Accept-Encoding", "br, gzip")])
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in ask(app, "/ja/", headers=[("Accept-Encoding", "gzip;q=0")]).headers


def test_validators_spare_the_body(app):
    first = ask(app, "/ja/")
    for tag in (first.headers["etag"], f"W/{first.headers['etag']}", f'"other", {first.headers["etag"]}', "*"):
        assert ask(app, "/ja/", headers=[("If-None-Match", tag)]).status == 304
    assert ask(app, "/ja/", headers=[("If-Modified-Since", first.headers["last-modified"])]).status == 304
    assert ask(app, "/ja/", headers=[("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")]).status == 200
    assert ask(app, "/ja/", headers=[("If-Modified-Since", "nonsense")]).status == 200
    both = [("If-None-Match", '"other"'), ("If-Modified-Since", first.headers["last-modified"])]
    assert ask(app, "/ja/", headers=both).status == 200


def test_only_hashed_style_is_kept_for_ever(app):
    assert "immutable" in ask(app, "/assets/site-0123abcd4567.css").headers["cache-control"]
    assert ask(app, "/pictures/0123456789abcdef.webp").headers["cache-control"] == "public, max-age=30, must-revalidate"
    for path in ("/ja/", "/nothing", "/en/2024/10/18/killed/"):
        assert ask(app, path).headers["cache-control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("rss.xml", "<rss/>", "application/rss+xml; charset=utf-8"),
        ("news.xml", '<?xml version="1.0"?><rss version="2.0"/>', "application/rss+xml; charset=utf-8"),
        ("a.xml", '<?xml version="1.0"?><feed xmlns="x"/>', "application/atom+xml; charset=utf-8"),
        ("feed.json", "{}", "application/feed+json; charset=utf-8"),
        ("all.json", '{"version":"https://jsonfeed.org/version/1.1"}', "application/feed+json; charset=utf-8"),
        ("sitemap.xml", "<urlset/>", "application/xml; charset=utf-8"),
        ("robots.txt", "User-agent: *", "text/plain; charset=utf-8"),
        ("icon.svg", "<svg/>", "image/svg+xml; charset=utf-8"),
        ("odd.bin", "?", "application/octet-stream"),
    ],
)
def test_each_kind_says_what_it_is(app, site, name, text, media_type):
    write(site, f"en/{name}", text)
    assert ask(app, f"/en/{name}").headers["content-type"] == media_type


@pytest.mark.parametrize("path", ["/ja/", "/nothing", "/en/2024/10/18/killed/", "/ja", "/desk/"])
def test_every_answer_is_guarded(app, path):
    headers = ask(app, path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]


def test_a_file_too_large_to_hold_arrives_whole(app, site):
    body = os.urandom(3 * 1024 * 1024)
    write(site, "big.bin", body)
    answer = ask(app, "/big.bin")
    assert answer.body == body
    assert ask(app, "/big.bin", headers=[("If-None-Match", answer.headers["etag"])]).status == 304


def test_only_the_live_addresses_reach_django(app):
    live_paths = ("/desk/", "/desk/item/1/", "/comments/", "/complaints/", "/search", "/search.json", "/push/agency")
    for path in ("/api/articles.json", "/ledger.json", "/ledger.csv", *live_paths):
        assert ask(app, path, method="POST", chunks=(b"ab", b"c")).body == f"{path} 3".encode()
    for path in ("/deskside/", "/searching", "/ja/comments/", "/admin/"):
        assert ask(app, path).status == 404
    answer = ask(app, "/ja/", method="POST")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_what_is_live_is_not_stored_by_anyone(app):
    assert ask(app, "/desk/").headers["cache-control"] == "no-store"


def test_a_body_over_the_limit_never_reaches_django(app):
    declared = ask(app, "/comments/", method="POST", headers=[("Content-Length", str(MAX_BODY + 1))])
    undeclared = ask(app, "/comments/", method="POST", chunks=(b"x" * MAX_BODY, b"x"))
    assert (declared.status, undeclared.status) == (413, 413)
    assert ask(app, "/comments/", method="POST", chunks=(b"x" * MAX_BODY,)).status == 200


@pytest.mark.parametrize("path", ["/push/agency", "/websub/token"])
def test_what_programs_send_may_be_larger_and_is_bounded_all_the_same(app, path):
    piece = b"x" * MAX_BODY
    whole = (piece,) * (MOST_BYTES // MAX_BODY)
    assert ask(app, path, method="POST", chunks=whole).body == f"{path} {MOST_BYTES}".encode()
    declared = ask(app, path, method="POST", headers=[("Content-Length", str(MOST_BYTES + 1))])
    undeclared = ask(app, path, method="POST", chunks=(*whole, b"x"))
    assert (declared.status, undeclared.status) == (413, 413)


def test_a_program_that_sends_too_slowly_is_told_so_and_reaches_nothing(site, monkeypatch):
    monkeypatch.setattr("wireroom.public.front._PROGRAM_SECONDS", 0.05)
    pieces, sent, reached = [{"type": "http.request", "body": b"x", "more_body": True}], [], []

    async def keep(scope, receive, send):
        await live(scope, receive, send)
        reached.append(scope)

    async def receive():
        return pieces.pop() if pieces else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/push/agency", "headers": [], "query_string": b""}
    asyncio.run(front(site, keep, default_language="en")(scope, receive, send))
    assert (sent[0]["status"], reached) == (408, [])


def test_a_feed_names_its_hub_and_itself_in_a_header(site, settings):
    write(site, "en/feed.rss", "<rss/>")
    settings.NEWSROOM = dataclasses.replace(settings.NEWSROOM, hub="https://hub.example/")
    links = ask(front(site, live), "/en/feed.rss").headers["link"]
    assert links == '<https://hub.example/>; rel="hub", <http://testserver/en/feed.rss>; rel="self"'
    assert "link" not in ask(front(site, live), "/en/2024/10/18/story/").headers


def test_what_a_reader_left_half_sent_is_not_acted_on(app):
    reached = []

    async def keep(scope, receive, send):
        reached.append(scope)

    async def leave():
        return {"type": "http.disconnect"}

    async def drop(message):
        return None

    scope = {"type": "http", "method": "POST", "path": "/comments/", "headers": [], "query_string": b""}
    asyncio.run(front("/nowhere", keep, default_language="en")(scope, leave, drop))
    assert reached == []


def test_the_server_may_start_and_stop_it(app):
    asked, sent = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}], []

    async def receive():
        return asked.pop(0)

    async def send(message):
        sent.append(message["type"])

    asyncio.run(app({"type": "lifespan"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
