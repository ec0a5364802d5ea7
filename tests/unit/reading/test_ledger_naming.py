"""Which names mean an actor over texts, and which only in their own; keys of statements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.ledger.keys import Wording, content_key, find_again, stands_in
from wireroom.core.ledger.naming import choose_names, find_short, fold_name, is_pointing, name_actor

ACTORS = {
    "Donald Trump": ("Donald Trump", "person"),
    "President Joe Biden": ("Joe Biden", "person"),
    "Pope Francis": ("Pope Francis", "person"),
    "the World Health Organization (WHO)": ("World Health Organization", "organisation"),
    "NIS": ("NIS", "organisation"),
    "Microsoft": ("Microsoft", "organisation"),
    "United States": ("United States", "state"),
    "the government of Samoa": ("government of Samoa", "organisation"),
    "South Korea's National Intelligence Service": ("South Korea's National Intelligence Service", "organisation"),
    "麻生太郎首相": ("麻生太郎", "person"),
    "林芳正官房長官": ("林芳正", "person"),
    "寒川(かんがわ)進さん": ("寒川進", "person"),
    "ジョー・バイデン大統領": ("ジョー・バイデン", "person"),
    "ペルー元大統領アルベルト・フジモリ氏": ("アルベルト・フジモリ", "person"),
    "北朝鮮の朴吉淵国連大使": ("朴吉淵", "person"),
    "ウクライナのゼレンスキー大統領": ("ゼレンスキー大統領", "person"),
    "韓国国家情報院": ("韓国国家情報院", "organisation"),
    "気象庁": ("気象庁", "organisation"),
    "ロシア外務省": ("ロシア外務省", "organisation"),
    "北朝鮮": ("北朝鮮", "state"),
}
NOBODY = [
    *("", "officials", "he", "the ministry", "Turner", "Foreign Ministry", "Police", "Supreme Court", "a spokesman"),
    *("researchers from the Georgia Institute of Technology", "Joe Biden and Kamala Harris", "his family"),
    *("関係者", "外務省", "同庁", "田中社長", "佐々木さん", "政府", "朝日新聞と毎日新聞", "地元の住民", "各社"),
]


@pytest.mark.parametrize("name", ACTORS)
def test_a_name_that_means_somebody_in_every_text(name):
    named = name_actor(name, {})
    assert (named.name, named.kind) == ACTORS[name]


@pytest.mark.parametrize("name", NOBODY)
def test_a_name_that_means_somebody_in_its_own_text_only(name):
    assert name_actor(name, {}) is None


def test_names_are_one_whatever_article_brackets_and_width():
    assert fold_name("The World Health Organization (WHO)") == fold_name("ＷＯＲＬＤ Health Organization’s")
    assert name_actor("Mike Turner", {}).folded != name_actor("Ted Turner", {}).folded


def test_what_the_reading_found_decides_the_kind():
    assert name_actor("Acme", {}) is None
    assert name_actor("Acme", {"acme": "organisation"}).kind == "organisation"


def test_a_name_of_general_words_is_one_bodys_where_the_text_abbreviates_it():
    assert name_actor("National Intelligence Service", {}) is None
    assert name_actor("National Intelligence Service", {}, tied=True).kind == "organisation"


def test_an_abbreviation_is_what_the_text_ties_to_the_name():
    assert find_short("韓国国家情報院(NIS)", "") == "nis"
    assert find_short("Minato Harbour Office", "the Minato Harbour Office (MHO) said") == "mho"
    assert find_short("Minato Harbour Office", "the Strait Union (SU) said") == ""


def test_a_statement_is_found_again_by_its_words():
    old = Wording("Mori", "said", "the breakwater is “safe”, and will stay so for years")
    again = Wording("Ines Mori", "said", "the breakwater is safe and will stay so for many years")
    other = Wording("Mori", "said", "the ferry will run on Sundays and holidays from May")
    assert content_key(old) == content_key(Wording("x", "Said", "The breakwater is safe and will stay so for years"))
    assert find_again(old, [other, again]) == 1
    assert find_again(old, [other]) is None
    assert stands_in("The breakwater is ‘safe’", "… that the breakwater is safe.")
    assert not stands_in("", "anything")


@given(st.text(max_size=80))
def test_any_text_can_be_a_name(text):
    named = name_actor(text, {})
    assert named is None or (named.folded and named.name)
    assert isinstance(fold_name(text), str)


FOUND = {"kim abe": "person", "minato": "place", "strait times": "organisation"}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Prosecutor Kim Abe", "Kim Abe"),
        ("the committee's chair Kim Abe", "Kim Abe"),
        ("Strait Times", "Strait Times"),
        ("Minato Harbour Office", "Minato Harbour Office"),
        ("Mets Poet", None),
        ("Both the Harbour Office and the Strait Union", None),
        ("Speaker of the House", None),
        ("Four Navy", None),
    ],
)
def test_where_the_reading_found_names_a_name_is_one_of_them(name, meant):
    named = name_actor(name, FOUND)
    assert (named.name if named else None) == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("白鷺野線を運行する凪浜鉄道", "凪浜鉄道"),
        ("【凪浜】凪浜県", "凪浜県"),
        ("ロシアの外務省", "ロシア外務省"),
        ("島の教育委員会", None),
        ("隣国の海洋安全局", None),
        ("市水道局", None),
        ("労働組合", None),
        ("診療所の医師", None),
        ("警備救難部長", None),
        ("市川市", "市川市"),
    ],
)
def test_a_body_is_named_without_what_is_told_of_it(name, meant):
    named = name_actor(name, {})
    assert (named.name if named else None) == meant


def test_a_person_is_named_without_what_he_or_she_is_of():
    named = name_actor("Kim Abe of the Strait Institute of Marine Science", FOUND)
    assert (named.name, named.kind) == ("Kim Abe", "person")
    assert name_actor("Osprey Rail", {"osprey rail": "other"}).kind == "organisation"


def test_one_name_for_officials_and_officials():
    names = choose_names(["officials", "Officials", "Officials", "the ministry", "The Ministry", "海保"])
    assert names == {"officials": "Officials", "ministry": "The Ministry", "海保": "海保"}


@pytest.mark.parametrize(
    ("name", "points"), [("同社", True), ("The company", True), ("同志社", False), ("Harbour Office", False)]
)
def test_a_name_that_only_points_names_nobody_on_another_page(name, points):
    assert is_pointing(name) is points
