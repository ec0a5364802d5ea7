"""Finds the turns of an interview or a transcript whose speakers stand before them: "HOLM: …", "((Ida Holm)) …".

What the interviewer asks is no turn: a label of one word whose turns are mostly questions.
"""

import re
from collections import defaultdict

from wireroom.core.text.spans import Span

_BRACKETED = re.compile(r"^[ \t]*\(\((?P<who>[A-Z][^()\n]{0,38})\)\)[ \t]*:?[ \t]*(?P<said>\S[^\n]*)", re.M)
_COLON = re.compile(
    r"^[ \t]*(?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: \([^()\n]{2,30}\))?):[ \t]+(?P<said>\S[^\n]*)",
    re.M,
)
_NO_SPEAKERS = frozenset(
    (
        "image",
        "images",
        "photo",
        "photos",
        "picture",
        "file",
        "video",
        "source",
        "sources",
        "note",
        "update",
        "correction",
    )
)
_LEAST = 3


def find_turns(text: str) -> list[tuple[Span, Span]]:
    """Speaker's label and what is said, for each turn in order; none where a text is no interview."""
    found = list(_BRACKETED.finditer(text)) if "((" in text else []
    if len(found) < _LEAST:
        found = [one for one in _COLON.finditer(text) if one["who"].lower() not in _NO_SPEAKERS] if ": " in text else []
    turns: dict[str, list[str]] = defaultdict(list)
    for one in found:
        turns[one["who"]].append(one["said"])
    again = any(len(said) > 1 for said in turns.values())
    if len(found) < _LEAST or len(turns) < 2 or not again:
        return []
    if found[0].re is _BRACKETED:
        return _whole_turns(text, found)
    askers = {who for who, said in turns.items() if " " not in who and _asks(said)}
    return [(one.span("who"), _trimmed(one)) for one in found if one["who"] not in askers]


def _whole_turns(text: str, found: list[re.Match[str]]) -> list[tuple[Span, Span]]:
    """Turns between brackets reach to the next label; the asker is the one with most questions."""
    ends = [one.start() for one in found[1:]] + [len(text)]
    questions: dict[str, int] = defaultdict(int)
    for one in found:
        questions[one["who"]] += one["said"].rstrip().endswith("?")
    asker = max(questions, key=questions.__getitem__)
    turns = []
    for one, end in zip(found, ends, strict=True):
        start = one.start("said")
        if one["who"] != asker:
            turns.append((one.span("who"), (start, start + len(text[start:end].rstrip()))))
    return turns


def _asks(said: list[str]) -> bool:
    return 2 * sum(one.rstrip().endswith("?") for one in said) >= len(said)


def _trimmed(one: re.Match[str]) -> Span:
    return one.start("said"), one.start("said") + len(one["said"].rstrip())
