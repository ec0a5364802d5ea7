"""What goes into the correction log: marked corrections with their note, material changes, no mended letter."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.corrections import LogEntry, Told, decide_log_entry, is_marked_correction

EN = Told("Ferry returns", "It carries 300 people. It leaves at nine. Nobody was hurt.")
JA = Told("フェリー再開", "乗客は300人だった。午前9時に出港した。けが人はいなかった。")


def told(state: Told, old: str = "", new: str = "", **fields) -> Told:
    """The state with some words of its text replaced."""
    assert old in state.text
    values = {"headline": state.headline, "text": state.text.replace(old, new) if old else state.text}
    return Told(**values | fields)


@pytest.mark.parametrize(
    "marked",
    [
        Told("CORRECTED: Ferry returns", EN.text),
        Told("CORRECTED-Ferry returns", EN.text),
        Told("Correction: Ferry returns", EN.text),
        Told("Ferry returns", f"(Corrects number of people)\n{EN.text}"),
        Told("Ferry returns", f"{EN.text}\nCORRECTION: An earlier version gave a wrong number."),
        Told("Ferry returns", f"{EN.text}\nThis story has been corrected to fix the number."),
        Told("Ferry returns", EN.text, ed_note="CORRECTED: number of people"),
        Told("Ferry returns", EN.text, signal="correction"),
        Told("Ferry returns", EN.text, signal="sig:correction"),
        Told("【訂正】フェリー再開", JA.text),
        Told("フェリー再開", f"【訂正】乗客の数に誤りがありました。\n{JA.text}"),
        Told("フェリー再開", f"{JA.text}\nおわびと訂正　乗客の数に誤りがありました。"),
        Told("フェリー再開", f"{JA.text}\n訂正：乗客は250人でした。"),
        Told("（訂正）フェリー再開", JA.text),
    ],
    ids=lambda state: state.headline + state.signal + state.text[:12],
)
def test_sources_marks_of_a_correction_are_known(marked):
    assert is_marked_correction(marked)
    assert decide_log_entry(None, marked).kind == "correction"
    assert decide_log_entry(EN if "Ferry" in marked.headline else JA, marked).kind == "correction"


@pytest.mark.parametrize(
    "plain",
    [
        EN,
        JA,
        Told("Ministry corrects its figure", EN.text),
        Told("House of Correction closes", EN.text),
        Told("憲法の訂正を求める声", JA.text),
        Told("Ferry", "They spoke.\nShe then said: Correction: it was nine.\nIt went on.\nAnd on.\nAnd on."),
        Told("Ferry returns", EN.text, signal="update"),
    ],
    ids=lambda state: state.headline + state.signal,
)
def test_the_word_in_the_story_itself_is_no_mark(plain):
    assert not is_marked_correction(plain)
    assert decide_log_entry(None, plain) is None


def test_a_marked_correction_shows_its_note_and_the_sentences_before_and_after():
    after = told(EN, "300", "250", ed_note="CORRECTED: the number of people")
    assert decide_log_entry(EN, after) == LogEntry(
        "correction", "CORRECTED: the number of people", "It carries 300 people.", "It carries 250 people."
    )


def test_the_note_in_the_text_is_no_changed_sentence():
    note = "【訂正】乗客の数に誤りがありました。"
    after = Told(f"【訂正】{JA.headline}", f"{note}\n" + JA.text.replace("300", "250"))
    entry = decide_log_entry(JA, after)
    assert (entry.note, entry.before, entry.after) == (note, "乗客は300人だった。", "乗客は250人だった。")


def test_a_later_state_with_the_same_mark_is_not_logged_again_but_another_note_is():
    first = told(EN, "300", "250", ed_note="CORRECTED: number")
    assert decide_log_entry(first, first) is None
    assert decide_log_entry(first, told(first, "Nobody was hurt.", "The sea was calm all day.")).kind == "update"
    assert decide_log_entry(first, told(first, "nine", "ten", ed_note="CORRECTED: hour")).kind == "correction"


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (EN, "leaves", "leavs"),
        (EN, "Nobody was", "Nobody  was"),
        (EN, "nine.", "nine!"),
        (EN, "people", "peolpe"),
        (EN, "It leaves", "it leaves"),
        (EN, "300", "３００"),
        (JA, "乗客は", "乗客は、"),
        (JA, "300人", "３００人"),
        (JA, "だった。", "だった 。"),
    ],
)
def test_a_mended_letter_is_quiet(before, old, new):
    assert decide_log_entry(before, told(before, old, new)) is None


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (EN, "It leaves at nine.", "It leaves at nine?"),
        (EN, "leaves", "leads"),
        (EN, "hurt", "“hurt”"),
        (EN, "It carries 300 people. It leaves", "It caries 300 peple. It leavs"),
        (EN, "300 people", "300 cars and many people"),
        (EN, "It leaves at nine. ", ""),
        (JA, "けが人はいなかった。", ""),
    ],
)
def test_words_or_a_sentence_that_change_are_an_update(before, old, new):
    assert decide_log_entry(before, told(before, old, new)) == LogEntry("update")


# A sentence as it was, and as it is now, in a story that stays the same otherwise.
WRONG = [
    # Figures.
    ("The ferry carries 300 people.", "The ferry carries 301 people."),
    ("The ferry carries 300 people.", "The ferry carries 3.00 people."),
    ("The ferry carries 300 people.", "The ferry carries -300 people."),
    ("The budget is 1,500 crowns.", "The budget is 15,000 crowns."),
    ("The plan costs a million crowns.", "The plan costs a billion crowns."),
    ("The island has six boats for hire.", "The island has sixty boats for hire."),
    ("Prices rose by 2.5 percent in the year.", "Prices rose by 25 percent in the year."),
    ("The tower is about 90 metres high.", "The tower is about 60 metres high."),
    ("Twelve people died in the fire.", "Eleven people died in the fire."),
    ("At least 15 people were killed in the fire.", "At least 12 people were killed in the fire."),
    ("乗客は300人だった。", "乗客は301人だった。"),
    ("乗客は300人だった。", "乗客は３０１人だった。"),
    ("総額は1万円に上る。", "総額は1億円に上る。"),
    ("参加したのは三十人だった。", "参加したのは五十人だった。"),
    ("物価は2.5%上がった。", "物価は25%上がった。"),
    ("火事で12人が死亡した。", "火事で11人が死亡した。"),
    ("橋の長さは約90メートルという。", "橋の長さは約60メートルという。"),
    # Dates and times of day.
    ("The talks begin on Monday in Marwick.", "The talks begin on Tuesday in Marwick."),
    ("The law took effect in March after a vote.", "The law took effect in April after a vote."),
    ("The ferry was built in 1987 in Minato.", "The ferry was built in 1978 in Minato."),
    ("The gates open at 9 a.m. each day.", "The gates open at 9 p.m. each day."),
    ("The vote was held yesterday in the assembly.", "The vote was held today in the assembly."),
    ("会談は月曜日に始まる予定だ。", "会談は火曜日に始まる予定だ。"),
    ("船は午前9時に出港した。", "船は午後9時に出港した。"),
    ("船は午前9時に出港した。", "船は午前10時に出港した。"),
    ("工場は昨年4月に完成した。", "工場は今年4月に完成した。"),
    ("式典は18日に開かれた。", "式典は19日に開かれた。"),
    ("事件は1987年に起きた。", "事件は1978年に起きた。"),
    # Names.
    (
        "The report was written by Mr Jonson of the harbour office.",
        "The report was written by Mr Johnson of the harbour office.",
    ),
    ("It sent troops of Iran to the border.", "It sent troops of Iraq to the border."),
    ("The plant stands in Marwick by the river.", "The plant stands in Norwick by the river."),
    ("A spokesman of Harbour Lines declined to comment.", "A spokesman of Channel Lines declined to comment."),
    ("発表したのは田中市長だった。", "発表したのは田辺市長だった。"),
    ("事故は長浜市の港で起きた。", "事故は長崎市の港で起きた。"),
    ("同社のスミス社長が会見した。", "同社のスミソン社長が会見した。"),
    ("船はミナト社が運航する。", "船はハマナ社が運航する。"),
    # Negations.
    ("The minister did not say so.", "The minister did say so."),
    ("He said it was not true.", "He said it was true."),
    ("It can't be seen from the pier.", "It can be seen from the pier."),
    ("Nobody was hurt in the fire.", "Somebody was hurt in the fire."),
    ("The company denied the report.", "The company confirmed the report."),
    ("政府は関与を確認していない。", "政府は関与を確認している。"),
    ("大臣は関与を認めなかった。", "大臣は関与を認めた。"),
    ("不正の証拠はない。", "不正の証拠はある。"),
    ("市は申請を受理しません。", "市は申請を受理します。"),
    # Quotations.
    ("“We will open the gates,” he said.", "“We will close the gates,” he said."),
    ('"It was our fault," the owner said.', '"It was your fault," the owner said.'),
    ("知事は「県が負担する」と述べた。", "知事は「国が負担する」と述べた。"),
    ("市長は「原因は分からない」と話した。", "市長は「原因は調査中だ」と話した。"),
    # Words one of which makes the other untrue.
    ("It lies on the north bank of the river.", "It lies on the south bank of the river."),
    ("It is an unlikely end of the talks.", "It is a likely end of the talks."),
    ("The judge said it is illegal to fish there.", "The judge said it is legal to fish there."),
    ("Analysts said it may rise next month.", "Analysts said it may fall next month."),
    ("The court found him guilty of the theft.", "The court found him acquitted of the theft."),
    ("The driver said he left at noon.", "The driver said she left at noon."),
    ("議案は賛成多数で可決された。", "議案は賛成多数で否決された。"),
    ("船は9時に港を出港した。", "船は9時に港に入港した。"),
    ("被告に有罪の判決が出た。", "被告に無罪の判決が出た。"),
]
GOING_ON = [
    ("At least 12 people were killed in the fire.", "At least 15 people were killed in the fire."),
    ("The fire killed 12 people in Marwick.", "The fire killed 15 people in Marwick."),
    ("Twelve people were injured in the fire.", "Fourteen people were injured in the fire."),
    ("Some 200 homes were damaged by the storm.", "Some 300 homes were damaged by the storm."),
    ("More than 40 people were rescued.", "More than 60 people were rescued."),
    ("Nine people are still missing at sea.", "Four people are still missing at sea."),
    ("About 8,000 homes remain without power.", "About 3,000 homes remain without power."),
    ("Rovers lead Tarn by 1 goal to nil.", "Rovers lead Tarn by 2 goals to nil."),
    ("The index stood at 39,100 in the morning.", "The index stood at 39,240 in the morning."),
    ("As of 9 a.m. the road was shut.", "As of 10 a.m. the road was shut."),
    ("Police have not yet confirmed the cause.", "Police have confirmed the cause."),
    ("火事で12人が死亡した。", "火事で15人が死亡した。"),
    ("地震で少なくとも100人がけがをした。", "地震で少なくとも130人がけがをした。"),
    ("依然9人が行方不明となっている。", "依然4人が行方不明となっている。"),
    ("約8000戸が停電している。", "約3000戸が停電している。"),
    ("午前9時現在、道路は通れない。", "午前10時現在、道路は通れない。"),
    ("開票率は30%の時点で首位だ。", "開票率は60%の時点で首位だ。"),
    ("原因はまだ分かっていない。", "原因は分かっている。"),
]
NEW_WORDS = [
    ("The talks went well, both sides said.", "Both sides said that they were content with how it had gone."),
    ("The ferry is blue and new.", "The ferry is blue and large."),
    ("The choir sang on the pier.", "The choir sang at the pier for an hour."),
    ("会談は順調に進んだ。", "双方とも結果に満足していると強調した。"),
    ("合唱団は桟橋で歌った。", "合唱団は桟橋で長く歌った。"),
]
AROUND_EN = "The harbour office told reporters. {} A second meeting follows."
AROUND_JA = "港の事務所が発表した。{}次の会合も開かれる。"


def around(sentence: str, more: str = "") -> Told:
    """A story with the sentence in its middle, and perhaps more at its end."""
    frame = AROUND_EN if sentence.isascii() or "“" in sentence else AROUND_JA
    return Told("Harbour", frame.format(sentence) + more)


def test_the_table_is_long_enough_to_mean_something():
    assert len(WRONG) + len(GOING_ON) + len(NEW_WORDS) >= 60


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_a_changed_fact_is_a_correction_that_shows_before_and_after(old, new):
    assert decide_log_entry(around(old), around(new)) == LogEntry("correction", "", old, new)


@pytest.mark.parametrize(("old", "new"), GOING_ON)
def test_a_count_of_an_event_that_goes_on_is_an_update(old, new):
    assert decide_log_entry(around(old), around(new)) == LogEntry("update")


@pytest.mark.parametrize(("old", "new"), NEW_WORDS)
def test_other_words_are_an_update(old, new):
    assert decide_log_entry(around(old), around(new)) == LogEntry("update")


@pytest.mark.parametrize(
    ("old", "new", "more", "kind"),
    [
        ("The ferry carries 300 people.", "The ferry carries 420 people.", " More came on board.", "update"),
        ("The ferry carries 300 people.", "The ferry carries 250 people.", " The master spoke.", "correction"),
        ("The talks begin on Monday in Marwick.", "The talks begin on Tuesday in Marwick.", " Both agreed.", "update"),
        ("A plan of Mr Jonson was read out.", "A plan of Mr Johnson was read out.", " It is long.", "correction"),
        ("A plan of Mr Jonson was read out.", "A plan of Ms Abeke was read out.", " It is long.", "update"),
        ("“We will open the gates,” he said.", "“We will close the gates,” he said.", " It rained.", "correction"),
        ("乗客は300人だった。", "乗客は420人だった。", "さらに乗船が続いた。", "update"),
        ("乗客は300人だった。", "乗客は250人だった。", "船長が会見した。", "correction"),
        ("政府は関与を確認していない。", "政府は関与を確認している。", "首相が会見した。", "update"),
    ],
)
def test_where_sentences_were_added_the_event_goes_on_and_less_is_an_error(old, new, more, kind):
    assert decide_log_entry(around(old), around(new, more)).kind == kind


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Told("Ferry", "It carries 300 people."), Told("Ferry", "It carries 250 people.", signal="update")),
        (Told("Ferry", "It carries 300 people."), Told("UPDATE 1: Ferry", "It carries 250 people.")),
        (Told("UPDATE 1-Ferry", "It carries 300 people."), Told("UPDATE 2-Ferry", "It carries 250 people.")),
        (Told("フェリー", "乗客は300人だった。"), Told("【更新】フェリー", "乗客は250人だった。")),
    ],
)
def test_what_the_source_calls_an_update_is_one(before, after):
    assert decide_log_entry(before, after) == LogEntry("update")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Last updated 18 October 2024, 09:15", "Last updated 18 October 2024, 11:40"),
        ("Published 5 minutes ago", "Published 9 minutes ago"),
        ("12 comments", "31 comments"),
        ("2024年10月18日 9時15分更新", "2024年10月18日 11時40分更新"),
        ("最終更新：10月18日 9:15", "最終更新：10月18日 11:40"),
    ],
)
def test_the_clock_of_the_sources_page_is_no_part_of_the_story(old, new):
    assert decide_log_entry(Told("Ferry", f"{EN.text}\n{old}"), Told("Ferry", f"{EN.text}\n{new}")) is None


def test_only_the_sentences_with_the_fact_are_shown():
    after = told(told(EN, "300", "250"), "Nobody was hurt.", "All were well.")
    assert decide_log_entry(EN, after) == LogEntry("correction", "", "It carries 300 people.", "It carries 250 people.")


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_two_texts_can_be_compared(old, new):
    entry = decide_log_entry(Told(old[:40], old), Told(new[:40], new))
    assert entry is None or entry.kind in ("correction", "update")
    assert decide_log_entry(Told(old[:40], old), Told(old[:40], old)) is None


def test_a_story_written_anew_is_an_update_and_long_texts_are_compared_in_time():
    old = Told("x", " ".join(f"Boat {n} carries {n} people to the pier." for n in range(2000)))
    new = Told("x", " ".join(f"Boat {n} carries {n + n % 7} people to the pier." for n in range(2000)))
    one = Told("x", old.text.replace("Boat 900 carries 900 people", "Boat 900 carries 90 people"))
    started = time.process_time()
    assert decide_log_entry(old, new) == LogEntry("update")
    assert decide_log_entry(old, one).kind == "correction"
    assert time.process_time() - started < 5


def test_a_changed_headline_is_told_and_a_mark_alone_is_no_change_of_it():
    assert decide_log_entry(EN, Told("Ferry sinks", EN.text)).kind == "update"
    marked = decide_log_entry(EN, Told("CORRECTED: Ferry returns", EN.text))
    assert (marked.kind, marked.before, marked.after) == ("correction", "", "")


def test_at_most_three_sentences_are_shown():
    before, after = (Told("x", " ".join(f"{word} {n} went." for n in range(9))) for word in ("One", "Two"))
    entry = decide_log_entry(before, Told("CORRECTED: x", after.text))
    assert len(entry.before.splitlines()) == len(entry.after.splitlines()) == 3
