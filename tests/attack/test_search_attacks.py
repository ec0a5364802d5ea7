"""Queries that mean harm: to the index's own language, to the database, to the page, to the clock."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from published_rows import NOON, add_article

from wireroom.core.errors import WireroomError
from wireroom.core.searching.asking import parse_query
from wireroom.searching.actions import describe_articles, index_articles
from wireroom.searching.queries import ORDERS, Search, find_articles, find_items, find_suggestions, time_limit

pytestmark = pytest.mark.django_db

SYNTAX = st.text(
    alphabet=st.sampled_from("aé東の \"'*:^()-+{}&|!<>~%\\_;\x00\ud800،\u0301\uff9e１,.0") | st.characters(),
    max_size=60,
)
FIELDS = st.sampled_from(["", "author:", "provider:", "section:", "from:", "to:", "lang:", "headline:", "NEAR("])


def search(text: str, order: str = "newest") -> Search:
    return Search(parse_query(text), ZoneInfo("Asia/Tokyo"), NOON, "en", order)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FIELDS, SYNTAX), max_size=4), st.sampled_from(ORDERS))
def test_no_query_breaks_the_search(db, parts, order):
    asked = search(" ".join(field + value for field, value in parts), order)
    with time_limit():
        find_articles(asked)
        find_items(asked)
        find_suggestions(asked)


@pytest.mark.parametrize(
    "query",
    [
        "silo' OR '1'='1",
        '"; DROP TABLE searching_entry; --',
        "headline : silo",
        "NEAR(silo ferry, 2)",
        "silo OR ferry",
        "silo AND NOT ferry",
        "^silo",
        "silo*",
        "{headline body}: silo",
        "%s %(q)s %%",
        "\x00silo\x00",
        "東" * 500,
        '"' * 200,
        "author:" * 40,
        "a " * 200,
        "from:99999 to:0000-00-00 silo",
        "from:9999-12-31 to:0001-01-01 silo",
        "lang:'; -- silo",
    ],
)
def test_hostile_queries_are_words_like_any_other(query):
    index_articles(describe_articles([add_article(headline="Silo opened")]))
    for path in ("/search", "/search.json"):
        for order in ORDERS:
            answer = Client().get(path, {"q": query, "order": order, "page": "٣", "from": query[:50], "lang": query})
            assert answer.status_code == 200
    assert find_articles(search("silo")).ids


@pytest.mark.parametrize("page", ["0", "-1", "51", "9" * 30, "1e3", "", "x"])
def test_any_page_number_is_answered(page):
    assert Client().get("/search.json", {"q": "silo", "page": page}).status_code == 200


def test_what_takes_too_long_is_stopped():
    index_articles(describe_articles([add_article(headline=f"Silo {number}") for number in range(300)]))

    def search_on_and_on() -> None:
        with time_limit(0.05):
            for _ in range(100_000):
                find_articles(search("silo", "best"))

    with pytest.raises(WireroomError, match="stopped"):
        search_on_and_on()
    assert find_articles(search("silo")).ids, "and the next is answered"


def test_a_word_of_any_length_can_be_indexed_and_asked_for():
    index_articles(describe_articles([add_article(headline="x" * 100_000)]))
    assert find_articles(search("x" * 150)).ids
