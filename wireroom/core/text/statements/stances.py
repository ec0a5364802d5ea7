"""Decides how a source stands to what it says, from the cue's words and the content. Knows no places in a text."""

import re
from functools import cache
from importlib.resources import files

from wireroom.core.text.statements.english.cues import load_lexicon, match_verb
from wireroom.core.text.statements.values import Stance

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_FOUND_OUT = re.compile(r"\b(?:show(?:s|ed|n|ing)?|finds?|found|reveal(?:s|ed)?|demonstrat\w+)\b")


def decide_stance(
    cue: str, content: str | None, language: str, *, otherwise: Stance | None = None, source: str = ""
) -> Stance:
    """The stance that a cue's words tell; where they merely assert, what the content says of itself decides, then who
    says it.

    `otherwise` is what the cue's own entry says, where the caller has looked it up. Languages without a list: asserts.
    """
    if language != "en":
        return otherwise or Stance.ASSERTS
    lowered = " ".join(cue.lower().split())
    for stance, pattern in _patterns("cue"):
        if pattern.search(lowered):
            return stance
    begin = " ".join((content or "").lower().split()[:30])
    for told, pattern in _patterns("both"):
        if pattern.search(f"{lowered}\t{begin}"):
            return told
    stance = otherwise or _of_words(lowered)
    if stance is Stance.ASSERTS and content:
        for told, pattern in _patterns("content"):
            # What a study found out is no denial, whatever it found.
            if pattern.search(begin) and not (told is Stance.DENIES and _FOUND_OUT.search(lowered)):
                return told
        for told, pattern in _patterns("who"):
            if pattern.search(f"{source.lower()}\t{lowered}\t{begin}"):
                return told
    return stance


def _of_words(cue: str) -> Stance:
    """The stance of the word in a cue that has one of its own, the last such word."""
    lexicon = load_lexicon()
    words = _WORD.findall(cue)
    found = Stance.ASSERTS
    for at, word in enumerate(words):
        entry = match_verb(words, at, lexicon.verbs)
        stance = entry.stance if entry else lexicon.nouns.get(word)
        if stance and stance is not Stance.ASSERTS:
            found = stance
    return found


@cache
def _patterns(kind: str) -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    lines = files("wireroom.core.data").joinpath("statement_stances_en.txt").read_text("utf-8").splitlines()
    rows = (line.split(" | ", 2) for line in lines if line and not line.startswith("#"))
    return tuple((Stance(stance), re.compile(pattern)) for where, stance, pattern in rows if where == kind)
