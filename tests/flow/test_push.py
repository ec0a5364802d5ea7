"""Providers push: what is signed is kept before it is answered, once, and goes the way of everything received."""

import dataclasses
import gzip
import time
from pathlib import Path

import pytest
from flow_bench import NOON
from pushing import SECRET, Answered, keep_secret, send, sign
from wires import Gone, Story, atom, rss

from wireroom.core.errors import SettingError
from wireroom.runner.pushing import found_push_secret, open_push_door
from wireroom.runner.sweep import sweep
from wireroom.tasks.models import Task
from wireroom.wire.actions import SourceTerms, add_push_feed
from wireroom.wire.models import Feed, Fetch, Problem, Version

FERRY = Story("f1", "Ferry returns to Minato", "The night ferry is back in service.", "https://wire.example/f1", NOON)
TERMS = SourceTerms(provider="Harbour Press")


@pytest.fixture
def pushed(bench):
    """The bench with a provider that may push; asks nobody."""
    add_push_feed(TERMS, now=bench.now)
    keep_secret(bench.newsroom.home)
    return bench


def test_a_pushed_story_is_kept_before_it_is_answered_and_then_published(pushed):
    answered = send(pushed.newsroom, sign(rss(FERRY)))
    assert answered.status == 202
    fetch = Fetch.objects.get(id=answered.receipt)
    assert pushed.works.raw.get(fetch.raw_hash) == rss(FERRY)
    assert Task.objects.get(step="take").key == str(fetch.id)
    pushed.now = fetch.at
    pushed.run()
    assert "The night ferry is back in service." in pushed.page("f1")


def test_the_same_delivery_again_is_harmless_and_stored_once(pushed):
    request = sign(rss(FERRY))
    first, second = send(pushed.newsroom, request), send(pushed.newsroom, request)
    assert (first.status, second.status) == (202, 202)
    assert first.receipt == second.receipt
    assert Fetch.objects.count() == 1


def test_the_same_document_signed_anew_is_another_delivery_and_no_new_version(pushed):
    now = int(time.time())
    first = send(pushed.newsroom, sign(rss(FERRY), at=now - 20))
    second = send(pushed.newsroom, sign(rss(FERRY), at=now))
    assert first.receipt != second.receipt
    pushed.now = Fetch.objects.latest("at").at
    pushed.run()
    assert Version.objects.count() == 1


def test_a_pushed_kill_takes_the_page_away(pushed):
    send(pushed.newsroom, sign(atom(FERRY)))
    pushed.now = Fetch.objects.latest("at").at
    pushed.run()
    assert pushed.page("f1")
    send(pushed.newsroom, sign(atom(Gone("f1", when=pushed.now))))
    pushed.now = Fetch.objects.latest("at").at
    pushed.run()
    assert pushed.article("f1").state == "gone"
    assert pushed.saying("Ferry returns") == []


def test_a_gzipped_body_is_signed_as_sent_and_kept_unpacked(pushed):
    request = sign(gzip.compress(rss(FERRY)))
    request.headers["Content-Encoding"] = "gzip"
    fetch = Fetch.objects.get(id=send(pushed.newsroom, request).receipt)
    assert pushed.works.raw.get(fetch.raw_hash) == rss(FERRY)
    assert fetch.size == len(rss(FERRY))


def test_a_declared_charset_is_believed(pushed):
    document = rss(Story("j1", "市場が開業", "新しい市場が十八日に開業した。", at=NOON), language="ja").decode()
    request = sign(document.encode("euc_jp"))
    request.headers["Content-Type"] = "application/xml; charset=euc-jp"
    send(pushed.newsroom, request)
    pushed.now = Fetch.objects.latest("at").at
    pushed.run()
    assert "新しい市場が十八日に開業した。" in pushed.page("j1")


def test_what_cannot_be_read_is_received_all_the_same_and_told(pushed):
    fetch = Fetch.objects.get(id=send(pushed.newsroom, sign(b"not a feed at all")).receipt)
    pushed.now = fetch.at
    pushed.run()
    assert Problem.objects.get(fetch=fetch).code == "unreadable"


def test_a_provider_with_letters_of_any_script_pushes(bench):
    feed, _ = add_push_feed(SourceTerms(provider="港湾通信"), now=bench.now)
    keep_secret(bench.newsroom.home, slug=feed.provider.slug)
    assert send(bench.newsroom, sign(rss(FERRY), slug=feed.provider.slug)).status == 202


def test_two_secrets_are_both_good_while_one_is_being_changed(pushed):
    new = "another secret newer than the first"
    file = keep_secret(pushed.newsroom.home, f"{SECRET}\n{new}\n")
    now = int(time.time())
    assert send(pushed.newsroom, sign(rss(FERRY), at=now - 1)).status == 202
    assert send(pushed.newsroom, sign(rss(FERRY), secret=new, at=now)).status == 202
    file.write_text(new)
    assert send(pushed.newsroom, sign(rss(FERRY))).status == 401
    assert send(pushed.newsroom, sign(rss(FERRY), secret=new)).status == 202


def test_a_secret_may_stand_in_the_environment(bench, monkeypatch):
    add_push_feed(TERMS, now=bench.now)
    monkeypatch.setenv("WIREROOM_SECRET_PUSH_HARBOUR_PRESS", SECRET)
    assert send(bench.newsroom, sign(rss(FERRY))).status == 202
    assert "WIREROOM_SECRET_PUSH_HARBOUR_PRESS" in found_push_secret("harbour-press", bench.newsroom.home)
    assert not (bench.newsroom.home / "secrets").exists()


def unavailable(answered: Answered) -> bool:
    return answered.status == 503 and int(answered.headers["retry-after"]) > 0 and Fetch.objects.count() == 0


def test_a_disk_that_refuses_says_later_and_nothing_is_taken(pushed):
    def full(body: bytes) -> str:
        raise OSError(28, "No space left on device")

    request = sign(rss(FERRY))
    door = dataclasses.replace(open_push_door(pushed.newsroom), keep=full)
    assert unavailable(send(pushed.newsroom, request, door=door))
    assert send(pushed.newsroom, request).status == 202


def test_a_database_that_refuses_says_later_and_the_retry_is_taken(pushed):
    from django.db import connection

    request = sign(rss(FERRY))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tasks_task RENAME TO tasks_away")
    try:
        answered = send(pushed.newsroom, request)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE tasks_away RENAME TO tasks_task")
    assert unavailable(answered)
    assert send(pushed.newsroom, request).status == 202


def test_what_was_sent_by_half_is_not_taken(pushed):
    assert send(pushed.newsroom, sign(rss(FERRY)), leaves=True) is None
    assert not Fetch.objects.exists()
    assert send(pushed.newsroom, sign(rss(FERRY))).status == 202


def test_a_server_without_the_door_says_later(pushed):
    from django.test import Client

    assert Client().post("/push/harbour-press", b"x", content_type="application/xml").status_code == 503


def test_a_push_feed_is_never_fetched_and_never_late(pushed):
    sweep(pushed.newsroom, now=pushed.now)
    assert not Task.objects.filter(step="fetch").exists()
    send(pushed.newsroom, sign(rss(FERRY)))
    pushed.wait(days=2)
    pushed.run()
    assert set(Fetch.objects.values_list("outcome", flat=True)) == {"fetched"}
    assert Feed.objects.get().state == "active"


def test_opening_a_push_again_changes_terms_and_keeps_the_secret(bench):
    feed, new = add_push_feed(TERMS, now=bench.now)
    path = found_push_secret("harbour-press", bench.newsroom.home)
    secret = Path(path).read_text()
    again, anew = add_push_feed(dataclasses.replace(TERMS, policy="hold"), now=bench.now)
    assert (again.id, new, anew) == (feed.id, True, False)
    assert again.provider.policy == "hold"
    assert found_push_secret("harbour-press", bench.newsroom.home) == path
    assert Path(path).read_text() == secret
    assert len(secret.strip()) >= 40


def test_a_secret_that_others_may_read_is_refused_by_name(bench):
    path = keep_secret(bench.newsroom.home)
    path.chmod(0o644)
    with pytest.raises(SettingError, match="push-harbour-press"):
        found_push_secret("harbour-press", bench.newsroom.home)


def test_a_push_needs_a_provider(bench):
    with pytest.raises(SettingError, match="provider"):
        add_push_feed(SourceTerms(), now=bench.now)
