"""Which articles belong on each other's pages: shared words, near in time, whichever came first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.matching.related import THRESHOLD, WINDOW, Described, decide_pairs, find_terms

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)


def article(id: int, headline: str, *, hours: int = 0, section: str = "") -> Described:
    return Described(id, NOON + timedelta(hours=hours), section, find_terms(headline))


@pytest.mark.parametrize(
    ("headline", "terms"),
    [
        ("The Ferry to Minato is back", {"ferry", "minato", "back"}),
        ("1,500 soldiers", {"500", "soldiers"}),
        ("北朝鮮が派兵", {"北朝", "朝鮮", "派兵"}),
        ("ウクライナ侵攻", {"ウクライナ", "侵攻"}),
        ("ｳｸﾗｲﾅ", {"ウクライナ"}),
        ("", set()),
        ("a an of", set()),
    ],
)
def test_terms_are_the_words_that_tell(headline, terms):
    assert find_terms(headline) >= terms
    assert not terms or find_terms(headline)


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("Ferry returns to Minato harbour", "Minato harbour ferry cancelled again", True),
        ("Ferry returns to Minato harbour", "Choir sings in the old town", False),
        ("Minato mayor resigns", "Minato wins the cup", False),
        ("北朝鮮軍、ロシアに派兵か", "韓国情報機関「北朝鮮軍がロシアへ派兵」", True),
        ("北朝鮮軍、ロシアに派兵か", "地元の市場が開業", False),
    ],
)
def test_headlines_that_share_enough_are_related(one, other, related):
    assert bool(decide_pairs([article(1, one)], [article(2, other)])) == related


def test_time_parts_what_words_join():
    near = article(2, "Minato ferry returns", hours=WINDOW.days * 24)
    far = article(3, "Minato ferry returns", hours=WINDOW.days * 24 + 1)
    pairs = decide_pairs([article(1, "Minato ferry returns")], [near, far])
    assert {pair.other for pair in pairs} == {2}


def test_the_same_section_makes_the_bond_a_little_stronger():
    words = "Minato ferry returns"
    (plain,) = decide_pairs([article(1, words)], [article(2, words)])
    (joined,) = decide_pairs([article(1, words, section="local")], [article(2, words, section="local")])
    assert joined.score > plain.score >= THRESHOLD


HEADLINES = st.sampled_from(
    [
        "Minato ferry returns",
        "Ferry to Minato late",
        "Choir sings",
        "Minato choir ferry",
        "港のフェリー再開",
        "フェリー再開 港",
    ]
)


@given(st.lists(st.tuples(HEADLINES, st.integers(-100, 100)), max_size=7), st.data())
def test_pairs_are_the_same_in_whatever_order_and_batches_articles_come(specs, data):
    articles = [article(id, headline, hours=hours) for id, (headline, hours) in enumerate(specs)]
    whole = {(frozenset((pair.one, pair.other)), pair.score) for pair in decide_pairs(articles, [])}
    order = data.draw(st.permutations(articles))
    cut = data.draw(st.integers(0, len(order)))
    batches = [order[:cut], order[cut:]]
    found, before = set(), []
    for batch in batches:
        found |= {(frozenset((pair.one, pair.other)), pair.score) for pair in decide_pairs(batch, before)}
        before += batch
    assert found == whole
    assert all(len(pair) == 2 for pair, _ in whole)
