"""The API over HTTP: list, ninjs and NewsML-G2; paging, validators, tombstones, and silence about what is held."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from published_rows import NOON, add_article, add_feed, add_item, add_version, minutes

from wireroom.publishing.models import Article, Correction, Decision, Receipt

pytestmark = pytest.mark.django_db

NAR = {"g": "http://iptc.org/std/nar/2006-10-01/"}


@pytest.fixture
def program():
    return Client(enforce_csrf_checks=True)


def lately(number: float = 0) -> datetime:
    """A time within the last hour or so, as tombstones are only told for thirty days."""
    return datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1) + minutes(number)


def listed(program, query="") -> dict:
    answer = program.get(f"/api/articles.json{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def keys(listing: dict) -> list[str]:
    return [entry["key"] for entry in listing["articles"]]


def kill(article: Article, at: datetime) -> None:
    article.state, article.gone_at, article.gone_reason = "gone", at, "the minister's office asked"
    article.save()


def test_the_list_tells_of_live_articles_newest_first(program):
    old, new = add_article(headline="Ferry returns", at=NOON), add_article(headline="Ferry sails", at=NOON + minutes(5))
    listing = listed(program)
    assert keys(listing) == [new.key, old.key]
    assert listing["next"] is None
    assert listing["articles"][1] == {
        "key": old.key,
        "url": f"http://testserver{old.path}",
        "state": "live",
        "language": "en",
        "version": 1,
        "published": "2024-10-18T03:00:00Z",
        "updated": "2024-10-18T03:00:00Z",
        "ninjs": f"http://testserver/api/articles/{old.key}.ninjs.json",
        "newsml": f"http://testserver/api/articles/{old.key}.newsml.xml",
        "headline": "Ferry returns",
    }


def test_pages_hold_every_article_once_also_when_more_appear_between_them(program):
    articles = [add_article(at=NOON + minutes(number // 3)) for number in range(11)]
    page, seen = listed(program, "?limit=4"), []
    while True:
        seen += keys(page)
        add_article(at=NOON + minutes(60 + len(seen)))
        if not page["next"]:
            break
        page = program.get(page["next"].removeprefix("http://testserver")).json()
    assert sorted(seen) == sorted(article.key for article in articles)


def test_the_next_page_asks_for_the_same_and_stands_in_the_header(program):
    for number in range(3):
        add_article(at=NOON + minutes(number))
    answer = program.get("/api/articles.json?lang=en&section=politics&limit=2&since=2024-01-01T00:00:00%2B09:00")
    following = answer.json()["next"]
    assert answer["Link"] == f'<{following}>; rel="next"'
    assert "lang=en&section=politics&since=2023-12-31T15%3A00%3A00Z&limit=2&after=" in following
    assert len(keys(program.get(following.removeprefix("http://testserver")).json())) == 1


def test_the_list_can_be_asked_by_language_and_section(program):
    english, japanese = add_article(), add_article(language="ja", headline="港が再開")
    Article.objects.filter(id=japanese.id).update(section="sport")
    assert keys(listed(program, "?lang=ja")) == [japanese.key]
    assert keys(listed(program, "?section=politics")) == [english.key]
    assert keys(listed(program, "?lang=ja&section=politics")) == []


def test_since_finds_what_was_published_changed_corrected_released_or_killed_after_it(program):
    quiet = add_article(at=NOON)
    changed, corrected, released, killed = (add_article(at=NOON) for _ in range(4))
    later = lately()
    changed.current.made_at = later
    changed.current.save()
    Correction.objects.create(article=corrected, kind="correction", note="It was two", at=later)
    Receipt.objects.create(article=released, state="live", surface="page", place="x", asked_at=later)
    kill(killed, later)
    assert set(keys(listed(program))) == {article.key for article in (quiet, changed, corrected, released, killed)}
    found = keys(listed(program, f"?since={later.isoformat().replace('+00:00', 'Z')}"))
    assert set(found) == {article.key for article in (changed, corrected, released, killed)}
    assert keys(listed(program, "?since=2999-01-01")) == []


@pytest.mark.parametrize(
    "query",
    [
        "?limit=0",
        "?limit=201",
        "?limit=ten",
        "?limit=-1",
        "?since=yesterday",
        "?since=2024-13-01T00:00:00Z",
        "?after=1",
        "?after=-99999999999999999-abc",
        "?after=1-A%00",
        "?lang=xx",
        "?lang=%3Cscript%3E",
        "?page=2",
    ],
)
def test_a_wrong_parameter_is_named(program, query):
    answer = program.get(f"/api/articles.json{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["error"]["message"].partition(":")[0] == query[1:].partition("=")[0]


def test_an_article_is_told_in_both_formats(program):
    article = add_article(headline="Ferry <returns> & sails")
    ninjs = program.get(f"/api/articles/{article.key}.ninjs.json")
    assert (ninjs.status_code, ninjs["Content-Type"], ninjs["Content-Language"]) == (200, "application/json", "en")
    assert ninjs.json()["headlines"][0]["value"] == "Ferry <returns> & sails"
    assert ninjs.json()["uri"] == f"urn:wireroom:{article.key}"
    newsml = program.get(f"/api/articles/{article.key}.newsml.xml")
    assert (newsml.status_code, newsml["Content-Type"]) == (200, "application/vnd.iptc.g2.newsitem+xml")
    assert etree.fromstring(newsml.content).xpath("//g:headline/text()", namespaces=NAR) == ["Ferry <returns> & sails"]


@pytest.mark.parametrize("ending", ["ninjs.json", "newsml.xml"])
def test_a_killed_article_is_gone_and_nothing_of_it_is_told(program, ending):
    article = add_article(headline="Ferry returns", at=lately(-60))
    etag = program.get(f"/api/articles/{article.key}.{ending}")["ETag"]
    kill(article, lately())
    answer = program.get(f"/api/articles/{article.key}.{ending}", headers={"If-None-Match": etag})
    assert answer.status_code == 410
    assert b"canceled" in answer.content
    assert not answer.has_header("ETag")
    for words in (b"Ferry", b"<p>x</p>", b"Politics", b"minister"):
        assert words not in answer.content
    (entry,) = listed(program)["articles"]
    assert entry["state"] == "gone"
    assert "headline" not in entry


def test_a_tombstone_is_told_for_thirty_days(program):
    article = add_article()
    kill(article, lately() - timedelta(days=31))
    assert listed(program)["articles"] == []
    assert program.get(f"/api/articles/{article.key}.ninjs.json").status_code == 410


def test_what_is_held_answers_as_what_never_was(program):
    held = add_article(headline="Ferry returns", state="held")
    answers = [program.get(f"/api/articles/{key}.ninjs.json") for key in (held.key, "zzzzzzzzzz")]
    answers += [program.get(f"/api/articles/{key}.newsml.xml") for key in (held.key, "zzzzzzzzzz")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert listed(program)["articles"] == []


def test_the_version_grows_with_every_kill_and_release(program):
    article = add_article(at=lately(-60))

    def version() -> int:
        return int(program.get(f"/api/articles/{article.key}.ninjs.json").json()["version"])

    def decide(verb: str) -> None:
        Decision.objects.create(item=article.item, verb=verb, by_name="Mori", at=lately())

    seen = [version()]
    add_version(article.item)
    seen.append(version())
    kill(article, lately())
    seen.append(version())
    decide("release")
    article.state, article.gone_at = "live", None
    article.save()
    seen.append(version())
    decide("kill")
    kill(article, lately())
    seen.append(version())
    assert seen == sorted(set(seen))


def test_validators_spare_the_body(program):
    article = add_article()
    for path in ("/api/articles.json", f"/api/articles/{article.key}.ninjs.json"):
        first = program.get(path)
        assert "max-age=10" in first["Cache-Control"]
        again = program.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert program.get(f"/api/articles/{article.key}.ninjs.json")["Last-Modified"] == "Fri, 18 Oct 2024 03:00:00 GMT"
    before = program.get("/api/articles.json")["ETag"]
    add_article()
    assert program.get("/api/articles.json")["ETag"] != before


def test_reserved_mining_stands_in_headers_and_terms(program):
    article = add_article()
    assert not program.get(f"/api/articles/{article.key}.ninjs.json").has_header("TDM-Reservation")
    Article.objects.filter(id=article.id).update(tdm_reserved=True)
    answer = program.get(f"/api/articles/{article.key}.ninjs.json")
    assert answer["TDM-Reservation"] == "1"
    assert "mining" in answer.json()["usageTerms"]
    newsml = etree.fromstring(program.get(f"/api/articles/{article.key}.newsml.xml").content)
    assert newsml.xpath("//g:dataMining/@uri", namespaces=NAR) == ["http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"]


def test_the_terms_are_told_in_the_articles_language(program):
    article = add_article(language="ja", headline="港が再開")
    Article.objects.filter(id=article.id).update(tdm_reserved=True)
    terms = program.get(f"/api/articles/{article.key}.ninjs.json").json()["usageTerms"]
    assert terms.isascii() is False


def test_what_the_source_says_of_mining_is_passed_on(program):
    feed = add_feed()
    item = add_item(feed=feed)
    term = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING"
    add_version(item, feed=feed, data_mining=term, usage_terms="Online only")
    article = add_article(item=item)
    Article.objects.filter(id=article.id).update(tdm_reserved=True)
    newsml = etree.fromstring(program.get(f"/api/articles/{article.key}.newsml.xml").content)
    assert newsml.xpath("//g:dataMining/@uri", namespaces=NAR) == [term]
    assert newsml.xpath("//g:usageTerms/text()", namespaces=NAR)[0] == "Online only"


def test_the_api_is_read_only_sets_no_cookie_and_is_open_to_pages_elsewhere(program):
    article = add_article()
    for path in ("/api/articles.json", f"/api/articles/{article.key}.ninjs.json", "/api/nothing"):
        for method in ("post", "put", "delete", "patch", "options"):
            answer = getattr(program, method)(path)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
            assert json.loads(answer.content)["error"]["status"] == 405
        answer = program.get(path)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer.cookies == {}
    head = program.head(f"/api/articles/{article.key}.ninjs.json")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("path", ["", "articles", "articles/x.json", "articles/../x.ninjs.json", "articles/X%00.ninjs"])
def test_any_other_address_is_answered_in_json(program, path):
    answer = program.get(f"/api/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")


def test_an_article_in_a_language_that_the_site_left_is_not_told(program, monkeypatch):
    article = add_article(language="fr")
    assert program.get(f"/api/articles/{article.key}.ninjs.json").status_code == 404
    assert listed(program)["articles"] == []
    monkeypatch.setattr(settings, "NEWSROOM", replace(settings.NEWSROOM, languages=("en",)))
    assert program.get("/api/articles.json?lang=ja").status_code == 400
