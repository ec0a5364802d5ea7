"""Whatever holds copy or refuses an editor's word says so in Japanese at the desk, to whoever reads Japanese there."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

import wireroom
from wireroom.core.delicate import Delicate
from wireroom.desk.reasons import STOPPED, tell_reason

ROOT = Path(wireroom.__file__).resolve().parent
# What is made into a hold, a kill or a refusal, by the names under which it is made.
MAKERS = frozenset({"Hold", "Standing", "WireroomError", "AccountError"})
WHERE = (
    *("core/gates.py", "core/status.py", "core/carrying.py"),
    *("stories/actions", "publishing/actions", "reading/actions", "accounts/actions", "comments/actions"),
)
# An operator reads these in the shell, or they carry other texts alone.
NEVER_AT_THE_DESK = (
    re.compile(r"complaint X: say what was done"),
    re.compile(r"comment X: its article is X; its comments are frozen"),
    re.compile(r"account X: .*"),
    re.compile(r"a verdict is one of X: X|a stance is one of X: X"),
    re.compile(r"(?:mark|delete) X: |.* is not among the decisions"),
)


def reasons():
    """The texts that are made so in the code, with X in each place."""
    found = {}
    for place in WHERE:
        files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        if place.endswith("actions") and not files:
            files = [ROOT / f"{place}.py"]
        for file in files:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
                    for argument in node.args:
                        text = spoken(argument)
                        if text and " " in text:
                            found[text] = file.name
    return found


def spoken(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
    return ""


FOUND = {text: file for text, file in reasons().items() if not any(one.match(text) for one in NEVER_AT_THE_DESK)}


def test_there_are_reasons_to_look_at():
    assert len(FOUND) > 20


@pytest.mark.parametrize("text", FOUND)
def test_a_reason_is_told_in_japanese(text):
    with override("ja"):
        assert not re.search(r"[a-z]{3,}", tell_reason(text)), FOUND[text]


@pytest.mark.parametrize("kind", ["suicide", "minor", "court", "accused"])
def test_why_copy_is_delicate_is_told_in_japanese(kind):
    delicate = Delicate(kind, "森太郎" if kind in ("court", "accused") else "", "被告は無罪を主張した。")
    with override("ja"):
        told = tell_reason(delicate.reason)
        assert tell_reason(f"the same copy is held (港湾通信): {delicate.reason}").endswith(told)
    assert not re.search(r"[a-z]{3,}", told)
    assert "被告は無罪を主張した。" in told
    assert ("森太郎" in told) == bool(delicate.name)
    with override("en"):
        assert tell_reason(delicate.reason) == delicate.reason


@pytest.mark.parametrize(
    "text",
    [
        "the provider's register: headline",
        "the provider's register: excerpt",
        "the provider's register: 30 days",
        f"{STOPPED}12 new items at once; its last document had 10 entries",
    ],
)
def test_the_registers_words_are_told_in_japanese(text):
    with override("ja"):
        assert not re.search(r"[a-z]{3,}", tell_reason(text))


def test_a_persons_words_stay_theirs():
    with override("ja"):
        assert tell_reason("legal asked us to wait") == "legal asked us to wait"
