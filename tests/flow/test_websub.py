"""WebSub: subscribing to the hubs that feeds name, what their word is worth, and telling a hub of our own feeds."""

import dataclasses
import json
import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from flow_bench import DESK, NOON
from hub import Called, Hub
from wires import Story, rss

from wireroom.core.errors import FetchError
from wireroom.core.ports import FetchRequest
from wireroom.core.websub import LEASE
from wireroom.edge.http import open_http
from wireroom.edition.actions import find_announced
from wireroom.edition.places import feed_place, parse_place, place_files
from wireroom.publishing.actions import kill_item, withhold_item
from wireroom.publishing.models import Receipt
from wireroom.runner.health import read_health
from wireroom.runner.loop import Loop
from wireroom.runner.websub import ask_hub, prepare_announce, settle_announce
from wireroom.runner.works import open_press
from wireroom.tasks.actions import claim, enqueue, finish
from wireroom.tasks.models import Task
from wireroom.wire.models import Feed, Fetch, Subscription

FEED = "https://wire.example/feed"
FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
MARKET = Story("m1", "Market hall opens", "Forty stalls opened at dawn.", "https://wire.example/m1", NOON)


def call(method: str, address: str, headers: dict[str, str], body: bytes) -> Called:
    """A hub's call, as Django gets it."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    content_type = headers.get("Content-Type", "application/octet-stream")
    others = {name: value for name, value in headers.items() if name != "Content-Type"}
    answer = Client().generic(method, path, body, content_type=content_type, headers=others)
    return Called(answer.status_code, answer.content.decode(), answer.headers.get("Content-Type", ""))


@pytest.fixture
def hub():
    with Hub(call) as running:
        yield running


@pytest.fixture
def wired(bench, hub):
    """The bench with the way to the hub open, and websub on. Hubs are asked by the real client."""
    bench.now = datetime.now(UTC)
    bench.newsroom = dataclasses.replace(bench.newsroom, websub=True)
    client = open_http(user_agent="test/1", open_hosts=frozenset({hub.host}), timeout_s=2)

    def fetch(request: FetchRequest):
        return client.fetch(request) if request.method == "POST" else bench._fetch(request)

    bench.works = dataclasses.replace(bench.works, newsroom=bench.newsroom, fetch=fetch)
    with client:
        yield bench


def naming(hub_url: str, document: bytes, *, own: str = FEED) -> bytes:
    """The document with its hub and its own address in it."""
    links = f'<link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="{hub_url}"/>'
    links += f'<link xmlns="http://www.w3.org/2005/Atom" rel="self" href="{own}"/>'
    return document.replace(b"<language>", f"{links}<language>".encode())


def subscribe(wired, hub) -> Subscription:
    """A feed whose hub we asked, and that has asked back."""
    wired.receive(naming(hub.url, rss(FERRY)))
    catch_up(wired)
    assert hub.ask_back(hub.asked[-1]).status == 200
    return Subscription.objects.get()


def catch_up(wired) -> None:
    """The bench's clock to the real one, which web requests go by; at least a second later."""
    wired.now = max(wired.now + timedelta(seconds=1), datetime.now(UTC))


def polls() -> int:
    return Fetch.objects.count()


# Subscribing.


def test_a_feed_that_names_a_hub_is_subscribed_to_when_the_hub_asks_back(wired, hub):
    wired.receive(naming(hub.url, rss(FERRY)))
    asked = hub.asked[0]
    assert (asked.topic, asked.lease) == (FEED, "864000")
    assert asked.callback.startswith("http://testserver/websub/")
    assert Subscription.objects.get().state == "wanted"
    answer = hub.ask_back(asked)
    assert (answer.status, answer.body) == (200, "riddle 7+1")
    assert answer.content_type.startswith("text/plain")
    live = Subscription.objects.get()
    assert (live.state, live.tries, live.error) == ("live", 0, "")
    assert live.lease_until - datetime.now(UTC) > LEASE - timedelta(minutes=1)


def test_the_header_names_hub_and_topic_before_the_body(wired, hub):
    wired.subscribe()
    wired.serve(naming("https://elsewhere.example/", rss(FERRY)))
    link = f'<{hub.url}>; rel="hub", <https://wire.example/canonical>; rel="self"'
    wired.answers[FEED] = dataclasses.replace(wired.answers[FEED], headers=(("link", link),))
    wired.poll()
    assert hub.asked[0].topic == "https://wire.example/canonical"


def test_a_feed_without_a_hub_and_a_newsroom_without_websub_ask_nobody(wired, hub):
    wired.receive(rss(FERRY))
    wired.works = dataclasses.replace(wired.works, newsroom=dataclasses.replace(wired.newsroom, websub=False))
    wired.receive(naming(hub.url, rss(MARKET)), "https://wire.example/other")
    assert hub.forms == []
    assert not Subscription.objects.exists()


def test_the_secret_stands_in_no_row_and_no_log(wired, hub, caplog):
    caplog.set_level(logging.DEBUG)
    subscribe(wired, hub)
    hub.deliver(hub.asked[0], b"x")
    secret = hub.asked[0].secret
    assert len(secret) == 64
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert secret not in str(cursor.fetchall()), table
    assert secret not in caplog.text


@pytest.mark.parametrize(
    "lie",
    [
        {"topic": "https://wire.example/another"},
        {"mode": "unsubscribe"},
        {"mode": "publish"},
        {"challenge": ""},
        {"challenge": "x" * 3000},
        {"mode": "denied", "topic": "https://wire.example/another"},
    ],
)
def test_a_question_about_what_we_did_not_ask_for_is_answered_no(wired, hub, lie):
    wired.receive(naming(hub.url, rss(FERRY)))
    answer = hub.ask_back(hub.asked[0], **lie)
    assert answer.status == 404
    assert "riddle" not in answer.body
    assert Subscription.objects.get().state == "wanted"


def test_a_question_that_comes_long_after_we_asked_is_answered_no(wired, hub):
    subscribe(wired, hub)
    Subscription.objects.update(asked_at=datetime.now(UTC) - timedelta(hours=2))
    assert hub.ask_back(hub.asked[0]).status == 404


def test_a_challenge_is_given_back_as_plain_text_whatever_it_holds(wired, hub):
    wired.receive(naming(hub.url, rss(FERRY)))
    answer = hub.ask_back(hub.asked[0], challenge="<script>alert(1)</script>")
    assert answer.content_type == "text/plain; charset=utf-8"


def test_an_unknown_callback_is_unknown(wired):
    assert call("GET", "http://testserver/websub/" + "a" * 43, {}, b"").status == 404
    assert call("POST", "http://testserver/websub/" + "a" * 43, {}, b"x").status == 404


def test_a_lease_is_renewed_before_its_end_and_not_earlier(wired, hub):
    subscribe(wired, hub)
    wired.wait(days=7)
    wired.run()
    assert len(hub.asked) == 1
    wired.wait(days=1, minutes=5)
    wired.run()
    assert len(hub.asked) == 2
    assert hub.asked[0] == hub.asked[1]
    before = Subscription.objects.get()
    assert before.state == "live"
    # The web side goes by the real clock, so the asking is set back to it.
    Subscription.objects.update(asked_at=datetime.now(UTC), lease_until=datetime.now(UTC) + timedelta(days=2))
    hub.ask_back(hub.asked[1])
    assert Subscription.objects.get().lease_until > datetime.now(UTC) + timedelta(days=9)


def test_a_hub_that_never_asks_back_is_asked_again_ever_more_rarely(wired, hub):
    wired.receive(naming(hub.url, rss(FERRY)))
    for minutes, times in ((9, 1), (2, 2), (18, 2), (3, 3)):
        wired.wait(minutes=minutes)
        wired.run()
        assert len(hub.asked) == times, minutes
    assert "did not ask back" in Subscription.objects.get().error


@pytest.mark.parametrize(("status", "reason"), [(410, "this hub is closed"), (403, "not you"), (404, "")])
def test_a_hubs_no_ends_the_attempt_and_is_told_while_polling_goes_on(wired, hub, caplog, status, reason):
    hub.status, hub.reason = status, reason
    wired.receive(naming(hub.url, rss(FERRY)))
    row = Subscription.objects.get()
    assert row.state == "refused"
    assert f"answers {status}" in row.error
    assert reason in row.error
    assert "not subscribed" in caplog.text
    lines = "\n".join(read_health(wired.newsroom, now=wired.now).lines())
    assert f"answers {status}" in lines
    for _ in range(5):
        wired.poll()
    assert len(hub.forms) == 1
    wired.receive(naming(hub.url, rss(FERRY, MARKET)))
    assert wired.page("m1")
    hub.status = 202
    wired.wait(days=7, minutes=1)
    wired.run()
    assert len(hub.asked) == 2
    assert Subscription.objects.get().state == "wanted"


def test_a_hub_that_is_busy_broken_or_slow_is_asked_again_later(wired, hub):
    hub.status = 503
    wired.receive(naming(hub.url, rss(FERRY)))
    assert "answers 503" in Subscription.objects.get().error
    hub.status, hub.slow = 202, 3
    wired.wait(minutes=1)
    wired.run()
    assert "2 s" in Subscription.objects.get().error
    hub.slow = 0
    wired.wait(minutes=3)
    wired.run()
    assert Subscription.objects.get().state == "wanted"
    assert wired.page("f1")


def test_a_hub_that_says_no_later_is_told_410_from_then_on(wired, hub):
    subscribe(wired, hub)
    assert hub.ask_back(hub.asked[0], mode="denied", reason="too\nmany\x1b[1m feeds").status == 200
    row = Subscription.objects.get()
    assert (row.state, row.error) == ("refused", "the hub says no: too many[1m feeds")
    assert hub.deliver(hub.asked[0], b"x").status == 410
    assert hub.ask_back(hub.asked[0]).status == 404


def test_a_hub_on_a_private_address_is_not_asked(bench):
    with Hub(call) as hub, open_http(user_agent="test/1") as client:
        bench.newsroom = dataclasses.replace(bench.newsroom, websub=True)
        fetch = lambda request: client.fetch(request) if request.method == "POST" else bench._fetch(request)  # noqa: E731
        bench.works = dataclasses.replace(bench.works, newsroom=bench.newsroom, fetch=fetch)
        bench.receive(naming(hub.url, rss(FERRY)))
        assert hub.forms == []
    row = Subscription.objects.get()
    assert row.state == "refused"
    assert "loopback" in row.error


def test_a_feed_from_outside_names_no_hub_on_our_own_network(wired, hub, caplog):
    newsroom = dataclasses.replace(wired.newsroom, open_hosts=(hub.host,))
    wired.works = dataclasses.replace(wired.works, newsroom=newsroom)
    wired.receive(naming(hub.url, rss(FERRY)))
    assert hub.forms == []
    assert "not subscribed" in caplog.text
    assert wired.page("f1")


def test_a_hub_from_outside_leads_to_no_host_on_our_own_network(wired, hub):
    with Hub(call) as inside:
        newsroom = dataclasses.replace(wired.newsroom, open_hosts=(inside.host,))
        client = open_http(user_agent="test/1", open_hosts=frozenset({hub.host, inside.host}), timeout_s=2)
        fetch = lambda asked: client.fetch(asked) if asked.method == "POST" else wired._fetch(asked)  # noqa: E731
        wired.works = dataclasses.replace(wired.works, newsroom=newsroom, fetch=fetch)
        hub.status, hub.location = 307, inside.url
        wired.receive(naming(hub.url, rss(FERRY)))
        assert inside.forms == []
        client.close()
    assert "open_hosts" in Subscription.objects.get().error


def test_a_hub_that_has_moved_is_followed_and_no_feed_with_it(wired, hub):
    with Hub(call) as other:
        client = open_http(user_agent="test/1", open_hosts=frozenset({hub.host, other.host}), timeout_s=2)
        wired.works = dataclasses.replace(
            wired.works, fetch=lambda asked: client.fetch(asked) if asked.method == "POST" else wired._fetch(asked)
        )
        hub.status, hub.location = 308, other.url
        wired.receive(naming(hub.url, rss(FERRY)))
        assert other.asked[0].topic == FEED
        client.close()
    assert Subscription.objects.get().hub == hub.url
    feed = Feed.objects.get()
    assert (feed.url, feed.moved_to) == (FEED, "")


@pytest.mark.parametrize("location", ["", "http://[", "http://hub.example:x/", "ftp://hub.example/", "http://a:b@c/"])
def test_a_hub_that_moves_nowhere_is_asked_again_later(wired, hub, location):
    hub.status, hub.location = 308, location
    wired.receive(naming(hub.url, rss(FERRY)))
    row = Subscription.objects.get()
    assert (row.state, len(hub.forms)) == ("wanted", 1)
    assert "answers 308" in row.error


def test_a_hub_that_sends_us_in_a_circle_is_left(wired, hub):
    hub.status, hub.location = 307, "/?again"
    wired.receive(naming(hub.url, rss(FERRY)))
    assert len(hub.forms) == 2
    assert Subscription.objects.get().error


def test_another_hub_in_the_feed_is_subscribed_to_anew_and_the_old_one_gets_410(wired, hub):
    subscribe(wired, hub)
    first = hub.asked[0]
    wired.receive(naming(f"{hub.url}second", rss(FERRY, MARKET)))
    assert len(hub.asked) == 2
    assert hub.asked[1].callback != first.callback
    assert hub.asked[1].secret != first.secret
    assert hub.deliver(first, b"x").status == 410
    assert hub.ask_back(first).status == 404
    catch_up(wired)
    assert hub.ask_back(hub.asked[1]).status == 200
    assert sorted(Subscription.objects.values_list("state", flat=True)) == ["ended", "live"]


def test_a_feed_that_names_no_hub_any_more_is_not_renewed(wired, hub):
    subscribe(wired, hub)
    wired.receive(rss(FERRY, MARKET))
    wired.wait(days=9)
    wired.run()
    assert len(hub.asked) == 1
    assert Subscription.objects.get().state == "ended"
    assert hub.deliver(hub.asked[0], b"x").status == 410


def test_a_feed_that_is_gone_ends_its_subscription(wired, hub):
    subscribe(wired, hub)
    wired.serve(b"", status=410)
    wired.poll()
    assert hub.deliver(hub.asked[0], b"x").status == 410
    wired.wait(days=9)
    wired.run()
    assert Subscription.objects.get().state == "ended"


# Hints.


def test_a_delivery_makes_the_feed_due_at_once_and_its_copy_comes_from_the_feed(wired, hub):
    subscribe(wired, hub)
    wired.serve(naming(hub.url, rss(FERRY, MARKET)))
    forged = Story("x1", "Invented by the hub", "The hub says so.", "https://wire.example/x1", NOON)
    before = polls()
    assert hub.deliver(hub.asked[0], naming(hub.url, rss(forged))).status == 202
    wired.wait(seconds=6)
    wired.run()
    assert polls() == before + 1
    assert "Forty stalls" in wired.page("m1")
    assert wired.saying("Invented by the hub") == []
    assert Feed.objects.get().url == FEED
    assert Subscription.objects.get().hints == 1


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_the_specification_is_a_right_signature(wired, hub, method):
    subscribe(wired, hub)
    assert hub.deliver(hub.asked[0], b"x", method=method).status == 202
    assert Subscription.objects.get().hints == 1


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=" + "0" * 64, "sha256=", "md5=" + "0" * 32, "nonsense", "sha1=" + "0" * 40],
    ids=["none", "wrong", "empty", "unknown method", "no signature", "wrong sha1"],
)
def test_a_delivery_that_is_not_rightly_signed_is_taken_politely_and_ignored(wired, hub, signature):
    subscribe(wired, hub)
    before = polls()
    assert hub.deliver(hub.asked[0], b"x", X_Hub_Signature=signature).status == 202
    wired.wait(seconds=6)
    wired.run()
    assert polls() == before
    row = Subscription.objects.get()
    assert (row.hints, row.ignored, row.hinted_at) == (0, 1, None)


def test_one_feeds_secret_signs_for_no_other(wired, hub):
    subscribe(wired, hub)
    wired.receive(naming(hub.url, rss(MARKET), own="https://wire.example/other"), "https://wire.example/other")
    first, second = hub.asked
    hub.deliver(dataclasses.replace(second, secret=first.secret), b"x")
    assert Subscription.objects.get(topic="https://wire.example/other").ignored == 1


def test_however_many_hints_come_a_feed_is_polled_once_in_some_seconds(wired, hub):
    subscribe(wired, hub)
    before = polls()
    for _ in range(20):
        hub.deliver(hub.asked[0], b"x")
        wired.run()
    wired.wait(seconds=6)
    wired.run()
    assert polls() - before <= 2
    assert Subscription.objects.get().hints == 20


def test_a_hint_does_not_hurry_a_feed_that_fails(wired, hub):
    subscribe(wired, hub)
    wired.break_down()
    wired.poll()
    before = polls()
    hub.deliver(hub.asked[0], b"x")
    wired.wait(seconds=6)
    wired.run()
    assert polls() == before


def test_polling_slows_down_while_the_hub_tells_and_comes_back_when_it_does_not(wired, hub):
    subscribe(wired, hub)
    own = Feed.objects.get()
    usual = own.next_fetch_at - own.last_ok_at
    wired.serve(naming(hub.url, rss(FERRY, MARKET)))
    hub.deliver(hub.asked[0], b"x")
    wired.wait(seconds=6)
    wired.run()
    hinted = Feed.objects.get()
    assert hinted.next_fetch_at - hinted.last_ok_at > 2 * usual
    wired.wait(minutes=30)
    wired.receive(naming(hub.url, rss(MARKET)))
    silent = Feed.objects.get()
    assert silent.next_fetch_at - silent.last_ok_at < 2 * usual


# Announcing.


@pytest.fixture
def announcing(wired, hub):
    """The bench with a hub for its own feeds."""
    wired.newsroom = dataclasses.replace(wired.newsroom, hub=hub.url, websub=False)
    press = open_press(wired.newsroom, wired.works.disk)
    wired.works = dataclasses.replace(wired.works, newsroom=wired.newsroom, press=press)
    return wired


def paths(hub: Hub) -> list[str]:
    return sorted(address.removeprefix(settings.NEWSROOM.base_url) for address in hub.announced)


EN = ["/en/feed.atom", "/en/feed.json", "/en/feed.rss"]


def test_feeds_that_changed_are_announced_once_each_and_name_their_hub(announcing, hub):
    announcing.run()
    hub.announced.clear()
    announcing.receive(rss(FERRY, MARKET))
    assert paths(hub) == EN
    assert hub.forms[-1]["hub.mode"] == "publish"
    assert hub.forms[-1]["hub.topic"] == hub.forms[-1]["hub.url"]
    for path in EN[::2]:
        assert f'rel="hub" href="{hub.url}"' in announcing.text(path)
        assert f'href="http://testserver{path}"' in announcing.text(path)
    assert json.loads(announcing.text(EN[1]))["hubs"] == [{"type": "WebSub", "url": hub.url}]


def test_the_feeds_of_a_section_are_announced_with_the_others(announcing, hub):
    announcing.receive(rss(dataclasses.replace(FERRY, section="Harbour")))
    assert "/en/section/harbour/feed.atom" in paths(hub)


def test_feeds_that_did_not_change_are_not_announced(announcing, hub):
    announcing.receive(rss(FERRY))
    hub.announced.clear()
    announcing.poll()
    announcing.run()
    assert hub.announced == []


def receipts() -> dict[str, bool]:
    return {row.place: row.at is not None for row in Receipt.objects.filter(surface="websub")}


def test_a_kill_has_a_receipt_for_each_feed_when_the_hub_knows(announcing, hub):
    announcing.receive(rss(FERRY))
    kill_item(announcing.item("f1"), by=DESK, reason="wrong", now=announcing.now)
    announcing.run()
    assert receipts() == dict.fromkeys(EN, True)
    assert announcing.waiting_receipts() == []


def test_a_hub_that_does_not_answer_keeps_the_receipt_open_until_it_does(announcing, hub):
    announcing.receive(rss(FERRY))
    hub.status = 500
    kill_item(announcing.item("f1"), by=DESK, reason="wrong", now=announcing.now)
    Loop(announcing.works).run(once=True)
    assert receipts() == dict.fromkeys(EN, False)
    announcing.wait(minutes=2)
    health = read_health(announcing.newsroom, now=announcing.now)
    assert {row.surface for row in health.receipts_overdue} == {"websub"}
    hub.status = 204
    announcing.wait(hours=1)
    Task.objects.update(attempts=0)
    Loop(announcing.works).run(once=True)
    assert receipts() == dict.fromkeys(EN, True)


def test_an_announcement_is_never_given_up(announcing, hub, caplog):
    announcing.receive(rss(FERRY))
    hub.status = 410
    enqueue("announce", ["/en/feed.rss"], now=announcing.now)
    lease = claim("announce", limit=1, now=announcing.now)[0]
    reply = ask_hub(announcing.works, prepare_announce(announcing.works, lease))
    with pytest.raises(FetchError, match="answers 410"):
        settle_announce(announcing.works, lease, reply)
    settle_announce(announcing.works, dataclasses.replace(lease, attempts=7), reply)
    finish([lease])
    assert "/en/feed.rss is not announced" in caplog.text
    row = Task.objects.get(step="announce", key="/en/feed.rss")
    assert (row.dead_at, row.due_at - announcing.now) == (None, timedelta(minutes=15))


def test_an_announcement_proves_only_what_its_feed_already_shows(announcing, hub):
    announcing.receive(rss(FERRY))
    kill_item(announcing.item("f1"), by=DESK, reason="wrong", now=announcing.now)
    loop = Loop(announcing.works)
    loop.finish_steps(["decide", "edition"])
    assert receipts() == dict.fromkeys(EN, False)
    assert find_announced("/en/feed.rss") == ()
    loop.finish_steps(["places"])
    assert len(find_announced("/en/feed.rss")) == 1


def test_a_story_too_old_for_the_feeds_gets_its_receipts_all_the_same(announcing, hub):
    stories = [Story(f"s{n}", f"Story number {n}", f"Text {n}.", at=NOON - timedelta(hours=n)) for n in range(52)]
    announcing.receive(rss(*stories))
    withhold_item(announcing.item("s51"), by=DESK, reason="wait", now=announcing.now)
    announcing.run()
    assert receipts() == dict.fromkeys(EN, True)


def test_without_a_hub_no_receipt_waits_for_one(announcing, hub):
    announcing.receive(rss(FERRY))
    hub.status = 500
    kill_item(announcing.item("f1"), by=DESK, reason="wrong", now=announcing.now)
    Loop(announcing.works).run(once=True)
    newsroom = dataclasses.replace(announcing.newsroom, hub="")
    announcing.works = dataclasses.replace(announcing.works, newsroom=newsroom)
    announcing.wait(hours=1)
    Task.objects.filter(step="announce").update(attempts=0)
    Loop(announcing.works).run(once=True)
    assert receipts() == {}
    assert announcing.waiting_receipts() == []


@pytest.mark.parametrize("key", ["feeds:en::0", "feeds:ja:政治:0", "feeds:en:harbour-news:0"])
def test_a_feeds_file_tells_its_place(key):
    place = parse_place(key)
    assert [feed_place(path) for path in place_files(place)] == [place] * 3
