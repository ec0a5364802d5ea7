"""Finds the sentences of a text, as places in it. Says nothing of what they mean.

A blank line ends a sentence, a full stop does unless it belongs to an abbreviation, an initial, a number or a quotation
that the sentence goes on after. Works in one pass over any text; languages it has no rules for are read as English is,
Chinese as Japanese.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from wireroom.core.text.spans import Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n")
_STOP = re.compile(
    r"""(?<![.!?…。！？])(?:[.!?…]++|[。！？]++)["'”’»)\]]*+(?=\s|\Z)|(?<![。！？])[。！？]++[”’」』）)]*"""
)
# The piece before a stop: at most this long, an abbreviation is no longer.
_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*\Z")
_LONGEST = 12
_AFTER = re.compile(r"[\s\"'“‘«(\[]*")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
# “Why?” Smith asked: the words that say who spoke belong to the sentence.
_SPEAKER = re.compile(r"(?:[A-Z][\w'’-]*\s+){1,3}(?:said|asked|told|added|wrote|says|asks|replied|shouted|cried)\b")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*\(?(?:\d{1,2}|[A-Za-z])\Z")
_LETTER = re.compile(r"[^\W_]")
# A line that was broken because it was full is about as long as these.
_SHORTEST, _LONGEST_LINE = 50, 100
_EASTERN = ("ja", "zh")
_OPENING = {"「": "」", "『": "』", "（": "）", "(": ")", "“": "”", "【": "】", "［": "］", "〈": "〉", "《": "》"}
_CLOSING = frozenset(_OPENING.values())
_EASTERN_MARK = re.compile(r"[「」『』（）()“”【】［］〈〉《》]|[。！？!?．]+")
_EASTERN_STOPS = "。！？!?．"
# What goes on after a closed quotation: particles, commas.
_GOES_ON = re.compile(r"[ぁ-ん、，,・]")


def find_sentences(text: str, language: str | None) -> list[Span]:
    """The sentences of a text in order, without the space around them; pieces without a letter or digit are none."""
    split = _eastern_ends if language and language[:2] in _EASTERN else _western_ends
    sentences: list[Span] = []
    for start, end in _paragraphs(text, eastern=split is _eastern_ends):
        begin = start
        for stop in split(text, start, end):
            _take(text, begin, stop, sentences)
            begin = stop
        _take(text, begin, end, sentences)
    return sentences


def _take(text: str, start: int, end: int, sentences: list[Span]) -> None:
    piece = text[start:end]
    if not _LETTER.search(piece):
        return
    start += len(piece) - len(piece.lstrip())
    sentences.append((start, start + len(piece.strip())))


def _paragraphs(text: str, *, eastern: bool) -> Iterator[Span]:
    """Paragraphs: between blank lines, and lines, unless lines are merely as long as fits."""
    start = 0
    wrapped = not eastern and _is_wrapped(text)
    for found in _LINE.finditer(text):
        at = found.start()
        if at < start:
            continue
        if blank := _BLANK.match(text, at):
            end = blank.end()
        elif wrapped or (not eastern and text[at + 1 : at + 2].islower()):
            continue
        else:
            end = at + 1
        yield start, at
        start = end
    yield start, len(text)


def _is_wrapped(text: str) -> bool:
    """Whether most line ends inside paragraphs stand where the line was full and no sentence ended."""
    lines = text.split("\n")
    inside = [line for line, following in pairwise(lines) if line.strip() and following.strip()]
    full = [line for line in inside if _SHORTEST <= len(line) <= _LONGEST_LINE and line.rstrip()[-1] not in ".!?:"]
    return len(full) >= 3 and 2 * len(full) > len(inside)


def _western_ends(text: str, start: int, end: int) -> Iterator[int]:
    for found in _STOP.finditer(text, start, end):
        if found.end() < end and _ends(text, found, start):
            yield found.end()


def _ends(text: str, found: re.Match[str], start: int) -> bool:
    marks = found[0]
    following = _AFTER.match(text, found.end()).end()
    first = text[following : following + 1]
    if marks[0] in "。！？":
        return True
    if first.islower():
        return False
    if "!" in marks or "?" in marks or marks[0] == "…":
        return not (marks[-1] in "\"”'’" and _SPEAKER.match(text, following))
    if len(marks) > 1 and marks[1] in ".…":
        return True
    word = _BEFORE.search(text, max(start, found.start() - _LONGEST), found.start())
    if not word:
        return True
    return _ends_after(word[0], text, found.start(), following)


def _ends_after(word: str, text: str, stop: int, following: int) -> bool:
    """Whether a full stop after a word ends a sentence; `following` is where the next word begins."""
    words = _abbreviations()
    if word in words["before"]:
        # "No." is a word of its own where no number follows.
        return word in ("No", "Nos", "in") and not text[following : following + 1].isdigit()
    if word in words["date"]:
        return not text[following : following + 1].isdigit() and _starts(text, following)
    if word in words["either"] or "." in word:
        return _starts(text, following) if word in words["either"] or len(word) <= 5 else True
    if len(word) == 1 and word.isupper():
        return _starts(text, following) and not _LIST_NUMBER.search(text[max(0, stop - 5) : stop])
    if len(word) <= 2 and (word.isdigit() or len(word) == 1):
        return not _LIST_NUMBER.search(text[max(0, stop - 5) : stop] if stop > 5 else "\n" + text[:stop])
    return True


def _starts(text: str, at: int) -> bool:
    found = _NEXT_WORD.match(text, at)
    return bool(found and found[0] in _abbreviations()["starter"])


def _eastern_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Stops outside of brackets and quotation marks; one that is never closed holds nothing together."""
    marks = list(_EASTERN_MARK.finditer(text, start, end))
    closed = _closed(marks)
    depth = 0
    for at, found in enumerate(marks):
        mark = found[0]
        if mark in _OPENING:
            depth += at in closed
        elif mark in _CLOSING:
            depth -= at in closed
            if depth == 0 and at in closed and text[found.start() - 1] in _EASTERN_STOPS:
                after = found.end()
                if after < end and not _GOES_ON.match(text, after):
                    yield after
        elif depth == 0 and not _is_inside_latin(text, found):
            yield found.end()


def _closed(marks: list[re.Match[str]]) -> set[int]:
    """The brackets that have their other half, by their number among the marks."""
    opened: list[int] = []
    closed: set[int] = set()
    for at, found in enumerate(marks):
        mark = found[0]
        if mark in _OPENING:
            opened.append(at)
        elif mark in _CLOSING:
            # Of openers of other kinds in between, the innermost that fits within a few counts.
            for back in range(1, min(4, len(opened)) + 1):
                if _OPENING[marks[opened[-back]][0]] == mark:
                    closed |= {at, opened[-back]}
                    del opened[-back:]
                    break
    return closed


def _is_inside_latin(text: str, found: re.Match[str]) -> bool:
    """An exclamation mark of a name or an address (Yahoo!ニュース, ?id=3) ends nothing."""
    if found[0][0] not in "!?":
        return False
    after, before = text[found.end() : found.end() + 1], text[found.start() - 1 : found.start()]
    return before.isascii() and before.isalnum() and bool(after) and not after.isspace()


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    lines = files("wireroom.core").joinpath("data/abbreviations_en.txt").read_text("utf-8").splitlines()
    rows = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {role: frozenset(words.split()) for role, _, words in rows}
