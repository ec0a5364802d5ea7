"""WebSub decided: which hub, when it is asked, how long a lease is, what a hint is worth."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.websub import (
    HINT_SPACING,
    LEASE,
    LONGEST_LEASE,
    SHORTEST_LEASE,
    HubAnswer,
    HubHistory,
    HubNamed,
    decide_answer,
    decide_ask_at,
    decide_hint_poll,
    decide_poll_wait,
    find_hub,
    hint_key,
    may_call_back,
    may_lead_to,
    parse_lease,
)

NOW = datetime(2024, 10, 18, 3, tzinfo=UTC)
ADDRESS = "https://wire.example/feed"
HUB = "https://hub.example/"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def named(link="", hubs=(), own=None):
    return find_hub([("link", link)] if link else [], hubs, own, address=ADDRESS)


@pytest.mark.parametrize(
    ("found", "hub", "topic"),
    [
        (named(hubs=[HUB], own="https://wire.example/self"), HUB, "https://wire.example/self"),
        (named(hubs=[HUB]), HUB, ADDRESS),
        (named(f"<{HUB}>; rel=hub, <https://wire.example/h>; rel=self"), HUB, "https://wire.example/h"),
        (named(f"<{HUB}>; rel=hub", hubs=["https://body.example/"]), HUB, ADDRESS),
        (named("<https://w.example/h>; rel=self", hubs=[HUB], own="https://w.example/b"), HUB, "https://w.example/h"),
        (named(hubs=["http://plain.example/", HUB]), HUB, ADDRESS),
        (named(hubs=["http://plain.example/", "http://other.example/"]), "http://plain.example/", ADDRESS),
        (named(hubs=[HUB], own="file:///etc/passwd"), HUB, ADDRESS),
        (named(hubs=[HUB], own="https://user:word@wire.example/"), HUB, ADDRESS),
        (named(hubs=[HUB], own="https://wire.example/" + "a" * 2000), HUB, ADDRESS),
    ],
)
def test_a_document_names_its_hub_and_topic(found, hub, topic):
    assert found == HubNamed(hub, topic)


@pytest.mark.parametrize(
    "hubs",
    [
        *([], [None], [""], ["ftp://hub.example/"], ["file:///hub"], ["//hub.example"], ["https://"], ["https://["]),
        *(["https://hub.example:x/"], ["https://hub.example:99999/"], ["https://hub.example:0/"]),
        *(["https://a:b@hub.example/"], ["https://hub.example/" + "a" * 2000], ["javascript:alert(1)"]),
    ],
)
def test_what_is_no_address_on_the_web_is_no_hub(hubs):
    assert named(hubs=hubs) is None


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        *((200, "accepted"), (202, "accepted"), (204, "accepted")),
        *((400, "refused"), (403, "refused"), (404, "refused"), (410, "refused"), (422, "refused")),
        *(
            (408, "later"),
            (425, "later"),
            (429, "later"),
            (500, "later"),
            (503, "later"),
            (302, "later"),
            (307, "later"),
        ),
    ],
)
def test_a_hubs_status_means_yes_no_or_later(status, answer):
    assert decide_answer(status) == HubAnswer(answer)


@pytest.mark.parametrize(
    ("answer", "tries", "wait"),
    [
        (HubAnswer.ACCEPTED, 1, 10 * MINUTE),
        (HubAnswer.ACCEPTED, 3, 40 * MINUTE),
        (HubAnswer.LATER, 1, MINUTE),
        (HubAnswer.LATER, 4, 8 * MINUTE),
        (HubAnswer.LATER, 400, 24 * HOUR),
        (HubAnswer.REFUSED, 1, timedelta(days=7)),
        (HubAnswer.REFUSED, 9, timedelta(days=7)),
    ],
)
def test_a_hub_is_asked_again_ever_more_rarely(answer, tries, wait):
    assert decide_ask_at(answer, tries=tries, now=NOW) == NOW + wait


@pytest.mark.parametrize(
    ("seconds", "lease"),
    [
        *(("864000", LEASE), ("3600", HOUR), ("", LEASE), ("soon", LEASE), ("-5", LEASE), ("1.5", LEASE)),
        *(("0", SHORTEST_LEASE), ("1", SHORTEST_LEASE), ("99999999999999999999", LONGEST_LEASE), ("٣٦٠٠", LEASE)),
    ],
)
def test_a_lease_is_within_our_bounds_whatever_the_hub_says(seconds, lease):
    assert parse_lease(seconds) == lease


@given(st.text(max_size=30))
def test_any_lease_is_within_our_bounds(seconds):
    assert SHORTEST_LEASE <= parse_lease(seconds) <= LONGEST_LEASE


def test_a_hint_makes_a_feed_due_at_once_but_not_more_often_than_its_spacing():
    assert decide_hint_poll(polled_at=None, failures=0, now=NOW) == NOW
    assert decide_hint_poll(polled_at=NOW - HOUR, failures=0, now=NOW) == NOW
    assert decide_hint_poll(polled_at=NOW - timedelta(seconds=1), failures=0, now=NOW) == NOW + timedelta(seconds=4)
    assert decide_hint_poll(polled_at=NOW, failures=0, now=NOW) == NOW + HINT_SPACING


def test_a_hint_moves_no_feed_that_fails():
    assert decide_hint_poll(polled_at=NOW - HOUR, failures=1, now=NOW) is None


def wait(hub: HubHistory, *, changed_at=None, own=10 * MINUTE):
    return decide_poll_wait(own, hub, changed_at=changed_at, bounds=(MINUTE, HOUR), now=NOW)


ALIVE = NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("hub", "changed_at", "waits"),
    [
        (HubHistory(), None, 10 * MINUTE),
        (HubHistory(ALIVE, None), NOW - HOUR, 10 * MINUTE),
        (HubHistory(ALIVE, NOW - 2 * HOUR), NOW - 2 * HOUR, 40 * MINUTE),
        (HubHistory(ALIVE, NOW - 2 * HOUR), NOW - 2 * HOUR + MINUTE, 40 * MINUTE),
        (HubHistory(ALIVE, NOW - 2 * HOUR), NOW - HOUR, 10 * MINUTE),
        (HubHistory(ALIVE, NOW - HOUR), NOW - 2 * HOUR, 40 * MINUTE),
        (HubHistory(NOW, NOW - 2 * HOUR), NOW - 2 * HOUR, 10 * MINUTE),
        (HubHistory(None, NOW - 2 * HOUR), NOW - 2 * HOUR, 10 * MINUTE),
        (HubHistory(ALIVE, NOW - 3 * MINUTE), NOW - HOUR, MINUTE),
        (HubHistory(ALIVE, NOW - 3 * MINUTE), None, MINUTE),
        (HubHistory(ALIVE, NOW - 3 * MINUTE), NOW - 2 * MINUTE, 40 * MINUTE),
    ],
    ids=[
        "no subscription",
        "a lease and no hint yet",
        "the change came with the hint",
        "the change came just after the hint",
        "a change came without a hint",
        "a hint came after the change was found",
        "the lease is over",
        "refused",
        "a fresh hint brought nothing yet",
        "a fresh hint before the first document",
        "a fresh hint brought its change",
    ],
)
def test_polling_is_a_safety_net_only_while_the_hub_tells_of_every_change(hub, changed_at, waits):
    assert wait(hub, changed_at=changed_at) == waits


def test_the_safety_net_is_no_wider_than_the_pace_allows_and_never_narrower_than_the_feeds_own():
    hub = HubHistory(ALIVE, NOW - 2 * HOUR)
    assert wait(hub, changed_at=NOW - 2 * HOUR, own=40 * MINUTE) == HOUR
    assert wait(hub, changed_at=NOW - 2 * HOUR, own=5 * HOUR) == 5 * HOUR


INSIDE = ("intranet", "10.0.0.8:8080", "::1", "[::1]:81")


@pytest.mark.parametrize(
    ("target", "source", "may"),
    [
        ("https://hub.example/", ADDRESS, True),
        ("http://intranet/hub", ADDRESS, False),
        ("http://INTRANET.:8080/hub", ADDRESS, False),
        ("http://10.0.0.8:8080/", ADDRESS, False),
        ("http://10.0.0.8/", ADDRESS, True),
        ("http://[::1]:81/", ADDRESS, False),
        ("http://[::1]/", ADDRESS, False),
        ("http://intranet/hub", "http://10.0.0.8:8080/feed", True),
        ("https://hub.example/", "http://intranet/feed", True),
    ],
)
def test_only_what_is_inside_itself_may_send_us_to_an_open_host(target, source, may):
    assert (may_lead_to(target, source=source, open_hosts=INSIDE) is None) is may


@pytest.mark.parametrize(
    ("base_url", "may"),
    [
        *(("https://news.minato.jp", True), ("http://news.minato.jp:8080", True), ("https://93.184.215.14", True)),
        *(("http://127.0.0.1:8000", False), ("http://localhost:8000", False), ("http://[::1]", False)),
        *(("http://10.1.2.3", False), ("http://newsroom", False), ("http://news.local", False), ("", False)),
        *(("https://news.example", False), ("http://news.localhost.", False)),
    ],
)
def test_a_hub_can_call_back_only_where_the_internet_reaches(base_url, may):
    assert may_call_back(base_url) is may


def test_each_subscription_has_a_key_of_its_own_short_enough_for_the_specification():
    keys = {
        hint_key("k", 1, token="a"),
        hint_key("k", 2, token="a"),
        hint_key("k", 1, token="b"),
        hint_key("j", 1, token="a"),
    }
    assert len(keys) == 4
    assert all(len(key.encode()) < 200 for key in keys)
