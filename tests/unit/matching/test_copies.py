"""Same copy: what edits leave it the same, and what is not the same although it looks so."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_stories import (
    FESTIVAL,
    FIRE,
    FIRE_OTHER_WORDS,
    MAYOR,
    MAYOR_OTHER_WORDS,
    QUAKE,
    cut,
    reordered,
    sentences,
    widened,
    wrapped_in_html,
)

from wireroom.core.matching.commonness import COMMON, Commonness
from wireroom.core.matching.copies import Likeness, compare_copies
from wireroom.core.matching.fingerprints import KEYS, read_fingerprint
from wireroom.core.matching.stream import Stream, Streamed
from wireroom.core.matching.tokens import find_tokens

THAI = (
    "เจ้าหน้าที่ดับเพลิงเข้าควบคุมเพลิงไหม้โกดังไม้ริมท่าเรือเมื่อเช้าวันอังคาร มีคนงานสองคนถูกนำส่งโรงพยาบาล "
    "นายท่าเรือกล่าวว่ายังไม่ทราบสาเหตุ และจะมีการตรวจสอบในวันพุธ เรือข้ามฟากยังคงให้บริการตามปกติจากท่าเรือด้านใต้"
)
RUSSIAN = (
    "Пожар в лесной гавани города Альден начался ранним утром во вторник и продолжался девять часов. Двое рабочих "
    "доставлены в больницу с ожогами, сообщила администрация порта. Огонь возник в сушильном сарае за северным "
    "причалом вскоре после трёх часов ночи. Ветер с моря перенёс искры на штабели сосны. Паром ходил с южного причала."
)
ARABIC = (
    "اندلع حريق في ميناء الأخشاب صباح يوم الثلاثاء واستمر تسع ساعات قبل أن تسيطر عليه فرق الإطفاء. ونقل عاملان إلى "
    "المستشفى بسبب الحروق، بحسب إدارة الميناء. وبدأت النيران في مخزن خلف الرصيف الشمالي بعد الساعة الثالثة فجرا. "
    "وقالت مديرة الميناء إن المخزن خضع للتفتيش في مارس دون ملاحظات. ويصل المحققون يوم الأربعاء."
)
HINDI = (
    "मंगलवार तड़के लकड़ी के बंदरगाह में आग लग गई और नौ घंटे तक जलती रही। बंदरगाह कार्यालय के अनुसार दो मजदूरों को अस्पताल "
    "ले जाया गया। आग उत्तरी घाट के पीछे एक गोदाम में तीन बजे के बाद शुरू हुई। समुद्र से आने वाली हवा ने चिंगारियां फैला दीं। "
    "जांच अधिकारी बुधवार को पहुंचेंगे।"
)


def likeness(one: str, other: str, *, titles=("", ""), apart: timedelta | None = None) -> Likeness:
    first, second = read_fingerprint(titles[0], one), read_fingerprint(titles[1], other)
    return compare_copies(first, second, apart=apart, common=set()).likeness


@pytest.mark.parametrize("text", [FIRE, MAYOR, QUAKE, FESTIVAL, THAI, RUSSIAN, ARABIC, HINDI])
@pytest.mark.parametrize(
    "edit", [str, cut, reordered, wrapped_in_html, widened, str.upper], ids=lambda edit: edit.__name__
)
def test_an_edited_text_is_the_same_copy_in_any_script(text, edit):
    assert likeness(text, edit(text)) is Likeness.SAME


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("PORT ALDEN (Reuters) - ", " (Reporting by Ana Lund; editing by Jo Fell)"),
        ("", " The post Fire in the harbour appeared first on Alden Daily."),
        (
            "",
            " Copyright 2026 North Agency. All rights reserved. This material may not be published, broadcast",
        ),
        ("An update from our desk, now with the names of the streets. ", ""),
    ],
)
def test_agency_boilerplate_and_a_new_first_line_change_nothing(before, after):
    assert likeness(FIRE, before + FIRE + after) is Likeness.SAME


def test_a_story_told_again_at_the_end_of_a_round_up_is_the_same_copy():
    assert likeness(MAYOR, FIRE_OTHER_WORDS + " " + MAYOR) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"), [(FIRE, FIRE_OTHER_WORDS), (MAYOR, MAYOR_OTHER_WORDS), (FIRE, MAYOR), (QUAKE, FESTIVAL)]
)
def test_two_tellings_of_one_event_are_two_texts(one, other):
    assert likeness(one, other) is Likeness.DIFFERENT


def test_a_list_that_a_source_puts_under_both_does_not_make_two_stories_one():
    listed = " ".join(sentences(FIRE_OTHER_WORDS))
    one, other = cut(FIRE) + " " + listed, cut(MAYOR) + " " + listed
    assert likeness(one, other) is not Likeness.SAME


def filled_in(day: str, *figures: int) -> str:
    names = ("Alden", "Lindvale", "Skarvo", "Halden", "Brenn", "Torvik")
    lines = [
        f"In {name} the price of pine closed at {figure} crowns a load."
        for name, figure in zip(names, figures, strict=True)
    ]
    return (
        f"The timber exchange reports the prices of {day} as follows. " + " ".join(lines) + " No trades were annulled."
    )


def test_a_form_filled_in_anew_a_week_later_is_no_version():
    one = filled_in("Monday", 311, 322, 333, 344, 355, 366)
    other = filled_in("Monday", 412, 423, 434, 445, 456, 467)
    assert likeness(one, other, apart=timedelta(days=7)) is Likeness.SHARES
    assert likeness(one, one, apart=timedelta(days=7)) is Likeness.SAME


def test_after_two_weeks_only_the_very_same_text_is_the_same():
    late = timedelta(days=15)
    assert likeness(FIRE, cut(FIRE), apart=late) is Likeness.DIFFERENT
    assert likeness(FIRE, FIRE, apart=late) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Fire in harbour", ""), ("Fire in harbour", ""), False),
        (("", ""), ("", ""), False),
        (("Two hurt as fire burns timber harbour of Port Alden", "Crews from four districts are there."),) * 2
        + (True,),
    ],
)
def test_what_says_too_little_is_not_the_same_copy(one, other, same):
    found = likeness(one[1], other[1], titles=(one[0], other[0]))
    assert (found is Likeness.SAME) == same


def test_an_excerpt_is_the_same_as_its_text_where_both_are_headed_alike():
    title, excerpt = "Fire burns nine hours in the timber harbour", " ".join(FIRE.split()[:20])
    assert likeness(FIRE, excerpt, titles=(title, title)) is Likeness.SAME
    assert likeness(FIRE, excerpt, titles=(title, "What we know so far about prices")) is not Likeness.SAME


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_compared_either_way_round_with_the_same_result(one, other):
    assert likeness(one, other) is likeness(other, one)


@given(st.text(max_size=400))
def test_a_fingerprint_of_any_text_has_bounded_keys_of_32_bits(text):
    fingerprint = read_fingerprint(text, text)
    assert len(fingerprint.keys) <= KEYS
    assert all(0 <= key < 2**32 for key in fingerprint.keys)
    assert fingerprint == read_fingerprint(text, text)


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_the_words_of_a_text_are_the_same_with_and_without_other_letters_beside_them(text):
    assert find_tokens(f"{text} é") == [*find_tokens(text), "é"]


def test_a_foreign_word_changes_only_the_shingles_it_stands_in():
    plain = read_fingerprint("", FIRE)
    mixed = read_fingerprint("", FIRE.replace("Port Alden", "Port Alden (港)", 1))
    assert len(set(plain.shingles) & set(mixed.shingles)) >= len(set(plain.shingles)) - 3


def test_what_stands_in_more_than_sixteen_items_is_common_and_later_forgotten():
    commonness = Commonness(most=100)
    for number in range(COMMON + 1):
        assert commonness.common == set()
        commonness.count({1, 1000 + number})
    assert commonness.common == {1}
    for number in range(20):
        commonness.count(set(range(2000 + 90 * number, 2090 + 90 * number)))
    assert commonness.common == set()


def matched(*items: tuple[str, str]) -> list:
    stream = Stream()
    for name, text in items:
        stream.take(Streamed(name, "", text))
    return list(stream.all_matched())


def test_all_copies_of_a_group_are_named_the_earliest_first():
    found = matched(("a", FIRE), ("b", MAYOR), ("c", wrapped_in_html(FIRE)), ("d", reordered(FIRE)), ("e", FIRE))
    assert [one.same_as for one in found] == [(), (), ("a",), ("a", "c"), ("a", "c", "d")]
    assert [one.story for one in found] == ["a", "b", "a", "a", "a"]


def test_a_round_up_of_several_stories_is_nobodys_copy_and_ties_nothing():
    found = matched(("a", FIRE), ("b", MAYOR), ("c", cut(FIRE) + " " + cut(MAYOR)), ("d", MAYOR))
    assert found[2].same_as == ()
    assert (found[3].same_as, found[3].story) == (("b",), "b")


def test_stories_that_a_round_up_told_before_them_stay_two():
    found = matched(("round-up", cut(FIRE) + " " + cut(MAYOR)), ("a", FIRE), ("b", MAYOR))
    assert found[1].same_as == ("round-up",)
    assert "a" not in found[2].same_as
    assert found[2].story == "b"


def test_a_text_resent_a_thousand_times_is_found_at_bounded_cost():
    stream = Stream()
    for number in range(1000):
        stream.take(Streamed(str(number), "", FIRE))
    last = stream.matched(999)
    assert "0" in last.same_as
    assert 50 <= len(last.same_as) <= 70
    assert last.story == "0"


def test_what_a_source_appends_to_everything_is_learnt():
    notice = " ".join(sentences(FIRE_OTHER_WORDS)[:3])
    stream = Stream()
    for number in range(40):
        words = " ".join(f"w{number}x{at}" for at in range(30))
        stream.take(Streamed(str(number), "", f"{words} {notice}"))
    assert [one.same_as for one in stream.all_matched()] == [()] * 40


def test_dates_keep_copies_of_another_season_apart():
    stream = Stream()
    stream.take(Streamed("a", "", FIRE, published=datetime(2026, 1, 1, tzinfo=UTC)))
    stream.take(Streamed("b", "", cut(FIRE), published=datetime(2026, 3, 1, tzinfo=UTC)))
    stream.take(Streamed("c", "", cut(FIRE), published=datetime(2026, 1, 2, tzinfo=UTC)))
    assert [one.same_as for one in stream.all_matched()] == [(), (), ("a",)]


def test_the_full_text_of_two_short_versions_is_no_round_up():
    # One sentence is in both, and begins neither.
    parts = sentences(FIRE)
    beginning = "".join(parts[:4]) + MAYOR_OTHER_WORDS
    end = "".join(parts[4:]) + " " + MAYOR + " " + parts[3]
    stream = Stream()
    for name, text in (("beginning", beginning), ("end", end), ("all", FIRE)):
        stream.take(Streamed(name, "", text))
    assert [one.same_as for one in stream.all_matched()][2] == ("beginning", "end")
