"""Comments and complaints as rows: kept once, decided by name, shown without an e-mail, erased in time."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from published_rows import NOON, add_article, minutes

from wireroom.accounts.actions import add_user
from wireroom.comments.actions import (
    answer_complaint,
    approve_comment,
    complain,
    erase_emails,
    mark_spam,
    reject_comment,
    submit_comment,
)
from wireroom.comments.models import Comment, Complaint, Moderation
from wireroom.comments.queries import ShownComment, comments_to_moderate, count_waiting, open_complaints, shown_comments
from wireroom.core.commenting import Draft, Outcome
from wireroom.core.errors import WireroomError
from wireroom.core.visitors import hash_visitor
from wireroom.publishing.actions import By
from wireroom.tasks.models import Task

pytestmark = pytest.mark.django_db

GOOD = Draft(name="Ayako", email="ayako@example.org", text="The harbour was never closed.", language="en")
READER = hash_visitor("192.0.2.1", key="k")
EDITOR = By("Kaoru")


def submit(article, draft=GOOD, *, visitor=READER, hold=True, now=NOON):
    return submit_comment(article, draft, visitor=visitor, hold=hold, now=now)


def pages_asked_for():
    return set(Task.objects.filter(step="edition").values_list("key", flat=True))


def test_a_comment_waits_on_the_desk_and_changes_no_page():
    article = add_article()
    assert submit(article).outcome is Outcome.KEPT
    comment = comments_to_moderate().get()
    assert (comment.name, comment.text, comment.state) == ("Ayako", GOOD.text, "held")
    assert count_waiting().comments == 1
    assert shown_comments([article.id]) == []
    assert pages_asked_for() == set()


def test_approval_shows_it_and_rewrites_that_page_only():
    article, other = add_article(), add_article()
    submit(article)
    submit(other, replace(GOOD, text="Something else."))
    comment = Comment.objects.get(article=article)
    assert approve_comment(comment, by=EDITOR, now=NOON)
    assert [shown.text for shown in shown_comments([article.id, other.id])] == [GOOD.text]
    assert pages_asked_for() == {str(article.id)}


def test_what_readers_see_of_a_comment_has_no_place_for_an_e_mail():
    article = add_article()
    submit(article, hold=False)
    (shown,) = shown_comments([article.id])
    assert "email" not in {field.name for field in fields(ShownComment)}
    assert "ayako@" not in repr(shown)
    comment = Comment.objects.get()
    assert "ayako" not in (repr(comment) + str(comment)).lower()


def test_an_open_newsroom_shows_it_at_once_unless_it_looks_odd():
    article = add_article()
    submit(article, hold=False)
    submit(article, replace(GOOD, text="www.a www.b www.c"), hold=False)
    assert [comment.state for comment in Comment.objects.order_by("id")] == ["approved", "held"]
    assert pages_asked_for() == {str(article.id)}


def test_a_rejected_comment_leaves_the_page_and_each_decision_is_signed():
    article = add_article()
    submit(article, hold=False)
    comment = Comment.objects.get()
    editor = add_user("kaoru", role="editor", password="a long enough word", now=NOON)
    assert reject_comment(comment, by=By("kaoru", editor.id), now=NOON + minutes(1), reason="abuse")
    assert mark_spam(comment, by=EDITOR, now=NOON + minutes(2))
    assert not mark_spam(comment, by=EDITOR, now=NOON + minutes(3)), "the same decision again is no decision"
    assert shown_comments([article.id]) == []
    assert [(row.verb, row.by_name, row.by_id, row.reason) for row in Moderation.objects.all()] == [
        ("reject", "kaoru", editor.id, "abuse"),
        ("spam", "Kaoru", None, ""),
    ]
    assert pages_asked_for() == {str(article.id)}


@pytest.mark.parametrize("state", ["held", "gone"])
def test_comments_are_frozen_while_their_article_is_off_the_site(state):
    article = add_article()
    submit(article)
    article.state = state
    article.save()
    with pytest.raises(WireroomError, match="frozen"):
        approve_comment(Comment.objects.select_related("article").get(), by=EDITOR, now=NOON)
    assert Comment.objects.get().state == "held"
    assert not Moderation.objects.exists()


def test_the_same_words_on_the_same_article_are_kept_once_and_thanked_for():
    article = add_article()
    assert submit(article).outcome is Outcome.KEPT
    assert submit(article, replace(GOOD, text=GOOD.text + "\r\n")).outcome is Outcome.REPEATED
    assert Comment.objects.count() == 1


def test_the_same_words_by_somebody_else_are_kept_and_pointed_out():
    article = add_article()
    submit(article)
    submit(article, visitor=hash_visitor("198.51.100.7", key="k"), hold=False)
    assert list(Comment.objects.order_by("id").values_list("state", "suspicion")) == [("held", ""), ("held", "copied")]


def test_the_sixth_comment_in_ten_minutes_has_to_wait_and_a_neighbour_may_speak():
    article = add_article()
    outcomes = [submit(article, replace(GOOD, text=f"Comment {number}.")).outcome for number in range(6)]
    assert outcomes == [Outcome.KEPT] * 5 + [Outcome.LIMITED]
    neighbour = hash_visitor("192.0.2.2", key="k")
    assert submit(article, replace(GOOD, text="Mine."), visitor=neighbour).outcome is Outcome.KEPT
    later = submit(article, replace(GOOD, text="Later."), now=NOON + minutes(10))
    assert later.outcome is Outcome.KEPT


def test_thirty_of_one_network_in_ten_minutes_are_enough():
    article = add_article()
    outcomes = [
        submit(article, replace(GOOD, text=f"Comment {n}."), visitor=hash_visitor(f"192.0.2.{n}", key="k")).outcome
        for n in range(31)
    ]
    assert outcomes.count(Outcome.KEPT) == 30
    assert outcomes[-1] is Outcome.LIMITED


def test_thirty_a_day_of_one_address_are_enough():
    article = add_article()
    outcomes = [
        submit(article, replace(GOOD, text=f"Comment {n}."), now=NOON + minutes(11 * n)).outcome for n in range(31)
    ]
    assert outcomes == [Outcome.KEPT] * 30 + [Outcome.LIMITED]


def test_a_complaint_reaches_the_desk_whatever_became_of_the_article():
    article = add_article(state="gone")
    assert complain(article, Draft(text="That is my house."), visitor=READER, now=NOON).outcome is Outcome.KEPT
    assert open_complaints().get().article == article
    assert count_waiting().complaints == 1


def test_a_complaint_names_its_comment_and_the_same_complaint_stays_one():
    article = add_article()
    submit(article, hold=False)
    comment = Comment.objects.get()
    for _ in range(2):
        complain(article, Draft(text="An insult."), visitor=READER, now=NOON, comment=comment)
    complain(article, Draft(text="An insult."), visitor=READER, now=NOON)
    assert [complaint.comment for complaint in open_complaints()] == [comment, None]


def test_a_complaint_stays_until_a_person_says_what_was_done():
    complain(add_article(), Draft(text="Wrong date."), visitor=READER, now=NOON)
    complaint = Complaint.objects.get()
    with pytest.raises(WireroomError):
        answer_complaint(complaint, answer="  ", by=EDITOR, now=NOON)
    assert open_complaints().count() == 1
    assert answer_complaint(complaint, answer="Corrected.", by=EDITOR, now=NOON)
    assert not answer_complaint(complaint, answer="Again.", by=EDITOR, now=NOON)
    complaint.refresh_from_db()
    assert (complaint.answer, complaint.answered_by, complaint.answered_at) == ("Corrected.", "Kaoru", NOON)
    assert not open_complaints().exists()


def test_e_mails_and_hashes_are_erased_in_time_and_the_words_stay():
    article = add_article()
    submit(article, now=NOON - timedelta(days=31))
    submit(article, replace(GOOD, text="Yesterday."), now=NOON - timedelta(days=1))
    old = Draft(text="Old.", email="a@example.org")
    complain(article, old, visitor=READER, now=NOON - timedelta(days=40))
    complain(article, replace(old, text="Open."), visitor=READER, now=NOON - timedelta(days=40))
    answer_complaint(Complaint.objects.get(text="Old."), answer="Done.", by=EDITOR, now=NOON)
    assert erase_emails(NOON - timedelta(days=30), now=NOON) == 2
    assert erase_emails(NOON - timedelta(days=30), now=NOON) == 0
    kept = Comment.objects.order_by("at").values_list("text", "email", "address_hash", "network_hash")
    assert kept[0] == (GOOD.text, "", "", "")
    assert kept[1] == ("Yesterday.", "ayako@example.org", READER.address_hash, READER.network_hash)
    assert Complaint.objects.get(text="Old.").email == ""
    assert Complaint.objects.get(text="Open.").email == "a@example.org"
