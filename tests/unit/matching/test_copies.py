"""Same copy: what edits leave it the same, and what is not the same although it looks so."""

import re
import unicodedata
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
    "मंगलवार तड़के लकड़ी के बंदरगाह में आग लग गई और नौ घंटे तक जलती रही। बंदरगाह कार्यालय के अनुसार दो मजदूरों को "
    "अस्पताल ले जाया गया। आग उत्तरी घाट के पीछे एक गोदाम में तीन बजे के बाद शुरू हुई। समुद्र से आने वाली हवा ने "
    "चिंगारियां फैला दीं। जांच अधिकारी बुधवार को पहुंचेंगे।"
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


# One form, filled in twice, within hours of each other: what tells them apart are figures and names.
FORMS = {
    "quakes": (
        "A magnitude {} earthquake struck {} at {} local time on Tuesday, the Geological Institute said. The quake was "
        "at a depth of {} km. No tsunami warning was issued. There were no immediate reports of damage or casualties. "
        "The institute said aftershocks were possible and advised residents to keep away from damaged buildings.",
        ("5.1", "34 km north of Torvik", "04:12", "10"),
        ("5.8", "61 km south of Halden", "16:40", "33"),
    ),
    "quakes, Japanese": (
        "12日{}ごろ、{}を震源とする地震があり、{}を観測した。気象庁によると、震源の深さは約{}キロ、地震の規模を示す"
        "マグニチュードは{}と推定される。この地震による津波の心配はないという。今後一週間程度は同じ規模の地震に注意する"
        "よう呼びかけている。",
        ("午前4時12分", "白浜県沖", "湊町で震度4", "10", "5.1"),
        ("午後6時40分", "緑川県南部", "大野市で震度3", "30", "4.8"),
    ),
    "quakes, Korean": (
        "12일 {}께 {} 해역에서 규모 {}의 지진이 발생했다고 기상청이 밝혔다. 진원의 깊이는 {}km로 추정된다. "
        "기상청은 이번 지진으로 인한 피해는 없을 것으로 예상된다고 설명했다. 소방당국에는 아직 피해 신고가 "
        "접수되지 않았다. 기상청 관계자는 여진에 주의할 것을 당부했다.",
        ("오전 4시 12분", "강릉 북쪽 34km", "4.1", "10"),
        ("오후 7시 40분", "포항 남쪽 61km", "3.5", "18"),
    ),
    "quakes, Russian": (
        "Землетрясение магнитудой {} произошло во вторник в {}, сообщили в геофизической службе. Очаг залегал на "
        "глубине {} километров. Сведений о пострадавших и разрушениях не поступало. Угроза цунами не объявлялась. "
        "Специалисты предупредили жителей о возможных повторных толчках.",
        ("5,1", "34 километрах к северу от Торвика", "10"),
        ("5,8", "61 километре к югу от Хальдена", "33"),
    ),
    "storms": (
        "The weather service has issued {} storm warning for the district of {} on Friday. Gusts of up to {} km/h "
        "are expected on the coast. People should stay indoors, secure loose objects and avoid unnecessary "
        "journeys. Ferries may be cancelled at short notice. The emergency number 112 should be called only where "
        "life is in danger.",
        ("an orange", "Alden from 6 p.m. until 9 a.m.", "110"),
        ("a red", "Brenn from 8 p.m. until 11 a.m.", "130"),
    ),
    "lots": (
        "The winning numbers of the draw on {} are {}. There was no winner of the first prize, so that the jackpot "
        "rises to about {} million crowns. All figures are without guarantee. Tickets may be handed in at all "
        "agencies until thirteen weeks after the draw. Help for gamblers is offered free of charge by the advice "
        "centre.",
        ("Wednesday", "4, 11, 19, 23, 38 and 41", "14"),
        ("Saturday", "2, 9, 17, 28, 33 and 45", "16"),
    ),
    "results": (
        "{} reported a net profit of {} million crowns for the third quarter, compared with {} million a year "
        "earlier. Revenue {} million crowns. The company confirmed its forecast for the full year. Analysts "
        "surveyed by the news agency had on average expected a profit of {} million crowns. The board will decide "
        "about the dividend.",
        ("Halden Timber", "41", "36", "rose 8 percent to 512", "39"),
        ("Skarvo Lines", "12", "19", "fell 3 percent to 230", "15"),
    ),
    "deaths": (
        "The {}, the family said on Thursday, at home in {} after a long illness. Born in {}, this pupil of the "
        "Academy of Alden first showed work in {}. A funeral service will be held at the church of Saint Olaf next "
        "week. The family asked for donations to the hospice instead of flowers.",
        ("painter Anna Lowe has died at the age of 81", "Torvik", "Brenn in 1945", "1968"),
        ("composer Erik Marr has died at the age of 77", "Halden", "Skarvo in 1949", "1971"),
    ),
    "arrests": (
        "{} was arrested on Sunday night after a burglary in {}. Police were called at {} by a neighbour who heard "
        "glass breaking. The suspect was found hiding in {} nearby, was taken to the police station and will be "
        "brought before a judge on Monday. Police are asking witnesses to come forward and call the number 555 "
        "0141.",
        ("A 34-year-old man", "the Harbour Street in Alden", "2:15 a.m.", "a garden shed"),
        ("A 22-year-old woman", "the Mill Lane in Brenn", "4:40 a.m.", "a bus shelter"),
    ),
    "arrests, Japanese": (
        "{}は12日、窃盗の疑いで、{}を逮捕した。逮捕容疑は{}を盗んだ疑い。同署によると、「間違いありません」と容疑を"
        "認めている。店員が気付いて110番した。同署は、ほかにも盗みを重ねた疑いがあるとみて、余罪を詳しく調べている"
        "。",
        ("白浜署", "白浜市港町の無職の男(34)", "10日午後8時ごろ、同市内のスーパーで食料品5点(計2340円相当)"),
        ("緑川署", "緑川市川端の会社員の女(52)", "11日午後3時ごろ、同市内の薬局で化粧品8点(計11200円相当)"),
    ),
}


@pytest.mark.parametrize(("form", "one", "other"), FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("apart", [None, timedelta(hours=5)], ids=["undated", "hours apart"])
def test_a_form_filled_in_anew_the_same_day_is_for_a_person_to_judge(form, one, other, apart):
    assert likeness(form.format(*one), form.format(*other), apart=apart) is Likeness.SHARES


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("54 per cent", "55 per cent").replace("61 per cent", "62 per cent"),
        lambda text: text.replace("nine points", "8 points") + " (Corrects turnout in the last paragraph.)",
        lambda text: " ".join([*sentences(text)[3:], *sentences(text)[:3]]).replace("54", "57").replace("61", "66"),
    ],
    ids=["figures corrected", "a notice", "moved"],
)
def test_other_figures_alone_make_no_other_form(edit):
    assert likeness(MAYOR, edit(MAYOR)) is Likeness.SAME


def test_a_form_of_figures_alone_is_filled_in_anew_where_most_of_them_changed():
    one = filled_in("Monday", 311, 322, 333, 344, 355, 366)
    assert likeness(one, filled_in("Monday", 412, 423, 434, 445, 456, 467)) is Likeness.SHARES
    assert likeness(one, filled_in("Monday", 311, 322, 333, 344, 355, 467)) is Likeness.SAME


GREEK = (
    "Οι λιμενεργάτες του Άλντεν κατέβηκαν την Τρίτη σε απεργία ζητώντας αυξήσεις και ακινητοποίησαν τον σταθμό της "
    "πόλης. Σύμφωνα με το σωματείο, εννέα στους δέκα δεν προσήλθαν στην πρωινή βάρδια. Η εταιρεία δήλωσε ότι θα "
    "προσφύγει στο δικαστήριο. Ως το μεσημέρι δεκατέσσερα πλοία περίμεναν ανοιχτά της ακτής."
)
TURKISH = (
    "Alden Limanı işçileri salı günü ücret artışı talebiyle iş bıraktı ve ülkenin en büyük konteyner terminali durdu. "
    "Sendika, sabah vardiyasındaki on işçiden dokuzunun işe gelmediğini bildirdi. İşletmeci şirket iş mahkemesine "
    "başvuracağını açıkladı. Öğle saatlerine kadar on dört gemi açıkta bekliyordu."
)
HEBREW = (
    "עובדי הנמל באלדן שבתו ביום שלישי בדרישה להעלאת שכר והביאו לעצירת מסוף המכולות הגדול במדינה. לפי הוועד, תשעה "
    "מכל עשרה עובדים לא הגיעו למשמרת הבוקר. החברה המפעילה אמרה שתפנה לבית הדין לעבודה. עד הצהריים המתינו ארבע עשרה "
    "אוניות מול החוף."
)


def unmarked(text: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (GREEK, unmarked(GREEK).upper()),
        (TURKISH, TURKISH.replace("i", "İ").replace("ı", "I").upper()),
        (TURKISH, unmarked(TURKISH)),
        (RUSSIAN, re.sub("([аоеи])(?=[а-я]{3})", "\\1\u0301", RUSSIAN)),
        (RUSSIAN, unicodedata.normalize("NFD", RUSSIAN)),
        (ARABIC, re.sub("([بتسلمن])", "\\1\u064e", ARABIC)),
        (ARABIC, re.sub("([سلم])(?=[بتيرو])", "\\1\u0640", ARABIC)),
        (ARABIC, ARABIC.replace("ي", "ی").replace("ك", "ک").replace("أ", "ا")),
        (HEBREW, re.sub("([א-ת])", "\\1\u05b7", HEBREW)),
        *(
            (text, re.sub(r"(\w\w)(\w)", f"\\1{mark}\\2", text))
            for text in (FIRE, RUSSIAN, QUAKE)
            for mark in "\u200d\u200f\u2060\ufeff"
        ),
    ],
)
def test_marks_that_one_writer_sets_and_another_does_not_change_nothing(text, edited):
    assert edited != text
    assert likeness(text, edited) is Likeness.SAME


def test_digits_of_any_script_are_the_same_figures():
    one, other = read_fingerprint("", "في عام 2026 قتل 48"), read_fingerprint("", "في عام ٢٠٢٦ قتل ٤٨")
    assert one == other


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


BOX = (
    "特集・潮見線の延伸 潮見線の延伸区間が着工 潮見橋の架け替え始まる 浜手トンネルが貫通 新駅の名は「灯台前」に決定"
    " 延伸区間の試運転始まる 住民団体が騒音の調査を求める 運賃は二百十円に 潮見線の全線が開業へ 開業を祝う催しに三千人"
)
TUNNEL = "岬市の浜手トンネルで五日、最後の岩盤が取り除かれた。掘り始めて四年になる。作業員らが万歳をして完成を祝った。"
FARE = "鉄道会社は九日、初乗りを据え置くと発表した。定期券の割引率も変えない。生徒の家族からは安堵の声が上がっている。"


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        (("浜手トンネルが貫通", "運賃は二百十円に"), Likeness.SHARES),
        (("浜手トンネルが貫通", "浜手トンネルが貫通"), Likeness.SAME),
        (("", "運賃は二百十円に"), Likeness.SAME),
    ],
)
def test_texts_under_one_box_of_links_are_not_the_same_by_it_where_their_headlines_differ(headlines, expected):
    assert likeness(BOX + TUNNEL, BOX + FARE, titles=headlines) is expected
    assert likeness(BOX + FARE, BOX + TUNNEL, titles=headlines[::-1]) is expected


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        (("Timber harbour burns for nine hours", "Timber harbour: nine hours of fire"), Likeness.SAME),
        (("Timber harbour burns for nine hours", ""), Likeness.SAME),
        (("Timber harbour burns for nine hours", "Mayor opens swimming pool"), Likeness.SHARES),
    ],
)
def test_half_of_a_text_among_others_is_its_copy_unless_the_headline_is_another_ones(headlines, expected):
    parts, others = sentences(FIRE), sentences(MAYOR_OTHER_WORDS)
    mixed = " ".join((parts[0], others[0], parts[2], others[1], parts[4], parts[5], others[2], others[3], parts[7]))
    assert likeness(FIRE, mixed, titles=headlines) is expected


def test_the_beginning_of_a_text_is_its_copy_under_another_headline_and_with_a_notice():
    notice = " Read more about fires in our archive. Write to us if you know of a mistake on this page."
    titles = ("Timber harbour burns for nine hours", "Two in hospital")
    assert likeness(FIRE, cut(FIRE) + notice, titles=titles) is Likeness.SAME


def test_the_full_text_of_two_short_versions_is_no_round_up():
    # One sentence is in both, and begins neither.
    parts = sentences(FIRE)
    beginning = "".join(parts[:4]) + MAYOR_OTHER_WORDS
    end = "".join(parts[4:]) + " " + MAYOR + " " + parts[3]
    stream = Stream()
    for name, text in (("beginning", beginning), ("end", end), ("all", FIRE)):
        stream.take(Streamed(name, "", text))
    assert [one.same_as for one in stream.all_matched()][2] == ("beginning", "end")
