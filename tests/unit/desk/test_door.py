"""The door: who gets in, who does not, what is said to them, and how guessing is slowed down."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone, translation
from lxml import html

from wireroom.accounts.actions import add_user, record_login_failure, set_active
from wireroom.accounts.models import AccountChange, LoginFailure, User
from wireroom.core.visitors import hash_visitor
from wireroom.desk.assets import load_asset

PASSWORD = "tide-table-harbour"


def enter(client, *, name="kaoru", password=PASSWORD, **more):
    headers = more.pop("headers", {})
    return client.post("/desk/login/", {"name": name, "password": password} | more, headers=headers)


def fail(times):
    """Failed log-ins of one person from here."""
    for _ in range(times):
        assert enter(Client(), password="guess").status_code == 422


@pytest.fixture
def kaoru():
    return add_user("kaoru", role="editor", password=PASSWORD)


def desk_paths():
    (desk,) = [
        each for each in get_resolver().url_patterns if isinstance(each, URLResolver) and str(each.pattern) == "desk/"
    ]
    open_to_all = {"desk-login", "desk-logout", "desk-asset"}
    named = [each for each in desk.url_patterns if each.name not in open_to_all]
    samples = {r"(?P<item_id>\d{1,18})": "1", r"(?P<comment_id>\d{1,18})": "1", r"(?P<complaint_id>\d{1,18})": "1"}
    samples |= {r"(?P<user_id>\d{1,18})": "1", "(?P<verb>kill|withhold|release|correct|quiet)": "kill"}
    samples |= {"(?P<verb>approve|reject|spam)": "approve", r"(?P<feed_id>\d{1,18})": "1"}
    samples |= {r"(?P<other_id>\d{1,18})": "2", "(?P<key>[a-z2-7]{1,20})": "a2"}
    samples |= {"(?P<answer>same|different)": "same", "(?P<answer>same|different|unsure)": "unsure"}
    samples |= {"(?P<verb>name|close|open|join|split|move|take)": "join", "(?P<key>[0-9a-f]{32})": "a" * 32}
    samples |= {"(?P<verb>confirm|correct|reject|back)": "back", "(?P<verb>rename|alias|merge|split)": "merge"}
    for each in named:
        text = str(each.pattern).removeprefix("^").removesuffix(r"\Z")
        for pattern, sample in samples.items():
            text = text.replace(pattern, sample)
        yield f"/desk/{text}"


def test_every_screen_and_every_form_asks_who_is_there():
    paths = list(desk_paths())
    assert len(paths) >= 15
    assert not [path for path in paths if "(" in path or "<" in path]
    for path in paths:
        for answer in (Client().get(path), Client().post(path)):
            assert answer.status_code in (302, 405), path
            if answer.status_code == 302:
                assert answer["Location"].startswith("/desk/login/?next=%2Fdesk%2F"), path


def test_the_right_words_open_the_door_and_lead_where_one_was_going(kaoru):
    client = Client()
    assert "next=%2Fdesk%2Fholds%2F" in client.get("/desk/holds/")["Location"]
    answer = enter(client, next="/desk/holds/")
    assert (answer.status_code, answer["Location"]) == (303, "/desk/holds/")
    assert client.get("/desk/holds/").status_code == 200


@pytest.mark.parametrize(
    "goal", ["https://evil.example/desk/", "//evil.example", "/desk/../../x\\@evil", "/ja/", "javascript:1"]
)
def test_nobody_is_led_off_the_desk_after_the_log_in(kaoru, goal):
    location = enter(Client(), next=goal)["Location"]
    assert location == "/desk/" or location.startswith("/desk/..")


def test_wrong_words_do_not_say_which_one_was_wrong(kaoru):
    wrong, unknown = enter(Client(), password="not this one"), enter(Client(), name="nobody")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.context["screen"].error == unknown.context["screen"].error != ""
    assert not Session.objects.exists()


def test_passwords_are_kept_as_argon2_and_shown_to_nobody(kaoru):
    assert User.objects.get().password.startswith("argon2$argon2id$")
    assert PASSWORD not in enter(Client(), name="nobody").content.decode()


def test_the_form_cannot_be_sent_from_elsewhere(kaoru):
    assert enter(Client(enforce_csrf_checks=True)).status_code == 403


def test_ten_failures_in_ten_minutes_close_the_door_for_that_name_from_there(kaoru):
    for _ in range(10):
        assert enter(Client(), password="guess").status_code == 422
    closed = enter(Client())
    assert closed.status_code == 429
    assert enter(Client(), name="KAORU").status_code == 429, "the same name in other letters"
    add_user("noor", role="editor", password=PASSWORD)
    assert enter(Client(), name="noor").status_code == 303, "somebody else from the same address"
    elsewhere = Client(REMOTE_ADDR="198.51.100.9")
    assert enter(elsewhere).status_code == 303, "the same person from elsewhere is not locked out by a guesser"


def test_the_door_opens_again_after_ten_minutes(kaoru):
    fail(10)
    assert enter(Client()).status_code == 429
    LoginFailure.objects.update(at=timezone.now() - timezone.timedelta(minutes=10, seconds=1))
    assert enter(Client()).status_code == 303


def test_one_address_cannot_try_many_names(kaoru):
    here = hash_visitor("127.0.0.1", key=settings.SECRET_KEY).address_hash
    for number in range(49):
        record_login_failure(address_hash=here, pair_hash=f"name {number}", now=timezone.now())
    assert enter(Client(), name="nobody").status_code == 422
    assert enter(Client()).status_code == 429


def test_getting_in_starts_the_count_again(kaoru):
    for _ in range(2):
        fail(9)
        assert enter(Client()).status_code == 303


def test_failures_are_counted_without_keeping_who_or_where(kaoru):
    enter(Client(), password="guess")
    row = LoginFailure.objects.get()
    assert "kaoru" not in row.pair_hash + row.address_hash
    assert "127.0.0.1" not in row.pair_hash + row.address_hash


def test_the_message_is_in_the_visitors_language(kaoru):
    page = enter(Client(), password="x", headers={"accept-language": "ja"}).content.decode()
    assert '<html lang="ja">' in page
    assert "名前かパスワードが違います" in page


def test_somebody_shut_out_is_out_at_once(kaoru):
    add_user("noor", role="administrator", password=PASSWORD)
    client = Client()
    enter(client)
    assert client.get("/desk/").status_code == 200
    set_active(kaoru, False, now=timezone.now())
    assert client.get("/desk/").status_code == 302
    assert enter(Client()).status_code == 422


def test_logging_out_ends_it_and_needs_a_form(editor):
    assert editor.get("/desk/logout/").status_code == 405
    assert editor.get("/desk/").status_code == 200
    assert editor.post("/desk/logout/")["Location"] == "/desk/login/"
    assert editor.get("/desk/").status_code == 302


def test_a_password_is_changed_by_who_knows_the_old_one(editor):
    other = Client()
    enter(other)
    new = "lighthouse-keeper-7"
    for typed in (
        {"old": "wrong", "new": new, "again": new},
        {"old": PASSWORD, "new": new, "again": "x"},
        {"old": PASSWORD, "new": "short", "again": "short"},
    ):
        assert editor.post("/desk/password/", typed).status_code == 422
    assert editor.post("/desk/password/", {"old": PASSWORD, "new": new, "again": new}).status_code == 303
    assert editor.get("/desk/").status_code == 200, "the session that changed it stays"
    assert other.get("/desk/").status_code == 302, "every other session ends"
    assert enter(Client(), password=new).status_code == 303
    assert AccountChange.objects.first().verb == "change_password"


def test_a_part_that_refreshes_itself_sends_the_whole_page_to_the_log_in():
    answer = Client().get("/desk/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (403, "/desk/login/")


def test_no_screen_is_kept_by_a_browser(editor):
    for path in ("/desk/", "/desk/comments/", "/desk/password/"):
        assert "no-store" in editor.get(path)["Cache-Control"]
    assert "no-store" in Client().get("/desk/login/")["Cache-Control"]


def test_style_and_script_need_no_log_in_and_never_change_under_one_name():
    for name in ("desk.css", "desk.js", "htmx.min.js"):
        answer = Client().get(load_asset(name).path)
        assert answer.status_code == 200
        assert "immutable" in answer["Cache-Control"]
    assert Client().get("/desk/static/htmx.LICENSE.txt").status_code == 404
    assert Client().get("/desk/static/..%2fassets.py").status_code == 404


# What is said when something is refused.


@pytest.mark.parametrize(
    ("page", "reason", "way_out"),
    [
        ("403", {"en": "This is for administrators.", "ja": "管理者"}, "/desk/"),
        ("403_csrf", {"en": "The form was too old", "ja": "画面が古い"}, "/desk/"),
        ("404", {"en": "There is nothing here.", "ja": "ありません"}, "/"),
        ("500", {"en": "Something went wrong here.", "ja": "問題"}, "/"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_page_that_refuses_says_why_in_the_readers_language_and_leads_on(page, reason, way_out, language):
    with translation.override(language):
        told = html.document_fromstring(render_to_string(f"{page}.html"))
    assert told.get("lang") == language
    assert reason[language] in told.findtext(".//h1")
    assert told.findtext(".//title") == told.findtext(".//h1")
    (link,) = told.xpath("//main//a")
    assert link.get("href") == way_out
    assert told.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
