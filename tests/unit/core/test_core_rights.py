"""What an item's rights allow: the provider's register, the item's own words, and which of them counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.rights import ItemTerms, Rights, decide_ruling, find_terms

NOON = datetime(2026, 10, 18, 3, tzinfo=UTC)
OPEN = Rights("full", may_show_pictures=True, may_index=True)
ITEM = ItemTerms("", NOON)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("", []),
        ("All rights reserved. For editorial use only.", []),
        ("Use only with the written agreement with Harbour Wire", []),
        ("Not for use outside the United States", ["territory"]),
        ("PRINT ONLY", ["offline"]),
        ("No internet", ["offline"]),
        ("no internetworking fees", []),
        ("Footprint only", []),
        ("Internet: free of charge", []),
        ("NOT FOR\nONLINE USE", ["offline"]),
        ("Headline only, summary only", ["headline", "excerpt"]),
        ("Text only; no use after 31 December 2026.", ["no_pictures", "until"]),
        ("no use after the game", []),
        ("May not be used after 5 January, 2027 in any form", ["until"]),
        ("ネット使用不可", ["offline"]),
        ("新聞紙面に限る。使用期限：2026年12月1日", ["offline", "until"]),
        ("写真使用不可、国内限定", ["no_pictures", "territory"]),
        ("全文の転載を禁じます", ["excerpt"]),
        ("無断転載を禁じます", []),
        ("must not be indexed by search engines", ["noindex"]),
    ],
)
def test_restrictions_are_found_in_words_and_nothing_else_is(words, kinds):
    assert [term.kind for term in find_terms(words)] == kinds


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("No use after 2026-12-31.", "2026-12-31"),
        ("Usage until December 31, 2026", "2026-12-31"),
        ("must be removed by 5 January 2027 (Harbour Wire)", "2027-01-05"),
        ("EXPIRES ON 2027-01-05T00:00:00Z", "2027-01-05"),
        ("掲載期限：令和8年12月31日", "2026-12-31"),
    ],
)
def test_the_end_of_a_use_is_read(words, day):
    assert [term.value[:10] for term in find_terms(words)] == [day]


@given(st.text(max_size=400) | st.from_regex(r"(no use after|until|NOT FOR USE IN) .{0,60}", fullmatch=True))
def test_any_words_can_be_read(words):
    for term in find_terms(words):
        assert term.kind
        assert len(term.words) <= 120


@pytest.mark.parametrize(
    ("rights", "item", "expected"),
    [
        (OPEN, {}, {"extent": "full", "may_show_pictures": True, "may_index": True, "expires_at": None}),
        (Rights(), {}, {"may_index": False, "canonical_to_source": True}),
        (replace(OPEN, extent="excerpt"), {"usage_terms": "Headline only"}, {"extent": "headline"}),
        (replace(OPEN, extent="headline"), {"usage_terms": "Excerpts only"}, {"extent": "headline"}),
        (replace(OPEN, extent="whatever"), {}, {"extent": "headline"}),
        (OPEN, {"usage_terms": "Text only"}, {"may_show_pictures": False}),
        (replace(OPEN, may_show_pictures=False), {}, {"may_show_pictures": False}),
        (OPEN, {"usage_terms": "Not to be indexed"}, {"may_index": False}),
        (OPEN, {"usage_terms": "Print only"}, {"offline": "Print only"}),
        (OPEN, {"expires_at": NOON}, {"expires_at": NOON}),
        (replace(OPEN, keep_days=30), {}, {"expires_at": NOON + timedelta(days=30)}),
        (replace(OPEN, keep_days=0), {}, {"expires_at": NOON}),
        (
            replace(OPEN, keep_days=30),
            {"expires_at": NOON + timedelta(days=2)},
            {"expires_at": NOON + timedelta(days=2)},
        ),
        (
            replace(OPEN, keep_days=3),
            {"usage_terms": "No use after 2026-10-20", "expires_at": NOON + timedelta(days=9)},
            {"expires_at": datetime(2026, 10, 20, tzinfo=UTC)},
        ),
        (OPEN, {"data_mining": "DMI-PROHIBITED"}, {"tdm_reserved": True}),
        (OPEN, {"data_mining": "http://ns.useplus.org/LDF/DMI-PROHIBITED-AIMLTRAINING"}, {"tdm_reserved": True}),
        (OPEN, {"data_mining": "pdmv:DMI-ALLOWED"}, {"tdm_reserved": False}),
        (OPEN, {"data_mining": "pdmv:something-new"}, {"tdm_reserved": True}),
        (OPEN, {"data_mining": "DMI-ALLOWED", "feed_tdm_reserved": True}, {"tdm_reserved": False}),
        (OPEN, {"feed_tdm_reserved": True}, {"tdm_reserved": True}),
        (replace(OPEN, tdm_reserved=False), {"feed_tdm_reserved": True}, {"tdm_reserved": False}),
        (replace(OPEN, tdm_reserved=True), {"data_mining": "DMI-ALLOWED"}, {"tdm_reserved": True}),
        (OPEN, {"usage_terms": "Not for use in Atlantis. Print only"}, {"territories": ("Not for use in Atlantis",)}),
    ],
    ids=str,
)
def test_the_stricter_of_register_and_item_counts(rights, item, expected):
    ruling = decide_ruling(rights, replace(ITEM, **item))
    assert {name: getattr(ruling, name) for name in expected} == expected


@given(
    st.builds(
        Rights,
        st.sampled_from(["full", "excerpt", "headline"]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.none() | st.integers(0, 400),
        st.none() | st.booleans(),
    ),
    st.lists(st.sampled_from(["Text only.", "Print only.", "Headline only.", "Excerpts only.", "No indexing."])),
)
def test_everything_refused_names_its_rule_and_an_item_never_widens_the_register(rights, words):
    ruling = decide_ruling(rights, replace(ITEM, usage_terms=" ".join(words)))
    refused = {refusal.what for refusal in ruling.refusals}
    assert all(len(refusal.rule) > 10 for refusal in ruling.refusals)
    assert ("pictures" in refused) == (not ruling.may_show_pictures)
    assert ("index" in refused) == (not ruling.may_index)
    assert (ruling.extent in refused) == (ruling.extent != "full")
    assert not ruling.may_index or rights.may_index
    assert not ruling.may_show_pictures or rights.may_show_pictures
