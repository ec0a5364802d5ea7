"""The figures of a text: value, range, unit, what is counted, qualifier."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.text.figures import find_figures
from wireroom.core.text.figures.english_shape import read_number
from wireroom.core.text.figures.japanese_words import read_number as read_japanese

# Text; then of each figure: words, value, unit, what it counts, qualifier; a range has two values.
ENGLISH = [
    ("It has 1.28 million active soldiers.", [("1.28 million", 1.28e6, None, "active soldiers", "exact")]),
    ("It sent 1,500 North Korean special forces.", [("1,500", 1500, None, "North Korean special forces", "exact")]),
    ("At least 12 people died.", [("12", 12, None, "people", "at_least")]),
    ("More than 40 tanks burned.", [("40", 40, None, "tanks", "over")]),
    ("Up to 8 million shells came.", [("8 million", 8e6, None, "shells", "at_most")]),
    ("Fewer than ten ships sailed.", [("ten", 10, None, "ships", "under")]),
    ("About two dozen ships sailed.", [("two dozen", 24, None, "ships", "about")]),
    (
        "Some 300 or so came, 20 or more soldiers too.",
        [("300", 300, None, None, "about"), ("20", 20, None, "soldiers", "at_least")],
    ),
    (
        "It cost $3.5bn, €200m and £40.",
        [
            ("$3.5bn", 3.5e9, "USD", None, "exact"),
            ("€200m", 2e8, "EUR", None, "exact"),
            ("£40", 40, "GBP", None, "exact"),
        ],
    ),
    ("It cost US$1.5 billion.", [("US$1.5 billion", 1.5e9, "USD", None, "exact")]),
    ("It cost half a million US dollars.", [("half a million US dollars", 5e5, "USD", None, "exact")]),
    ("It rose by 12 percent.", [("12 percent", 12, "%", None, "exact")]),
    ("It took 85% of the vote.", [("85%", 85, "%", "vote", "exact")]),
    ("A third of voters stayed away.", [("A third", 0.3333, None, "voters", "exact")]),
    ("They went 5-7 km.", [("5-7 km", (5, 7), "km", None, "exact")]),
    ("Between 3,000 and 5,000 soldiers fell.", [("3,000 and 5,000", (3000, 5000), None, "soldiers", "exact")]),
    ("It will cost 15–25 million pounds.", [("15–25 million pounds", (1.5e7, 2.5e7), "GBP", None, "exact")]),
    ("It waited three or four hours.", [("three or four hours", (3, 4), "hour", None, "exact")]),
    ("It rose from 14 cases to 31 cases.", [("14", 14, None, "cases", "exact"), ("31", 31, None, "cases", "exact")]),
    ("The three men met.", [("three", 3, None, "men", "exact")]),
    ("It left five dead and 30 injured.", [("five", 5, None, "dead", "exact"), ("30", 30, None, "injured", "exact")]),
    (
        "Of the 40 passengers, 22 were hurt.",
        [("40", 40, None, "passengers", "exact"), ("22", 22, None, "passengers", "exact")],
    ),
    ("The number of deaths is 66.", [("66", 66, None, "deaths", "exact")]),
    (
        "He pleaded guilty to 29 out of 30 charges.",
        [("29", 29, None, "charges", "exact"), ("30", 30, None, "charges", "exact")],
    ),
    ("A magnitude 6.3 quake.", [("magnitude 6.3", 6.3, "magnitude", None, "exact")]),
    (
        "Over 400 magnitude 2 quakes.",
        [("400", 400, None, None, "over"), ("magnitude 2", 2, "magnitude", None, "exact")],
    ),
    ("A seven-year sentence.", [("seven-year", 7, "year", None, "exact")]),
    ("One hundred and twenty people came.", [("One hundred and twenty", 120, None, "people", "exact")]),
    ("Two and a half million people came.", [("Two and a half million", 2.5e6, None, "people", "exact")]),
    (
        "It was 25 °C, or 3 degrees Celsius.",
        [("25 °C", 25, "°C", None, "exact"), ("3 degrees Celsius", 3, "°C", None, "exact")],
    ),
    ("She ran 400m and weighs 0.4 M.", [("400m", 400, "m", None, "exact")]),
    (
        "It sold £5m of it over the two years.",
        [("£5m", 5e6, "GBP", None, "exact"), ("two years", 2, "year", None, "exact")],
    ),
    ("On Oct. 8, 2019, at 8:30 p.m., it was still 5 a.m.", []),
    ("COVID-19, G20, Boeing 737, Section 4, room 12, F-16, HR 6819.", []),
    ("Hale, 33, came 5th, on the 22nd. She was 41. A 19-year-old was hurt.", []),
    ("Version 2.3.1 of CentOS Linux 7 won 3-0. Call 555-1234.", []),
    ("One of them left; one man stayed.", []),
    ("1. The port.\n2. The ship. (3) The crew.", []),
    ("In 1900 and in 2010, at 10 Downing Street.", []),
]
JAPANESE = [
    ("1万3000個以上のコンテナ", [("1万3000個以上", 13000, "個", "コンテナ", "at_least")]),
    ("800万発以上の大砲とロケット弾が", [("800万発以上", 8e6, "発", "大砲とロケット弾", "at_least")]),
    ("約1,500人の特殊部隊", [("約1,500人", 1500, "人", "特殊部隊", "about")]),
    ("128万人が", [("128万人", 1.28e6, "人", None, "exact")]),
    ("支持は4割", [("4割", 40, "%", "支持", "exact")]),
    ("議席の3分の1", [("3分の1", 0.3333, None, None, "exact")]),
    ("1億2千万円の賞金", [("1億2千万円", 1.2e8, "JPY", "賞金", "exact")]),
    ("１，２００人が", [("１，２００人", 1200, "人", None, "exact")]),
    ("投票率が60.92%で", [("60.92%", 60.92, "%", "投票率", "exact")]),
    ("300億円超の融資", [("300億円超", 3e10, "JPY", "融資", "over")]),
    ("最大24試合の", [("最大24試合", 24, "試合", None, "at_most")]),
    ("少なくとも12人が", [("少なくとも12人", 12, "人", None, "at_least")]),
    ("2万人弱が", [("2万人弱", 20000, "人", None, "under")]),
    ("10人を超える死者", [("10人", 10, "人", None, "over")]),
    ("2〜3万人、2、3人", [("2〜3万人", (20000, 30000), "人", None, "exact"), ("2、3人", (2, 3), "人", None, "exact")]),
    ("職員12人と三人の住民", [("12人", 12, "人", "職員", "exact"), ("三人", 3, "人", "住民", "exact")]),
    ("賛成131、反対99で", [("131", 131, None, "賛成", "exact"), ("99", 99, None, "反対", "exact")]),
    ("参加12球団が", [("12球団", 12, "球団", "参加", "exact")]),
    ("5年間で3万ドル", [("5年間", 5, "年", None, "exact"), ("3万ドル", 30000, "USD", None, "exact")]),
    ("最高気温は39.5度", [("39.5度", 39.5, "°C", None, "exact")]),
    ("1年2ヶ月に", [("1年2ヶ月", 14, "か月", None, "exact")]),
    ("時速60キロで", [("60キロ", 60, "km", None, "exact")]),
    ("10月8日から13日まで、2019年、午後5時50分(UTC + 9)", []),
    ("第3回、台風19号、3位、2番目、3日目、G20、ボーイング737", []),
    ("数十人、百数十人、一部、十分", []),
    ("2-1で勝った。山田氏(63)。090-1234-5678", []),
    ("1950─53年の戦争", []),
]


def read(text, language):
    return [
        (
            text[slice(*one.span)],
            (one.value, one.high) if one.high is not None else one.value,
            one.unit,
            one.counts,
            one.qualifier.value,
        )
        for one in find_figures(text, language)
    ]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=lambda one: one if isinstance(one, str) else "")
def test_english_figures(text, expected):
    assert read(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), JAPANESE, ids=lambda one: one if isinstance(one, str) else "")
def test_japanese_figures(text, expected):
    assert read(text, "ja") == expected


@pytest.mark.parametrize(
    ("number", "scale", "value"),
    [
        ("1,500", None, 1500),
        ("12.5", " million", 12.5e6),
        ("twenty-five", None, 25),
        ("two", " hundred thousand", 200000),
        ("3½", None, 3.5),
    ],
)
def test_english_numbers(number, scale, value):
    assert read_number(number, scale) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1万3000", 13000),
        ("1億2千万", 1.2e8),
        ("三百二十", 320),
        ("千", 1000),
        ("二〇", 20),
        ("１２．５", 12.5),
        ("2兆5000億", 2.5e12),
    ],
)
def test_japanese_numbers(written, value):
    assert read_japanese(written) == value


def test_other_languages_have_none():
    assert find_figures("Il y a 12 personnes.", "fr") == []


PIECES = [
    "12",
    "1,500",
    " ",
    "-",
    "$",
    "US",
    " million",
    " to ",
    "half",
    " a ",
    "two",
    "%",
    "万",
    "約",
    "人",
    "の",
    "分",
    "年",
    "三",
    "以上",
    "～",
    ".",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(TEXTS, st.sampled_from(["en", "ja"]))
def test_any_text_has_its_figures_in_order_and_in_place(text, language):
    figures = find_figures(text, language)
    assert all(0 <= one.span[0] < one.span[1] <= len(text) for one in figures)
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(figures))
    assert all(one.high is None or one.high > one.value for one in figures)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "12 ",
        "two ",
        "a ",
        "half a ",
        "$",
        "US$",
        "1-",
        "万",
        "1万",
        "約",
        "三",
        "1年",
        "12 of the ",
        "one hundred ",
    ],
)
def test_long_rows_of_words_take_no_long(piece):
    for language in ("en", "ja"):
        find_figures(piece * 10000, language)
