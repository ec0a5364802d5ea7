"""Finds によると and what is like it in a Japanese sentence: the source before it, and where what is said begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wireroom.core.text.spans import Span
from wireroom.core.text.statements.japanese.lexicon import load_lexicon
from wireroom.core.text.statements.japanese.masks import Masked
from wireroom.core.text.statements.japanese.phrases import (
    FITTING,
    decide_fit,
    find_kind,
    find_phrase_start,
    skip_opening,
)

_TOLD = re.compile(
    r"(?P<cue>(?:伝え|報じ|報道し|紹介し|取材し|発表し|まとめ|明らかにし|語っ|話し)(?:た|て(?:いる|い)?|ている)?(?:ところ|記事|内容|報道|もの|情報|話)?(?:によると|によれば|では))"
)
_AS_TOLD_BY = re.compile(r"の(?:話|情報|調べ|コメント|発表|記事)として、?\Z|提供の記事として、?\Z")
_SUBJECT = re.compile(r"[がは]、?(?=[^がは]*\Z)")
_LIST = re.compile(r"(?P<one>[^、。はがをに」』]{2,24})、\Z")


@dataclass(frozen=True, slots=True)
class According:
    """A source that a clause opens with: its words, the cue, where what is said begins."""

    source: Span
    cue: Span
    begin: int


def find_according(masked: Masked) -> list[According]:
    """The sources of a sentence that are named by によると, の話では and their like, in order."""
    found = sorted(_all(masked), key=lambda one: (one.cue[1], one.cue[0]))
    taken: list[According] = []
    for one in found:
        if taken and one.cue[1] == taken[-1].cue[1] and one.cue[0] < taken[-1].cue[1]:
            continue
        taken.append(one)
    return taken


def _all(masked: Masked) -> Iterator[According]:
    shown = masked.text
    for found in _TOLD.finditer(shown):
        yield from _told(shown, found)
    for found in load_lexicon().patterns["according"].finditer(shown):
        end = found.start()
        if end == 0 or shown[end - 1] in "、。ろ":
            continue
        if found[0].endswith("では") and shown[found.end() : found.end() + 1] in ("な", "あ"):
            continue
        start = find_source_start(shown, end)
        if start < end and (found[0].startswith("によ") or decide_fit(shown[start:end]) == FITTING):
            yield According(
                (start, end), (found.start() + found[0].startswith("の"), found.end()), _skip_comma(shown, found.end())
            )


def _told(shown: str, found: re.Match[str]) -> Iterator[According]:
    """XがYの話として伝えたところによると: one source each for X and Y."""
    low = max(0, found.start() - 70, shown.rfind("。", 0, found.start()) + 1)
    head = shown[low : found.start()]
    begin = _skip_comma(shown, found.end())
    if by := _AS_TOLD_BY.search(head):
        end = low + by.start()
        start = find_source_start(shown, end)
        if start < end:
            yield According((start, end), (end + by[0].startswith("の"), end + len(by[0].rstrip("、"))), begin)
        head = shown[low:start]
    particle = _SUBJECT.search(head)
    end = low + particle.start() if particle else found.start()
    if found[0].startswith("取材") and head.endswith("に"):
        # 捜査関係者に取材したところによると: who was asked says it.
        end = found.start() - 1
    start = find_source_start(shown, end)
    if start < end:
        yield According((start, end), found.span("cue"), begin)


def find_source_start(shown: str, end: int) -> int:
    """Where a source begins that ends at a place; a list of papers with commas is one source."""
    start = find_phrase_start(shown, end)
    while start > 1 and find_kind(shown[start:end]) == "paper":
        listed = _LIST.search(shown, max(0, start - 26), start)
        if not listed or find_kind(listed["one"]) != "paper":
            break
        begin = skip_opening(shown, find_phrase_start(shown, start - 1), start - 1)
        if begin >= start - 1 or find_kind(shown[begin : start - 1]) != "paper":
            break
        start = begin
    return start


def _skip_comma(shown: str, at: int) -> int:
    while shown[at : at + 1] in ("、", " ", "は") and at < len(shown):
        at += 1
    return at
