"""What an English and a Japanese text have in common: anchors found, kept, weighed, and groups joined by them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.matching.anchors.finding import find_anchors, find_words
from wireroom.core.matching.anchors.linking import ENOUGH, may_tell_one_story, weigh_anchors
from wireroom.core.matching.anchors.values import MOST, unpack_anchors
from wireroom.core.matching.crossing import SURE, Told, join_languages
from wireroom.core.matching.judged import Judged
from wireroom.core.matching.stream import Stream, Streamed
from wireroom.core.matching.terms.shares import TermShares

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
QUAKE = (
    "A magnitude 6.4 earthquake struck Corvania on Monday, killing at least 138 people in the port of Tarnstad, police "
    "said. President Adela Marwick declared a state of emergency. Some 13,400 people were taken to shelters."
)
QUAKE_JA = (
    "コルバニアで4日、マグニチュード6.4の地震があり、当局によると港町ターンスタッドで少なくとも138人が死亡した。"
    "アデラ・マーウィック大統領は非常事態を宣言した。約1万3400人が避難した。"
)
VOTE_JA = (
    "コルバニアで4日、議会選挙の投票が行われ、アデラ・マーウィック大統領の与党が138議席を得た。投票率は64%だった。"
)
MATCH_JA = "サッカーのワールドカップ予選が4日にあり、日本が2対1で勝った。観客は1万3400人だった。"


def rarities(*items):
    keys = list({key for item in items for key in item.keys()})  # noqa: SIM118
    return dict(zip(keys, TermShares().rarities(keys), strict=True))


def strength(english, japanese):
    one, other = find_anchors(*english, language="en"), find_anchors(*japanese, language="ja")
    return weigh_anchors(one, other, rarities(one, other))


@pytest.mark.parametrize(
    ("english", "japanese", "shared"),
    [
        ("The South Korean president met Mike Turner.", "韓国でマイク・ターナー氏と会談した。", "place/south_korea"),
        ("The South Korean president met Mike Turner.", "韓国でマイク・ターナー氏と会談した。", "sound/TN"),
        ("It cost 1.65 billion dollars.", "16億5000万ドルで買収した。", "figure/1.65e+09"),
        ("Some 13,000 troops were sent.", "1万3000人の部隊が送られた。", "figure/13000"),
        ("Nineteen people were hurt.", "19人がけがをした。", "figure/19"),
        ("The WHO gave a warning.", "WHOが警告した。", "body/world_health_organization"),
        ("The World Health Organization met.", "世界保健機関が会合を開いた。", "body/world_health_organization"),
        ("A court hearing is set for May 12.", "5月12日に裁判が開かれる。", "day/5-12"),
        ("It began on 12th May 1998, 3 June in Rome.", "5月12日に始まった。", "day/5-12"),
        ("It began on 12th May 1998, 3 June in Rome.", "6月3日に始まった。", "day/6-3"),
        ("He was elected in 1998.", "1998年に当選した。", "year/1998"),
        ("Two Britons were in the crash.", "イギリス人2人が事故に遭った。墜落した。", "place/united_kingdom"),
        ("It was said in Turkey.", "トルコで語られた。", "place/turkey"),
        ("The Shiosai Maru ran aground.", "フェリー「しおさい丸」が座礁した。", "sound/SS"),
        ("Prime Minister Ishiba spoke.", "石破首相が述べた。", "name/ishiba"),
        ("Kyiv said so.", "キーウで発表した。", "place/kyiv"),
        ("The magnitude was 7.4.", "マグニチュードは7.4だった。", "figure/7.4"),
        ("A ferry sank.", "フェリーが沈没した。", "matter/ferry"),
    ],
)
def test_both_languages_give_the_same_anchor(english, japanese, shared):
    assert shared in set(find_words("", english, language="en"))
    assert shared in set(find_words("", japanese, language="ja"))


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("They will nice the turkey.", "en", "place/turkey"),
        ("A title was won.", "en", "place/thailand"),
        ("新しいタイトルの作品が出た。", "ja", "place/thailand"),
        ("インドネシアの首都。", "ja", "place/india"),
        ("2月14日午後3時15分に起きた。", "ja", "figure/15"),
        ("第12回の大会。", "ja", "figure/12"),
        ("At 11:30 a.m. on 14 May.", "en", "figure/11"),
        ("There were 3 of them.", "en", "figure/3"),
        ("Mary 12 and Jane 5 drew.", "en", "day/3-12"),
        ("Mary 12 and Jane 5 drew.", "en", "day/1-5"),
        ("The Dismay 12 sank.", "en", "day/5-12"),
    ],
)
def test_what_only_looks_like_an_anchor_is_none(text, language, word):
    assert word not in set(find_words("", text, language=language))


def test_tellings_of_one_event_are_linked_and_those_of_others_are_not():
    english = ("Earthquake kills 138 in Corvania", QUAKE)
    assert strength(english, ("コルバニアで地震、138人死亡", QUAKE_JA)) > ENOUGH
    assert strength(english, ("コルバニアで議会選挙", VOTE_JA)) < ENOUGH
    assert strength(english, ("サッカー、日本が勝利", MATCH_JA)) < ENOUGH


def test_few_kinds_are_not_enough_however_rare():
    names = "Marwick Torvald Estravia Corvania Halloway Ormerod"
    kana = "マーウィックとトルバルドとエストラビアとコルバニアとハロウェイとオーメロッド"
    assert strength((names, names), (kana, kana)) <= 0


def test_a_language_without_lists_has_no_anchors():
    assert find_anchors("Beben", "Ein Beben.", language="de") is None
    assert find_anchors("", "", language=None) is None
    assert find_anchors("", "", language="en-GB").rows == ()


def test_only_what_is_dated_within_72_hours_can_be_linked():
    assert may_tell_one_story(NOON, NOON + timedelta(hours=72))
    assert not may_tell_one_story(NOON, NOON + timedelta(hours=73))
    assert not may_tell_one_story(NOON, None)


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en", "ja"]))
def test_anchors_are_kept_as_they_were_found_whatever_the_text(heading, text, language):
    anchors = find_anchors(heading, text, language=language)
    assert len(anchors.rows) <= MOST
    assert unpack_anchors(anchors.packed(), language) == anchors


@pytest.mark.parametrize(
    ("bridges", "groups"),
    [
        ([], [[1, 2], [3], [4]]),
        ([(3, 1, 3.0)], [[1, 2, 3], [4]]),
        # Two groups of one language: only what is sure.
        ([(3, 1, 3.0), (4, 2, 3.0)], [[1, 2, 3], [4]]),
        ([(3, 1, 3.0), (4, 2, SURE)], [[1, 2, 4], [3]]),
        ([(3, 1, SURE), (4, 2, SURE)], [[1, 2, 3, 4]]),
    ],
)
def test_groups_are_joined_by_their_strongest_bridge(bridges, groups):
    told = {item: Told(NOON, "en" if item < 3 else "ja") for item in (1, 2, 3, 4)}
    assert join_languages([[1, 2], [3], [4]], bridges, told=told) == groups


def test_groups_too_far_apart_in_time_and_those_a_person_parted_stay_apart():
    told = {1: Told(NOON, "en"), 2: Told(NOON + timedelta(hours=80), "ja"), 3: Told(NOON, "ja")}
    assert join_languages([[1], [2]], [(2, 1, 9.0)], told=told) == [[1], [2]]
    parted = Judged(apart=frozenset({(1, 3)}))
    assert join_languages([[1], [3]], [(3, 1, 9.0)], told=told, judged=parted) == [[1], [3]]


@pytest.mark.parametrize("later", ["en", "ja"])
def test_a_stream_joins_both_languages_whichever_comes_first(later):
    told = {
        "en": Streamed("en", "Earthquake kills 138 in Corvania", QUAKE, "en", NOON),
        "ja": Streamed("ja", "コルバニアで地震、138人死亡", QUAKE_JA, "ja", NOON),
    }
    stream = Stream()
    for item in sorted(told.values(), key=lambda item: item.id == later):
        stream.take(item)
    stream.take(Streamed("match", "サッカー、日本が勝利", MATCH_JA, "ja", NOON))
    stories = {one.id: one.story for one in stream.all_matched()}
    assert stories["en"] == stories["ja"] != stories["match"]
