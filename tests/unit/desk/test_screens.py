"""The editors' screens: what arrived, what is held, one item, comments, complaints; every change signed."""

import html

import pytest
from published_rows import NOON, add_article, add_feed, add_hold, add_item, add_version, minutes

from wireroom.accounts.models import User
from wireroom.comments.actions import complain, submit_comment
from wireroom.comments.models import Comment, Complaint, Moderation
from wireroom.core.commenting import Draft
from wireroom.core.visitors import hash_visitor
from wireroom.publishing.models import Article, Decision, Receipt
from wireroom.tasks.models import Task
from wireroom.wire.models import Problem

READER = hash_visitor("192.0.2.1", key="k")


def page(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def headlines(client, query=""):
    return [row.headline for row in client.get(f"/desk/{query}").context["screen"].page.rows]


def add_comment(article=None, text="The harbour was never closed."):
    draft = Draft(name="Ayako", email="ayako@example.org", text=text, language="en")
    submit_comment(article or add_article(), draft, visitor=READER, hold=True, now=NOON)
    return Comment.objects.latest("id")


@pytest.fixture
def four():
    """One item in each state."""
    other = add_feed(name="Strait News", url="https://strait.example/feed")
    add_item(headline="Fresh")
    add_article(item=add_item(headline="Published"), headline="Published")
    add_hold(item=add_item(feed=other, headline="Waiting"))
    killed = add_article(item=add_item(headline="Killed"), state="gone", headline="Killed")
    add_hold(item=killed.item, gate="killed", reason="wrong person")


def test_the_wire_shows_the_newest_first_and_where_each_stands(editor, four):
    rows = editor.get("/desk/").context["screen"].page.rows
    assert [(row.headline, row.state) for row in rows] == [
        ("Killed", "gone"),
        ("Waiting", "held"),
        ("Published", "live"),
        ("Fresh", "new"),
    ]
    text = page(editor, "/desk/")
    for words in ("Strait News", "Politics", "wrong person", "2024-10-18 12:00"):
        assert words in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=live", ["Published"]),
        ("?state=held", ["Waiting"]),
        ("?state=gone", ["Killed"]),
        ("?state=new", ["Fresh"]),
        ("?provider=strait-news", ["Waiting"]),
        ("?provider=strait-news&state=live", []),
        ("?state=nonsense&before=x", ["Killed", "Waiting", "Published", "Fresh"]),
    ],
)
def test_the_wire_is_filtered(editor, four, query, expected):
    assert headlines(editor, query) == expected


def test_the_wire_is_paged_without_losing_or_repeating_an_item(editor):
    for number in range(120):
        add_item(headline=f"Item {number}")
    seen, path = [], "/desk/"
    while path:
        screen = editor.get(path).context["screen"]
        seen += [row.headline for row in screen.page.rows]
        path = screen.older_url
    assert seen == [f"Item {number}" for number in range(119, -1, -1)]


def test_a_wire_that_refreshes_itself_is_sent_rows_only_when_something_changed(editor, four):
    screen = editor.get("/desk/").context["screen"]
    assert editor.get(screen.refresh_url, headers={"hx-request": "true"}).status_code == 204
    add_item(headline="Just in")
    answer = editor.get(screen.refresh_url, headers={"hx-request": "true"})
    text = answer.content.decode()
    assert "Just in" in text
    assert "<html" not in text


def test_feed_text_is_shown_never_run(editor):
    item = add_item(headline="<script>alert(1)</script>", body="<p>x</p>")
    add_hold(item=item, reason="<img src=x>")
    for path in ("/desk/", "/desk/holds/", f"/desk/item/{item.id}/"):
        text = page(editor, path)
        assert "<script>alert" not in text
        assert "<img" not in text


def test_holds_say_why_and_until_and_leave_out_what_is_killed(editor, four):
    add_hold(item=add_item(headline="Early"), gate="embargo", reason="under embargo", until=NOON + minutes(60))
    rows = editor.get("/desk/holds/").context["screen"].rows
    assert [(row.headline, row.may_release) for row in rows] == [("Waiting", True), ("Early", False)]
    text = page(editor, "/desk/holds/")
    assert "held until a person releases it" in text
    assert "2024-10-18 13:00" in text


def verb(client, item, name, **fields):
    newest = item.decisions.order_by("-id").first()
    seen = {"seen": newest.id if newest else 0}
    return client.post(f"/desk/item/{item.id}/{name}/", seen | fields)


@pytest.mark.parametrize("name", ["kill", "release", "withhold", "correct"])
def test_each_verb_is_recorded_with_its_reason_and_who_gave_it(editor, name):
    item = add_article().item
    answer = verb(editor, item, name, reason=" the court asked ", next="/desk/holds/")
    assert (answer.status_code, answer["Location"]) == (303, "/desk/holds/")
    decision = Decision.objects.get()
    user = User.objects.get(username="kaoru")
    assert (decision.verb, decision.reason, decision.by, decision.by_name) == (name, "the court asked", user, "kaoru")
    assert Task.objects.filter(step="decide", key=str(item.id)).exists()


@pytest.mark.parametrize("name", ["kill", "withhold", "correct"])
def test_a_verb_without_its_reason_does_nothing_and_says_so(editor, name):
    item = add_article().item
    verb(editor, item, name, reason="  ")
    assert not Decision.objects.exists()
    assert 'role="alert"' in page(editor, f"/desk/item/{item.id}/")


def test_a_second_click_decides_nothing_again_but_a_kill_always_goes(editor):
    item = add_article().item
    for _ in range(2):
        editor.post(f"/desk/item/{item.id}/correct/", {"reason": "It was Tuesday.", "seen": "0"})
    assert Decision.objects.count() == 1
    editor.post(f"/desk/item/{item.id}/release/", {"seen": "0"})
    assert Decision.objects.count() == 1, "a form older than a colleague's decision"
    editor.post(f"/desk/item/{item.id}/kill/", {"reason": "wrong", "seen": "0"})
    assert Decision.objects.filter(verb="kill").count() == 1


def test_verbs_need_a_form_of_this_desk(editor):
    editor.handler.enforce_csrf_checks = True
    item = add_article().item
    assert verb(editor, item, "kill", reason="x").status_code == 403
    assert editor.get(f"/desk/item/{item.id}/kill/").status_code == 405
    assert editor.post(f"/desk/item/{item.id}/publish/").status_code == 404
    assert not Decision.objects.exists()


def test_an_item_shows_its_last_two_versions_side_by_side(editor):
    item = add_item(headline="Ferry late", body="<p>It carried 120 people.</p>")
    add_version(item, headline="Ferry late", body="<p>It carried 130 people.</p>", at=NOON + minutes(5))
    text = page(editor, f"/desk/item/{item.id}/")
    assert "<del>120 </del>" in text
    assert "<ins>130 </ins>" in text
    add_version(item, headline="Ferry sunk", body="<p>It carried 130 people.</p>", at=NOON + minutes(9))
    latest = page(editor, f"/desk/item/{item.id}/")
    assert "<del>late</del>" in latest
    assert "<del>120" not in latest
    chosen = page(editor, f"/desk/item/{item.id}/?a=1&b=3")
    assert "<del>120 </del>" in chosen
    assert "<ins>sunk</ins>" in chosen


def test_an_item_shows_everything_recorded_of_it(editor):
    article = add_article()
    version = article.item.current
    Receipt.objects.create(article=article, state="live", surface="page", place=article.path, asked_at=NOON)
    Problem.objects.create(
        fetch=version.fetch, version=version, code="bad_date", field="updated", message="no day 32", at=NOON
    )
    verb(editor, article.item, "withhold", reason="the lawyer reads it")
    text = page(editor, f"/desk/item/{article.item_id}/")
    for words in ("the lawyer reads it", "kaoru", article.path, "no day 32", article.item.guid):
        assert words in text
    assert page(editor, f"/desk/item/{article.item_id}/?a=99&b=x")


def test_an_item_never_read_still_has_a_screen_and_an_unknown_one_has_not(editor):
    item = add_item()
    item.current = None
    item.save()
    assert page(editor, f"/desk/item/{item.id}/")
    assert editor.get("/desk/item/999999/").status_code == 404


@pytest.mark.parametrize(("name", "state"), [("approve", "approved"), ("reject", "rejected"), ("spam", "spam")])
def test_a_comment_is_moderated_by_name(editor, name, state):
    comment = add_comment()
    text = page(editor, "/desk/comments/")
    assert "ayako@example.org" in text
    assert editor.post(f"/desk/comments/{comment.id}/{name}/").status_code == 303
    comment.refresh_from_db()
    assert comment.state == state
    assert Moderation.objects.get().by_name == "kaoru"
    assert "harbour" not in page(editor, "/desk/comments/")
    assert "harbour" in page(editor, f"/desk/comments/?state={state}")


def test_in_place_only_the_decided_row_comes_back(editor):
    comment = add_comment()
    answer = editor.post(f"/desk/comments/{comment.id}/approve/", headers={"hx-request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="comment-{comment.id}"' in text
    assert "<html" not in text
    assert f"/desk/comments/{comment.id}/approve/" not in text
    assert f"/desk/comments/{comment.id}/reject/" in text, "a slip can be put right at once"


def test_a_frozen_comment_is_not_approved_and_the_reason_is_said(editor):
    comment = add_comment()
    Article.objects.update(state="gone")
    answer = editor.post(f"/desk/comments/{comment.id}/approve/", headers={"hx-request": "true"})
    assert 'role="alert"' in answer.content.decode()
    editor.post(f"/desk/comments/{comment.id}/approve/")
    assert 'role="alert"' in page(editor, "/desk/comments/")
    assert Comment.objects.get().state == "held"


def test_a_comment_cannot_be_moderated_from_another_site(editor):
    editor.handler.enforce_csrf_checks = True
    assert editor.post(f"/desk/comments/{add_comment().id}/approve/").status_code == 403
    assert editor.get("/desk/comments/1/approve/").status_code == 405


def test_a_complaint_waits_until_it_is_answered(editor):
    comment = add_comment()
    complain(comment.article, Draft(text="This insults me."), visitor=READER, now=NOON, comment=comment)
    complaint = Complaint.objects.get()
    text = page(editor, "/desk/complaints/")
    assert "This insults me." in text
    assert comment.text in text
    editor.post(f"/desk/complaints/{complaint.id}/answer/", {"answer": " "})
    assert "This insults me." in page(editor, "/desk/complaints/")
    editor.post(f"/desk/complaints/{complaint.id}/answer/", {"answer": "Comment taken down."})
    editor.post(f"/desk/complaints/{complaint.id}/answer/", {"answer": "Again."})
    assert "This insults me." not in page(editor, "/desk/complaints/")
    answered = page(editor, "/desk/complaints/?answered=1")
    assert "Comment taken down." in answered
    assert "kaoru" in answered


def test_the_navigation_counts_what_waits(editor, four):
    comment = add_comment()
    complain(comment.article, Draft(text="Wrong."), visitor=READER, now=NOON)
    nav = editor.get("/desk/keys/").context["nav"]
    assert (nav.holds, nav.comments, nav.complaints) == (1, 1, 1)


@pytest.mark.parametrize(
    ("reason", "japanese"),
    [
        ("its language (de) is none of the site's (en, ja)", "言語（de）がサイトの言語（en, ja）にない"),
        ("contract wire with an unknown status: 50% odd", "契約配信の配信状態が不明: 50% odd"),
        ("under embargo", "解禁前"),
        ("人違いのため 100%", "人違いのため 100%"),
    ],
)
def test_a_reason_is_in_the_editors_language_and_a_persons_words_stay_theirs(editor, reason, japanese):
    add_hold(reason=reason)
    assert reason in html.unescape(page(editor, "/desk/holds/", **{"accept-language": "en"}))
    assert japanese in page(editor, "/desk/holds/", **{"accept-language": "ja"})
