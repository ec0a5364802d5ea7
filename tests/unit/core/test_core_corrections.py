"""What goes into the correction log: marked corrections with their note, material changes, no mended letter."""

import pytest

from wireroom.core.corrections import LogEntry, Told, changed_sentences, decide_log_entry, is_marked_correction

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
    assert decide_log_entry(first, told(first, "nine", "ten o'clock sharp")).kind == "update"
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
        (EN, "300", "301"),
        (EN, "300", "3.00"),
        (EN, "300", "-300"),
        (EN, "It leaves at nine.", "It leaves at nine?"),
        (EN, "leaves", "leads"),
        (EN, "hurt", "“hurt”"),
        (EN, "It carries 300 people. It leaves", "It caries 300 peple. It leavs"),
        (EN, "300 people", "300 cars and many people"),
        (EN, "It leaves at nine. ", ""),
        (EN, "Nobody", "Somebody"),
        (JA, "300", "301"),
        (JA, "300", "３０１"),
        (JA, "出港", "入港"),
        (JA, "午前", "午後"),
        (JA, "けが人はいなかった。", ""),
    ],
)
def test_a_figure_or_a_sentence_that_changes_is_told(before, old, new):
    assert decide_log_entry(before, told(before, old, new)) == LogEntry("update")


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (Told("x", "The minister did not say so."), "did not say", "did say"),
        (Told("x", "He said it was not true."), "not ", ""),
        (Told("x", "It can't be seen."), "can't", "can"),
        (Told("x", "政府は確認していない。"), "していない", "している"),
        (Told("x", "関与を認めなかった。"), "認めなかった", "認めた"),
        (Told("x", "証拠はない。"), "ない", "ある"),
    ],
)
def test_a_lost_or_added_not_is_never_quiet(before, old, new):
    after = told(before, old, new)
    assert decide_log_entry(before, after) == LogEntry("update")
    assert decide_log_entry(after, before) == LogEntry("update")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a million people", "a billion people"),
        ("an unlikely end", "a likely end"),
        ("it is illegal", "it is legal"),
        ("troops of Iran", "troops of Iraq"),
        ("the north bank", "the south bank"),
        ("Mr Jonson came", "Mr Johnson came"),
        ("it may rise", "it may fall"),
        ("on Monday", "on Sunday"),
        ("he left", "she left"),
        ("six boats", "sixty boats"),
    ],
)
def test_a_word_of_another_sense_is_told_however_few_letters_it_takes(old, new):
    assert decide_log_entry(Told("x", f"{old}."), Told("x", f"{new}.")) == LogEntry("update")


def test_a_changed_headline_is_told_and_a_mark_alone_is_no_change_of_it():
    assert decide_log_entry(EN, Told("Ferry sinks", EN.text)).kind == "update"
    assert changed_sentences(EN, Told("CORRECTED: Ferry returns", EN.text)) == ([], [])


def test_at_most_three_sentences_are_shown():
    before, after = (Told("x", " ".join(f"{word} {n} went." for n in range(9))) for word in ("One", "Two"))
    removed, added = changed_sentences(before, after)
    assert len(removed) == len(added) == 3
