"""What of the copy may be shown, at which address, with which pictures, saying what of how it was made."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.addresses import article_key, article_path, day_path, decide_slug, section_path, section_slug
from wireroom.core.disclosure import MakingFacts, decide_disclosure
from wireroom.core.pictures import Offered, decide_lead_order
from wireroom.core.rights import EXCERPT_DEFAULT, Permitted, cut_text, decide_permitted

NOON = datetime(2024, 10, 18, 3, tzinfo=UTC)
SENTENCES = " ".join(f"This is sentence number {n} of the story." for n in range(40))
JAPANESE = "".join(f"これは記事の第{n}文である。" for n in range(40))


# Rights.


def test_full_rights_show_the_copy_as_it_is():
    shown = decide_permitted("full", standfirst="Lead.", body="<p>Body.</p>", text="Body.", language="en")
    assert shown == Permitted("full", "Lead.", "<p>Body.</p>")


def test_headline_rights_show_nothing_of_the_text():
    shown = decide_permitted("headline", standfirst="Lead.", body="<p>Body.</p>", text="Body.", language="en")
    assert shown == Permitted("headline", "", "")


@pytest.mark.parametrize("standfirst", ["", "Lead. " * 100])
def test_an_excerpt_is_a_short_plain_beginning(standfirst):
    body = f"<p>{SENTENCES}</p><img src=x>"
    shown = decide_permitted("excerpt", standfirst=standfirst, body=body, text=SENTENCES, language="en")
    assert shown.body == ""
    assert 0 < len(shown.standfirst) <= EXCERPT_DEFAULT
    assert (standfirst.strip() or SENTENCES).startswith(shown.standfirst)


def test_an_unknown_extent_shows_no_more_than_full_copy_would_have():
    assert decide_permitted("excerpt", standfirst="", body="", text="", language="en").standfirst == ""


@pytest.mark.parametrize(("text", "language", "most"), [(SENTENCES, "en", 320), (JAPANESE, "ja", 160)])
def test_a_long_text_is_cut_at_a_sentence(text, language, most):
    cut = cut_text(text, language)
    assert most // 2 <= len(cut) <= most
    assert text.startswith(cut)
    assert cut[-1] in ".。"


@given(st.text(max_size=800), st.sampled_from(["en", "ja", "ko", "xx"]))
def test_a_cut_is_a_beginning_and_never_longer_than_allowed(text, language):
    cut, folded = cut_text(text, language), " ".join(text.split())
    assert len(cut) <= EXCERPT_DEFAULT + 1
    assert folded.startswith(cut.removesuffix("…")) or folded == cut


# Addresses.


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Ferry returns to Minato", "ferry-returns-to-minato"),
        ("Café Münster: 1,500 guests!", "cafe-munster-1-500-guests"),
        ("Łódź: Bürgermeister weiß von Sørensens Fähre", "lodz-burgermeister-weiss-von-sorensens-fahre"),
        ("ÆRØ OG İZMİR", "aero-og-izmir"),
        ("フェリー再開", ""),
        ("NATO首脳会議", ""),
        ("", ""),
        ("--- !!! ---", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 100, "a" * 60),
        ("word " * 40, "word-" * 11 + "word"),
    ],
)
def test_a_slug_has_the_headlines_latin_words_or_nothing(headline, slug):
    assert decide_slug(headline) == slug


@given(st.text(max_size=200))
def test_slugs_are_safe_in_addresses_and_file_names(headline):
    assert set(decide_slug(headline)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(decide_slug(headline)) <= 60
    assert not set(section_slug(headline)) & set('/\\.?#%&:"<> ')


def test_an_address_has_language_day_words_and_key():
    path = article_path("en", date(2024, 1, 9), headline="Ferry returns", key="abc")
    assert path == "/en/2024/01/09/ferry-returns-abc/"
    assert article_path("ja", date(2024, 1, 9), headline="フェリー", key="abc") == "/ja/2024/01/09/abc/"
    assert day_path("ja", date(2024, 1, 9)) == "/ja/2024/01/09/"
    assert section_path("ja", section_slug("社会")) == "/ja/section/社会/"


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=50))
def test_a_key_comes_from_provider_and_guid_alone(provider, guid, other):
    key = article_key(provider, guid)
    assert key == article_key(provider, guid)
    assert len(key) == 10
    assert key.isalnum()
    if other != guid:
        assert article_key(provider, other) != key


# Pictures.


@pytest.mark.parametrize(
    ("offered", "order"),
    [
        ([("a", None), ("b", None)], ["a", "b"]),
        ([("small", 320), ("wide", 1280)], ["wide", "small"]),
        ([("pixel", 1), ("unknown", None)], ["unknown", "pixel"]),
        ([("huge", 9000), ("wide", 1400), ("small", 300)], ["wide", "small", "huge"]),
        ([("a", 800), ("a", 800), ("b", 800)], ["a", "b"]),
        ([("a", 640), ("b", 800), ("c", 1024), ("d", 1280), ("e", 1600)], ["d", "c", "e"]),
        ([], []),
    ],
)
def test_the_picture_nearest_to_what_pages_show_comes_first(offered, order):
    assert [picture.url for picture in decide_lead_order([Offered(*pair) for pair in offered])] == order


# Disclosure.

FACTS = MakingFacts("Harbour Press", NOON, NOON, 1, NOON, "full", "en")


def keys(**fields) -> list[str]:
    return [point.key for point in decide_disclosure(replace(FACTS, **fields)).full]


def test_even_the_least_facts_say_whose_when_from_what_and_checked_by_nobody():
    assert keys() == [
        *("source", "no_byline", "source_undated", "received", "published"),
        *("extent_full", "not_translated", "automatic", "unchecked"),
    ]


@pytest.mark.parametrize(
    ("fields", "added", "gone"),
    [
        ({"source_name": "Kyodo"}, "credited", None),
        ({"byline": "Aya"}, "written_by", "no_byline"),
        ({"source_published": NOON}, "source_time", "source_undated"),
        ({"version_number": 2}, "version", None),
        ({"extent": "excerpt"}, "extent_excerpt", "extent_full"),
        ({"extent": "headline"}, "extent_headline", "extent_full"),
        ({"translated_from": "ja"}, "translated", "not_translated"),
        ({"engine": "Engine 1"}, "engine", None),
        ({"salvaged": True}, "salvaged", None),
        ({"pictures": 2}, "pictures", None),
        ({"released_by": "Mori"}, "released_by", "automatic"),
        ({"checked_by": "Mori"}, "checked_by", "unchecked"),
        ({"corrections": 1}, "corrections", None),
        ({"original_url": "https://a.example/"}, "original", None),
    ],
    ids=lambda value: str(value),
)
def test_every_fact_is_said_in_place_of_its_absence(fields, added, gone):
    assert added in keys(**fields)
    assert gone is None or gone not in keys(**fields)
    assert added not in keys()


@given(st.builds(replace, st.just(FACTS), released_by=st.none() | st.just("Mori"), salvaged=st.booleans()))
def test_the_short_line_is_part_of_the_full_list_in_its_order(facts):
    disclosure = decide_disclosure(facts)
    assert [point for point in disclosure.full if point in disclosure.short] == list(disclosure.short)
    assert {"source", "received", "not_translated"} <= {point.key for point in disclosure.short}
