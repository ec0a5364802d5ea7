"""Two texts side by side: what changed is marked, nothing is lost on either side."""

from hypothesis import given
from hypothesis import strategies as st

from wireroom.desk.item.comparing import compare_texts

texts = st.text(alphabet="ab、国 \n", max_size=60)


def side(lines, name):
    return "\n".join("".join(piece.text for piece in getattr(line, name)) for line in lines if getattr(line, name))


def marked(lines, name):
    return [piece.text.strip() for line in lines for piece in getattr(line, name) if piece.changed]


def test_only_the_words_that_changed_are_marked():
    lines = compare_texts("The ferry carried 120 people.", "The ferry carried 130 people.")
    assert marked(lines, "left") == ["120"]
    assert marked(lines, "right") == ["130"]


def test_japanese_is_compared_character_by_character():
    lines = compare_texts("国家情報院は否定した。", "国家情報院は肯定した。")
    assert (marked(lines, "left"), marked(lines, "right")) == (["否"], ["肯"])


def test_a_new_paragraph_stands_alone_and_its_neighbours_stay_beside_each_other():
    old = "The ferry is back.\nIt carried 120 people."
    new = "The ferry is back in port.\nNobody was hurt, police said.\nIt carried 130 people."
    lines = compare_texts(old, new)
    assert [bool(line.left) for line in lines] == [True, False, True]
    assert marked(lines, "left") == ["back", "120"]
    assert marked(lines, "right") == ["back in port", "Nobody was hurt, police said.", "130"]


def test_the_same_text_has_no_marks():
    assert not any(line.changed for line in compare_texts("a\nb\n\nc", "a\nb\n\nc"))


def test_a_text_that_came_or_went_is_marked_whole():
    assert marked(compare_texts("", "new"), "right") == ["new"]
    assert marked(compare_texts("old", ""), "left") == ["old"]
    assert compare_texts("", "") == ()


def test_enormous_paragraphs_are_marked_whole():
    old, new = "a " * 3000, "b " * 3000
    (line,) = compare_texts(old, new)
    assert [(piece.text, piece.changed) for piece in line.left + line.right] == [(old, True), (new, True)]


@given(texts, texts)
def test_each_side_reads_as_it_was_received(old, new):
    lines = compare_texts(old, new)
    assert side(lines, "left").replace("\n", "") == old.replace("\n", "")
    assert side(lines, "right").replace("\n", "") == new.replace("\n", "")
    unchanged = [
        [piece.text for piece in (line.left, line.right)[at] if not piece.changed] for line in lines for at in (0, 1)
    ]
    assert unchanged[::2] == unchanged[1::2]
