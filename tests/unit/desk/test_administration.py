"""What only administrators may: people and feeds."""

import pytest
from django.test import Client
from django.utils import timezone
from published_rows import NOON, add_article, add_feed

from wireroom.accounts.actions import AccountError, add_user, generate_password, set_active
from wireroom.accounts.models import AccountChange, User
from wireroom.publishing.models import Decision, Purge
from wireroom.tasks.models import Task

PASSWORD = "tide-table-harbour"


def enter(name, password):
    return Client().post("/desk/login/", {"name": name, "password": password}).status_code


def test_an_editor_gets_neither_people_nor_feeds(editor):
    target = User.objects.get()
    assert editor.get("/desk/users/").status_code == 403
    assert editor.get("/desk/feeds/").status_code == 403
    assert editor.post("/desk/users/add/", {"name": "eve", "role": "administrator"}).status_code == 403
    assert editor.post(f"/desk/users/{target.id}/reset/").status_code == 403
    assert User.objects.count() == 1
    text = editor.get("/desk/").content.decode()
    assert "/desk/users/" not in text


def test_a_person_is_added_with_a_password_shown_once(administrator):
    answer = administrator.post("/desk/users/add/", {"name": "mio", "role": "editor"})
    password = answer.context["screen"].new_password
    assert password in answer.content.decode()
    assert enter("mio", password) == 303
    assert password not in administrator.get("/desk/users/").content.decode()
    change = AccountChange.objects.get(user__username="mio")
    assert (change.verb, change.by_name) == ("add", "noor")


@pytest.mark.parametrize(
    ("name", "role"), [("", "editor"), ("noor", "editor"), ("a b!", "editor"), ("mio", "king"), ("x" * 151, "editor")]
)
def test_a_wrong_name_or_role_adds_nobody_and_says_why(administrator, name, role):
    answer = administrator.post("/desk/users/add/", {"name": name, "role": role})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert User.objects.count() == 1


def test_a_person_is_shut_out_and_let_in_again(administrator):
    mio = add_user("mio", role="editor", password=PASSWORD)
    administrator.post(f"/desk/users/{mio.id}/deactivate/")
    administrator.post(f"/desk/users/{mio.id}/deactivate/")
    assert enter("mio", PASSWORD) == 422
    administrator.post(f"/desk/users/{mio.id}/activate/")
    assert enter("mio", PASSWORD) == 303
    verbs = list(AccountChange.objects.filter(user=mio).order_by("id").values_list("verb", flat=True))
    assert verbs == ["add", "deactivate", "activate"]


def test_nobody_shuts_themselves_out_or_leaves_the_desk_without_administrator(administrator):
    noor = User.objects.get()
    administrator.post(f"/desk/users/{noor.id}/deactivate/")
    assert administrator.get("/desk/users/").status_code == 200
    with pytest.raises(AccountError, match="last administrator"):
        set_active(noor, False, now=timezone.now())


def test_a_new_password_ends_the_persons_sessions(administrator, editor):
    kaoru = User.objects.get(username="kaoru")
    password = administrator.post(f"/desk/users/{kaoru.id}/reset/").context["screen"].new_password
    assert editor.get("/desk/").status_code == 302
    assert enter("kaoru", PASSWORD) == 422
    assert enter("kaoru", password) == 303


def test_generated_passwords_are_long_and_never_the_same():
    made = {generate_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(password) == 23 for password in made)


@pytest.mark.parametrize("password", ["short", "password1234", "kaoru-kaoru", ""])
def test_a_weak_password_makes_no_account(password):
    with pytest.raises(AccountError, match="kaoru"):
        add_user("kaoru-kaoru", role="editor", password=password)
    assert not User.objects.exists()


def test_feeds_in_trouble_come_first_with_what_is_wrong(administrator):
    add_feed(name="Aoba Wire", url="https://a.example/fine", last_ok_at=NOON, next_fetch_at=NOON)
    add_feed(name="Bay Wire", url="https://b.example/failing", failures=3, last_error="timed out after 30 s")
    add_feed(name="Cape Wire", url="https://c.example/gone", state="stopped", stop_reason="410 Gone")
    add_feed(name="Dune Wire", url="https://d.example/a", moved_to="https://d.example/b", alert="moved for good")
    screen = administrator.get("/desk/feeds/").context["screen"]
    assert [feed.provider.name for feed in screen.feeds] == ["Cape Wire", "Dune Wire", "Bay Wire", "Aoba Wire"]
    assert screen.troubled == 3
    text = administrator.get("/desk/feeds/").content.decode()
    for words in ("timed out after 30 s", "410 Gone", "https://d.example/b", "moved for good", "2024-10-18 12:00"):
        assert words in text
    assert administrator.post("/desk/feeds/").status_code == 405


def add_subscription(state: str, *, error: str) -> None:
    feed = add_feed(name="Aoba Wire", url="https://a.example/fine")
    at = feed.created_at
    feed.subscriptions.create(
        hub="https://hub.example/", topic=feed.url, token="t", state=state, error=error, lease_until=at, seen_at=at,
        created_at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("live", "A hub tells us of changes until"),
        ("refused", "No hub tells us of changes: hub.example says no"),
        ("wanted", "Asking a hub to tell us of changes: hub.example says no"),
    ],
)
def test_a_feed_tells_how_it_stands_with_its_hub(administrator, state, words):
    add_subscription(state, error="" if state == "live" else "hub.example says no")
    assert words in administrator.get("/desk/feeds/").content.decode()


def test_of_a_hub_that_no_longer_tells_a_feed_says_nothing(administrator):
    add_subscription("ended", error="hub.example says no")
    page = administrator.get("/desk/feeds/").content.decode()
    # Not "hub" alone: tokens against forged requests are random letters, and sometimes these.
    for words in ("hub.example", "hub tells", "hub to tell"):
        assert words not in page.lower()


def test_only_an_administrator_may_order_a_purge_and_only_when_sure(editor, administrator):
    item = add_article(headline="Pilot questioned").item
    path = f"/desk/item/{item.id}/purge/"
    assert "purge" not in editor.get(f"/desk/item/{item.id}/").content.decode()
    assert editor.post(path, {"reason": "court order", "sure": "yes"}).status_code == 403
    assert path in administrator.get(f"/desk/item/{item.id}/").content.decode()
    for unsure in ({"reason": "court order"}, {"reason": " ", "sure": "yes"}):
        assert administrator.post(path, unsure).status_code == 303
    assert not Purge.objects.exists()
    assert administrator.post(path, {"reason": "court order", "sure": "yes"}).status_code == 303
    purge = Purge.objects.get()
    assert (purge.item, purge.reason, purge.by_name) == (item, "court order", "noor")
    assert Decision.objects.get(item=item).verb == "kill"
    assert Task.objects.filter(step="purge", key=str(item.id)).exists()


def test_a_purged_item_is_shown_by_its_guid_and_offers_no_way_back(administrator):
    item = add_article(headline="Pilot questioned").item
    administrator.post(f"/desk/item/{item.id}/purge/", {"reason": "court order", "sure": "yes"})
    item.versions.update(headline="", body="")
    screen = administrator.get(f"/desk/item/{item.id}/").content.decode()
    assert f"<h1>{item.guid}</h1>" in screen
    assert "court order" in screen
    assert f"/desk/item/{item.id}/release/" not in screen
    assert f"/desk/item/{item.id}/purge/" not in screen
