"""Copy pulled over http: with credentials that show nowhere, page after page, from feeds that cannot be read."""

import dataclasses
import json
from base64 import b64encode
from datetime import timedelta

import pytest
from flow_bench import NOON
from shell import shell
from wires import Story, rss

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest, FetchResponse
from wireroom.runner.health import read_health
from wireroom.wire.actions import SourceTerms, add_feed
from wireroom.wire.actions.sources import FeedAccess
from wireroom.wire.models import Feed, Fetch, Item

URL = "https://wire.example/feed"
WORD = "spring-tide/4711&x"
TIDE = Story("t1", "High tide in Minato", "The tide rose by 2 metres.", "https://wire.example/t1", NOON)


@pytest.fixture
def asked(bench) -> list[FetchRequest]:
    """What the wire is asked, in order; robots.txt and the like left out."""
    requests: list[FetchRequest] = []
    answer = bench.works.fetch

    def fetch(request: FetchRequest) -> FetchResponse:
        if not request.url.endswith((".txt", "tdmrep.json")):
            requests.append(request)
        return answer(request)

    bench.works = dataclasses.replace(bench.works, fetch=fetch)
    return requests


def subscribe(bench, url: str = URL, **access) -> Feed:
    return add_feed(url, SourceTerms(provider="Harbour Press"), access=FeedAccess(**access), now=bench.now)[0]


def keep_secret(bench, word: str = WORD) -> None:
    folder = bench.newsroom.home / "secrets"
    folder.mkdir()
    (folder / "harbour-press").write_text(word + "\n")
    (folder / "harbour-press").chmod(0o600)


# Credentials.


@pytest.mark.parametrize(
    ("access", "headers", "query"),
    [
        (
            {"auth": "basic", "auth_name": "desk"},
            (("Authorization", "Basic " + b64encode(f"desk:{WORD}".encode()).decode()),),
            "",
        ),
        ({"auth": "bearer"}, (("Authorization", f"Bearer {WORD}"),), ""),
        ({"auth": "query", "auth_name": "api key"}, (), "api+key=spring-tide%2F4711%26x"),
    ],
)
def test_a_feed_is_asked_with_its_credentials_and_its_site_for_robots_without(bench, asked, access, headers, query):
    keep_secret(bench)
    subscribe(bench, secret="harbour-press", **access)
    bench.serve(rss(TIDE))
    everything = []
    inner = bench.works.fetch
    bench.works = dataclasses.replace(bench.works, fetch=lambda request: everything.append(request) or inner(request))
    bench.run()
    assert bench.page("t1")
    (request,) = asked
    assert (request.headers, request.secret_query) == (headers, query)
    assert len(everything) == 3
    assert [bool(each.headers or each.secret_query) for each in everything].count(True) == 1


def test_a_secret_stands_in_no_row_log_page_or_health(bench, asked, caplog):
    keep_secret(bench)
    subscribe(bench, auth="basic", auth_name="desk", secret="harbour-press")
    bench.serve(rss(TIDE))
    bench.run()
    bench.break_down()
    bench.poll()
    pair = b64encode(f"desk:{WORD}".encode()).decode()
    health = json.dumps(dataclasses.asdict(read_health(bench.newsroom, now=bench.now)), default=str)
    rows = json.dumps([list(table.objects.values()) for table in (Feed, Fetch, Item)], default=str)
    for text in (health, rows, caplog.text, *(body.decode("utf-8", "ignore") for body in bench.files().values())):
        assert WORD not in text
        assert pair not in text
        assert "spring-tide" not in text


def test_a_missing_secret_stops_the_asking_with_its_name_and_where_it_belongs(bench, asked):
    subscribe(bench, auth="bearer", secret="harbour-press")
    bench.run()
    bench.poll()
    feed = Feed.objects.get()
    assert asked == []
    assert "WIREROOM_SECRET_HARBOUR_PRESS" in feed.alert
    keep_secret(bench)
    bench.serve(rss(TIDE))
    bench.poll()
    feed.refresh_from_db()
    assert bench.page("t1")
    assert (feed.alert, feed.last_error) == ("", "")


def test_credentials_stay_with_the_operators_address_when_the_feed_moves(bench, asked):
    keep_secret(bench)
    subscribe(bench, auth="bearer", secret="harbour-press")
    moved = "https://elsewhere.example/feed"
    bench.answers[URL] = FetchResponse(moved, 200, body=rss(TIDE), moved_to=moved)
    bench.run()
    bench.poll()
    assert [request.url for request in asked] == [URL, URL]
    assert Feed.objects.get().moved_to == ""


def test_a_feed_that_moves_within_its_site_keeps_its_credentials(bench, asked):
    keep_secret(bench)
    subscribe(bench, auth="bearer", secret="harbour-press")
    moved = "https://wire.example/v2/feed"
    bench.answers[URL] = FetchResponse(moved, 200, body=rss(TIDE), moved_to=moved)
    bench.serve(rss(TIDE), moved)
    bench.run()
    bench.poll()
    assert [request.url for request in asked] == [URL, moved]
    assert all(request.headers for request in asked)


# Pages.


def serve_pages(bench, *pages: list[int], link: str = "atom") -> list[str]:
    """Pages of stories by number; each names the next one."""
    addresses = [URL, *(f"{URL}?page={number}" for number in range(2, len(pages) + 1))]
    for number, (address, page) in enumerate(zip(addresses, pages, strict=True)):
        following = addresses[number + 1] if number + 1 < len(addresses) else ""
        stories = [
            Story(
                f"s{n}", f"Story number {n}", f"Words of story {n}.", f"https://wire.example/{n}", NOON - timedelta(n)
            )
            for n in page
        ]
        body = rss(*stories)
        headers = ()
        if following and link == "atom":
            tag = f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{following}"/>'.encode()
            body = body.replace(b"<channel>", b"<channel>" + tag)
        elif following:
            headers = (("link", f'<{following}>; rel="next"'),)
        bench.answers[address] = FetchResponse(address, 200, headers, body)
    return addresses


def urls(asked: list[FetchRequest]) -> list[str]:
    urls = [request.url for request in asked]
    asked.clear()
    return urls


@pytest.mark.parametrize("link", ["atom", "header"])
def test_the_first_round_takes_all_pages_and_later_ones_end_at_what_is_known(bench, asked, link):
    subscribe(bench, max_pages=10)
    addresses = serve_pages(bench, [9, 8, 7], [6, 5, 4], [3, 2, 1], link=link)
    bench.run()
    assert urls(asked) == addresses
    assert Item.objects.count() == 9
    assert Fetch.objects.exclude(raw_hash="").count() == 3
    bench.poll()
    assert urls(asked) == addresses[:1]
    addresses = serve_pages(bench, [10, 9, 8], [7, 6, 5], [4, 3, 2], [1], link=link)
    bench.poll()
    assert urls(asked) == addresses[:2], "the second page brings nothing new, so there is no third"
    assert Item.objects.count() == 10


def test_no_more_pages_are_asked_for_than_the_operator_said(bench, asked):
    subscribe(bench, max_pages=2)
    addresses = serve_pages(bench, [9, 8], [7, 6], [5, 4])
    bench.run()
    assert urls(asked) == addresses[:2]


def test_a_feed_is_one_page_unless_the_operator_says_more(bench, asked):
    subscribe(bench)
    addresses = serve_pages(bench, [9, 8], [7, 6])
    bench.run()
    assert urls(asked) == addresses[:1]


def test_pages_that_lead_in_a_circle_end(bench, asked):
    subscribe(bench, max_pages=100)
    addresses = serve_pages(bench, [9, 8], [7, 6])
    last = bench.answers[addresses[-1]]
    bench.answers[addresses[-1]] = dataclasses.replace(last, headers=(("link", f"<{URL}>; rel=next"),))
    bench.run()
    assert urls(asked) == addresses


def test_a_next_link_to_another_origin_is_not_followed(bench, asked):
    keep_secret(bench)
    subscribe(bench, max_pages=10, auth="bearer", secret="harbour-press")
    bench.answers[URL] = FetchResponse(URL, 200, (("link", "<https://evil.example/2>; rel=next"),), rss(TIDE))
    bench.run()
    assert urls(asked) == [URL]


def test_a_round_that_breaks_off_keeps_what_came_and_is_done_again_whole(bench, asked):
    subscribe(bench, max_pages=10)
    addresses = serve_pages(bench, [9, 8], [7, 6], [5, 4])
    third = bench.answers[addresses[2]]
    bench.answers[addresses[2]] = FetchError("no answer")
    Feed.objects.update(next_fetch_at=bench.now)
    bench.run()
    feed = Feed.objects.get()
    assert Item.objects.count() == 4
    assert "page 3" in feed.last_error
    assert feed.failures == 1
    bench.answers[addresses[2]] = third
    asked.clear()
    bench.poll()
    assert urls(asked) == addresses
    assert Item.objects.count() == 6
    assert Feed.objects.get().failures == 0
    assert Fetch.objects.exclude(raw_hash="").count() == 3, "no bytes are kept twice"


def test_a_page_that_is_gone_does_not_stop_the_feed(bench, asked):
    subscribe(bench, max_pages=10)
    addresses = serve_pages(bench, [9, 8], [7, 6])
    bench.answers[addresses[1]] = FetchResponse(addresses[1], 410)
    bench.run()
    assert Feed.objects.get().state == "active"
    assert Item.objects.count() == 2


# What cannot be read.


def test_a_feed_that_cannot_be_read_is_asked_more_rarely_and_then_alarms(bench, asked):
    subscribe(bench)
    waits = []
    for number in range(6):
        bench.serve(f"<html><p>parked page number {number}</p></html>".encode())
        bench.poll()
        feed = Feed.objects.get()
        waits.append(feed.next_fetch_at - bench.now)
        assert feed.failures == number + 1
    assert waits[-1] > 4 * waits[0]
    assert "5 times" in feed.alert or "6 times" in feed.alert
    bench.poll()
    assert Feed.objects.get().failures == 7, "the same bytes are no better"
    bench.serve(rss(TIDE))
    bench.poll()
    feed = Feed.objects.get()
    assert (feed.failures, feed.alert, feed.last_error) == (0, "", "")
    assert bench.page("t1")


def test_a_move_to_a_page_that_is_no_feed_does_not_count(bench, asked):
    subscribe(bench)
    parked = "https://parked.example/"
    bench.answers[URL] = FetchResponse(parked, 200, body=b"<html><p>parked</p></html>", moved_to=parked)
    bench.run()
    assert Feed.objects.get().moved_to == ""


# From the shell.


def test_check_names_a_secret_that_cannot_be_read(tmp_path):
    home = tmp_path / "newsroom"
    assert shell("init", home=home).returncode == 0
    options = ["--auth", "bearer", "--secret", "harbour-press"]
    added = shell("feed", "add", URL.replace("https", "http"), *options, home=home)
    assert added.returncode == 0
    assert "WIREROOM_SECRET_HARBOUR_PRESS" in added.stderr
    checked = shell("check", home=home)
    assert checked.returncode == 1
    assert "wireroom.E007" in checked.stderr
    (home / "secrets").mkdir()
    (home / "secrets" / "harbour-press").write_text(WORD)
    (home / "secrets" / "harbour-press").chmod(0o600)
    assert shell("check", home=home).returncode == 0
    public = shell("check", "--public", home=home)
    assert "wireroom.W005" in public.stderr
    listed = shell("feed", "list", home=home)
    assert "secret harbour-press" in listed.stdout
    for told in (added, checked, public, listed, shell("status", "--json", home=home)):
        assert WORD not in told.stdout + told.stderr
