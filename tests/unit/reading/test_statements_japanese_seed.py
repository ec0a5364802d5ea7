"""The Japanese press release that must be read well: its attributions as a person reads them."""

from pathlib import Path

import pytest

from wireroom.core.text.segments import find_sentences
from wireroom.core.text.statements.japanese import find_japanese_statements

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed"

# In the order of the text: source, actor, cue, how what is said begins, stance. - is none.
ATTRIBUTIONS = [
    ("韓国諜報機関", "韓国諜報機関", "発表した", "北朝鮮は現地の軍事基地で", "asserts"),
    ("韓国国家情報院(NIS)", "韓国国家情報院", "発表した", "ウクライナ情報機関と協力し", "asserts"),
    ("同庁", "韓国国家情報院", "発表した", "ウクライナ戦線から回収された", "asserts"),
    ("同庁", "韓国国家情報院", "という", "合計で800万発以上の", "asserts"),
    ("スパイ機関", "韓国国家情報院", "述べた", "「外国メディアが報じた", "asserts"),
    ("尹大統領官邸", "尹大統領官邸", "発表した", "韓国の尹錫悦大統領は", "asserts"),
    ("-", "尹大統領官邸", "述べた", "「参加者は…", "asserts"),
    ("尹氏の事務所", "尹氏の事務所", "述べた", "韓国が同盟国とともに", "asserts"),
    ("韓国", "韓国", "付け加えた", "北朝鮮の活動に", "asserts"),
    ("韓国", "韓国", "言及しなかった", "どのような行動をとるか", "declines_comment"),
    ("米下院情報委員会の委員長", "米下院情報委員会の委員長", "求めた", "この問題に関する", "requests"),
    ("マイク・ターナー下院議員", "マイク・ターナー下院議員", "書いた", "「これらの(北朝鮮)軍の動きは", "asserts"),
    ("米国家安全保障会議", "米国家安全保障会議", "コメント要請に応じなかった", "-", "declines_comment"),
    (
        "ロンドンのキングス・カレッジのラモン・パチェコ・パルド氏",
        "ロンドンのキングス・カレッジのラモン・パチェコ・パルド氏",
        "述べた",
        "開発の重大性にもかかわらず",
        "asserts",
    ),
    ("国家情報院", "韓国国家情報院", "述べた", "ロシア太平洋艦隊所属の船舶が", "asserts"),
    ("国家情報院", "韓国国家情報院", "付け加えた", "部隊にはロシア軍の軍服や武器", "asserts"),
    ("同局", "韓国国家情報院", "発表した", "ウクライナのロシア占領地域で", "asserts"),
    (
        "ウクライナのウォロディミル・ゼレンスキー大統領",
        "ウクライナのウォロディミル・ゼレンスキー大統領",
        "非難した",
        "北朝鮮がロシアとともに将校を",
        "accuses",
    ),
    (
        "北大西洋条約機構(NATO)のマルク・ルッテ長官",
        "北大西洋条約機構のマルク・ルッテ長官",
        "述べた",
        "現段階で北朝鮮が駐留している証拠はない",
        "no_evidence",
    ),
    ("ロシアと北朝鮮", "ロシアと北朝鮮", "否定している", "両国とも武器移転に関与した", "denies"),
    ("クレムリン", "クレムリン", "却下した", "北朝鮮がロシアに対するウクライナ戦を", "denies"),
    ("韓国", "韓国", "主張", "北朝鮮がロシアに対するウクライナ戦を", "asserts"),
    ("韓国の最新データ", "韓国の最新データ", "によると", "北朝鮮は128万人の現役兵力を擁し", "asserts"),
    ("-", "-", "伝えられている", "北朝鮮はベトナム戦争とシリア内戦に", "reported"),
]


@pytest.fixture(scope="module")
def statements():
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip("the shared text is not here")
    text = files[0].read_text("utf-8")
    return find_japanese_statements(text, find_sentences(text, "ja"))


def shown(one):
    mention = one.source.mention.text if one.source and one.source.mention else "-"
    actor = (one.source.actor if one.source else None) or "-"
    return mention, actor, one.cue.text, one.content.text if one.content else "-", one.stance.value


@pytest.mark.parametrize("expected", ATTRIBUTIONS, ids=[f"{source} {cue}" for source, _, cue, _, _ in ATTRIBUTIONS])
def test_every_attribution_is_found(statements, expected):
    source, actor, cue, begin, stance = expected
    found = [shown(one) for one in statements]
    assert any(one[:3] == (source, actor, cue) and one[3].startswith(begin) and one[4] == stance for one in found), [
        one for one in found if one[2] == cue
    ]


def test_little_else_is_found(statements):
    assert len(statements) <= len(ATTRIBUTIONS) + 1


def test_a_quotation_over_two_sentences_is_one_statement(statements):
    (turner,) = [one for one in statements if one.source and one.source.actor == "マイク・ターナー下院議員"]
    assert len(turner.content.spans) == 2
    assert turner.quoted
