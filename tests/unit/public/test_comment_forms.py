"""Readers' forms over HTTP: thanked, told what to mend with everything kept, refused politely; no cookie, no leak."""

import io
import logging
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from published_rows import add_article

from wireroom.comments.models import Comment, Complaint

pytestmark = pytest.mark.django_db

TYPED = {"name": "Ayako", "email": "ayako@example.org", "text": "The harbour was never closed.", "website": ""}


@pytest.fixture
def reader():
    return Client(enforce_csrf_checks=True)


def post(reader, article, path="/comments/", **fields):
    headers = fields.pop("headers", {})
    return reader.post(path, TYPED | {"article": article.key, "language": "en"} | fields, headers=headers)


def newsroom(monkeypatch, **changes):
    monkeypatch.setattr(settings, "NEWSROOM", replace(settings.NEWSROOM, **changes))


def test_a_comment_is_taken_thanked_for_and_never_posted_twice_by_reloading(reader):
    article = add_article()
    answer = post(reader, article)
    assert (answer.status_code, answer["Location"]) == (303, f"/comments/thanks/?article={article.key}&language=en")
    thanks = reader.get(answer["Location"])
    assert thanks.status_code == 200
    assert article.path in thanks.content.decode()
    assert Comment.objects.get().email == "ayako@example.org"


def test_no_cookie_is_set_or_needed(reader):
    article = add_article()
    for answer in (
        reader.get(f"/comments/?article={article.key}"),
        post(reader, article),
        post(reader, article, "/complaints/"),
        reader.get(f"/comments/thanks/?article={article.key}"),
    ):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"


def test_faults_are_named_in_the_pages_language_with_everything_kept(reader):
    article = add_article(language="ja")
    answer = post(reader, article, language="ja", email="nobody", name="", text='<b>"港"</b>')
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer["Content-Language"] == "ja"
    assert '<html lang="ja"' in page
    assert 'value="nobody"' in page
    assert "&lt;b&gt;" in page
    assert "港" in page
    assert "<b>&quot;" not in page
    assert page.count('aria-invalid="true"') == 2
    assert not Comment.objects.exists()


def test_an_unknown_language_is_the_articles(reader):
    assert post(reader, add_article(language="ja"), language="xx", text="")["Content-Language"] == "ja"


def test_the_empty_form_works_without_the_article_page(reader):
    article = add_article()
    page = reader.get(f"/comments/?article={article.key}&language=en")
    assert page.status_code == 200
    assert f'value="{article.key}"' in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/ja/"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:81"},
    ],
)
@pytest.mark.parametrize("path", ["/comments/", "/complaints/"])
def test_a_form_from_another_site_is_not_taken_but_can_be_sent_again_from_here(reader, headers, path):
    answer = post(reader, add_article(), path, headers=headers)
    assert answer.status_code == 403
    assert TYPED["text"] in answer.content.decode()
    assert not Comment.objects.exists()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://testserver", "sec-fetch-site": "same-origin", "referer": "http://testserver/en/"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_form_from_here_or_from_no_browser_is_taken(reader, headers):
    assert post(reader, add_article(), headers=headers).status_code == 303


def test_a_newsroom_behind_a_proxy_knows_its_own_address(reader, monkeypatch):
    newsroom(monkeypatch, base_url="https://news.example")
    assert post(reader, add_article(), headers={"origin": "https://news.example"}).status_code == 303
    assert post(reader, add_article(), headers={"origin": "http://news.example"}).status_code == 403


def test_closed_comments_say_so_and_complaints_stay_open(reader, monkeypatch):
    newsroom(monkeypatch, comments=replace(settings.NEWSROOM.comments, open=False))
    article = add_article()
    assert post(reader, article).status_code == 403
    assert reader.get(f"/comments/?article={article.key}").status_code == 403
    assert not Comment.objects.exists()
    assert post(reader, article, "/complaints/").status_code == 303


@pytest.mark.parametrize(("state", "status"), [("held", 403), ("gone", 410)])
def test_an_article_off_the_site_takes_no_comment_and_gives_no_headline_away(reader, state, status):
    article = add_article(state=state, headline="Minister named in error")
    for answer in (post(reader, article), reader.get(f"/comments/?article={article.key}")):
        assert answer.status_code == status
        assert "Minister" not in answer.content.decode()
    for path in ("comments/thanks", "complaints/thanks", "complaints"):
        assert "Minister" not in reader.get(f"/{path}/?article={article.key}").content.decode()
    assert not Comment.objects.exists()
    assert post(reader, article, "/complaints/").status_code == 303


@pytest.mark.parametrize("path", ["/comments/", "/complaints/", "/comments/thanks/", "/complaints/thanks/"])
@pytest.mark.parametrize("key", ["", "nothing", "\x00", "x" * 3000])
def test_an_unknown_article_is_said_to_be_unknown(reader, path, key):
    assert reader.get(path, {"article": key}).status_code == 404


def test_a_filled_honeypot_is_thanked_like_anybody_and_lands_in_spam(reader):
    article = add_article()
    answer = post(reader, article, website="http://spam.example")
    assert (answer.status_code, answer["Location"]) == (303, f"/comments/thanks/?article={article.key}&language=en")
    assert Comment.objects.get().state == "spam"


def test_over_the_limit_is_told_to_wait_with_everything_kept(reader):
    article = add_article()
    for number in range(5):
        assert post(reader, article, text=f"Comment {number}.").status_code == 303
    answer = post(reader, article, text="One more, and a good one.")
    assert answer.status_code == 429
    assert "One more, and a good one." in answer.content.decode()
    assert post(reader, article, text="Comment 0.").status_code == 303, "a second click is no second comment"
    assert Comment.objects.count() == 5


def test_visitors_are_told_apart_only_by_proxies_we_trust(reader, monkeypatch):
    article = add_article()
    for number in range(5):
        post(reader, article, text=f"Comment {number}.", headers={"x-forwarded-for": f"198.51.{number}.1"})
    assert post(reader, article, text="Six.", headers={"x-forwarded-for": "203.0.113.1"}).status_code == 429
    newsroom(monkeypatch, trusted_proxies=("127.0.0.1",))
    assert post(reader, article, text="Six.", headers={"x-forwarded-for": "203.0.113.1"}).status_code == 303
    assert not Comment.objects.filter(address_hash__contains="203").filter(address_hash__contains=".").exists()


def test_a_complaint_about_a_comment_names_it_and_a_wrong_number_is_about_the_article(reader):
    article, other = add_article(), add_article()
    for where in (article, other):
        post(reader, where)
    mine, foreign = Comment.objects.get(article=article), Comment.objects.get(article=other)
    for number, text in (
        (mine.id, "a slur"),
        (foreign.id, "foreign"),
        ("9" * 30, "huge"),
        ("x", "letters"),
        ("", "none"),
    ):
        assert post(reader, article, "/complaints/", comment=number, text=text, email="").status_code == 303
    about = dict(Complaint.objects.values_list("text", "comment_id"))
    assert about == {"a slur": mine.id, "foreign": None, "huge": None, "letters": None, "none": None}


def test_an_empty_complaint_is_told_what_it_lacks(reader):
    answer = post(reader, add_article(), "/complaints/", text="", email="")
    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_an_e_mail_appears_in_no_answer_to_others_and_in_no_log(reader):
    stream = io.StringIO()
    listener = logging.StreamHandler(stream)
    logging.getLogger().addHandler(listener)
    try:
        article = add_article()
        answers = [
            post(reader, article),
            post(reader, article, headers={"origin": "null"}, name="<script>"),
            reader.get(f"/comments/?article={article.key}"),
            reader.get(f"/comments/thanks/?article={article.key}"),
            reader.get(f"/complaints/?article={article.key}"),
        ]
    finally:
        logging.getLogger().removeHandler(listener)
    seen = "".join(answer.content.decode() + str(answer.headers) for answer in answers if answer is not answers[1])
    assert "ayako@example.org" not in seen
    assert "ayako@example.org" not in stream.getvalue()


def test_other_methods_are_refused(reader):
    assert reader.put("/comments/").status_code == 405
    assert Client().post("/comments/thanks/").status_code == 405
