"""What copy is delicate, and what only sounds so. Invented persons and events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireroom.core.delicate import find_delicate

DELICATE = {
    "suicide": ("en", "The singer's brother died by suicide in March, the family said.", "suicide", ""),
    "a way of saying it": ("en", "Police believe that the farmer took his own life.", "suicide", ""),
    "suicide in Japanese": ("ja", "県警は男性が自殺したとみている。", "suicide", ""),
    "a child killed": ("en", "A seven-storey wall fell. Two children were killed, the fire service said.", "minor", ""),
    "an age": ("en", "A 14-year-old boy was arrested on Friday after a fire at a school.", "minor", ""),
    "an age in Japanese": ("ja", "警察は15歳の高校生を窃盗の疑いで逮捕した。", "minor", ""),
    "abuse": ("ja", "母親が女児を虐待したとして、県は調査を始めた。", "minor", ""),
    "a court case": (
        "en",
        "The Minato district court sentenced Jon Karlsen, 34, to two years for fraud.",
        "court",
        "Jon Karlsen",
    ),
    "a court case by last name": (
        "en",
        "Jon Karlsen ran a bakery in Minato. On Friday Karlsen was convicted of fraud.",
        "court",
        "Jon Karlsen",
    ),
    "a court case in Japanese": ("ja", "東京地裁は田所三郎被告に懲役2年の判決を言い渡した。", "court", "田所三郎"),
    "accused": ("en", "Police accused Mary Ellen Porter of stealing 40 bicycles.", "accused", "Mary Ellen Porter"),
    "arrested": (
        "en",
        "Jon Karlsen, a plumber from Minato, was arrested on suspicion of arson.",
        "accused",
        "Jon Karlsen",
    ),
    "a suspect in Japanese": ("ja", "県警は会社員、田所三郎容疑者(45)を窃盗の疑いで逮捕した。", "accused", "田所三郎"),
    "a trade and an age in Japanese": (
        "ja",
        "県警は自営業の田所三郎さん(45)が着服した疑いがあると発表した。",
        "accused",
        "田所三郎",
    ),
}
PLAIN = {
    "an attack": ("en", "A suicide bomber attacked a checkpoint near the border, the army said."),
    "a figure of speech": ("en", "Leaving the union would be economic suicide, the minister said."),
    "attack in Japanese": ("ja", "自爆テロがあったと軍が発表した。"),
    "children unharmed": ("en", "Children from four schools planted 300 trees on Friday."),
    "an old dog": ("en", "A 13-year-old law on fishing rights was suspected to slow the harbour's growth."),
    "a politician accused": ("en", "The opposition accused Prime Minister Ken Abe of hiding a report."),
    "a politician by apposition": ("en", "Ken Abe, the mayor of Minato, was accused of hiding a report."),
    "a politician's last name later": ("en", "Mayor Ken Abe met the press. Abe was accused of hiding a report."),
    "a court without a name": ("en", "The supreme court ruled that the port may be widened."),
    "who speaks of arrests": ("en", "Jon Karlsen, a neighbour, said two men were arrested. Karlsen told police so."),
    "who speaks of a court": (
        "en",
        "If a court orders it, the bridge must close, said Jon Karlsen of the Minato Times.",
    ),
    "minor injuries": ("en", "One passenger was hurt, two more had minor injuries, the railway said."),
    "a grown-up son": ("en", "The baker's son was accused by the club of taking the cup."),
    "nobody by name in Japanese": ("ja", "無職の男性被告(39)は起訴内容を認めた。"),
    "an organisation": ("en", "The union accused the Minato Harbour Office of hiding a report."),
    "a politician in Japanese": ("ja", "野党は三田村太郎首相が疑惑を隠したと非難した。"),
    "another language": ("fr", "Un suicide a été signalé."),
    "nothing": ("en", ""),
}


@pytest.mark.parametrize("case", DELICATE.values(), ids=DELICATE)
def test_delicate(case):
    language, text, kind, name = case
    found = find_delicate(text, language)
    assert found is not None
    assert (found.kind, found.name) == (kind, name)
    assert found.words in text


@pytest.mark.parametrize("case", PLAIN.values(), ids=PLAIN)
def test_not_delicate(case):
    language, text = case
    assert find_delicate(text, language) is None


def test_an_accusation_that_several_sources_make_is_none_on_a_single_source():
    alone = "Police accused Mary Ellen Porter of stealing 40 bicycles. Porter said she had bought them."
    assert find_delicate(alone, "en").kind == "accused"
    both = f"{alone} The Minato Cycling Club said Porter had sold two of them to its members."
    assert find_delicate(both, "en") is None


def test_the_reason_quotes_the_sentence():
    found = find_delicate("A fair opened. Police accused Mary Ellen Porter of stealing 40 bicycles.", "en")
    assert found.reason == (
        "it accuses a named private person (Mary Ellen Porter) on a single source: “Police accused Mary Ellen Porter of"
        " stealing 40 bicycles.”"
    )


@given(st.text(max_size=300), st.sampled_from(["en", "ja"]))
def test_any_text_can_be_asked_about(text, language):
    found = find_delicate(text, language)
    assert found is None or found.reason
