"""Names in Latin letters and in kana: those that sound alike, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.matching.anchors.sounds import MOST, find_kana_sounds, find_latin_sounds

ALIKE = """
Turner ターナー
Mike マイク
Zelensky ゼレンスキー
Zelenskyy ゼレンスキー
Putin プーチン
Trump トランプ
Merkel メルケル
Gorbachev ゴルバチョフ
Berlusconi ベルルスコーニ
Chirac シラク
Obama オバマ
Vladimir ウラジーミル
Hernandez エルナンデス
Heath ヒース
Thatcher サッチャー
Schwarzenegger シュワルツェネッガー
Netanyahu ネタニヤフ
Karadžić カラジッチ
Musharraf ムシャラフ
Marwick マーウィック
Selwyn セルウィン
Microsoft マイクロソフト
Yeltsin エリツィン
Beckham ベッカム
Campbell キャンベル
Bhutto ブット
Lessing レッシング
Hollande オランド
Johansson ヨハンソン
Jackson ジャクソン
Schröder シュレーダー
Schmidt シュミット
Gaddafi カダフィ
Shiosai しおさい
George ジョージ
Angela アンゲラ
Hanks ハンクス
Thomas トーマス
McCain マケイン
Kim キム
"""
UNLIKE = """
Turner テイラー
Merkel マクロン
Obama トランプ
Heath ハンクス
"""


@pytest.mark.parametrize(("latin", "kana"), [line.split() for line in ALIKE.split("\n")[1:-1]])
def test_a_name_sounds_like_its_japanese_spelling(latin, kana):
    assert find_latin_sounds(latin) & find_kana_sounds(kana)


@pytest.mark.parametrize(("latin", "kana"), [line.split() for line in UNLIKE.split("\n")[1:-1]])
def test_another_name_does_not(latin, kana):
    assert not find_latin_sounds(latin) & find_kana_sounds(kana)


@pytest.mark.parametrize("word", ["", "a", "io", "b", "123", "한국", "ア", "ー"])
def test_what_has_less_than_two_consonants_has_no_sound(word):
    assert (find_latin_sounds(word), find_kana_sounds(word)) == (frozenset(), frozenset())


@given(st.text(max_size=60))
def test_sounds_are_few_whatever_the_letters(word):
    assert max(len(find_latin_sounds(word)), len(find_kana_sounds(word))) <= MOST
