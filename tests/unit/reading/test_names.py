"""The names of a text and of what they are; the short names that a text gives."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.names import find_abbreviations, find_names

ENGLISH = [
    ("President Joe Biden met Mr. Hale in Paris.", [("Joe Biden", "person"), ("Hale", "person"), ("Paris", "place")]),
    ("French President Emmanuel Macron spoke.", [("French", "place"), ("Emmanuel Macron", "person")]),
    (
        "He left North Korea for the U.S. and Hong Kong.",
        [("North Korea", "place"), ("U.S.", "place"), ("Hong Kong", "place")],
    ),
    (
        "The Ministry of Foreign Affairs and Trade denied it.",
        [("Ministry of Foreign Affairs and Trade", "organisation")],
    ),
    (
        "It was bought by Hale Corp. and Ono University.",
        [("Hale Corp.", "organisation"), ("Ono University", "organisation")],
    ),
    ("They sailed down the Hale River.", [("Hale River", "place")]),
    ("Doris Hale left. Hale had been ill.", [("Doris Hale", "person"), ("Hale", "person")]),
    ("On Monday the council met. Nobody came.", []),
    (
        "The National Harbour Council (NHC) met; NHC members left.",
        [("National Harbour Council", "organisation"), ("NHC", "organisation"), ("NHC", "organisation")],
    ),
    ("NATO and the BBC said so.", [("NATO", "organisation"), ("BBC", "organisation")]),
    ("South Korean Prime Minister Han spoke.", [("South Korean", "place"), ("Han", "person")]),
    ("SEOUL — The port was closed.", [("SEOUL", "place")]),
    ("They bought a Kestrel there.", [("Kestrel", "other")]),
    (
        "President of France Emmanuel Macron met Secretary of State Mike Pompeo.",
        [("France", "place"), ("Emmanuel Macron", "person"), ("Mike Pompeo", "person")],
    ),
    (
        "The European Council met in a Brussels-based club.",
        [("European Council", "organisation"), ("Brussels", "place")],
    ),
    (
        "It told activist Nur Khan Liton so. Barend Leyts, a spokesperson, left.",
        [("Nur Khan Liton", "person"), ("Barend Leyts", "person")],
    ),
    ("The Korean People's Army denied it.", [("Korean People's Army", "organisation")]),
    ("Ludwig van Hale, 44, was hurt.", [("Ludwig van Hale", "person")]),
]
JAPANESE = [
    ("韓国の尹錫悦大統領は東京都港区で", [("韓国", "place"), ("尹錫悦", "person"), ("東京都港区", "place")]),
    ("韓国国家情報院(NIS)は発表した", [("韓国国家情報院", "organisation"), ("NIS", "organisation")]),
    ("ジョー・バイデン大統領とゼレンスキー氏が", [("ジョー・バイデン", "person"), ("ゼレンスキー", "person")]),
    ("竹内昭容疑者(44)を", [("竹内昭", "person")]),
    ("外務省と山田商事株式会社", [("外務省", "organisation"), ("山田商事株式会社", "organisation")]),
    ("同省と同党、両国の与党は反省した", []),
    ("最優秀選手と所属監督", []),
    ("ロシア軍はウクライナで", [("ロシア軍", "organisation"), ("ウクライナ", "place")]),
    ("上海市と神奈川県の横浜", [("上海市", "place"), ("神奈川県", "place"), ("横浜", "place")]),
    ("インドネシアのラモン・パルド氏", [("インドネシア", "place"), ("ラモン・パルド", "person")]),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=lambda one: one if isinstance(one, str) else "")
def test_english_names(text, expected):
    assert [(name.text, name.kind.value) for name in find_names(text, "en")] == expected


@pytest.mark.parametrize(("text", "expected"), JAPANESE, ids=lambda one: one if isinstance(one, str) else "")
def test_japanese_names(text, expected):
    assert [(name.text, name.kind.value) for name in find_names(text, "ja")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The National Security Council (NSC) met.", {"NSC": "National Security Council"}),
        ("He joined the Bureau of Harbours and Piers (BHP) in May.", {"BHP": "Bureau of Harbours and Piers"}),
        ("韓国国家情報院(NIS)も北大西洋条約機構（NATO）も", {"NIS": "韓国国家情報院", "NATO": "北大西洋条約機構"}),
        ("漢字検定協会(京都市、以下「漢検協会」)は", {"漢検協会": "漢字検定協会"}),
        ("It rose (UP) and they left (see CNN).", {}),
        ("山田最高経営責任者(CEO)は", {}),
    ],
)
def test_short_names_that_a_text_gives(text, expected):
    assert find_abbreviations(text) == expected


def test_other_languages_have_none():
    assert find_names("Le président Hale est à Paris.", "fr") == []


PIECES = [
    "President ",
    "Hale",
    " of ",
    "the ",
    "Ministry",
    "'s ",
    "(",
    "NHC",
    ")",
    ". ",
    "東京",
    "都",
    "氏",
    "バイデン",
    "・",
    "大統領",
    "省",
    "U.S.",
    " ",
    "山田",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(TEXTS, st.sampled_from(["en", "ja"]))
def test_any_text_has_its_names_in_order_and_in_place(text, language):
    names = find_names(text, language)
    assert all(text[slice(*name.span)] == name.text and name.text for name in names)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(names))
    assert all(short and long for short, long in find_abbreviations(text).items())


@pytest.mark.parametrize(
    "piece", ["Hale ", "A.", "Ministry of ", "a (AB) ", "東京", "バ", "バ・", "省", "山", "President ", "ABCD(AB)"]
)
def test_long_rows_of_words_take_no_long(piece):
    for language in ("en", "ja"):
        find_names(piece * 8000, language)
