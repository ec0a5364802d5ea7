"""Attempts to get copy in by a push without its secret, to learn who pushes, or to make the newsroom swell."""

import dataclasses
import gzip
import json
import logging
import time
import tracemalloc
import zlib
from dataclasses import asdict

import pytest
from flow_bench import NOON
from pushing import SECRET, Request, keep_secret, send, sign
from wires import Story, rss

from wireroom.core.signatures import sign as sign_pieces
from wireroom.public.push import MOST_BYTES
from wireroom.runner.health import read_health
from wireroom.runner.pushing import open_push_door
from wireroom.wire.actions import SourceTerms, add_push_feed
from wireroom.wire.models import Fetch

STORY = rss(Story("f1", "Ferry returns to Minato", "The night ferry is back.", "https://wire.example/f1", NOON))
MINUTES = 60


@pytest.fixture
def pushed(bench):
    add_push_feed(SourceTerms(provider="Harbour Press"), now=bench.now)
    keep_secret(bench.newsroom.home)
    return bench


def now() -> int:
    return int(time.time())


def forged(**headers: str) -> Request:
    """A right request with other headers in place of its own; an empty one is left out."""
    request = sign(STORY)
    named = request.headers | {f"X-Wireroom-{name.capitalize()}": value for name, value in headers.items()}
    return dataclasses.replace(request, headers={name: value for name, value in named.items() if value})


def right_digest() -> str:
    return sign(STORY).headers["X-Wireroom-Signature"].partition("=")[2]


ATTEMPTS = {
    "no headers": lambda: Request("/push/harbour-press", STORY),
    "no signature": lambda: forged(signature=""),
    "no timestamp": lambda: forged(timestamp=""),
    "another secret": lambda: sign(STORY, secret="a secret of somebody else"),
    "an empty secret": lambda: sign(STORY, secret=""),
    "another body": lambda: dataclasses.replace(sign(STORY), body=STORY.replace(b"Ferry", b"Fairy")),
    "a byte more": lambda: dataclasses.replace(sign(STORY), body=STORY + b"\n"),
    "another time than signed": lambda: forged(timestamp=str(now() - 1)),
    "six minutes old": lambda: sign(STORY, at=now() - 6 * MINUTES),
    "six minutes ahead": lambda: sign(STORY, at=now() + 6 * MINUTES),
    "a year ahead": lambda: sign(STORY, at=now() + 365 * 24 * 60 * MINUTES),
    "no number": lambda: sign(STORY, at="today"),
    "a negative time": lambda: sign(STORY, at=-now()),
    "an exponent": lambda: forged(timestamp="1e9"),
    "a fraction of a second": lambda: forged(timestamp=f"{now()}.0"),
    "sha1": lambda: forged(signature=sign_pieces(SECRET, [f"{now()}.".encode(), STORY], method="sha1")),
    "sha512": lambda: forged(signature=sign_pieces(SECRET, [f"{now()}.".encode(), STORY], method="sha512")),
    "the body alone signed": lambda: forged(signature=sign_pieces(SECRET, [STORY])),
    "no stop between time and body": lambda: forged(signature=sign_pieces(SECRET, [f"{now()}".encode(), STORY])),
    "half a signature": lambda: forged(signature=f"sha256={right_digest()[:32]}"),
    "a signature without its method": lambda: forged(signature=right_digest()),
    "two signatures": lambda: forged(signature=f"sha256={'0' * 64},sha256={right_digest()}"),
    "a provider nobody knows": lambda: sign(STORY, slug="nobody"),
    "a provider nobody knows, unsigned": lambda: Request("/push/nobody", STORY),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_not_rightly_signed_now_is_refused_in_the_same_words_and_leaves_nothing(pushed, attempt):
    refused = send(pushed.newsroom, ATTEMPTS[attempt]())
    plain = send(pushed.newsroom, sign(STORY, secret="a wrong secret altogether"))
    assert refused == plain
    assert refused.status == 401
    assert "set-cookie" not in refused.headers
    assert not Fetch.objects.exists()
    assert not list(pushed.newsroom.raw.rglob("*.zst"))


def test_one_providers_secret_opens_no_others_door(pushed):
    add_push_feed(SourceTerms(provider="Island Wire"), now=pushed.now)
    keep_secret(pushed.newsroom.home, "a secret of the island wire", slug="island-wire")
    assert send(pushed.newsroom, sign(STORY, slug="island-wire")).status == 401
    assert send(pushed.newsroom, sign(STORY, secret="a secret of the island wire")).status == 401


@pytest.mark.parametrize("slug", ["harbour-press", "nobody"])
def test_a_known_and_an_unknown_provider_cost_the_same_look_ups(pushed, slug):
    looked = []

    def secret(name: str) -> str:
        looked.append(name)
        return open_push_door(pushed.newsroom).secret(name)

    door = dataclasses.replace(open_push_door(pushed.newsroom), secret=secret)
    send(pushed.newsroom, sign(STORY, secret="a wrong secret altogether", slug=slug), door=door)
    assert looked == [f"push-{slug}"]


def test_a_provider_that_only_gets_its_copy_fetched_cannot_push(bench):
    bench.subscribe()
    keep_secret(bench.newsroom.home)
    assert send(bench.newsroom, sign(STORY)).status == 401


def test_a_secret_others_may_read_opens_nothing_and_is_told_to_the_operator_alone(pushed, caplog):
    keep_secret(pushed.newsroom.home).chmod(0o640)
    refused = send(pushed.newsroom, sign(STORY))
    assert refused.status == 401
    assert b"secret" not in refused.body
    assert "chmod 600" in caplog.text


def test_a_short_secret_opens_nothing(pushed):
    keep_secret(pushed.newsroom.home, "123456")
    assert send(pushed.newsroom, sign(STORY, secret="123456")).status == 401


def test_no_secret_is_in_a_log_a_report_or_an_answer(pushed, caplog):
    caplog.set_level(logging.DEBUG)
    answers = [send(pushed.newsroom, sign(STORY)), send(pushed.newsroom, forged(signature="sha256=" + "0" * 64))]
    pushed.now = Fetch.objects.get().at
    pushed.run()
    told = json.dumps(asdict(read_health(pushed.newsroom, now=pushed.now)), default=str) + caplog.text
    assert SECRET not in told + "".join(str(answer) for answer in answers)


@pytest.mark.parametrize(
    "path",
    [
        *("/push/", "/push//", "/push/../secret.key", "/push/harbour-press/../../secret.key", "/push/.", "/push/a/b"),
        *("/push/harbour%2Dpress", "/push/" + "a" * 81, "/push/harbour-press\n", "/push/a.b", "/push/\x00"),
    ],
)
def test_a_path_that_is_no_name_leads_nowhere(pushed, path):
    assert send(pushed.newsroom, dataclasses.replace(sign(STORY), path=path)).status == 404
    assert not Fetch.objects.exists()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_nothing_but_a_post_is_taken(pushed, method):
    answer = send(pushed.newsroom, dataclasses.replace(sign(STORY), method=method))
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


def packed(body: bytes, coding: str = "gzip") -> Request:
    request = sign(body)
    request.headers["Content-Encoding"] = coding
    return request


def test_a_bomb_is_refused_within_bounded_memory(pushed):
    bomb = gzip.compress(b" " * (10 * MOST_BYTES), compresslevel=9)
    tracemalloc.start()
    answer = send(pushed.newsroom, packed(bomb))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status == 400
    assert most < 4 * MOST_BYTES
    assert not Fetch.objects.exists()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (lambda: packed(STORY), 400),
        (lambda: packed(gzip.compress(STORY)[:-9]), 400),
        (lambda: packed(zlib.compress(STORY), "deflate"), 415),
        (lambda: packed(gzip.compress(gzip.compress(STORY)), "gzip, gzip"), 415),
        (lambda: packed(b"x", "br"), 415),
        (lambda: sign(b""), 400),
        (lambda: sign(b" \n\t "), 400),
        (lambda: packed(gzip.compress(b"")), 400),
    ],
    ids=["not packed", "cut short", "deflate", "twice", "brotli", "empty", "blank", "packed nothing"],
)
def test_what_is_signed_and_damaged_is_refused_with_its_reason(pushed, request_, status):
    answer = send(pushed.newsroom, request_())
    assert answer.status == status
    assert json.loads(answer.body)["error"]
    assert not Fetch.objects.exists()


def test_a_body_over_the_bound_is_refused_before_it_is_judged(pushed):
    assert send(pushed.newsroom, sign(b"x" * (MOST_BYTES + 1))).status == 413
    assert send(pushed.newsroom, sign(b"x" * (MOST_BYTES + 1), slug="nobody")).status == 413
    assert not Fetch.objects.exists()


def test_the_largest_body_is_taken_whole(pushed):
    body = STORY.replace(b"</channel>", b"<!--" + b"x" * (MOST_BYTES - len(STORY) - 7) + b"--></channel>")
    assert len(body) == MOST_BYTES
    fetch = Fetch.objects.get(id=send(pushed.newsroom, sign(body)).receipt)
    assert pushed.works.raw.get(fetch.raw_hash) == body
