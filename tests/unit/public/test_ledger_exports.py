"""The ledger over HTTP: what is on live pages, filtered and paged, as JSON and CSV."""

import csv
import dataclasses
import io

import pytest
from django.conf import settings
from django.test import Client
from published_rows import NOON, add_article, add_feed, add_item, minutes

from wireroom.config.newsroom import StatementPolicy
from wireroom.publishing.models import ArticleVersion
from wireroom.reading.models import Actor, Figure, Statement
from wireroom.stories.models import Match, Story

pytestmark = pytest.mark.django_db


def add_statement(article, content="the bridge is safe", *, number=1, actor=None, at=NOON, **fields):
    return Statement.objects.create(
        version=article.current.version,
        item=article.current.version.item,
        number=number,
        actor=actor,
        actor_text=actor.name if actor else "officials",
        source_text="the office",
        cue_text="said",
        content=content,
        said_at=at,
        **{"stance": "asserts", "confidence": 0.9, **fields},
    )


def add_actor(name="Minato Harbour Office", key="harbour"):
    return Actor.objects.create(key=key, name=name, kind="organisation", created_at=NOON)


def asked(query=""):
    answer = Client().get(f"/ledger.json{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def contents(query=""):
    return [row["content"] for row in asked(query)["statements"]]


def test_a_statement_is_told_with_its_place_and_its_figures():
    article = add_article(headline="Bridge open")
    row = add_statement(article, "40 cracks were found", actor=add_actor())
    Figure.objects.create(
        version=row.version,
        item=row.item,
        statement=row,
        value=40,
        counts="cracks",
        qualifier="exact",
        text="40",
        start=0,
        end=2,
    )
    assert asked() == {
        "statements": [
            {
                "said_at": "2024-10-18T03:00:00Z",
                "article": article.key,
                "url": f"http://testserver{article.path}",
                "headline": "Bridge open",
                "provider": "Harbour Press",
                "story": None,
                "language": "en",
                "actor": {"key": "harbour", "name": "Minato Harbour Office", "kind": "organisation"},
                "actor_name": "Minato Harbour Office",
                "source": "the office",
                "cue": "said",
                "content": "40 cracks were found",
                "stance": "asserts",
                "quoted": False,
                "confidence": 0.9,
                "reviewed": None,
                "claim": None,
                "figures": [
                    {"value": 40.0, "high": None, "unit": None, "counts": "cracks", "qualifier": "exact", "text": "40"}
                ],
            }
        ],
        "next": None,
    }


@pytest.mark.parametrize("state", ["held", "gone", "moved"])
def test_what_has_no_live_page_is_not_told(state):
    add_statement(add_article(state=state))
    assert contents() == []


def test_nothing_is_told_of_copy_that_may_not_be_shown_in_full_nor_of_what_is_not_sure():
    excerpt, silent, unsure = (add_article(headline=name) for name in ("one", "two", "three"))
    ArticleVersion.objects.filter(article=excerpt).update(extent="excerpt")
    add_statement(excerpt)
    other = add_feed(name="Strait News", url="https://strait.example/feed")
    other.provider.shows_statements = False
    other.provider.save()
    add_statement(add_article(item=add_item(feed=other)))
    add_statement(unsure, confidence=0.3)
    assert contents() == []
    add_statement(silent, "confirmed by the desk", confidence=0.3, reviewed="confirmed")
    assert contents() == ["confirmed by the desk"]


def test_a_site_may_say_nothing(settings):
    add_statement(add_article())
    settings.NEWSROOM = dataclasses.replace(settings.NEWSROOM, statements=StatementPolicy(show=False))
    assert Client().get("/ledger.json").status_code == 404


def test_filters():
    one, two = add_article(headline="one"), add_article(headline="二", language="ja", at=NOON + minutes(9))
    office = add_actor()
    merged = Actor.objects.create(key="old", name="Harbour", kind="organisation", created_at=NOON, merged_into=office)
    add_statement(one, "first", actor=office)
    add_statement(two, "second", at=NOON + minutes(9))
    story = Story.objects.create(key="bridge", created_at=NOON)
    Match.objects.create(
        item=two.item,
        version=two.item.current,
        leader=two.item,
        story=story,
        published=NOON,
        length=1,
        digest=1,
        at=NOON,
    )
    assert contents() == ["second", "first"]
    assert contents("?actor=harbour") == contents(f"?actor={merged.key}") == ["first"]
    assert contents("?story=bridge") == ["second"]
    assert contents("?lang=ja") == ["second"]
    assert contents("?since=2024-10-18T03:05:00Z") == ["second"]
    assert contents("?actor=nobody") == contents("?story=none") == []


def test_pages_tell_every_statement_once():
    article = add_article()
    for number in range(1, 8):
        add_statement(article, f"words {number}", number=number, at=NOON + minutes(number // 3))
    found, address = [], "/ledger.json?limit=3"
    while address:
        page = Client().get(address).json()
        found += [row["content"] for row in page["statements"]]
        address = page["next"] and page["next"].removeprefix(settings.NEWSROOM.base_url)
    assert sorted(found) == sorted(f"words {number}" for number in range(1, 8))
    assert len(found) == 7


@pytest.mark.parametrize("query", ["?lang=xx", "?since=yesterday", "?after=x", "?limit=0", "?q=1"])
def test_a_wrong_parameter_is_named(query):
    answer = Client().get(f"/ledger.json{query}")
    assert answer.status_code == 400
    assert query[1:].split("=")[0] in answer.json()["error"]["message"]


def test_the_table_has_a_head_and_no_formula():
    add_statement(add_article(), "=HYPERLINK(1)\nsecond line")
    answer = Client().get("/ledger.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert row["content"] == "'=HYPERLINK(1) second line"
    assert (row["actor_name"], row["stance"], row["quoted"]) == ("officials", "asserts", "false")


def test_it_is_read_only():
    assert Client().post("/ledger.json").status_code == 405
