"""The desk's screen of destinations: what stands where, what waits and why, and asking again."""

import dataclasses
from datetime import timedelta

import pytest
from django.conf import settings
from published_rows import NOON, add_article

from wireroom.core.destinations import Destination, Kind
from wireroom.destinations.actions.beginning import find_outlet
from wireroom.destinations.models import Delivery, Outlet
from wireroom.tasks.models import Task

BLOG = Destination("blog", Kind.WORDPRESS, "https://blog.example/?key=unseen", user="wire", secret="blog")


@pytest.fixture
def blog(monkeypatch):
    """A newsroom with one destination, as its settings say."""
    monkeypatch.setattr(settings, "NEWSROOM", dataclasses.replace(settings.NEWSROOM, destinations=(BLOG,)))


def page(client, **headers) -> str:
    answer = client.get("/desk/destinations/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_editor_sees_what_waits_where_and_why(editor, blog):
    article = add_article(headline="Ferry returns")
    place = {"place": "x", "failures": 3, "failing_since": NOON, "ask_at": NOON + timedelta(minutes=9)}
    Outlet.objects.create(name="blog", error="blog: create: the answer is 503", **place)
    Delivery.objects.create(
        destination="blog", article=article, state="refused", waiting_since=NOON, attempts=2, error="too long"
    )
    text = page(editor)
    for words in ("blog.example", "fails since", "2024-10-18 12:09", "the answer is 503", "1 refused", "2 attempts"):
        assert words in text
    assert "too long" in text
    assert "Ferry returns" in text
    assert "unseen" not in text
    assert "Ask again" not in text


def test_an_administrator_asks_again_and_it_is_due_at_once(administrator, blog):
    article = add_article(headline="Ferry returns")
    page(administrator)
    find_outlet(BLOG, now=NOON)
    Outlet.objects.update(failures=1, ended_at=NOON, error="blog: the answer is 410")
    Delivery.objects.create(destination="blog", article=article, waiting_since=NOON)
    assert "gone for good" in page(administrator)
    assert administrator.post("/desk/destinations/again/", {"name": "blog"}).status_code == 303
    assert Outlet.objects.get().ended_at is None
    assert Task.objects.get(step="deliver").key == f"blog:{article.id}"
    assert administrator.post("/desk/destinations/again/", {"name": "nobody"}).status_code == 404


def test_an_editor_does_not_ask_again(editor, blog):
    assert editor.post("/desk/destinations/again/", {"name": "blog"}).status_code == 403


def test_copy_left_at_a_destination_that_is_out_of_the_settings_is_named(editor):
    Delivery.objects.create(destination="old", article=add_article(), state="sent", sent_digest="d")
    assert "no longer in the settings" in page(editor)
    assert "設定から外れています" in page(editor, **{"accept-language": "ja"})


def test_a_newsroom_without_destinations_has_no_link_to_them(editor):
    assert "/desk/destinations/" not in editor.get("/desk/").content.decode()
    assert "There are no destinations." in page(editor)
