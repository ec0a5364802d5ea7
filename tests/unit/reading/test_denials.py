"""Denials, refusals, "no evidence" and accusations in sentences of our own: none is lost, none turned, none made up."""

from collections import Counter
from pathlib import Path

import pytest

from wireroom.core.text.statements import Statement, find_statements
from wireroom.core.text.statements.english.denying import is_denial_told

HERE = Path(__file__).parent
# What a text may have no more of than its lines say.
COUNTED = ("denies", "declines_comment", "no_evidence")
# The files, each with how many texts it has at least.
LEAST = {
    "denials_en.txt": 80,
    "denials_ja.txt": 60,
    "denial_shapes_en.txt": 150,
    "denial_news_en.txt": 80,
    "denial_agency_en.txt": 180,
    "denial_shapes_ja.txt": 120,
    "denial_news_ja.txt": 40,
}


def read_cases(name: str) -> dict[str, list[str]]:
    """Texts of a file with the lines of what is expected of them."""
    cases: dict[str, list[str]] = {}
    expected: list[str] = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith("  "):
            expected.append(line.strip())
        elif line and not line.startswith("#"):
            expected = cases.setdefault(line, [])
    return cases


CASES = [(name, text, lines) for name in LEAST for text, lines in read_cases(name).items()]


def shown(one: Statement) -> str:
    mention = one.source.mention.text if one.source and one.source.mention else "-"
    return f"{one.stance} | {mention} | {one.content.text if one.content else '-'}"


def fits(one: Statement, expected: str) -> bool:
    """Whether a statement is the one that a line tells of."""
    stance, source, words = expected.split(" | ")
    has_stance, has_source, content = shown(one).split(" | ", 2)
    return (stance, source) == (has_stance, has_source) and (words in content if words != "-" else True)


def test_there_are_cases_enough():
    counts = Counter(name for name, _, _ in CASES)
    assert all(counts[name] >= least for name, least in LEAST.items())
    assert all(lines for _, _, lines in CASES)


@pytest.mark.parametrize(("name", "text", "lines"), CASES, ids=[text[:60] for _, text, _ in CASES])
def test_stances_are_kept(name: str, text: str, lines: list[str]):
    found = find_statements(text, name.removesuffix(".txt")[-2:])
    listed = [shown(one) for one in found]
    if lines == ["nothing"]:
        assert listed == []
        return
    wanted = [line for line in lines if not line.startswith("not ")]
    for line in wanted:
        assert any(fits(one, line) for one in found), f"{line}: {listed}"
    told = Counter(line.split(" | ")[0] for line in wanted)
    for stance in COUNTED:
        assert sum(one.stance == stance for one in found) == told[stance], f"{stance}: {listed}"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "denial"),
    [
        ("The court denied him access to the files.", "The court", "denied", "him access to the files", False),
        ("The consulate denied her a visa.", "The consulate", "denied", "her a visa", False),
        ("The visa was denied by the consulate.", "the consulate", "was denied", "The visa", False),
        ("A goal denied Port Ansel a place in the final.", "A goal", "denied", "Port Ansel a place", False),
        ("The law denies women the right to own land.", "The law", "denies", "women the right to own land", False),
        ("Goalkeeper Anna Pohl denied the striker.", "Goalkeeper Anna Pohl", "denied", "the striker", False),
        ("The machine rejected the card.", "The machine", "rejected", "the card", False),
        ("No one at the bank denied the losses.", "No one at the bank", "denied", "the losses", False),
        ("They asked whether Holm denied the charge.", "Holm", "denied", "the charge", False),
        ("Holm denied him again on Monday.", "Holm", "denied", "him", True),
        ("Holm denied the murder a second time.", "Holm", "denied", "the murder", True),
        ("Holm denied the affair the next day.", "Holm", "denied", "the affair", True),
        ("Holm denied her claim.", "Holm", "denied", "her claim", True),
        ("Holm denied claims the mayor had made.", "Holm", "denied", "claims the mayor had made", True),
        ("Holm denied Monday the report was his.", "Holm", "denied", "the report was his", True),
        ("The claims were denied by the board.", "the board", "were denied", "The claims", True),
        ("Holm rejected him a second time.", "Holm", "rejected", "him", True),
    ],
)
def test_what_is_withheld_supposed_or_denied_by_nobody_is_no_denial(text, source, cue, content, denial):
    who, at, said = ((text.index(words), text.index(words) + len(words)) for words in (source, cue, content))
    assert is_denial_told(text, source=who, cue=at, content=[said]) is denial
