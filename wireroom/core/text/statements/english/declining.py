"""Finds English phrases that are a cue as a whole: refusals to comment, what could not be verified. They are data."""

import re
from bisect import bisect_left
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.english.drafts import Draft, Range
from wireroom.core.text.statements.english.passages import Passage
from wireroom.core.text.statements.english.phrases import is_verb, subject_before
from wireroom.core.text.statements.english.words import grammar
from wireroom.core.text.statements.values import Stance

_CLAUSE_ENDS = frozenset({";", ".", "?", "!"})


@cache
def _phrases() -> tuple[tuple[str, Stance, re.Pattern[str]], ...]:
    lines = files("wireroom.core.data").joinpath("statement_phrases_en.txt").read_text("utf-8").splitlines()
    rows = (line.split(" | ", 2) for line in lines if line and not line.startswith("#"))
    return tuple((follows, Stance(stance), re.compile(r"\b" + phrase)) for follows, stance, phrase in rows)


def find_phrases(passage: Passage) -> list[Draft]:
    """The phrases of a passage that are a cue as a whole, each with its source and what it is about."""
    tokens = passage.tokens
    begin = tokens.starts[0]
    lowered = tokens.text[begin : tokens.ends[-1]].lower()
    if len(lowered) != tokens.ends[-1] - begin:
        return []
    found: list[Draft] = []
    for follows, stance, pattern in _phrases():
        for match in pattern.finditer(lowered):
            first = bisect_left(tokens.starts, begin + match.start())
            after = bisect_left(tokens.starts, begin + match.end())
            if (
                first >= after
                or passage.quoted[first] >= 0
                or any(d.cue[0] < after and first < d.cue[1] for d in found)
            ):
                continue
            low = max((stop for stop in passage.stops if stop <= first), default=0)
            source = subject_before(tokens, first, low) or _earlier_subject(passage, first, low)
            if source is None:
                continue
            draft = Draft((first, after), stance, source=source, confidence=0.9)
            draft.content = _content_of_phrase(passage, after, follows)
            if follows == "content" and not draft.content and stance is Stance.NO_EVIDENCE:
                continue
            found.append(draft)
    return found


def _earlier_subject(passage: Passage, first: int, low: int) -> Range | None:
    """ "X met the press but declined to comment": the first subject of the sentence."""
    for at in range(low, first):
        if passage.quoted[at] < 0 and is_verb(passage.tokens, at):
            return subject_before(passage.tokens, at, low)
    return None


def _content_of_phrase(passage: Passage, at: int, follows: str) -> list[Range]:
    tokens = passage.tokens
    stop = passage.stop_after(at - 1)
    if at >= stop or follows == "none":
        return []
    if follows == "topic":
        if tokens.lows[at] == "further":
            at += 1
        if at >= stop or tokens.lows[at] not in ("on", "about", "regarding", "whether", "when", "if", "how"):
            return []
        if at + 1 < stop and tokens.lows[at + 1] in grammar("time"):
            return []
    end = clause_end(passage, at, stop)
    return [(at, end)] if end > at else []


def clause_end(passage: Passage, at: int, stop: int) -> int:
    """Where the clause that a place is in ends: at a stop, or at a comma before "but", "while"."""
    tokens, lows = passage.tokens, passage.tokens.lows
    while at < stop:
        if tokens.words[at] in _CLAUSE_ENDS and passage.quoted[at] < 0:
            return at
        if (
            tokens.words[at] == ","
            and at + 1 < stop
            and lows[at + 1] in ("but", "and", "while", "although", "according")
        ):
            return at
        at += 1
    return at
