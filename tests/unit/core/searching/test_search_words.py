"""Folding, tokens, queries, highlights and spelling of the search, in words and for any text at all."""

from datetime import UTC, date, datetime
from hashlib import sha256
from unicodedata import ucd_3_2_0
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.searching.asking import LONGEST, MOST_TERMS, parse_day, parse_query, replace_term
from wireroom.core.searching.folding import fold_text, fold_with_places
from wireroom.core.searching.highlights import cut_excerpt, find_matches, mark_text
from wireroom.core.searching.places import DESK, entry_place, number_at, places_between, shelf_at
from wireroom.core.searching.spelling import (
    kept_parts,
    letters_apart,
    most_mistakes,
    nearest_words,
    shorter_parts,
    words_to_know,
)
from wireroom.core.searching.tokens import REVISION, find_phrase, is_unspaced, write_tokens
from wireroom.core.text.sanitize import text_of_clean

JAPANESE = st.text(alphabet="東京都知事会議ガスがカタひらーー々、。ｶﾞ 1aＡ", max_size=40)


def phrases(text: str):
    return [term.phrase for term in parse_query(text).terms]


def holds(text: str, query: str) -> bool:
    """Whether an index of a text would find a query, told by tokens in a row alone."""
    phrase = find_phrase(fold_text(query))
    tokens = write_tokens(fold_text(text)).split()
    wanted = list(phrase.tokens)
    for at in range(len(tokens) - len(wanted) + 1):
        row = tokens[at : at + len(wanted)]
        if row[:-1] == wanted[:-1] and (row[-1].startswith(wanted[-1]) if phrase.is_prefix else row[-1] == wanted[-1]):
            return True
    return False


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ferry", "ferry"),
        ("Ｇ７　Ａ", "g7 a"),
        ("ｶﾞｽ", "がす"),
        ("ガス", "がす"),
        ("ヴァイオリン", "ばいおりん"),
        ("バイオリン", "ばいおりん"),
        ("ｳﾞｪﾄﾅﾑとヴ", "べとなむとぶ"),
        ("ソフトウェア、フェリー", "そふとうえあ、ふえりー"),
        ("シティしてい", "してぃしてい"),
        ("霞ヶ関、霞ケ関", "霞け関、霞け関"),
        ("レオナルド・ベル", "れおなるどべる"),
        ("レオナルド ベル", "れおなるどべる"),
        ("ジャン＝リュック", "じゃんりゅっく"),
        ("大・中 ア・中", "大・中 あ・中"),
        ("コンピュ-タ", "こんぴゅーた"),
        ("東京-大阪 a-b ア-1", "東京-大阪 a-b あ-1"),
        ("髙橋、山﨑、渡邉、國枝", "高橋、山崎、渡辺、国枝"),
        ("葛\U000e0100飾", "葛飾"),
        ("Łódź Søren Æthel Işık", "lodz soren aethel isik"),
        ("Élise Müller", "elise muller"),
        ("straße", "strasse"),
        ("1,500 and 12,34", "1500 and 12,34"),
        ("１，５００", "1500"),
        ("co\u00adoperate", "cooperate"),
        ("한국", "한국"),
        ("が", "が"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_the_same(text, folded):
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("the eastern silo", "the eastern silo"),
        ("東京都", "東京 京都 都"),
        ("g7首脳", "g7 首脳 脳"),
        ("co-op's", "co op s"),
        ("…!?", ""),
        ("हिन्दी समाचार", "हिन्दी समाचार"),
    ],
)
def test_texts_become_words_and_pairs(text, tokens):
    assert write_tokens(text) == tokens


@given(JAPANESE, st.integers(0, 39), st.integers(2, 6))
def test_any_two_or_more_characters_that_stand_in_a_text_find_it(text, start, length):
    word = fold_text(text)[start : start + length]
    phrase = find_phrase(word)
    if phrase and len(phrase.runs) == 1 and len(word) >= 2 and word == phrase.runs[0] and not word.isascii():
        assert holds(text, word)


@given(JAPANESE)
def test_what_is_found_stands_in_the_text_and_is_marked(text):
    folded = fold_text(text)
    for word in ("東京", "会議", "がす"):
        assert holds(text, word) == (word in folded)
        assert bool(find_matches(text, phrases(word))) == (word in fold_with_places(text).text)


@given(st.text(max_size=60))
def test_pieces_are_the_text(text):
    assert "".join(piece.text for piece in mark_text(text, phrases("a 東 1"))) == text


@given(st.text(max_size=400), st.text(max_size=20))
def test_an_excerpt_can_be_cut_from_any_text(text, query):
    words = "".join(piece.text for piece in cut_excerpt(text, phrases(query), length=80))
    assert len(words) <= 90


@given(st.text(alphabet="ヴゔぁァアー・-= ｳﾞ,1234髙Łæ\U000e0100か\u3099a", max_size=30))
def test_a_text_is_folded_the_same_with_and_without_places(text):
    assert fold_with_places(text).text == fold_text(text)


@given(st.text(max_size=60))
def test_places_in_a_folded_text_point_into_the_original(text):
    folded = fold_with_places(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


def test_an_excerpt_shows_where_the_words_stand():
    text = "Sand. " * 100 + "Inspectors found grain in the silo. " + "Sand. " * 100
    pieces = cut_excerpt(text, phrases("silo grain"))
    assert [piece.text for piece in pieces if piece.is_marked] == ["grain", "silo"]
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Grain, grains and grain", "grain", ["Grain", "grain"]),
        ("the grain—silo", '"grain silo"', ["grain—silo"]),
        ("ｶﾞｽ会社のガス", "がす", ["ｶﾞｽ", "ガス"]),
        ("約1,500人", "1500", ["1,500"]),
        ("Café", "cafe", ["Café"]),
        ("Łódź and Æon", "lodz aeon", ["Łódź", "Æon"]),
        ("ヴァイオリンとｳﾞｧｲｵﾘﾝ", "バイオリン", ["ヴァイオリン", "ｳﾞｧｲｵﾘﾝ"]),
        ("俳優のレオナルド・ベル氏", "レオナルドベル", ["レオナルド・ベル"]),
        ("俳優のレオナルドベル氏", "レオナルド・ベル", ["レオナルドベル"]),
        ("俳優のレオナルド・ベル氏", '"レオナルド ベル"', ["レオナルド・ベル"]),
        ("髙橋氏", "高橋", ["髙橋"]),
        ("น้ำท่วม", "น", ["น้"]),
        ("葛\U000e0100飾区の葛\U000e0100", "葛", ["葛\U000e0100", "葛\U000e0100"]),
    ],
)
def test_marks_cover_what_the_text_has(text, query, marked):
    assert [piece.text for piece in mark_text(text, phrases(query)) if piece.is_marked] == marked


@pytest.mark.parametrize("length", range(20, 30))
def test_no_character_is_cut_in_an_excerpt(length):
    family = "\U0001f469\u200d\U0001f467\u200d\U0001f466"
    for kept in (family, "か\u3099", "ｶﾞ", "น้"):
        pieces = cut_excerpt(f"{kept * 40}会議{kept * 40}", phrases("会議"), length=length)
        before, meeting, after = (piece.text for piece in pieces[1:-1])
        assert meeting == "会議"
        assert before + after == kept * (len(before + after) // len(kept))


def test_a_query_is_words_phrases_and_filters():
    query = parse_query('silo "old grain" author:"Aya Mori" provider:港湾 section:Trade from:2024-10 to:2024 lang:JA')
    assert [term.phrase.tokens for term in query.terms] == [("silo",), ("old", "grain")]
    assert [phrase.tokens for phrase in query.authors] == [("aya", "mori")]
    assert (query.provider, query.section, query.language) == ("港湾", "Trade", "ja")
    assert (query.since, query.until) == (date(2024, 10, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("silo -ferry", [["silo"]], ["ferry"]),
        ('silo −"old ferry" －港', [["silo"]], ["old ferry", "港"]),
        ("silo -5 - ferry --x", [["silo"], ["5"], ["ferry"], ["x"]], []),
        ("co-op", [["co op"]], []),
        ("silo OR barn ferry", [["silo", "barn"], ["ferry"]], []),
        ('silo OR "old barn" OR 倉庫', [["silo", "old barn", "倉庫"]], []),
        ("silo AND ferry", [["silo"], ["ferry"]], []),
        ("silo and ferry", [["silo"], ["and"], ["ferry"]], []),
        ("Portland OR", [["portland"], ["or"]], []),
        ("OR silo", [["or"], ["silo"]], []),
    ],
)
def test_words_may_be_unwanted_or_stand_for_each_other(typed, wanted, unwanted):
    query = parse_query(typed)
    assert [[" ".join(phrase.runs) for phrase in term.phrases] for term in query.terms] == wanted
    assert [" ".join(phrase.runs) for phrase in query.unwanted] == unwanted
    assert query.ignored == ()


def test_a_query_of_unwanted_words_alone_asks_for_nothing_and_says_so():
    query = parse_query("-silo")
    assert (query.is_empty, query.ignored) == (True, ("-silo",))
    assert parse_query("silo -section:trade").ignored == ("-section:trade",)


def test_a_filter_may_have_a_space_after_its_colon():
    query = parse_query("silo author: mori 分野： 国際 from: 2024")
    assert [term.text for term in query.terms] == ["silo"]
    assert (query.authors[0].runs, query.section, query.since) == (("mori",), "国際", date(2024, 1, 1))
    assert [term.text for term in parse_query("silo author:").terms] == ["silo", "author:"]


def test_a_query_is_one_line_and_says_what_was_cut_off():
    assert parse_query("silo\nold\t \u202egrain").text == "silo old grain"
    query = parse_query("silo " * 39 + "ferry harbour")
    assert (len(query.text), query.ignored) == (200, ("harbour…",))


@pytest.mark.parametrize(
    ("typed", "day", "last"),
    [
        ("2024-10-18", date(2024, 10, 18), date(2024, 10, 18)),
        ("2024/2", date(2024, 2, 1), date(2024, 2, 29)),
        ("２０２４年１０月１８日", date(2024, 10, 18), date(2024, 10, 18)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("令和６年10月18日", date(2024, 10, 18), date(2024, 10, 18)),
        ("平成元年2月", date(1989, 2, 1), date(1989, 2, 28)),
        ("㋿6年", date(2024, 1, 1), date(2024, 12, 31)),
        ("令和6年2月30日", None, None),
        ("港湾6年", None, None),
        ("2024-13", None, None),
        ("0000", None, None),
        ("tomorrow", None, None),
    ],
)
def test_days_are_read_as_people_write_them(typed, day, last):
    assert (parse_day(typed), parse_day(typed, is_last=True)) == (day, last)


def test_what_cannot_be_read_of_a_filter_is_told():
    assert parse_query("silo from:soon").ignored == ("from:soon",)
    assert [term.text for term in parse_query("silo note:this").terms] == ["silo", "note:this"]


@given(st.text(max_size=400))
def test_any_text_can_be_asked_for(text):
    query = parse_query(text)
    assert len(query.text) <= LONGEST
    assert len(query.terms) + len(query.authors) <= MOST_TERMS
    for phrase in (*(phrase for term in query.terms for phrase in term.phrases), *query.authors, *query.unwanted):
        assert phrase.tokens
        assert not any(set(token) & set("\"'\\ :*&|!<>()\x00") for token in phrase.tokens)
    for term in query.terms:
        assert 0 <= term.start < term.end <= len(query.text)


def test_a_term_is_replaced_where_it_stands():
    query = parse_query('old "grain silo" port')
    assert replace_term(query, query.terms[1], "barn") == "old barn port"
    assert replace_term(query, query.terms[1], "") == "old port"


def test_near_words_are_one_letter_or_swap_away_and_two_for_long_ones():
    known = ["government", "governments", "grain", "gain", "train", "silo"]
    assert nearest_words("goverment", known) == ["government", "governments"]
    assert nearest_words("grian", known) == ["grain"]
    assert nearest_words("slio", known) == ["silo"]
    assert nearest_words("gra", known, limit=9) == []


@given(st.text(alphabet="abc", max_size=7), st.text(alphabet="abc", max_size=7))
def test_letters_apart_is_a_distance(one, other):
    apart = letters_apart(one, other, most=7)
    assert apart == letters_apart(other, one, most=7)
    assert (apart == 0) == (one == other)
    assert abs(len(one) - len(other)) <= apart <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("word", "parts"),
    [("silo", ("s", "lo")), ("grain", ("gr", "in")), ("harbour", ("har", "our")), ("goverment", ("go", "er", "ent"))],
)
def test_a_part_of_a_word_is_left_by_its_mistakes(word, parts):
    assert kept_parts(word) == parts


@given(st.text(alphabet="abc", min_size=4, max_size=12), st.text(alphabet="abc", min_size=2, max_size=14))
def test_every_near_word_has_one_of_the_parts(word, other):
    if letters_apart(word, other, most=most_mistakes(word)) <= most_mistakes(word):
        first, *middle, last = kept_parts(word)
        assert other.startswith(first) or other.endswith(last) or any(part in other for part in middle)


@given(st.text(alphabet="abc", min_size=4, max_size=9), st.sets(st.text(alphabet="abcd", min_size=2, max_size=10)))
def test_all_near_words_and_no_others_are_told(word, known):
    most = most_mistakes(word)
    near = {other for other in known if 0 < letters_apart(word, other, most=most) <= most}
    assert set(nearest_words(word, known, limit=len(known))) == near


def test_only_words_of_letters_are_kept_for_mistyped_ones():
    assert words_to_know(["grain", "silo", "grain", "the", "1500", "b2b2", "東京", "ガス", "élan"]) == {
        "grain", "silo", "élan",
    }  # fmt: skip


def test_parts_are_shorter_and_no_single_characters():
    assert shorter_parts("首脳会") == ["首脳", "脳会"]
    assert shorter_parts("首脳") == []
    assert len(shorter_parts("あいうえおかきくけこ")) == 12


@given(st.text() | JAPANESE)
def test_a_text_has_the_tokens_of_its_words_and_runs(text):
    expected = []
    for word in (find_phrase(fold_text(text)) or find_phrase("none")).runs:
        if is_unspaced(word):
            expected += [word[at : at + 2] for at in range(len(word))]
        else:
            expected.append(word[:64])
    assert write_tokens(fold_text(text)).split(" ") == (expected if find_phrase(fold_text(text)) else [""])


def test_the_revision_rises_when_any_text_has_other_tokens():
    """When this fails, raise REVISION and write down the new digest: a rebuild then makes old entries again."""
    codes = [*range(0x20, 0x3400), *range(0x4E00, 0x5000), *range(0xAC00, 0xAD00), *range(0xF900, 0x10000)]
    html = f"<p>Silo &amp; 1,500 d\u2019or<br>é</p><ul><li>ガス料金</li></ul><p>{'z' * 70}</p><pre>東 京</pre>"
    told = [
        *(f"x{chr(code)}y 東{chr(code)}{chr(code)}" for code in codes if ucd_3_2_0.category(chr(code)) != "Cn"),
        "ヴァヴ ウェア・ソフト＝ウェア コンピュ-タ カ ヶ 髙橋𠮷葛\U000e0100飾 Łódź Æthel",
        text_of_clean(html),
    ]
    digest = sha256(write_tokens(fold_text("\n".join(told))).encode()).hexdigest()[:16]
    assert (REVISION, digest) == (2, "ede24891d631311d")


def test_places_lie_in_order_of_time_and_give_their_number_back():
    tokyo = ZoneInfo("Asia/Tokyo")
    early, late = datetime(2024, 10, 17, 14, 59, 59, tzinfo=UTC), datetime(2024, 10, 17, 15, tzinfo=UTC)
    assert entry_place(early, 900, shelf=DESK) < entry_place(late, 1)
    assert number_at(entry_place(late, 77, shelf=DESK)) == 77
    assert shelf_at(entry_place(late, 77, shelf=DESK)) == DESK
    first, last = places_between(date(2024, 10, 18), date(2024, 10, 18), tokyo)
    assert entry_place(early, 900) < first <= entry_place(late, 1) <= last
    assert last < entry_place(datetime(2024, 10, 18, 15, tzinfo=UTC), 1)
    assert entry_place(datetime(1, 1, 1, tzinfo=UTC), 5) == 5


@given(st.dates(), st.dates())
def test_any_days_have_places(since, until):
    first, last = places_between(since, until, ZoneInfo("Asia/Tokyo"))
    assert 0 <= first < 1 << 63
    assert 0 <= last < 1 << 63
