"""What is decided of destinations: answers, waits, addresses, names; what is taken. Tables of cases."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.destinations import (
    LONGEST_WAIT,
    Destination,
    Kind,
    Reply,
    decide_reply,
    decide_wait,
    delivery_id,
    delivery_key,
    find_digest,
    parse_delivery_key,
    rest_address,
    shown_place,
)

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "reply"),
    [
        (200, Reply.DONE),
        (201, Reply.DONE),
        (202, Reply.DONE),
        (301, Reply.LATER),
        (400, Reply.REFUSED),
        (401, Reply.LATER),
        (403, Reply.LATER),
        (404, Reply.LATER),
        (410, Reply.LATER),
        (413, Reply.REFUSED),
        (422, Reply.REFUSED),
        (429, Reply.LATER),
        (500, Reply.LATER),
        (503, Reply.LATER),
    ],
)
def test_what_an_answer_means(status, reply):
    assert decide_reply(status) is reply


def test_only_what_may_end_is_ended_by_410():
    assert decide_reply(410, may_end=True) is Reply.ENDED


@pytest.mark.parametrize(
    ("failures", "asked", "urgent", "seconds"),
    [
        (1, None, False, 5),
        (2, None, False, 10),
        (5, None, False, 80),
        (20, None, False, 3600),
        (5, None, True, 60),
        (20, None, True, 60),
        (1, 600, False, 600),
        (1, 600, True, 600),
        (12, 30, False, 3600),
        (1, 86_400, True, 3600),
    ],
)
def test_how_long_until_the_next_attempt(failures, asked, urgent, seconds):
    wanted = timedelta(seconds=asked) if asked else None
    assert decide_wait(failures, asked=wanted, urgent=urgent, jitter=1.0) == timedelta(seconds=seconds)


@given(st.integers(0, 10**6), st.booleans(), st.floats(0, 1), st.none() | st.timedeltas(timedelta(1), timedelta(99)))
def test_a_wait_is_never_nothing_and_never_over_an_hour(failures, urgent, jitter, asked):
    wait = decide_wait(failures, asked=asked, urgent=urgent, jitter=jitter)
    assert timedelta(seconds=3) < wait <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://blog.example", "https://blog.example/wp-json/wp/v2/posts/7?force=true"),
        ("https://blog.example/", "https://blog.example/wp-json/wp/v2/posts/7?force=true"),
        ("https://blog.example/news/", "https://blog.example/news/wp-json/wp/v2/posts/7?force=true"),
        ("https://blog.example/wp-json/", "https://blog.example/wp-json/wp/v2/posts/7?force=true"),
        ("https://blog.example/?rest_route=/", "https://blog.example/?rest_route=/wp/v2/posts/7&force=true"),
    ],
)
def test_where_a_route_of_a_wordpress_is(url, address):
    assert rest_address(url, "posts/7", force="true") == address


@given(st.text(max_size=30))
def test_a_query_arrives_as_it_was_meant(text):
    query = parse_qs(urlsplit(rest_address("https://blog.example", "posts", slug=text)).query, keep_blank_values=True)
    assert query == ({"slug": [text]} if text else {})


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True), st.integers(1, 10**15))
def test_a_key_names_destination_and_article(name, article):
    assert parse_delivery_key(delivery_key(name, article)) == (name, article)


@given(st.lists(st.binary(max_size=8), max_size=3), st.lists(st.binary(max_size=8), max_size=3))
def test_two_states_share_a_digest_only_when_they_are_the_same(one, other):
    assert (find_digest(tuple(one)) == find_digest(tuple(other))) is (one == other)


def test_a_change_has_the_same_name_in_every_attempt_and_another_each_time_it_is_made():
    digest = find_digest((b"document",))
    assert delivery_id("abc", 1, digest=digest) == delivery_id("abc", 1, digest=digest) == f"abc-1-{digest[:12]}"
    assert delivery_id("abc", 3, digest=digest) != delivery_id("abc", 1, digest=digest)


@pytest.mark.parametrize(
    ("terms", "taken"),
    [
        ({}, True),
        ({"languages": ("ja",)}, False),
        ({"languages": ("ja", "en")}, True),
        ({"since": NOON}, True),
        ({"since": NOON + timedelta(seconds=1)}, False),
    ],
)
def test_what_a_destination_takes(terms, taken):
    assert Destination("x", Kind.FOLDER, "/srv/x", **terms).takes("en", published=NOON) is taken


def test_a_place_is_shown_without_what_may_hold_a_key():
    assert (
        shown_place(Destination("x", Kind.WEBHOOK, "https://hook.example:8443/T0/secret?key=1")) == "hook.example:8443"
    )
