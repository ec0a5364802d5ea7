"""Statements and who is quoted at the desk: an editor's word is signed, kept and carried out."""

import pytest
from django.test import Client
from published_rows import NOON, add_article

from wireroom.core.ledger.keys import Wording, content_key
from wireroom.desk.actors.rows import parse_actor_mention
from wireroom.reading.models import Actor, Alias, Reading, Statement, StatementReview
from wireroom.tasks.models import Task

TEXT = "<p>Ines Mori denied that the pier was closed. Ken Abe said it was open.</p>"


def add_actor(name, key, **fields):
    actor = Actor.objects.create(key=key, name=name, language="en", kind="person", created_at=NOON, **fields)
    Alias.objects.create(name=name.casefold(), actor=actor, at=NOON)
    return actor


def add_statement(article, actor, content, *, stance="asserts", number=1):
    version = article.current.version
    cue = "denied" if stance == "denies" else "said"
    return Statement.objects.create(
        version=version,
        item=version.item,
        number=number,
        actor=actor,
        actor_text=actor.name,
        source_text=actor.name,
        cue_text=cue,
        content=content,
        stance=stance,
        confidence=0.9,
        said_at=NOON,
        content_key=content_key(Wording(actor.name, cue, content)),
    )


@pytest.fixture
def read():
    """An article of which two statements were read."""
    article = add_article(headline="The pier")
    version = article.current.version
    Reading.objects.create(version=version, item=version.item, reader=1, language="en", at=NOON)
    mori, abe = add_actor("Ines Mori", "aaaaaaaaaa"), add_actor("Ken Abe", "bbbbbbbbbb")
    add_statement(article, mori, "that the pier was closed", stance="denies")
    add_statement(article, abe, "it was open", number=2)
    return article


def page(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def review(client, article, number, verb, **fields):
    row = Statement.objects.get(item=article.item, number=number)
    screen = client.get(f"/desk/item/{article.item_id}/").context["screen"]
    seen = next(each.seen for each in screen.statements.rows if each.statement.id == row.id)
    path = f"/desk/item/{article.item_id}/statements/{row.content_key}/{verb}/"
    return client.post(path, {"seen": seen} | fields)


def change(client, key, verb, **fields):
    return client.post(f"/desk/actors/{key}/{verb}/", fields)


def told(client):
    return page(client, "/desk/keys/")


def asked(step):
    return set(Task.objects.filter(step=step).values_list("key", flat=True))


def test_an_items_screen_shows_what_was_read(editor, read):
    text = page(editor, f"/desk/item/{read.item_id}/")
    assert "that the pier was closed" in text
    assert 'href="/desk/actors/aaaaaaaaaa/"' in text
    assert "denies" in text
    assert "90%" in text


def test_a_statement_is_confirmed_with_a_name(editor, read):
    assert review(editor, read, 1, "confirm").status_code == 303
    kept = StatementReview.objects.get()
    assert (kept.verdict, kept.by_name) == ("confirmed", "kaoru")
    assert str(read.current.version_id) in asked("read")
    assert "confirmed by" in page(editor, f"/desk/item/{read.item_id}/")


def test_a_rejected_statement_is_gone_at_once_and_may_come_back(editor, read):
    review(editor, read, 1, "reject")
    assert not Statement.objects.filter(number=1).exists()
    screen = editor.get(f"/desk/item/{read.item_id}/").context["screen"]
    (rejected,) = screen.statements.rejected
    path = f"/desk/item/{read.item_id}/statements/{rejected.content_key}/back/"
    editor.post(path, {"seen": rejected.id})
    assert StatementReview.objects.order_by("-id").first().verdict == "confirmed"
    editor.post(path, {"seen": StatementReview.objects.order_by("-id").first().id})
    assert "Nobody rejected this." in told(editor)


def test_a_correction_says_what_is_right(editor, read):
    given = {"actor": "Ken Abe", "stance": "asserts", "content": "that the pier was closed"}
    review(editor, read, 1, "correct", **given)
    assert StatementReview.objects.get().corrected == {"actor": "Ken Abe", "stance": "asserts"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"actor": "Ines Mori", "stance": "denies", "content": "that the pier was closed"}, "Change what is wrong"),
        ({"actor": "Ines Mori", "stance": "lies", "content": ""}, "There is no such stance."),
    ],
)
def test_a_correction_that_corrects_nothing_is_not_kept(editor, read, fields, message):
    review(editor, read, 1, "correct", **fields)
    assert message in told(editor)
    assert not StatementReview.objects.exists()


def test_a_form_that_is_older_than_a_colleagues_word_does_nothing(editor, read):
    row = Statement.objects.get(number=1)
    path = f"/desk/item/{read.item_id}/statements/{row.content_key}/confirm/"
    editor.post(path, {"seen": 0})
    editor.post(path.replace("confirm", "reject"), {"seen": 0})
    assert "Somebody judged this meanwhile" in told(editor)
    assert StatementReview.objects.count() == 1


def test_a_statement_that_was_read_away_is_named(editor, read):
    editor.post(f"/desk/item/{read.item_id}/statements/{'0' * 32}/confirm/", {"seen": 0})
    assert "not there any more" in told(editor)


def test_only_people_of_the_newsroom_review_and_only_by_post(editor, read):
    row = Statement.objects.get(number=1)
    path = f"/desk/item/{read.item_id}/statements/{row.content_key}/reject/"
    assert Client().post(path, {"seen": 0}).status_code == 302
    assert editor.get(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    assert strict.post(path, {"seen": 0}).status_code == 403
    assert Statement.objects.filter(number=1).exists()


def test_whoever_is_quoted_is_found_by_a_part_of_a_name_a_key_or_an_address(editor, read):
    assert "Ines Mori" in page(editor, "/desk/actors/")
    text = page(editor, "/desk/actors/?q=abe")
    assert "Ken Abe" in text
    assert "Ines Mori" not in text
    assert editor.get("/desk/actors/?q=/en/actor/aaaaaaaaaa/").headers["Location"] == "/desk/actors/aaaaaaaaaa/"
    assert "Nobody here." in page(editor, "/desk/actors/?q=nobody+of+this+name")


def test_another_name_is_given(editor, read):
    change(editor, "aaaaaaaaaa", "rename", name="  Inés   Mori ")
    assert Actor.objects.get(key="aaaaaaaaaa").name == "Inés Mori"
    assert "<h1>Inés Mori</h1>" in page(editor, "/desk/actors/aaaaaaaaaa/")
    assert "actor:en:aaaaaaaaaa:0" in asked("places")
    assert str(read.id) in asked("edition")


def test_a_name_without_a_letter_is_none(editor, read):
    change(editor, "aaaaaaaaaa", "rename", name=" … ")
    assert "Give a name." in told(editor)


def test_a_further_name_means_the_same(editor, read):
    change(editor, "aaaaaaaaaa", "alias", name="Ken Abe")
    assert set(Statement.objects.values_list("actor__key", flat=True)) == {"aaaaaaaaaa"}
    assert {"actor:en:aaaaaaaaaa:0", "actor:en:bbbbbbbbbb:0"} <= asked("places")


def test_two_are_made_one_and_parted_again(editor, read):
    change(editor, "aaaaaaaaaa", "merge", into="https://site.example/en/actor/bbbbbbbbbb/")
    assert set(Statement.objects.values_list("actor__key", flat=True)) == {"bbbbbbbbbb"}
    assert editor.get("/desk/actors/aaaaaaaaaa/").headers["Location"] == "/desk/actors/bbbbbbbbbb/"
    alias = Alias.objects.get(name="ines mori")
    change(editor, "bbbbbbbbbb", "split", alias=alias.id)
    assert set(Statement.objects.values_list("actor__key", flat=True)) == {"aaaaaaaaaa", "bbbbbbbbbb"}


@pytest.mark.parametrize(
    ("into", "message"),
    [("zzzzzzzzzz", "nobody of this key"), ("", "nobody of"), ("aaaaaaaaaa", "one already")],
)
def test_who_cannot_be_made_one_is_said(editor, read, into, message):
    change(editor, "aaaaaaaaaa", "merge", into=into)
    assert message in told(editor)


def test_a_split_wants_ticks(editor, read):
    change(editor, "aaaaaaaaaa", "split")
    assert "Tick the names" in told(editor)


@pytest.mark.parametrize("verb", ["rename", "alias", "merge", "split"])
def test_only_people_of_the_newsroom_name_and_only_by_post(editor, read, verb):
    assert Client().post(f"/desk/actors/aaaaaaaaaa/{verb}/", {"name": "X"}).status_code == 302
    assert editor.get(f"/desk/actors/aaaaaaaaaa/{verb}/").status_code == 405
    assert Client().get("/desk/actors/").status_code == 302


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("abcdefgh23", "abcdefgh23"),
        (" ABCDEFGH23 ", "abcdefgh23"),
        ("https://site.example/en/actor/abcdefgh23/", "abcdefgh23"),
        ("/desk/actors/abcdefgh23/?q=x", "abcdefgh23"),
        ("/en/story/abcdefgh23/", ""),
        ("Ines Mori", ""),
        ("", ""),
    ],
)
def test_an_actor_is_meant_by_key_or_address(text, key):
    assert parse_actor_mention(text) == key
